using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Transforms;

/// <summary>
/// Groups the operands of sums and products by how often they change, so that what is constant in a loop, or for all directions,
/// is a node of its own and can be computed outside. Reciprocal powers are taken from one reciprocal.
/// </summary>
internal sealed class Group
{
    private readonly ExprFactory _factory;
    private readonly HashSet<Expr> _directed;
    private readonly Dictionary<Expr, Expr> _done = [];

    private Group(ExprFactory factory, HashSet<Expr> directed)
    {
        _factory = factory;
        _directed = directed;
    }

    /// <summary>Groups several roots together.</summary>
    /// <param name="roots">The roots.</param>
    /// <param name="direction">The symbols that change most often.</param>
    public static IReadOnlyList<Expr> Apply(IReadOnlyList<Expr> roots, IEnumerable<Symbol> direction)
    {
        if (roots.Count == 0)
        {
            return [];
        }

        var pass = new Group(roots[0].Factory, Activity.Of(Traversal.Nodes(roots), direction));
        return [.. roots.Select(pass.Visit)];
    }

    private Expr Visit(Expr node)
    {
        if (_done.TryGetValue(node, out Expr? result))
        {
            return result;
        }

        switch (node)
        {
            case { Children.Count: 0 }:
                result = node;
                break;
            case Sum or Product:
                result = Regroup(node);
                break;
            case Power { Exponent: Number { Value: { IsInteger: true, Sign: < 0 } e } } power when e != -1:
                result = _factory.GroupedPower(_factory.GroupedPower(Visit(power.Base), _factory.MinusOne), _factory.Number(-e));
                break;
            case Power power:
                result = _factory.GroupedPower(Visit(power.Base), Visit(power.Exponent));
                break;
            default:
                result = node.WithChildren([.. node.Children.Select(Visit)]);
                break;
        }

        _done[node] = result;
        return result;
    }

    private Expr Regroup(Expr node)
    {
        Expr[][] groups =
        [
            [.. node.Children.Where(c => c.Domain is null && !_directed.Contains(c)).Select(Visit)],
            [.. node.Children.Where(c => c.Domain is null && _directed.Contains(c)).Select(Visit)],
            [.. node.Children.Where(c => c.Domain is not null && !_directed.Contains(c)).Select(Visit)],
            [.. node.Children.Where(c => c.Domain is not null && _directed.Contains(c)).Select(Visit)],
        ];

        Expr Join(IEnumerable<Expr> parts) => node is Sum ? _factory.GroupedSum([.. parts]) : _factory.GroupedProduct([.. parts]);

        // Scalars first: (invariant scalars, directed scalars), then what varies over the lattice.
        var scalars = new List<Expr>();
        scalars.AddRange(groups[0].Length > 1 && groups[1].Length > 0 ? [Join(groups[0])] : groups[0]);
        scalars.AddRange(groups[1]);
        bool isOnLattice = groups[2].Length + groups[3].Length > 0;
        var parts = new List<Expr>();
        parts.AddRange(isOnLattice && scalars.Count > 1 ? [Join(scalars)] : scalars);
        parts.AddRange(groups[2].Length > 1 && groups[3].Length > 0 ? [Join(groups[2])] : groups[2]);
        parts.AddRange(groups[3]);
        return Join(parts);
    }
}
