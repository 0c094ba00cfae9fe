namespace ReluInjectivity.Symbolics.Language;

/// <summary>What to write in the place of signs that papers and other languages have.</summary>
internal static class SignsElsewhere
{
    private const string Comment = "a comment starts with '#'";
    private const string Brackets = "brackets are '(' and, for an index, '['";

    /// <summary>Signs of several characters, looked for before those of the language.</summary>
    private static readonly (string Sign, string Hint)[] Long =
    [
        ("//", Comment),
        ("/*", Comment),
        ("&&", "both of two conditions is 'and'"),
        ("||", "one or the other of two conditions is 'or'"),
        ("!=", "a condition is '<', '<=', '>' or '>='; single points do not count"),
        ("<>", "a condition is '<', '<=', '>' or '>='; single points do not count"),
        (":=", "a definition has '=' alone"),
        ("->", "a definition is 'let f(x) = e'"),
        ("...", "a range is 'a..b'"),
    ];

    private static readonly Dictionary<char, string> Short = new()
    {
        ['\u2212'] = "write '-'",
        ['\u2013'] = "write '-'",
        ['\u00B7'] = "write '*'",
        ['\u00D7'] = "write '*'",
        ['\u2264'] = "write '<='",
        ['\u2265'] = "write '>='",
        ['\u00B1'] = "write '+-'",
        ['\u221E'] = "write 'inf'",
        ['\u221A'] = "write 'sqrt(x)'",
        ['\u222B'] = "averages over a standard normal are 'E(z, e)'; there are no other integrals",
        ['\u2211'] = "write 'sum(k = a..b, e)'",
        ['\u220F'] = "write 'product(k = a..b, e)'",
        ['\u00B2'] = "write '^2'",
        ['\u00B3'] = "write '^3'",
        ['\u00BD'] = "write '1/2'",
        ['|'] = "a magnitude is written 'abs(x)'",
        ['\u201C'] = "text stands in \"double quotes\"",
        ['\u201D'] = "text stands in \"double quotes\"",
        ['\''] = "text stands in \"double quotes\"",
        ['{'] = Brackets,
        ['}'] = "brackets are ')' and, for an index, ']'",
        ['~'] = "the variable of 'E(z, e)' is standard normal; another law is a function of it",
        ['&'] = "both of two conditions is 'and'",
        ['!'] = "a factorial is 'product(j = 1..k, j)'; conditions are '<', '<=', '>' and '>='",
        ['%'] = Comment + "; a percentage is written as a fraction",
        ['?'] = "a choice is 'piecewise(x < 1: a; else: b)'",
        ['\\'] = "names stand without '\\', a fraction is 'a/b'",
        ['$'] = "formulas stand without '$'",
    };

    private static readonly string[] Greek =
    [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon",
        "phi", "chi", "psi", "omega",
    ];

    /// <summary>The sign of several characters that stands at a place of the text and has no meaning here; null: none.</summary>
    public static (string Sign, string Hint)? At(string text, int position)
    {
        foreach ((string Sign, string Hint) foreign in Long)
        {
            if (string.CompareOrdinal(text, position, foreign.Sign, 0, foreign.Sign.Length) == 0)
            {
                return foreign;
            }
        }

        return null;
    }

    /// <summary>What to write in the place of a character; null where it means nothing elsewhere.</summary>
    /// <param name="sign">The character.</param>
    /// <param name="before">What it follows without a blank; empty: nothing.</param>
    public static string? Hint(char sign, string before)
    {
        bool followsName = before.Length > 0 && char.IsLetter(before[0]);
        return sign switch
        {
            '\'' when followsName => "there are no primes; a derivative by an unknown or a given is 'diff(e, x)'",
            '{' when before.StartsWith("sum", StringComparison.Ordinal) => Brackets + "; a sum is 'sum(k = a..b, e)'",
            '.' when before.Length > 0 && char.IsDigit(before[0]) => $"write {before} or {before}.0",
            >= '\u03B1' and <= '\u03C9' => $"letters are a-z and A-Z: write '{Greek[sign - '\u03B1']}'",
            >= '\u0391' and <= '\u03A9' => $"letters are a-z and A-Z: write '{char.ToUpperInvariant(Greek[sign - '\u0391'][0])}{Greek[sign - '\u0391'].Substring(1)}'",
            _ => Short.TryGetValue(sign, out string? hint) ? hint : null,
        };
    }
}
