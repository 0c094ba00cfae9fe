namespace ReluInjectivity.Symbolics.Language;

/// <content>The statement <c>relations</c>.</content>
internal sealed partial class Parser
{
    private RelationsSyntax ParseRelations(Mark mark)
    {
        List<string> names = ParseList(() => ExpectName("an unknown to be expressed by the others"));
        if (!AcceptWord("from") || !AcceptWord("stationary"))
        {
            Fail(Current, "expected 'from stationary' and the name of what is stationary");
        }

        string objective = ExpectName("the name of what is stationary");
        ExpressionSyntax? value = Accept("=") ? ParseExpression() : null;
        if (!AcceptWord("over"))
        {
            Fail(Current, "expected 'over' and the unknowns in which it is stationary" + Continuation());
        }

        List<OverSyntax> over = ParseList(ParseOver);
        EquatableArray<GivenSyntax> givens = ParseGivens();
        return new RelationsSyntax(NewId(mark), names.ToEquatableArray(), objective, value, over.ToEquatableArray(), givens);
    }

    private OverSyntax ParseOver()
    {
        Mark mark = Here();
        string name = ExpectName("an unknown");
        ExpressionSyntax? from = null;
        ExpressionSyntax? to = null;
        if (Accept("["))
        {
            from = ParseExpression();
            to = Accept("..") ? ParseExpression() : null;
            ExpectAfterExpression("]", $"to close {name}[...]");
        }

        return new OverSyntax(NewId(mark), name, from, to);
    }

    private OrderSyntax? ParseOrder()
    {
        Mark mark = Here();
        List<string> minimised = AcceptWord("minimise") ? ParseList(() => ExpectName("an unknown that is minimised over")) : [];
        List<string> maximised = AcceptWord("maximise") ? ParseList(() => ExpectName("an unknown that is maximised over")) : [];
        return minimised.Count + maximised.Count == 0 ? null : new OrderSyntax(NewId(mark), minimised.ToEquatableArray(), maximised.ToEquatableArray());
    }
}
