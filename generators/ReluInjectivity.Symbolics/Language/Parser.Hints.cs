using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Language;

/// <content>What may explain a token that cannot stand where it does.</content>
internal sealed partial class Parser
{
    private const string ComparisonsStandIn = "; comparisons stand in the conditions of piecewise(...) only: a choice is 'piecewise(x < 1: a; else: b)'";

    private Token Before(int back = 1) => _position >= back ? _tokens[_position - back] : default;

    /// <summary>Whether the current token touches the one before.</summary>
    private bool IsTouching => _position > 0 && Before().Span.Start + Before().Span.Length == Current.Span.Start;

    private bool IsFirstOnLine => _position > 0 && Before().Span.EndLine < Current.Span.StartLine;

    /// <summary>What may explain a token that cannot follow an expression.</summary>
    private string Continuation()
    {
        Token token = Current;
        return token.Kind switch
        {
            TokenKind.Name => AfterName(token),
            TokenKind.Number => AsArgument() ?? AsProduct,
            TokenKind.Symbol => AfterSymbol(token),
            _ => "",
        };
    }

    private const string AsProduct = "; a product is written with '*'";

    private string AfterName(Token token)
    {
        if (Keywords.IsStatement(token.Text) && IsFirstOnLine)
        {
            return $"; a line that begins with a blank continues the statement before, '{token.Text}' starts one: in the first column";
        }

        if (Keywords.IsClause(token.Text))
        {
            return $"; '{token.Text}' stands elsewhere, or not at all";
        }

        if (NamesElsewhere.Remedy(Before().Text) is { } remedy && Before().Kind == TokenKind.Name)
        {
            return "; " + remedy;
        }

        return (NamesElsewhere.Clause(token.Text) ?? Keywords.NearestClause(token.Text)) is { } clause ? $"; did you mean '{clause}'?"
            : token.Text is "and" or "or" ? ComparisonsStandIn
            : AsArgument() ?? AsProduct;
    }

    private string AfterSymbol(Token token)
    {
        switch (token.Text)
        {
            case "<" or "<=" or ">" or ">=":
                return ComparisonsStandIn;
            case "+-":
                return "; '+-' states the tolerance of 'expect', a sum is written with '+ -'";
            case ";":
                return "; a statement ends with its line";
            case "," when IsTouching && Before().Kind == TokenKind.Number && _tokens[_position + 1] is { Kind: TokenKind.Number } digits && digits.Span.Start == token.Span.Start + 1:
                return $"; a decimal number is written {Before().Text}.{digits.Text}";
            case "(" when Before(2).IsSymbol("^") && Before().Kind == TokenKind.Number && Before(3) is { Kind: TokenKind.Name } name && IsFunction(name.Text):
                return $"; a power of a function is written {name.Text}(x)^{Before().Text}";
            case "(":
                return AsProduct;
            default:
                return "";
        }
    }

    /// <summary>After the name of a function: its argument.</summary>
    private string? AsArgument() => Before() is { Kind: TokenKind.Name } function && IsFunction(function.Text) && _position + 1 <= _end
        ? $"; an argument stands in brackets: {function.Text}({Current.Text})"
        : null;

    private static bool IsFunction(string name) => Registry.Find(name) is not null || SpecialForms.Find(name) is { Arity: > 0 };

    private static string Explain(Token token) => token.Kind switch
    {
        TokenKind.Text => "; text stands at the end of a statement",
        TokenKind.Symbol => token.Text switch
        {
            "*" => "; a power is written with '^'",
            "+" or "+-" => "; there is no sign '+'",
            "=" => "; there is one '=' between two sides",
            "[" => "; '[' is for an index after a name, other brackets are '('",
            _ => "",
        },
        _ => "",
    };

    /// <summary>What a line that starts with no statement may have been meant for.</summary>
    private string StatementHint(Token first)
    {
        string forms = "statements are: " + Keywords.StatementList;
        if (first.Kind != TokenKind.Name)
        {
            return "a line that continues a statement starts with white space; " + forms;
        }

        if ((NamesElsewhere.Statement(first.Text) ?? Keywords.NearestStatement(first.Text)) is { } nearest)
        {
            return $"did you mean '{nearest}'? Its form is: {Keywords.Form(nearest)}";
        }

        if (string.Equals(first.Text, "subject", StringComparison.Ordinal))
        {
            return "unknowns stay in the intervals declared for them, 'unknown x in (0, 2)'; for other constraints, write the unknowns by others that have such intervals";
        }

        return At("=") || At("(") || At("[") ? $"a definition starts with 'let': let {first.Text}{(At("=") ? " " : "")}{Current.Text}..." : "a line that continues a statement starts with white space; " + forms;
    }
}
