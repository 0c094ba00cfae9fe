using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>
/// Decides where every node of a program is computed. Scalars and loop results have one phase and stage; an expression on a grid
/// is computed in the loops that need it, or once and stored where several loops need it and it costs more than reading it back.
/// </summary>
internal sealed class Scheduler
{
    private const int StoreCost = 6;

    private readonly Dictionary<Expr, Phase> _phases = [];
    private readonly Dictionary<(Expr Node, Phase Phase), int> _stages = [];
    private readonly Dictionary<Expr, int> _costs = [];

    private Scheduler(IReadOnlyDictionary<Phase, EquatableArray<Expr>> roots)
    {
        Roots = roots;
        Nodes = Traversal.Nodes(roots.Values.SelectMany(r => r));
    }

    /// <summary>What each phase computes.</summary>
    private IReadOnlyDictionary<Phase, EquatableArray<Expr>> Roots { get; }

    /// <summary>All nodes, operands first.</summary>
    private IReadOnlyList<Expr> Nodes { get; }

    /// <summary>The expressions on a grid that are stored, and the loop that computes each.</summary>
    private Dictionary<Expr, Loop> Stored { get; } = [];

    /// <summary>What each loop leaves behind: expressions to store, totals to add up, stretches of convolution sources to fill.</summary>
    private SortedDictionary<Loop, List<Expr>> Loops { get; } = new(Loop.Order);

    /// <summary>Schedules a program.</summary>
    /// <param name="roots">What each phase computes, grouped.</param>
    public static Schedule Schedule(IReadOnlyDictionary<Phase, EquatableArray<Expr>> roots)
    {
        var pass = new Scheduler(roots);
        pass.AssignPhases();
        pass.PlaceLoops();
        return new(
            EquatableMap.Of(roots), pass.Nodes.ToEquatableArray(), EquatableMap.Of(pass.Stored),
            EquatableMap.Of(pass.Loops.Select(l => new KeyValuePair<Loop, EquatableArray<Expr>>(l.Key, l.Value.ToEquatableArray()))),
            EquatableMap.Of(pass._phases),
            EquatableMap.Of(pass.Nodes.Where(n => Scheduling.Schedule.IsUnique(n) && n is not Comparison && n.Children.Count > 0)
                .Select(n => new KeyValuePair<Expr, int>(n, pass.StageOf(n, pass._phases[n])))));
    }

    /// <summary>The stage of a node when computed in a phase.</summary>
    private int StageOf(Expr node, Phase phase)
    {
        if (node.Children.Count == 0 || (Scheduling.Schedule.IsUnique(node) && _phases[node] != phase))
        {
            return 0;
        }

        Work.Depth();
        if (!_stages.TryGetValue((node, phase), out int stage))
        {
            foreach (Expr child in node.Children)
            {
                bool isResult = Derivatives.IsBarrier(child) && _phases[child] == phase;
                stage = Math.Max(stage, StageOf(child, phase) + (isResult ? 1 : 0));
            }

            _stages.Add((node, phase), stage);
        }

        return stage;
    }

    private void AssignPhases()
    {
        foreach (Phase phase in new[] { Phase.Evaluate, Phase.Gradient, Phase.Outputs })
        {
            foreach (Expr node in Traversal.Nodes(Roots[phase]))
            {
                if (!_phases.ContainsKey(node))
                {
                    _phases.Add(node, phase);
                }
            }
        }
    }

    private void PlaceLoops()
    {
        var needs = new Dictionary<Expr, SortedSet<Loop>>();
        void Need(Expr node, IEnumerable<Loop> loops)
        {
            if (node.Domain is null || Derivatives.IsBarrier(node) || node is Symbol)
            {
                return;
            }

            if (!needs.TryGetValue(node, out SortedSet<Loop>? set))
            {
                needs.Add(node, set = new(Loop.Order));
            }

            set.UnionWith(loops);
        }

        foreach (Expr node in Nodes.Reverse())
        {
            switch (node)
            {
                case Reduction total:
                    var loop = new Loop(_phases[node], StageOf(node, _phases[node]), total.Body.Domain!.Value);
                    At(loop).Add(total);
                    Need(total.Body, [loop]);
                    break;
                case GaussianConvolution s:
                    for (int region = 0; region < 3; region++)
                    {
                        RequireStored(s.Children[region + 1], new Domain(s.Source, (Region)region), s);
                    }

                    break;
                case GaussianConvolutionAdjoint a:
                    RequireStored(a.Weight, new Domain(a.Target, Region.Core), a);
                    break;
                case { Domain: not null } when needs.TryGetValue(node, out SortedSet<Loop>? loops) && node.Children.Count > 0:
                    IEnumerable<Loop> passOn = loops;
                    if (Stored.ContainsKey(node) || ShouldStore(node, loops))
                    {
                        Loop home = Home(loops);
                        if (!Stored.TryGetValue(node, out Loop? sofar) || Loop.Order.Compare(home, sofar) < 0)
                        {
                            Stored[node] = home;
                        }

                        passOn = [Stored[node]];
                    }

                    foreach (Expr child in node.Children)
                    {
                        Need(child, passOn);
                    }

                    break;
            }
        }

        foreach (Expr node in Nodes.Where(Stored.ContainsKey).ToArray())
        {
            At(Stored[node]).Add(node);
        }

        void RequireStored(Expr source, Domain domain, Expr user)
        {
            if (source.Domain is null || Derivatives.IsBarrier(source))
            {
                return;
            }

            Phase phase = _phases[user];
            var loop = new Loop(phase, StageOf(user, phase), domain);
            Need(source, [loop]);
            if (!Stored.TryGetValue(source, out Loop? sofar) || Loop.Order.Compare(loop, sofar) < 0)
            {
                Stored[source] = loop;
            }
        }
    }

    private List<Expr> At(Loop loop)
    {
        if (!Loops.TryGetValue(loop, out List<Expr>? work))
        {
            Loops.Add(loop, work = []);
        }

        return work;
    }

    private bool ShouldStore(Expr node, SortedSet<Loop> loops)
    {
        return loops.Count(l => l.Phase != Phase.Outputs) > 1 && CostOf(node) >= StoreCost;
    }

    /// <summary>The first loop that needs it.</summary>
    private static Loop Home(SortedSet<Loop> loops) => loops.FirstOrDefault(l => l.Phase != Phase.Outputs) ?? loops.Min!;

    /// <summary>A rough count of operations to compute a node on a grid from what can be read.</summary>
    private int CostOf(Expr node)
    {
        if (node.Domain is null || node is Symbol || Derivatives.IsBarrier(node))
        {
            return 0;
        }

        if (!_costs.TryGetValue(node, out int cost))
        {
            cost = node switch
            {
                Call => 20,
                Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } } } => 1,
                Power => 5,
                Piecewise => 2,
                _ => node.Children.Count - 1,
            };
            cost = Math.Min(1000, cost + node.Children.Sum(CostOf));
            _costs.Add(node, cost);
        }

        return cost;
    }
}
