using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>The methods of a kernel, in the order they are called.</summary>
public enum Phase
{
    /// <summary>The value, and the residuals of a root problem.</summary>
    Evaluate,

    /// <summary>The gradient of an extremum.</summary>
    Gradient,

    /// <summary>What all directional derivatives share.</summary>
    HessianPreparation,

    /// <summary>One directional derivative of the gradient or residuals.</summary>
    HessianVectorProduct,

    /// <summary>The outputs; called after the phases before.</summary>
    Outputs,
}

/// <summary>A loop over one stretch of a grid.</summary>
/// <param name="Phase">The method it stands in.</param>
/// <param name="Stage">Its place there; it needs the totals and smoothings of the stages before.</param>
/// <param name="Domain">The stretch.</param>
public sealed record Loop(Phase Phase, int Stage, Domain Domain)
{
    /// <summary>The order in which loops run.</summary>
    public static IComparer<Loop> Order { get; } = Comparer<Loop>.Create((a, b) =>
        (a.Phase, a.Stage, a.Domain.Grid, a.Domain.Region).CompareTo((b.Phase, b.Stage, b.Domain.Grid, b.Domain.Region)));
}

/// <summary>
/// Decides where every node of a program is computed. Scalars and loop results have one phase and stage; an expression on a grid
/// is computed in the loops that need it, or once and stored where several loops need it and it costs more than reading it back.
/// </summary>
public sealed class Schedule
{
    private const int StoreCost = 6;

    private readonly HashSet<Expr> _directed;
    private readonly Dictionary<Expr, Phase> _phases = [];
    private readonly Dictionary<(Expr Node, Phase Phase), int> _stages = [];
    private readonly Dictionary<Expr, int> _costs = [];

    private Schedule(IReadOnlyDictionary<Phase, IReadOnlyList<Expr>> roots, IEnumerable<Symbol> direction)
    {
        Roots = roots;
        Nodes = Traversal.Nodes(roots.Values.SelectMany(r => r));
        _directed = Activity.Of(Nodes, direction);
    }

    /// <summary>What each phase computes.</summary>
    public IReadOnlyDictionary<Phase, IReadOnlyList<Expr>> Roots { get; }

    /// <summary>All nodes, operands first.</summary>
    public IReadOnlyList<Expr> Nodes { get; }

    /// <summary>The expressions on a grid that are stored, and the loop that computes each.</summary>
    public Dictionary<Expr, Loop> Stored { get; } = [];

    /// <summary>What each loop leaves behind: expressions to store, totals to add up, stretches of smoothing sources to fill.</summary>
    public SortedDictionary<Loop, List<Expr>> Loops { get; } = new(Loop.Order);

    /// <summary>Schedules a program.</summary>
    /// <param name="roots">What each phase computes, grouped; nothing for <see cref="Phase.HessianPreparation"/>, which follows from the rest.</param>
    /// <param name="direction">The symbols of the direction.</param>
    public static Schedule Of(IReadOnlyDictionary<Phase, IReadOnlyList<Expr>> roots, IEnumerable<Symbol> direction)
    {
        var schedule = new Schedule(roots, direction);
        schedule.AssignPhases();
        schedule.PlaceLoops();
        return schedule;
    }

    /// <summary>The phase a scalar or loop result is computed in.</summary>
    public Phase PhaseOf(Expr node) => _phases[node];

    /// <summary>The stage of a node when computed in a phase.</summary>
    public int StageOf(Expr node, Phase phase)
    {
        if (node.Children.Count == 0 || (IsUnique(node) && _phases[node] != phase))
        {
            return 0;
        }

        if (!_stages.TryGetValue((node, phase), out int stage))
        {
            foreach (Expr child in node.Children)
            {
                bool isResult = Differentiate.IsBarrier(child) && _phases[child] == phase;
                stage = Math.Max(stage, StageOf(child, phase) + (isResult ? 1 : 0));
            }

            _stages.Add((node, phase), stage);
        }

        return stage;
    }

    /// <summary>Whether a node is computed once only: a scalar or a loop result.</summary>
    public static bool IsUnique(Expr node) => node.Domain is null || Differentiate.IsBarrier(node);

    private void AssignPhases()
    {
        foreach (Phase phase in new[] { Phase.Evaluate, Phase.Gradient, Phase.HessianVectorProduct, Phase.Outputs })
        {
            foreach (Expr node in Traversal.Nodes(Roots[phase]))
            {
                if (!_phases.ContainsKey(node))
                {
                    _phases.Add(node, phase == Phase.HessianVectorProduct && !_directed.Contains(node) ? Phase.HessianPreparation : phase);
                }
            }
        }
    }

    private void PlaceLoops()
    {
        var needs = new Dictionary<Expr, SortedSet<Loop>>();
        void Need(Expr node, IEnumerable<Loop> loops)
        {
            if (node.Domain is null || Differentiate.IsBarrier(node) || node is Symbol)
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
                        Loop home = Home(node, loops);
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

        foreach (KeyValuePair<Expr, Loop> stored in Stored.OrderBy(p => p.Key.Ordinal))
        {
            At(stored.Value).Add(stored.Key);
        }

        void RequireStored(Expr source, Domain domain, Expr user)
        {
            if (source.Domain is null || Differentiate.IsBarrier(source))
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
        bool isRepeated = loops.Count(l => l.Phase != Phase.Outputs) > 1 || (loops.Any(l => l.Phase == Phase.HessianVectorProduct) && !_directed.Contains(node));
        return isRepeated && CostOf(node) >= StoreCost;
    }

    /// <summary>The first loop that needs it; what only directional derivatives need but no direction changes goes to the preparation.</summary>
    private Loop Home(Expr node, SortedSet<Loop> loops)
    {
        Loop first = loops.FirstOrDefault(l => l.Phase != Phase.Outputs) ?? loops.Min!;
        return first.Phase == Phase.HessianVectorProduct && !_directed.Contains(node)
            ? new Loop(Phase.HessianPreparation, StageOf(node, Phase.HessianPreparation), first.Domain)
            : first;
    }

    /// <summary>A rough count of operations to compute a node on a grid from what can be read.</summary>
    private int CostOf(Expr node)
    {
        if (node.Domain is null || node is Symbol || Differentiate.IsBarrier(node))
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
