using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Differentiation;

/// <summary>
/// The derivative of a product of n factors by one of them holds the n - 1 others. Wide products are therefore made trees, in which each
/// factor has few neighbours.
/// </summary>
internal static class WideProducts
{
    /// <summary>Products of up to so many factors stay as they are.</summary>
    public const int Most = 16;

    private const int Few = 2;

    private const int Branches = 4;

    /// <summary>The expression with its wide products as trees of kept ones.</summary>
    public static Expr Split(Expr expression) => expression.Rewrite(static e => e is Product { Children.Count: > Most } ? Tree(e.Factory, [.. e.Children]) : e);

    /// <summary>
    /// An adjoint with several factors as one operand, so that it does not grow along a chain; functions on a grid only where they are many,
    /// since scalars are taken out of sums and convolutions.
    /// </summary>
    public static Expr Close(Expr adjoint) => adjoint is Product && adjoint.Children.Count > (adjoint.Domain is null ? Few : Most) ? adjoint.Factory.Keep(adjoint) : adjoint;

    private static Expr Tree(ExprFactory factory, IReadOnlyList<Expr> factors)
    {
        while (factors.Count > Branches)
        {
            IReadOnlyList<Expr> level = factors;
            factors = [.. Enumerable.Range(0, (level.Count + Branches - 1) / Branches).Select(i => factory.Keep(factory.GroupedProduct([.. level.Skip(i * Branches).Take(Branches)])))];
        }

        return factory.Keep(factory.GroupedProduct([.. factors]));
    }
}
