namespace ReluInjectivity.Symbolics.Language;

/// <content>Conditions, and the branches that they choose.</content>
internal sealed partial class Parser
{
    /// <summary><c>a or b: e</c> is two branches of one value, <c>a: e; b: e</c>.</summary>
    private List<BranchSyntax> ParseBranch()
    {
        Mark mark = Here();
        if (Current.IsWord("else"))
        {
            Fail(Current, "expected a condition; 'else' is the last branch of at least two");
        }

        List<ConditionSyntax> conditions = [ParseCondition()];
        while (AcceptWord("or"))
        {
            conditions.Add(ParseCondition());
        }

        bool isElse = Current.Kind == TokenKind.Symbol && At(",");
        Expect(":", "expected ':' between condition and value" + (isElse ? ", as in 'piecewise(x < 1: a; else: b)'" : Continuation()));
        ExpressionSyntax value = ParseExpression();
        return [.. conditions.Select(condition => new BranchSyntax(NewId(mark), condition, value))];
    }

    private ConditionSyntax ParseCondition()
    {
        Mark mark = Here();
        List<ExpressionSyntax> operands = [];
        List<string> operators = [];
        do
        {
            if (operands.Count > 0)
            {
                operators.Add(ConditionSyntax.And);
            }

            ParseChain(operands, operators);
        }
        while (AcceptWord(ConditionSyntax.And));

        return new ConditionSyntax(NewId(mark), operands.ToEquatableArray(), operators.ToEquatableArray());
    }

    /// <summary><c>a &lt; b &lt;= c</c>, all one way.</summary>
    private void ParseChain(List<ExpressionSyntax> operands, List<string> operators)
    {
        operands.Add(ParseExpression());
        int first = operators.Count;
        while (At("<") || At("<=") || At(">") || At(">="))
        {
            if (operators.Count > first && operators[first][0] != Current.Text[0])
            {
                Fail(Current, "a chain of comparisons goes one way, as in 0 < x <= 1; join others by 'and'");
                return;
            }

            operators.Add(Advance().Text);
            operands.Add(ParseExpression());
        }

        if (operators.Count == first)
        {
            Fail(Current, "expected a condition: '<', '<=', '>' or '>=' between two expressions" + (Before().Text is "otherwise" ? "; the last branch is 'else: e'" : ""));
        }
    }
}
