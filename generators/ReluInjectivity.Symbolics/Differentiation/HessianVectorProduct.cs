using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Differentiation;

/// <summary>
/// Directional derivatives: forward accumulation along a direction given by one symbol for each variable. Applied to a gradient it
/// gives a column of the Hessian. On a grid the direction enters only through a few scalars, so an expression there is
/// differentiated by each of them and the coefficients, which do not depend on the direction, can be computed once for all.
/// </summary>
public sealed class HessianVectorProduct
{
    private readonly ExprFactory _factory;
    private readonly IReadOnlyDictionary<Symbol, Symbol> _direction;
    private readonly HashSet<Expr> _active;
    private readonly Dictionary<Expr, Expr> _done = [];
    private readonly Dictionary<Expr, Func<Expr, Expr>> _partials = [];

    private HessianVectorProduct(ExprFactory factory, IReadOnlyDictionary<Symbol, Symbol> direction, HashSet<Expr> active)
    {
        _factory = factory;
        _direction = direction;
        _active = active;
    }

    /// <summary>The derivatives of scalars along the direction.</summary>
    /// <param name="values">The scalars.</param>
    /// <param name="direction">The direction's component for each variable.</param>
    public static IReadOnlyList<Expr> Apply(IReadOnlyList<Expr> values, IReadOnlyDictionary<Symbol, Symbol> direction)
    {
        if (values.Count == 0)
        {
            return [];
        }

        HashSet<Expr> active = Activity.Of(Traversal.Nodes(values), direction.Keys);
        var pass = new HessianVectorProduct(values[0].Factory, direction, active);
        return [.. values.Select(pass.Visit)];
    }

    private Expr Visit(Expr node)
    {
        if (!_active.Contains(node))
        {
            return node is Undefined ? node : _factory.Zero;
        }

        Work.Depth();
        if (!_done.TryGetValue(node, out Expr? tangent))
        {
            tangent = WideProducts.Close(node switch
            {
                Symbol symbol => _direction[symbol],
                Reduction total => _factory.Reduction(Visit(total.Body)),
                GaussianConvolution s => Convolve(s),
                GaussianConvolutionAdjoint a => Convolve(a),
                { Domain: not null } => OnGrid(node),
                Piecewise p => _factory.Piecewise(p.Condition, Visit(p.Then), Visit(p.Else)),
                _ => _factory.Add(node.Children.Select((child, i) => _active.Contains(child) ? Derivatives.Local(node, i) * Visit(child) : _factory.Zero)),
            });
            _done.Add(node, tangent);
        }

        return tangent;
    }

    // (K(s) A)' = K(s) A' + s' (dK/ds) A
    private Expr Convolve(GaussianConvolution s) =>
        _factory.GaussianConvolution(s.Order, s.Source, s.Target, s.Deviation, Visit(s.Children[1]), Visit(s.Children[2]), Visit(s.Children[3]))
        + (Visit(s.Deviation) * _factory.GaussianConvolution(s.Order + 1, s.Source, s.Target, s.Deviation, s.Children[1], s.Children[2], s.Children[3]));

    // (K(s)^T w)' = K(s)^T w' + s' (dK/ds)^T w
    private Expr Convolve(GaussianConvolutionAdjoint a) =>
        _factory.GaussianConvolutionAdjoint(a.Order, a.Domain!.Value, a.Target, a.Deviation, Visit(a.Weight))
        + (Visit(a.Deviation) * _factory.GaussianConvolutionAdjoint(a.Order + 1, a.Domain!.Value, a.Target, a.Deviation, a.Weight));

    private Expr OnGrid(Expr node)
    {
        var terms = new List<Expr>();
        foreach (Expr leaf in Leaves(node))
        {
            if (!_partials.TryGetValue(leaf, out Func<Expr, Expr>? partial))
            {
                _partials.Add(leaf, partial = Derivatives.By(leaf));
            }

            terms.Add(partial(node) * Visit(leaf));
        }

        return _factory.Add(terms);
    }

    /// <summary>The variables and loop results an expression is made of.</summary>
    private List<Expr> Leaves(Expr node)
    {
        var leaves = new List<Expr>();
        var seen = new HashSet<Expr>();
        var pending = new Stack<Expr>([node]);
        while (pending.Count > 0)
        {
            Expr next = pending.Pop();
            if (!_active.Contains(next) || !seen.Add(next))
            {
                continue;
            }

            if (next is Symbol || Derivatives.IsBarrier(next))
            {
                leaves.Add(next);
                continue;
            }

            foreach (Expr child in next.Children)
            {
                pending.Push(child);
            }
        }

        leaves.Sort(ExprOrder.Instance);
        return leaves;
    }
}
