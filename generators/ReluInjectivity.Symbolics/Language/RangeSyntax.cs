namespace ReluInjectivity.Symbolics.Language;

/// <summary><c>k = a..b</c>, or <c>i = a..b, k = c..d</c> after <c>for</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Index">The index variable.</param>
/// <param name="From">Its first value.</param>
/// <param name="To">Its last value.</param>
/// <param name="Inner">The range of the next index, for each value of this one, which its ends may depend on; null for the last.</param>
public sealed record RangeSyntax(int Id, string Index, ExpressionSyntax From, ExpressionSyntax To, RangeSyntax? Inner = null) : SyntaxNode(Id)
{
    /// <summary>This range and those within, outermost first.</summary>
    public IEnumerable<RangeSyntax> Nested()
    {
        for (RangeSyntax? range = this; range is not null; range = range.Inner)
        {
            yield return range;
        }
    }
}

/// <summary>An open interval <c>(lo, hi)</c> of constants; the ends may be <c>inf</c> or <c>-inf</c>, read as a reference named <c>inf</c>.</summary>
public sealed record IntervalSyntax(int Id, ExpressionSyntax Lower, ExpressionSyntax Upper) : SyntaxNode(Id);
