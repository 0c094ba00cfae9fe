using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// What several expressions of one method, or places of one, have in common: without a variable of its own it would be written out at each place, and what it is made
/// of at each place of that, so that a recursion of depth n became 2^n operations.
/// </summary>
internal sealed class SharedParts
{
    /// <summary>The operations that are written out again rather than kept.</summary>
    private const int Few = 12;

    private readonly List<(Expr Node, Name Name)> _shared = [];
    private readonly Dictionary<Expr, Name> _names = [];

    /// <summary>Finds them.</summary>
    /// <param name="roots">The expressions.</param>
    /// <param name="variables">The names that are taken.</param>
    public SharedParts(IReadOnlyList<Expr> roots, Variables variables)
    {
        var mentions = new Dictionary<Expr, int>();
        var sizes = new Dictionary<Expr, int>();
        int number = 0;
        IReadOnlyList<Expr> nodes = Traversal.Nodes(roots);
        foreach (Expr user in nodes)
        {
            for (int i = 0; i < user.Children.Count; i++)
            {
                Expr node = user.Children[i];
                mentions[node] = (mentions.TryGetValue(node, out int sofar) ? sofar : 0) + Translate.Mentions(user, i);
            }
        }

        foreach (Expr node in nodes)
        {
            int size = 1 + node.Children.Sum(c => sizes[c]);
            bool isKept = size > Few && node.IsOperation() && mentions.TryGetValue(node, out int count) && count > 1;
            sizes[node] = isKept ? 1 : size;
            if (isKept)
            {
                Name name = variables.Free("s", ref number);
                _shared.Add((node, name));
                _names.Add(node, name);
            }
        }
    }

    /// <summary>The variables, in an order in which each rests on those before.</summary>
    /// <param name="place">Where a symbol's value is.</param>
    public IEnumerable<Statement> Declarations(Func<Symbol, Place> place) => _shared.Select(s => new Declare(new Local(s.Name), null, Translate.Whole(s.Node, place, n => n == s.Node ? null : Known(n))));

    /// <summary>An expression in terms of them.</summary>
    /// <param name="root">The expression.</param>
    /// <param name="place">Where a symbol's value is.</param>
    public KernelExpr Translated(Expr root, Func<Symbol, Place> place) => Translate.Whole(root, place, Known);

    private Local? Known(Expr node) => _names.TryGetValue(node, out Name? name) ? new Local(name) : null;
}
