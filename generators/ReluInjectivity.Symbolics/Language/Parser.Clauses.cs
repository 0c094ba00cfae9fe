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

    /// <summary><c>[k]</c> after a name that is declared for a range of indices.</summary>
    private string? ParseIndexVariable(string name, string what)
    {
        if (!Accept("["))
        {
            return null;
        }

        string index = ExpectName("an index variable");
        Expect("]", $"expected ']' to close {name}[...]; {what} has one index, a variable");
        return index;
    }

    private RangeSyntax? ParseFor(string name, string? index)
    {
        Token first = Current;
        RangeSyntax? range = ParseFor();
        if (index is null && range is not null)
        {
            Fail(first, $"a range needs an index: {name}[{range.Index}]");
        }

        return range;
    }

    private RangeSyntax? ParseFor() => AcceptWord("for") ? ParseRange() : null;

    private IntervalSyntax? ParseInterval()
    {
        if (!AcceptWord("in"))
        {
            return null;
        }

        Mark mark = Here();
        Expect("(", "expected an interval: in (lo, hi)");
        ExpressionSyntax lower = ParseExpression();
        ExpectAfterExpression(",", "between the ends of the interval");
        ExpressionSyntax upper = ParseExpression();
        ExpectAfterExpression(")", "to close the interval");
        return new IntervalSyntax(NewId(mark), lower, upper);
    }
}
