namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// The canonical order of expressions: it depends on what they are, not on when they were built. Numbers first, then by height, kind, name,
/// operands from the first on.
/// </summary>
public sealed class ExprOrder : IComparer<Expr>
{
    private ExprOrder()
    {
    }

    /// <summary>The order.</summary>
    public static ExprOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Expr? x, Expr? y)
    {
        (Expr a, Expr b) = (x!, y!);

        // Equal operands are one object, so the way leads down through the first that differ.
        while (!ReferenceEquals(a, b))
        {
            int order = a.Height.CompareTo(b.Height);
            order = order != 0 ? order : Rank(a).CompareTo(Rank(b));
            order = order != 0 ? order : CompareTags(a, b);
            order = order != 0 ? order : a.Children.Count.CompareTo(b.Children.Count);
            if (order != 0)
            {
                return order;
            }

            int i = 0;
            while (i < a.Children.Count && ReferenceEquals(a.Children[i], b.Children[i]))
            {
                i++;
            }

            if (i == a.Children.Count)
            {
                return 0;
            }

            (a, b) = (a.Children[i], b.Children[i]);
        }

        return 0;
    }

    private static int Rank(Expr expression) => expression switch
    {
        Number => 0,
        Undefined => 1,
        Symbol => 2,
        Power => 3,
        Product => 4,
        Sum => 5,
        Call => 6,
        Comparison => 7,
        Piecewise => 8,
        Expectation => 9,
        Derivative => 10,
        Reduction => 11,
        GaussianConvolution => 12,
        GaussianConvolutionAdjoint => 13,
        _ => throw new InvalidOperationException($"No rank for a {expression.GetType().Name}."),
    };

    private static int CompareTags(Expr a, Expr b) => (a, b) switch
    {
        (Number m, Number n) => m.Value.CompareTo(n.Value),
        (Symbol s, Symbol t) => SymbolIdentity.Compare(s.Identity, t.Identity),
        (Sum s, Sum t) => s.IsKept.CompareTo(t.IsKept),
        (Product s, Product t) => s.IsKept.CompareTo(t.IsKept),
        (Comparison s, Comparison t) => s.IsStrict.CompareTo(t.IsStrict),
        (Call c, Call d) => CompareFunctions(c.Function, d.Function),
        (GaussianConvolution c, GaussianConvolution d) => (c.Source, c.Target, c.Order).CompareTo((d.Source, d.Target, d.Order)),
        (GaussianConvolutionAdjoint c, GaussianConvolutionAdjoint d) => Domain.Compare(c.Domain, d.Domain) is var order and not 0
            ? order
            : (c.Target, c.Order).CompareTo((d.Target, d.Order)),
        _ => 0,
    };

    private static int CompareFunctions(Function a, Function b)
    {
        int order = string.CompareOrdinal(a.Name, b.Name);
        return order != 0 || a.Equals(b) ? order : (a, b) switch
        {
            (DefinedFunction f, DefinedFunction g) => Instance.Compare(f.Body, g.Body),
            (Routine f, Routine g) => string.CompareOrdinal(string.Join(",", f.By), string.Join(",", g.By)),
            _ => string.CompareOrdinal(a.GetType().Name, b.GetType().Name),
        };
    }
}
