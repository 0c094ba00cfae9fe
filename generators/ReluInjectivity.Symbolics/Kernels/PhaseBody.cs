using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// The statements of one phase, in sections: stage by stage what is constant in the loops, the loops, and the convolutions that follow them.
/// Variables of other phases are read as locals here; <see cref="Storage"/> brings them in.
/// </summary>
internal sealed class PhaseBody
{
    private readonly KernelInput _input;
    private readonly Variables _variables;
    private readonly Dictionary<Expr, int> _order = [];
    private int _products;

    /// <summary>What each scalar, and each stored function on a grid, is where it is used.</summary>
    private readonly Dictionary<Expr, KernelExpr> _uses = [];

    /// <summary>The operation that computes each scalar.</summary>
    private readonly Dictionary<Expr, KernelExpr> _operations = [];

    /// <summary>Translates a schedule's scalars.</summary>
    public PhaseBody(KernelInput input, Variables variables)
    {
        _input = input;
        _variables = variables;
        foreach (Expr node in input.Schedule.Nodes)
        {
            Work.Check();
            _order.Add(node, _order.Count);
            if (variables.Symbols.TryGetValue(node, out Place? place))
            {
                _uses.Add(node, place);
            }
            else if (variables.Arrays.TryGetValue(node, out Name? array))
            {
                _uses.Add(node, new Element(array));
            }
            else if (node is Reduction)
            {
                _uses.Add(node, new Local(variables.Values[node]));
            }
            else if (node.Domain is null && node is not Comparison)
            {
                KernelExpr operation = node is Call { Function: Routine routine } call ? Apply(call, routine) : Translate.Node(node, n => _uses[n], variables.Values.ContainsKey);
                _operations.Add(node, operation);
                _uses.Add(node, variables.Values.TryGetValue(node, out Name? name) ? new Local(name) : operation);
            }
        }
    }

    /// <summary>What a scalar is where it is used.</summary>
    public KernelExpr Use(Expr node) => _uses[node];

    /// <summary>The sections of a phase.</summary>
    public IEnumerable<Section> Of(Phase phase)
    {
        Schedule schedule = _input.Schedule;
        Expr[] unique = [.. schedule.Nodes.Where(n => (n.Domain is null || n.IsLoopResult()) && n.IsOperation() && schedule.PhaseOf(n) == phase)];
        int last = unique.Select(n => schedule.StageOf(n, phase)).Concat(schedule.Loops.Where(l => l.Key.Phase == phase).Select(l => l.Key.Stage)).DefaultIfEmpty(-1).Max();
        ILookup<int, Expr> byStage = unique.ToLookup(n => schedule.StageOf(n, phase));
        for (int stage = 0; stage <= last; stage++)
        {
            Statement[] scalars =
            [
                .. byStage[stage].Where(n => _operations.ContainsKey(n) && _variables.Values.ContainsKey(n))
                    .Select(n => new Declare(new Local(_variables.Values[n]), null, _operations[n], Written(n))),
            ];
            if (scalars.Length > 0)
            {
                string? title = _input.Program.Grids.Count == 0 ? null : stage == 0 ? "Invariant in the loops." : "Follows from the loops above.";
                yield return new Section(title, WithSharedProducts(phase, scalars).ToEquatableArray());
            }

            foreach (KeyValuePair<Loop, EquatableArray<Expr>> loop in schedule.Loops.Where(l => l.Key.Phase == phase && l.Key.Stage == stage))
            {
                yield return Loop(loop.Key, loop.Value);
            }

            Statement[] convolutions = [.. byStage[stage].Where(n => n is GaussianConvolution or GaussianConvolutionAdjoint).SelectMany(n => Convolved(n, phase))];
            if (convolutions.Length > 0)
            {
                yield return new Section(null, convolutions.ToEquatableArray());
            }
        }
    }

    /// <summary>The statements; in derivatives, common factors of their products are taken out, while values read as in the equation file.</summary>
    public IReadOnlyList<Statement> WithSharedProducts(Phase phase, IReadOnlyList<Statement> statements) =>
        phase == Phase.Gradient ? SharedProducts.Apply(statements, () => new Local(_variables.Free("p", ref _products))) : statements;

    private string? Written(Expr node) => _input.Names.TryGetValue(node, out Definition? definition) ? definition.Written
        : _input.Adjoints.TryGetValue(node, out Definition? of) ? $"d {_input.Program.System.Goals[0].Name} / d {of.Name}"
        : null;

    private RoutineCall Apply(Call call, Routine routine) => new(
        _variables.Routines.First(i => i.Is(call)).Name, routine.By.ToEquatableArray(), routine.By.Count > 0 ? default : call.Children.Select(a => _uses[a]).ToEquatableArray());

    private Section Loop(Loop loop, IReadOnlyList<Expr> work)
    {
        Reduction[] totals = [.. work.OfType<Reduction>()];
        Dictionary<Expr, int> mentions = Mentions([.. work.Select(w => w is Reduction t ? t.Body : w)], loop);
        var uses = new Dictionary<Expr, KernelExpr>();
        KernelExpr Use(Expr node) => uses.TryGetValue(node, out KernelExpr? local) ? local : _uses[node];
        var body = new List<Statement>();
        int number = 0;
        foreach (Expr node in mentions.Keys.Where(n => IsComputedIn(n, loop)).OrderBy(n => _order[n]))
        {
            KernelExpr value = Translate.Node(node, Use, n => uses.TryGetValue(n, out KernelExpr? use) ? use is Local : _variables.Values.ContainsKey(n) || _variables.Arrays.ContainsKey(n));
            bool isStored = _input.Schedule.Stored.ContainsKey(node);
            if (!isStored && mentions[node] < 2 && !_input.Names.ContainsKey(node))
            {
                uses.Add(node, value);
                continue;
            }

            var local = new Local(_variables.Free("v", ref number));
            body.Add(new Declare(local, isStored ? new Element(_variables.Arrays[node]) : null, value, isStored ? Written(node) : null));
            uses.Add(node, local);
        }

        body.AddRange(totals.Select(t => new Accumulate(new Local(_variables.Values[t]), Use(t.Body))));
        IReadOnlyList<Statement> shared = SharedProducts.Apply(body, () => new Local(_variables.Free("v", ref number)));
        return new Section(
            $"Quadrature loop: grid {loop.Domain.Grid.ToString(CultureInfo.InvariantCulture)}, {loop.Domain.Region.ToString().ToLowerInvariant()}.",
            new([new GridLoop(loop.Domain, totals.Select(t => (Place)new Local(_variables.Values[t])).ToEquatableArray(), shared.ToEquatableArray())]),
            loop is { Phase: Phase.Evaluate, Domain.Region: Region.Core } ? _input.Program.Grids[loop.Domain.Grid].Functions : default);
    }

    /// <summary>Whether a node is a function on the grid that the loop works out itself.</summary>
    private bool IsComputedIn(Expr node, Loop loop) => node.Domain is not null && node.IsOperation() && !node.IsLoopResult()
        && (!_input.Schedule.Stored.TryGetValue(node, out Loop? home) || home == loop);

    /// <summary>How often the loop's statements read each node, if every node is computed once.</summary>
    private Dictionary<Expr, int> Mentions(IReadOnlyList<Expr> roots, Loop loop)
    {
        var mentions = new Dictionary<Expr, int>();
        var pending = new Stack<Expr>();
        void Mention(Expr node, int times)
        {
            if (!mentions.TryGetValue(node, out int sofar))
            {
                pending.Push(node);
            }

            mentions[node] = sofar + times;
        }

        foreach (Expr root in roots)
        {
            Mention(root, 1);
        }

        while (pending.Count > 0)
        {
            Expr node = pending.Pop();
            if (IsComputedIn(node, loop) || node is Comparison { Domain: not null })
            {
                for (int i = 0; i < node.Children.Count; i++)
                {
                    Mention(node.Children[i], Translate.Mentions(node, i));
                }
            }
        }

        return mentions;
    }

    private IEnumerable<Statement> Convolved(Expr node, Phase phase)
    {
        Name result = _variables.Arrays[node];
        if (node is GaussianConvolutionAdjoint { Domain: { } domain } a)
        {
            yield return new ConvolveAdjoint(domain.Grid, a.Order, _variables.Arrays[a.Weight], domain.Region, result);
            yield break;
        }

        var s = (GaussianConvolution)node;
        if (s.Order == 0 && phase == Phase.Evaluate)
        {
            yield return new SetDeviation(s.Source, _uses[s.Deviation]);
        }

        yield return new ClearConvolution(s.Source, result);
        foreach (Region region in new[] { Region.Left, Region.Core, Region.Right })
        {
            Expr source = s.Children[1 + (int)region];
            if (!source.IsZero)
            {
                yield return source.Domain is null
                    ? new AddConstantConvolution(s.Source, s.Order, region, _uses[source], result)
                    : new AddConvolution(s.Source, s.Order, region, _variables.Arrays[source], result);
            }
        }
    }
}
