namespace ReluInjectivity.Symbolics.Language;

/// <content>Clauses that several statements have: parameters, givens, settings, indices, ranges, intervals.</content>
internal sealed partial class Parser
{
    private ParameterSyntax ParseParameter()
    {
        Mark mark = Here();
        string name = ExpectName("a parameter's name");
        IntervalSyntax? interval = ParseInterval();
        return new ParameterSyntax(NewId(mark), name, interval);
    }

    private EquatableArray<GivenSyntax> ParseGivens()
    {
        List<GivenSyntax> givens = [];
        for (Mark given = Here(); AcceptWord("given"); given = Here())
        {
            givens.Add(ParseGiven(given));
        }

        return givens.ToEquatableArray();
    }

    private SettingSyntax ParseSetting()
    {
        Mark mark = Here();
        string name = ExpectName("the index of level or depth, or a parameter");
        EquatableArray<ExpressionSyntax> indices = ParseIndices(name);
        Expect("=", $"expected '=' and the value of {name}");
        ExpressionSyntax value = ParseExpression();
        return new SettingSyntax(NewId(mark), name, indices, value);
    }

    /// <summary><c>[k]</c> or <c>[i, k]</c> after a name that is declared for ranges of indices.</summary>
    private EquatableArray<string> ParseIndexVariables(string name, string what)
    {
        if (!Accept("["))
        {
            return [];
        }

        if (Current.Kind == TokenKind.Number)
        {
            Fail(Current, $"{what} has index variables, and their ranges: {name}[k] for k = 1..2");
        }

        List<string> indices = ParseList(() => ExpectName("an index variable"));
        Expect("]", $"expected ']' to close {name}[...]; {what} has index variables alone");
        return indices.ToEquatableArray();
    }

    private RangeSyntax? ParseFor(string name, EquatableArray<string> indices)
    {
        Token first = Current;
        RangeSyntax? range = ParseFor();
        if (indices.Count == 0 && range is not null)
        {
            Fail(first, $"a range needs an index: {name}[{range.Index}]");
        }

        return range;
    }

    private RangeSyntax? ParseFor() => AcceptWord("for") ? ParseRanges() : null;

    private RangeSyntax ParseRanges()
    {
        RangeSyntax range = ParseRange();
        return Accept(",") ? range with { Inner = ParseRanges() } : range;
    }

    /// <summary><c>increasing</c> or <c>increasing in k</c>, k being the last index.</summary>
    private Ordering ParseOrdering(string name, EquatableArray<string> indices)
    {
        Ordering ordering = AcceptWord("increasing") ? Ordering.Increasing
            : AcceptWord("decreasing") ? Ordering.Decreasing
            : Ordering.None;
        if (ordering != Ordering.None && Current is { Kind: TokenKind.Name, Text: "in" } && _tokens[_position + 1].Kind == TokenKind.Name)
        {
            Advance();
            Token index = Advance();
            if (indices.Count == 0 || !string.Equals(index.Text, indices[indices.Count - 1], StringComparison.Ordinal))
            {
                Fail(index, indices.Count == 0 ? $"{name} has no index to be ordered in" : $"the order is in the last index, {indices[indices.Count - 1]}; write the ordered index last");
            }
        }

        return ordering;
    }

    private IntervalSyntax? ParseInterval()
    {
        if (!AcceptWord("in"))
        {
            return null;
        }

        Mark mark = Here();
        Expect("(", "expected an interval: in (lo, hi), without its ends");
        ExpressionSyntax lower = ParseExpression();
        ExpectAfterExpression(",", "between the ends of the interval");
        ExpressionSyntax upper = ParseExpression();
        ExpectAfterExpression(")", "to close the interval, which is without its ends");
        return new IntervalSyntax(NewId(mark), lower, upper);
    }
}
