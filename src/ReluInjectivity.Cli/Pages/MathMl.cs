using System.Text;
using ReluInjectivity.Pictures;

namespace ReluInjectivity.Cli.Pages;

/// <summary>LaTeX as equations are printed here, as MathML: fractions, roots, scripts, brackets, cases, the names of functions. What is not known is shown as it is written.</summary>
internal sealed class MathMl
{
    private static readonly Dictionary<string, string> Letters = Pairs("varphi φ infty ∞ partial ∂ ell ℓ");

    private static readonly Dictionary<string, string> Signs = Pairs("le ≤ ge ≥ in ∈ cdot · ne ≠ neq ≠ to → times × sum ∑ prod ∏ int ∫ approx ≈ pm ± lbrace { rbrace } lfloor ⌊ rfloor ⌋");

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "log", "exp", "max", "min", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sup", "inf", "lim",
    };

    private readonly string _latex;
    private readonly List<string> _unknown = [];
    private int _at;

    private MathMl(string latex) => _latex = latex;

    /// <summary>A block of MathML for a line; its LaTeX is the annotation that readers copy.</summary>
    public static string Of(string latex) =>
        $"<math display=\"block\"><semantics><mrow>{Inner(latex, out _)}</mrow><annotation encoding=\"application/x-tex\">{Html.Escaped(latex)}</annotation></semantics></math>";

    /// <summary>The MathML of a line, and the commands of it that are not known.</summary>
    public static string Inner(string latex, out IReadOnlyList<string> unknown)
    {
        var reader = new MathMl(latex);
        string text = reader.Row(static _ => false);
        unknown = reader._unknown;
        return text;
    }

    private bool IsAtEnd => _at >= _latex.Length;

    /// <summary>Items up to a word that ends them, which is left.</summary>
    private string Row(Func<string, bool> isEnd)
    {
        var text = new StringBuilder();
        while (true)
        {
            Skip();
            if (IsAtEnd || isEnd(Peek()))
            {
                return text.ToString();
            }

            text.Append(Scripted());
        }
    }

    /// <summary>An item with what is lowered and raised behind it.</summary>
    private string Scripted()
    {
        string item = Item();
        string? below = null;
        string? above = null;
        for (Skip(); !IsAtEnd && Peek() is "_" or "^"; Skip())
        {
            if (Next() is "_")
            {
                below = Argument();
            }
            else
            {
                above = Argument();
            }
        }

        return (below, above) switch
        {
            (null, null) => item,
            (not null, null) => $"<msub>{item}{below}</msub>",
            (null, not null) => $"<msup>{item}{above}</msup>",
            _ => $"<msubsup>{item}{below}{above}</msubsup>",
        };
    }

    private string Item()
    {
        string word = Next();
        return word switch
        {
            "{" => Group(),
            "&" or "\\\\" => string.Empty,
            @"\," or @"\;" or @"\quad" or @"\!" or @"\ " => $"<mspace width=\"{(word is @"\quad" ? "1em" : word is @"\;" ? "0.28em" : "0.17em")}\"/>",
            @"\frac" => $"<mfrac>{Argument()}{Argument()}</mfrac>",
            @"\binom" => $"<mrow><mo stretchy=\"true\">(</mo><mfrac linethickness=\"0\">{Argument()}{Argument()}</mfrac><mo stretchy=\"true\">)</mo></mrow>",
            @"\sqrt" => $"<msqrt>{Argument()}</msqrt>",
            @"\mathrm" or @"\operatorname" => $"<mi mathvariant=\"normal\">{Html.Escaped(Plain())}</mi>",
            @"\mathbb" => Plain() is var letter ? $"<mi>{(letter is "E" ? "𝔼" : Html.Escaped(letter))}</mi>" : string.Empty,
            @"\text" => $"<mtext>{Html.Escaped(Plain())}</mtext>",
            @"\left" => Bracketed(),
            @"\begin" => Environment(),
            _ when word[0] == '\\' => Command(word[1..]),
            _ when char.IsAsciiDigit(word[0]) => $"<mn>{word}</mn>",
            _ when char.IsLetter(word[0]) => $"<mi>{word}</mi>",
            "-" => "<mo>−</mo>",
            "(" or ")" or "[" or "]" or "|" => $"<mo stretchy=\"false\">{word}</mo>",
            _ => $"<mo>{Html.Escaped(word)}</mo>",
        };
    }

    private string Command(string name)
    {
        // Greek letters are those that pictures know.
        string greek = Label.Name(name).Plain;
        if (Letters.TryGetValue(name, out string? letter) || !string.Equals(letter = greek, name, StringComparison.Ordinal))
        {
            return $"<mi>{letter}</mi>";
        }

        if (Signs.TryGetValue(name, out string? sign))
        {
            return $"<mo>{sign}</mo>";
        }

        if (Functions.Contains(name))
        {
            return $"<mi>{name}</mi>";
        }

        if (name is "{" or "}" or "_" or "%" or "#" or "&" or "|")
        {
            return $"<mo>{Html.Escaped(name)}</mo>";
        }

        _unknown.Add("\\" + name);
        return $"<mtext>\\{Html.Escaped(name)}</mtext>";
    }

    private string Group()
    {
        string row = Row(static w => w is "}");
        Take("}");
        return $"<mrow>{row}</mrow>";
    }

    private string Bracketed()
    {
        string open = Bracket(Next());
        string row = Row(static w => w is @"\right");
        Take(@"\right");
        string close = Bracket(IsAtEnd ? "." : Next());
        return $"<mrow>{open}{row}{close}</mrow>";
    }

    private static string Bracket(string word) => word is "." ? string.Empty : $"<mo stretchy=\"true\">{Html.Escaped(word.TrimStart('\\'))}</mo>";

    private string Environment()
    {
        string kind = Plain();
        if (kind is not "cases")
        {
            _unknown.Add(@"\begin{" + kind + "}");
        }

        var rows = new StringBuilder("<mtr><mtd>");
        while (true)
        {
            rows.Append(Row(static w => w is "&" or "\\\\" or @"\end"));
            string ended = IsAtEnd ? @"\end" : Next();
            if (ended is @"\end")
            {
                Plain();
                return $"<mrow><mo stretchy=\"true\">{{</mo><mtable>{rows}</mtd></mtr></mtable></mrow>";
            }

            rows.Append(ended is "&" ? "</mtd><mtd>" : "</mtd></mtr><mtr><mtd>");
        }
    }

    /// <summary>What a command or a script is applied to.</summary>
    private string Argument()
    {
        Skip();
        return IsAtEnd ? "<mrow/>" : Item();
    }

    /// <summary>The text of a group, as it is.</summary>
    private string Plain()
    {
        Skip();
        Take("{");
        int end = _latex.IndexOf('}', _at) is >= 0 and var found ? found : _latex.Length;
        string text = _latex[_at..end].Replace(@"\_", "_", StringComparison.Ordinal);
        _at = Math.Min(end + 1, _latex.Length);
        return text;
    }

    private void Take(string word)
    {
        Skip();
        if (!IsAtEnd && string.Equals(Peek(), word, StringComparison.Ordinal))
        {
            Next();
        }
    }

    private void Skip()
    {
        while (!IsAtEnd && char.IsWhiteSpace(_latex[_at]))
        {
            _at++;
        }
    }

    private string Peek()
    {
        int at = _at;
        string word = Next();
        _at = at;
        return word;
    }

    /// <summary>A command, a number, or a sign.</summary>
    private string Next()
    {
        int from = _at++;
        if (_latex[from] == '\\' && _at < _latex.Length)
        {
            _at++;
            while (char.IsAsciiLetter(_latex[from + 1]) && !IsAtEnd && char.IsAsciiLetter(_latex[_at]))
            {
                _at++;
            }
        }
        else if (char.IsAsciiDigit(_latex[from]))
        {
            while (!IsAtEnd && (char.IsAsciiDigit(_latex[_at]) || (_latex[_at] == '.' && _at + 1 < _latex.Length && char.IsAsciiDigit(_latex[_at + 1]))))
            {
                _at++;
            }
        }

        return _latex[from.._at];
    }

    private static Dictionary<string, string> Pairs(string list)
    {
        string[] words = list.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i], i => words[(2 * i) + 1], StringComparer.Ordinal);
    }
}
