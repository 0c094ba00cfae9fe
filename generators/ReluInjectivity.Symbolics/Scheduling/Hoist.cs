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
        (Expr Directed, Expr Term)[] terms = [.. sum.Children.Select(t => (Part(t, isDirected: true), t))];
        IGrouping<Expr, Expr>[] groups = [.. terms.GroupBy(t => t.Directed, t => t.Term)];
        foreach (IGrouping<Expr, Expr> group in groups.Where(g => !g.Key.IsOne))
        {
            _directed.Add(group.Key);
        }

        if (groups.Length == terms.Length)
        {
            return sum;
        }

        Expr result = _factory.Add(groups.Select(Collected));
        _directed.Add(result);
        return result;
    }

    private Expr Collected(IGrouping<Expr, Expr> group)
    {
        Expr coefficient = _factory.Add(group.Select(t => Part(t, isDirected: false)));
        if (group.Key.IsOne)
        {
            return coefficient;
        }

        Expr term = group.Key * coefficient;
        _directed.Add(term);
        return term;
    }

    /// <summary>The product of the factors that change with the direction, or of the others.</summary>
    private Expr Part(Expr term, bool isDirected)
    {
        if (term is not Product)
        {
            return _directed.Contains(term) == isDirected ? term : _factory.One;
        }

        int count = 0;
        Expr only = _factory.One;
        foreach (Expr factor in term.Children)
        {
            if (_directed.Contains(factor) == isDirected)
            {
                count++;
                only = factor;
            }
        }

        return count <= 1 ? only : _factory.Multiply(term.Children.Where(f => _directed.Contains(f) == isDirected));
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
