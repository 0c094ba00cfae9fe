using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>
/// Groups the operands of sums and products by how often they change, so that what is constant in a loop, or for all directions,
/// is a node of its own and can be computed outside. Reciprocal powers are taken from one reciprocal.
/// </summary>
internal sealed class Hoist
{
    private readonly ExprFactory _factory;
    private readonly HashSet<Expr> _directed;
    private readonly Dictionary<Expr, Expr> _done = [];

    private Hoist(ExprFactory factory, HashSet<Expr> directed)
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

        var pass = new Hoist(roots[0].Factory, Activity.Of(Traversal.Nodes(roots), direction));
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
            case Sum when _directed.Contains(node):
                Expr collected = CollectDirections(node);
                result = ReferenceEquals(collected, node) ? Regroup(node) : Visit(collected);
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

    /// <summary>a d + b d + c e = (a + b) d + c e, where d and e change with the direction and a, b, c do not.</summary>
    private Expr CollectDirections(Expr sum)
    {
        var order = new List<Expr>();
        var coefficients = new Dictionary<Expr, List<Expr>>();
        foreach (Expr term in sum.Children)
        {
            IReadOnlyList<Expr> factors = term is Product ? term.Children : [term];
            Expr directed = _factory.Multiply(factors.Where(_directed.Contains));
            if (!directed.IsOne)
            {
                _directed.Add(directed);
            }

            if (!coefficients.TryGetValue(directed, out List<Expr>? list))
            {
                order.Add(directed);
                coefficients.Add(directed, list = []);
            }

            list.Add(_factory.Multiply(factors.Where(f => !_directed.Contains(f))));
        }

        if (order.Count == sum.Children.Count)
        {
            return sum;
        }

        Expr[] terms = [.. order.Select(d => d.IsOne ? _factory.Add(coefficients[d]) : d * _factory.Add(coefficients[d]))];
        for (int i = 0; i < terms.Length; i++)
        {
            if (!order[i].IsOne)
            {
                _directed.Add(terms[i]);
            }
        }

        Expr result = _factory.Add(terms);
        _directed.Add(result);
        return result;
    }

    private Expr Regroup(Expr node)
    {
        var invariantScalars = new List<Expr>();
        var directedScalars = new List<Expr>();
        var invariantFields = new List<Expr>();
        var directedFields = new List<Expr>();
        foreach (Expr child in node.Children)
        {
            List<Expr> group = (child.Domain is null, _directed.Contains(child)) switch
            {
                (true, false) => invariantScalars,
                (true, true) => directedScalars,
                (false, false) => invariantFields,
                _ => directedFields,
            };
            group.Add(Visit(child));
        }

        // Scalars first: (invariant scalars, directed scalars), then what varies over the grid.
        List<Expr> scalars = Ahead(node, invariantScalars, directedScalars);
        List<Expr> fields = Ahead(node, invariantFields, directedFields);
        return Join(node, fields.Count == 0 ? scalars : scalars.Count > 1 ? [Join(node, scalars), .. fields] : [.. scalars, .. fields]);
    }

    /// <summary>The first operands, as one where others follow, then the others.</summary>
    private List<Expr> Ahead(Expr node, List<Expr> first, List<Expr> others)
    {
        List<Expr> parts = first.Count > 1 && others.Count > 0 ? [Join(node, first)] : first;
        parts.AddRange(others);
        return parts;
    }

    private Expr Join(Expr node, List<Expr> parts) => node is Sum ? _factory.GroupedSum([.. parts]) : _factory.GroupedProduct([.. parts]);
}
