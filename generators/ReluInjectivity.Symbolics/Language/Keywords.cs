using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Language;

/// <summary>The words of the language, for reading and for hints.</summary>
internal static class Keywords
{
    private const int LongestKeyword = 10;

    /// <summary>The statements and their forms, in the order of the language description.</summary>
    private static readonly (string Keyword, string Form)[] Statements =
    [
        ("model", "model NAME \"title\""),
        ("source", "source \"citation\", ..."),
        ("include", "include \"file.eq\""),
        ("level", "level r = a..b [nested]"),
        ("depth", "depth l = a..b"),
        ("given", "given NAME[i] = default [for i = a..b] [in (lo, hi)] [\"text\"]"),
        ("unknown", "unknown NAME[k] [= start] [for k = a..b] [increasing | decreasing] [in (lo, hi)] [\"text\"]"),
        ("let", "let NAME[i](x [in (lo, hi)], ...) = e [for k = a..b]"),
        ("minimise", "minimise NAME = e [given NAME = default ...]"),
        ("maximise", "maximise NAME = e [given NAME = default ...]"),
        ("stationary", "stationary NAME = e [minimise NAME, ... maximise NAME, ...] [given NAME = default ...]"),
        ("relations", "relations NAME, ... from stationary NAME [= e] over NAME[a..b], ... [given NAME = default ...]"),
        ("equation", "equation [\"label\"] e = e [for k = a..b]"),
        ("solve", "solve NAME [= e] [given NAME = default ...]"),
        ("output", "output NAME [= e] [\"text\"]"),
        ("outcome", "outcome \"text\" when condition [for k = a..b]"),
        ("require", "require condition [for k = a..b]"),
        ("profile", "profile NAME over NAME [\"text\"]"),
        ("bound", "bound NAME <= MODEL.NAME [at NAME = value, ...]"),
        ("expect", "expect NAME = number +- tolerance [at NAME = value, ...] [\"citation\"]"),
        ("report", "report \"command\" \"key\", ... [of NAME] [at NAME = value, ...] [over NAME, ...] [else \"model\"] [default]"),
    ];

    private static readonly string[] Clauses = ["nested", "in", "for", "increasing", "decreasing", "given", "from", "over", "when", "at", "of", "else", "default", "minimise", "maximise"];

    /// <summary>The statements' keywords, joined.</summary>
    public static string StatementList => string.Join(", ", Statements.Select(static s => s.Keyword));

    /// <summary>Whether the word has a meaning of its own in expressions and so cannot be declared.</summary>
    public static bool IsReserved(string word) => SpecialForms.Find(word) is { IsSyntax: true } || word is "else" or "and" or "or";

    /// <summary>Whether statements start with this word.</summary>
    public static bool IsStatement(string word) => Statements.Any(s => string.Equals(s.Keyword, word, StringComparison.Ordinal));

    /// <summary>Whether clauses of statements start with this word.</summary>
    public static bool IsClause(string word) => Clauses.Contains(word, StringComparer.Ordinal);

    /// <summary>The form of the statement with this keyword.</summary>
    public static string Form(string keyword) =>
        Statements.First(s => string.Equals(s.Keyword, keyword, StringComparison.Ordinal)).Form;

    /// <summary>The statement keyword the word may have been meant for, or null.</summary>
    public static string? NearestStatement(string word) => Nearest(word, Statements.Select(static s => s.Keyword));

    /// <summary>The word of a clause the word may have been meant for, or null.</summary>
    public static string? NearestClause(string word) => Nearest(word, Clauses);

    private static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > 2 * LongestKeyword)
        {
            return null;
        }

        (string? Word, int Distance) best = (null, 3);
        foreach (string candidate in candidates)
        {
            int distance = EditDistance.Between(word, candidate);
            if (distance < best.Distance && 2 * distance <= candidate.Length)
            {
                best = (candidate, distance);
            }
        }

        return best.Word;
    }
}
