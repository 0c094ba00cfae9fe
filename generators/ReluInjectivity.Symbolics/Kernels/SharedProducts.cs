using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// What products of a loop, or of a section outside loops, have in common is computed once: the two factors that most products share become a
/// variable, until no two are shared. Derivatives of one expression differ in few of their factors.
/// </summary>
internal static class SharedProducts
{
    /// <summary>The factors of one product that are looked at, so that a long product does not cost the square of its length.</summary>
    private const int MaximumFactors = 16;

    /// <summary>Runs the pass on the body of a loop or a section.</summary>
    /// <param name="body">The body.</param>
    /// <param name="fresh">Gives a new variable.</param>
    public static IReadOnlyList<Statement> Apply(IReadOnlyList<Statement> body, Func<Local> fresh)
    {
        var products = new List<(int Statement, List<KernelExpr> Factors)>();
        for (int i = 0; i < body.Count; i++)
        {
            Work.Check();
            Replace(body[i], product =>
            {
                products.Add((i, [.. product.Factors]));
                return product;
            });
        }

        KernelExpr[][] originals = [.. products.Select(p => p.Factors.ToArray())];
        ILookup<int, Declare> before = Shared(products, fresh).ToLookup(s => s.Statement, s => s.Value);
        int next = 0;
        return
        [
            .. body.SelectMany((statement, i) => before[i].Append(Replace(statement, product =>
            {
                // What is no variable kept its order, and may have changed within.
                Queue<KernelExpr> others = new(product.Factors.Where((_, k) => originals[next][k] is not Place));
                KernelExpr[] factors = [.. products[next++].Factors.Select(f => f is Place ? f : others.Dequeue())];
                return factors.Length == 1 ? factors[0] : new Multiplication(factors.ToEquatableArray());
            }))),
        ];
    }

    private static Statement Replace(Statement statement, Func<Multiplication, KernelExpr> replace) => statement.With(root => root.Fold<KernelExpr>((node, operands) =>
    {
        KernelExpr same = node.Operands.Count == 0 ? node : node.With(operands);
        return same is Multiplication product ? replace(product) : same;
    }));

    /// <summary>Takes pairs of factors out of products.</summary>
    /// <returns>The variables, each with the statement that needs it first; one may read those before it.</returns>
    private static List<(int Statement, Declare Value)> Shared(List<(int Statement, List<KernelExpr> Factors)> products, Func<Local> fresh)
    {
        var pairs = new Pairs();
        for (int i = 0; i < products.Count; i++)
        {
            pairs.Add(i, products[i].Factors);
        }

        var shared = new List<(int Statement, Declare Value)>();
        while (pairs.MostShared() is var (first, second, where) && where.Count > 1)
        {
            Work.Check();
            Local local = fresh();
            shared.Add((products[where[0]].Statement, new Declare(local, null, new Multiplication(EquatableArray.Of<KernelExpr>(first, second)))));
            foreach (int i in where)
            {
                List<KernelExpr> factors = products[i].Factors;
                pairs.Remove(i, factors);
                factors.Remove(second);
                factors[factors.IndexOf(first)] = local;
                pairs.Add(i, factors);
            }
        }

        return shared;
    }

    /// <summary>Which products hold which pairs of variables.</summary>
    private sealed class Pairs
    {
        private readonly Dictionary<(KernelExpr First, KernelExpr Second), (int Order, SortedSet<int> Products)> _products = [];
        private readonly SortedDictionary<(int Shared, int Order), (KernelExpr First, KernelExpr Second)> _byCount = [];

        public void Add(int product, IReadOnlyList<KernelExpr> factors) => Change(factors, p => p.Add(product));

        public void Remove(int product, IReadOnlyList<KernelExpr> factors) => Change(factors, p => p.Remove(product));

        /// <summary>The pair that most products hold, of several the one met first; with the products.</summary>
        public (KernelExpr First, KernelExpr Second, IReadOnlyList<int> Products) MostShared()
        {
            foreach ((KernelExpr First, KernelExpr Second) pair in _byCount.Values)
            {
                return (pair.First, pair.Second, [.. _products[pair].Products]);
            }

            return (new Undefined(), new Undefined(), []);
        }

        private void Change(IReadOnlyList<KernelExpr> factors, Action<SortedSet<int>> change)
        {
            KernelExpr[] places = [.. factors.Where(f => f is Place).Distinct().Take(MaximumFactors)];
            for (int j = 1; j < places.Length; j++)
            {
                for (int i = 0; i < j; i++)
                {
                    (KernelExpr, KernelExpr) pair = _products.ContainsKey((places[j], places[i])) ? (places[j], places[i]) : (places[i], places[j]);
                    if (!_products.TryGetValue(pair, out (int Order, SortedSet<int> Products) entry))
                    {
                        entry = (_products.Count, []);
                        _products.Add(pair, entry);
                    }

                    _byCount.Remove((-entry.Products.Count, entry.Order));
                    change(entry.Products);
                    _byCount[(-entry.Products.Count, entry.Order)] = pair;
                }
            }
        }
    }
}
