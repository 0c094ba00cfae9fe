using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Which nodes depend on given ones.</summary>
internal static class Activity
{
    /// <summary>The nodes of a list, operands first, that depend on one of the leaves, other than by what is chosen; the leaves among them.</summary>
    public static HashSet<Expr> Of(IReadOnlyList<Expr> nodes, IEnumerable<Expr> leaves)
    {
        var active = new HashSet<Expr>(leaves);
        foreach (Expr node in nodes)
        {
            if (node is not (GaussianConvolution { Order: GaussianConvolution.Peak } or GaussianConvolutionAdjoint { Order: GaussianConvolution.Peak }) && node.Children.Any(active.Contains))
            {
                active.Add(node);
            }
        }

        return active;
    }
}
