using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>
/// Groups the operands of sums and products on a grid, so that what is constant in a loop is a node of its own and can be computed
/// outside. Reciprocal powers are taken from one reciprocal.
/// </summary>
internal sealed class Hoist
{
    private readonly ExprFactory _factory;
    private readonly Dictionary<Expr, Expr> _done = [];

    private Hoist(ExprFactory factory) => _factory = factory;

    /// <summary>Groups several roots together.</summary>
    public static IReadOnlyList<Expr> Apply(IReadOnlyList<Expr> roots)
    {
        if (roots.Count == 0)
        {
            return [];
        }

        var pass = new Hoist(roots[0].Factory);
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

    /// <summary>Scalars first, as one operand where functions on the grid follow.</summary>
    private Expr Regroup(Expr node)
    {
        var scalars = new List<Expr>();
        var fields = new List<Expr>();
        foreach (Expr child in node.Children)
        {
            (child.Domain is null ? scalars : fields).Add(Visit(child));
        }

        return Join(node, fields.Count == 0 ? scalars : scalars.Count > 1 ? [Join(node, scalars), .. fields] : [.. scalars, .. fields]);
    }

    private Expr Join(Expr node, List<Expr> parts) => node is Sum ? _factory.GroupedSum([.. parts]) : _factory.GroupedProduct([.. parts]);
}
