using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Generators.Emission;

/// <summary>The methods of a kernel.</summary>
internal sealed partial class KernelEmitter
{
    private Dictionary<Expr, string>? _loopVariables;
    private Loop? _loop;

    private void WritePhase(Phase phase, string heading, string summary, Action end)
    {
        _phase = phase;
        IndentedWriter real = _writer;

        // The body first: it decides what has to be read from fields.
        _writer = new IndentedWriter();
        WriteStages(phase);
        end();
        string body = _writer.Finish();
        _writer = real;
        _writer.Line();
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Open(heading);
        if (phase == Phase.HessianVectorProduct)
        {
            for (int i = 0; i < _plan.Direction.Count; i++)
            {
                _writer.Line($"double {_variables[_plan.Direction[i]]} = direction[{Number(i)}];");
            }
        }

        if (_imports.TryGetValue(phase, out SortedSet<string>? imports))
        {
            foreach (string name in imports)
            {
                string type = _arrays.Contains(name) ? "double[]" : "double";
                bool isStep = Grids.Any(l => string.Equals("step" + Number(l.Id), name, StringComparison.Ordinal));
                _writer.Line(isStep ? $"double {name} = grid{name.Substring(4)}.Step;" : $"{type} {name} = _{name};");
            }
        }

        _writer.Lines(body);

        _writer.Close();
    }

    private void WriteStages(Phase phase)
    {
        Expr[] unique = [.. _schedule.Nodes.Where(n => Schedule.IsUnique(n) && n.Children.Count > 0 && n is not Comparison && _schedule.PhaseOf(n) == phase)];
        int last = unique.Select(n => _schedule.StageOf(n, phase)).Concat(_schedule.Loops.Keys.Where(l => l.Phase == phase).Select(l => l.Stage))
            .DefaultIfEmpty(-1).Max();
        ILookup<int, Expr> byStage = unique.ToLookup(n => _schedule.StageOf(n, phase));
        for (int stage = 0; stage <= last; stage++)
        {
            Expr[] scalars = [.. byStage[stage].Where(n => n.Domain is null && n is not Reduction && _variables.ContainsKey(n))];
            if (scalars.Length > 0 && Grids.Count > 0)
            {
                _writer.Line();
                _writer.Line(stage == 0 ? "// Invariant in the loops." : "// Follows from the loops above.");
            }

            foreach (Expr node in scalars)
            {
                WriteScalar(node);
            }

            foreach (KeyValuePair<Loop, List<Expr>> loop in _schedule.Loops.Where(l => l.Key.Phase == phase && l.Key.Stage == stage))
            {
                WriteLoop(loop.Key, loop.Value);
            }

            foreach (Expr node in byStage[stage].Where(n => n is GaussianConvolution or GaussianConvolutionAdjoint))
            {
                WriteSmoothing(node);
            }
        }
    }

    private void WriteScalar(Expr node)
    {
        string name = _variables[node];
        if (_plan.Names.TryGetValue(node, out Definition? definition))
        {
            _writer.Line("// " + definition.Written);
        }

        _writer.Line(Local(_read.Contains((_phase, null, node)), name, _fields.Contains(node) ? "_" + name : null) + _printer.Print(node) + ";");
    }

    /// <summary>The left side of an assignment: to a local where it is read here, and to where it is kept for elsewhere.</summary>
    private static string Local(bool isRead, string name, string? kept) =>
        (isRead || kept is null ? $"double {name} = " : string.Empty) + (kept is null ? string.Empty : kept + " = ");

    private void WriteLoop(Loop loop, List<Expr> work)
    {
        string grid = "grid" + Number(loop.Domain.Grid);
        _writer.Line();
        _writer.Line($"// Quadrature loop: grid {Number(loop.Domain.Grid)}, {loop.Domain.Region.ToString().ToLowerInvariant()}.");
        Expr[] totals = [.. work.Where(w => w is Reduction)];
        foreach (Expr total in totals)
        {
            _writer.Line($"double {_variables[total]} = 0.0;");
        }

        Expr[] roots = [.. work.Select(w => w is Reduction t ? t.Body : w)];
        Dictionary<Expr, int> mentions = Mentions(roots, loop);
        _writer.Open($"for (int i = {grid}.{loop.Domain.Region}Start; i < {grid}.{loop.Domain.Region}Stop; i++)");
        (_loopVariables, _loop) = ([], loop);
        int number = 0;
        Grid source = Grids[loop.Domain.Grid];
        Symbol coordinate = source.Coordinate(loop.Domain.Region);
        if (mentions.ContainsKey(coordinate))
        {
            _writer.Line($"double {_variables[coordinate]} = {grid}.Coordinate(i);");
        }

        if (mentions.ContainsKey(source.Weight))
        {
            _writer.Line($"double {_variables[source.Weight]} = {grid}.Weight(i);");
        }

        foreach (Expr node in mentions.Keys.Where(n => IsComputedHere(n, loop)).OrderBy(n => n.Ordinal))
        {
            bool isStored = _schedule.Stored.TryGetValue(node, out Loop? home) && home == loop;
            if (!isStored && mentions[node] < 2 && !_plan.Names.ContainsKey(node))
            {
                continue;
            }

            string name = _identifiers.Free("v", ref number);
            string text = _printer.Print(node);
            if (isStored)
            {
                string array = _variables[node];
                Import(array);
                if (_plan.Names.TryGetValue(node, out Definition? definition))
                {
                    _writer.Line("// " + definition.Written);
                }

                _writer.Line(Local(_read.Contains((_phase, loop, node)), name, array + "[i]") + text + ";");
            }
            else
            {
                _writer.Line($"double {name} = {text};");
            }

            _loopVariables.Add(node, name);
        }

        foreach (Expr total in totals)
        {
            _writer.Line($"{_variables[total]} += {_printer.Use(((Reduction)total).Body)};");
        }

        (_loopVariables, _loop) = (null, null);
        _writer.Close();
        foreach (Expr total in totals.Where(_fields.Contains))
        {
            _writer.Line($"_{_variables[total]} = {_variables[total]};");
        }
    }

    /// <summary>Whether a node is an expression on the grid that this loop works out itself.</summary>
    private bool IsComputedHere(Expr node, Loop loop) => node.Domain is not null && node is not (Symbol or Comparison) && !Differentiate.IsBarrier(node)
        && (!_schedule.Stored.TryGetValue(node, out Loop? home) || home == loop);

    private Dictionary<Expr, int> Mentions(IEnumerable<Expr> roots, Loop loop)
    {
        var mentions = new Dictionary<Expr, int>();
        void Mention(Expr node, int times)
        {
            bool isNew = !mentions.TryGetValue(node, out int sofar);
            mentions[node] = sofar + times;
            if (isNew && (IsComputedHere(node, loop) || node is Comparison { Domain: not null }))
            {
                for (int i = 0; i < node.Children.Count; i++)
                {
                    Mention(node.Children[i], CSharpPrinter.Mentions(node, i));
                }
            }
        }

        foreach (Expr root in roots)
        {
            Mention(root, 1);
        }

        return mentions;
    }

    private void WriteSmoothing(Expr node)
    {
        string name = _variables[node];
        Import(name);
        if (node is GaussianConvolution s)
        {
            string id = Number(s.Source);
            if (s.Order == 0 && _phase == Phase.Evaluate)
            {
                _writer.Line($"smoothing{id}.SetDeviation({_printer.Use(s.Deviation)});");
            }

            _writer.Line($"smoothing{id}.Clear({name});");
            for (int region = 0; region < 3; region++)
            {
                Expr source = s.Children[region + 1];
                if (source.IsZero)
                {
                    continue;
                }

                string at = "global::ReluInjectivity.Runtime.Quadrature.Region." + (Region)region;
                _writer.Line(source.Domain is null
                    ? $"smoothing{id}.AddConstant({Number(s.Order)}, {at}, {_printer.Use(source)}, {name});"
                    : $"smoothing{id}.Add({Number(s.Order)}, {at}, {ArrayOf(source)}, {name});");
            }

            return;
        }

        var a = (GaussianConvolutionAdjoint)node;
        string region2 = "global::ReluInjectivity.Runtime.Quadrature.Region." + a.Domain!.Value.Region;
        _writer.Line($"smoothing{Number(a.Domain!.Value.Grid)}.Adjoint({Number(a.Order)}, {ArrayOf(a.Weight)}, {region2}, {name});");
    }

    private string ArrayOf(Expr source)
    {
        string name = _variables[source];
        Import(name);
        return name;
    }

    /// <summary>Writes something for each goal: as it is for one, by a switch for several.</summary>
    private void ForEachGoal(Action<SystemGoal, int> write)
    {
        if (System.Goals.Count == 1)
        {
            write(System.Goals[0], 0);
            return;
        }

        _writer.Open("switch (goal)");
        for (int i = 0; i < System.Goals.Count; i++)
        {
            _writer.Open($"case {Number(i)}: // {System.Goals[i].Name}");
            write(System.Goals[i], i);
            _writer.Line("break;");
            _writer.Close();
        }

        _writer.Close();
    }

    /// <summary>The roots of one goal in a phase.</summary>
    private IReadOnlyList<Expr> Roots(Phase phase, int goal, Func<SystemGoal, int> count) =>
        [.. _schedule.Roots[phase].Skip(System.Goals.Take(goal).Sum(count)).Take(count(System.Goals[goal]))];

    private void WriteValue()
    {
        _writer.Line();
        _writer.Line("// Value" + (System.Goals.Any(g => g.Residuals.Count > 0) ? " and residuals." : "."));
        ForEachGoal((goal, index) =>
        {
            IReadOnlyList<Expr> roots = Roots(Phase.Evaluate, index, g => 1 + g.Residuals.Count);
            _writer.Line($"Value = {_printer.Use(roots[0])};");
            for (int i = 1; i < roots.Count; i++)
            {
                Residual residual = goal.Residuals[i - 1];
                _writer.Line($"// {residual.Label}: {ExprPrinter.Print(residual.Left)} = {ExprPrinter.Print(residual.Right)}");
                _writer.Line($"Residual[{Number(i - 1)}] = {_printer.Use(roots[i])};");
            }
        });
    }

    private void WriteGradient() => ForEachGoal((_, index) =>
    {
        WriteList(Roots(Phase.Gradient, index, g => g.Kind == GoalKind.Solve ? 0 : System.Unknowns.Count), "Residual");
    });

    private void WriteOutputs() => WriteList(_schedule.Roots[Phase.Outputs], "result");

    private void WriteHessianVectorProduct()
    {
        int n = System.Unknowns.Count;
        _writer.Line();
        _writer.Line("// Hessian, or Jacobian, times direction.");
        _writer.Line("double ofValue = double.NaN;");
        ForEachGoal((goal, index) =>
        {
            IReadOnlyList<Expr> roots = Roots(Phase.HessianVectorProduct, index, g => g.Kind == GoalKind.Solve ? n + 1 : n);
            WriteList([.. roots.Take(n)], "result");
            if (goal.Kind == GoalKind.Solve)
            {
                _writer.Line($"ofValue = {_printer.Use(roots[n])};");
            }
        });
        _writer.Line("return ofValue;");
    }

    private void WriteList(IReadOnlyList<Expr> roots, string target)
    {
        for (int i = 0; i < roots.Count; i++)
        {
            _writer.Line($"{target}[{Number(i)}] = {_printer.Use(roots[i])};");
        }
    }
}
