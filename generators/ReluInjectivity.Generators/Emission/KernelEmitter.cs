using System.Globalization;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Writes the kernel class of one system: straight-line arithmetic, quadrature loops, and calls that smooth on grids.</summary>
internal sealed partial class KernelEmitter
{
    private const string Quadrature = "global::ReluInjectivity.Runtime.Quadrature.";

    private readonly KernelPlan _plan;
    private readonly Schedule _schedule;
    private readonly Identifiers _identifiers = new();
    private readonly Dictionary<Expr, string> _variables = [];
    private readonly HashSet<Expr> _fields = [];
    private readonly Dictionary<Phase, SortedSet<string>> _imports = [];
    private readonly HashSet<string> _arrays = new(StringComparer.Ordinal);
    private readonly HashSet<Expr> _roots;
    private readonly RoutineInstances _routines;

    /// <summary>Which locals are read in the method, or the loop, that computes them.</summary>
    private readonly HashSet<(Phase Phase, Loop? Loop, Expr Node)> _read = [];

    private readonly CSharpPrinter _printer;
    private IndentedWriter _writer = new();
    private Phase _phase;

    private KernelEmitter(KernelPlan plan)
    {
        _plan = plan;
        _schedule = plan.Schedule;
        _roots = [.. plan.Schedule.Roots.Values.SelectMany(r => r)];
        _routines = new RoutineInstances(plan, _identifiers);
        _printer = new CSharpPrinter(Refer, e => _routines.Text(e, a => _printer!.Use(a)));
        foreach (string reserved in new[] { "i", "x", "given", "direction", "result", "resolution", "Value", "Residual", "goal" })
        {
            _identifiers.Reserve(reserved);
        }

        NameEverything();
    }

    private IReadOnlyDictionary<Routine, string> _routineClasses = new Dictionary<Routine, string>();
    private bool _isRoutine;

    private IReadOnlyList<Grid> Grids => _plan.Program.Grids;

    private EquationSystem System => _plan.Program.System;

    private IEnumerable<Symbol> Inputs => System.Unknowns.Select(u => u.Symbol)
        .Concat(System.Givens.Concat(System.Goals.SelectMany(g => g.Givens)).Select(g => g.Symbol));

    /// <summary>Writes the class of a system's kernel, or that of a routine, which other files use.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">What the kernel computes.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="routineClasses">The classes of the routines it uses.</param>
    /// <param name="isRoutine">Whether it is a routine's.</param>
    public static void Write(
        IndentedWriter writer, KernelPlan plan, string className, IReadOnlyDictionary<Routine, string> routineClasses, bool isRoutine = false)
    {
        var emitter = new KernelEmitter(plan) { _routineClasses = routineClasses, _isRoutine = isRoutine };

        // The first run only finds out which variables are read: in their own phase, and by another.
        emitter.WriteClass(new IndentedWriter(), className);
        emitter.WriteClass(writer, className);
    }

    private void NameEverything()
    {
        foreach (string prefix in new[] { "y", "w", "step", "grid", "convolution" })
        {
            foreach (Grid grid in Grids)
            {
                _identifiers.Reserve(prefix + Number(grid.Id));
            }
        }

        foreach (Symbol symbol in Inputs.Concat(_plan.Direction))
        {
            _variables.Add(symbol, _identifiers.Named(symbol.Name));
        }

        foreach (Grid grid in Grids)
        {
            foreach (Symbol coordinate in grid.Coordinates)
            {
                _variables.Add(coordinate, "y" + Number(grid.Id));
            }

            _variables.Add(grid.Weight, "w" + Number(grid.Id));
            _variables.Add(grid.Step, "step" + Number(grid.Id));
        }

        foreach (Expr node in _schedule.Nodes.Where(n => NeedsVariable(n)))
        {
            _variables.Add(node, _plan.Names.TryGetValue(node, out Definition? definition)
                ? _identifiers.Named(definition.Name)
                : _identifiers.Temporary());
        }

        foreach (Expr node in _schedule.Nodes.Where(n => n.Domain is not null && (Differentiate.IsBarrier(n) || _schedule.Stored.ContainsKey(n))))
        {
            _arrays.Add(_variables[node]);
        }
    }

    /// <summary>Whether a node's value is kept in a variable rather than printed where it is used.</summary>
    private bool NeedsVariable(Expr node)
    {
        if (node.Children.Count == 0 || node is Comparison)
        {
            return false;
        }

        if (Differentiate.IsBarrier(node) || RoutineInstances.IsRoutine(node) || _schedule.Stored.ContainsKey(node) || _plan.Names.ContainsKey(node))
        {
            return true;
        }

        if (node.Domain is not null)
        {
            return false;
        }

        int mentions = 0;
        foreach ((Expr user, int index) in Users(node))
        {
            if (user.Domain is not null || Differentiate.IsBarrier(user) || (user is not Comparison && _schedule.PhaseOf(user) != _schedule.PhaseOf(node)))
            {
                return true;
            }

            mentions += CSharpPrinter.Mentions(user, index);
        }

        return mentions > 1 || (mentions > 0 && _roots.Contains(node));
    }

    private Dictionary<Expr, List<(Expr User, int Index)>>? _users;

    private List<(Expr User, int Index)> Users(Expr node)
    {
        if (_users is null)
        {
            _users = [];
            foreach (Expr user in _schedule.Nodes)
            {
                for (int i = 0; i < user.Children.Count; i++)
                {
                    if (!_users.TryGetValue(user.Children[i], out List<(Expr, int)>? list))
                    {
                        _users.Add(user.Children[i], list = []);
                    }

                    list.Add((user, i));
                }
            }
        }

        return _users.TryGetValue(node, out List<(Expr, int)>? users) ? users : [];
    }

    /// <summary>The variable of a node in the method being written; reading another phase's variable makes it a field.</summary>
    private string? Refer(Expr node)
    {
        if (_loopVariables is not null && _loopVariables.TryGetValue(node, out string? local))
        {
            _read.Add((_phase, _loop, node));
            return local;
        }

        if (!_variables.TryGetValue(node, out string? name))
        {
            return null;
        }

        bool isArray = _arrays.Contains(name);
        if (node is Symbol symbol)
        {
            if (symbol.Domain is null && !_plan.Direction.Contains(symbol))
            {
                Import(name);
            }

            return name;
        }

        if (node.Domain is not null && !isArray)
        {
            // A named expression on a grid that is not stored: only a loop that computes it knows it.
            return null;
        }

        if (isArray)
        {
            Import(name);
            return name + "[i]";
        }

        if (_schedule.PhaseOf(node) != _phase)
        {
            _fields.Add(node);
            Import(name);
        }
        else
        {
            _read.Add((_phase, null, node));
        }

        return name;
    }

    private void Import(string name)
    {
        if (!_imports.TryGetValue(_phase, out SortedSet<string>? imports))
        {
            _imports.Add(_phase, imports = new(StringComparer.Ordinal));
        }

        imports.Add(name);
    }

    private void WriteClass(IndentedWriter writer, string className)
    {
        _writer = writer;
        int n = System.Unknowns.Count;
        writer.Open($"{(_isRoutine ? "internal" : "file")} sealed class {className} : global::ReluInjectivity.Runtime.Systems.EquationKernel");
        WriteFields();
        writer.Open(_isRoutine ? $"public {className}()" : $"public {className}(int goal)");
        if (!_isRoutine)
        {
            writer.Line("this.goal = goal;");
        }

        writer.Line($"Setup(unknowns: {Number(n)}, outputs: {Number(_plan.Program.Outputs.Count)}, grids: [{string.Join(", ", Grids.Select(l => "grid" + Number(l.Id)))}]{_routines.SetupArgument});");
        foreach (Grid grid in Grids.Where(l => l.Parent is not null))
        {
            writer.Line($"smoothing{Number(grid.Id)} = new(grid{Number(grid.Id)}, grid{Number(grid.Parent!.Value)});");
        }

        writer.Close();
        WriteLoad();
        WritePlan();
        WritePhase(Phase.Evaluate, "protected override void EvaluateCore()", "The value, and the residuals of a root problem.", WriteValue);
        WritePhase(Phase.Gradient, "protected override void GradientCore()", "The gradient, by reverse accumulation.", WriteGradient);
        WritePhase(Phase.HessianPreparation, "protected override void PrepareHessianCore()", "What all directional derivatives share.", () => { });
        WritePhase(Phase.HessianVectorProduct, "protected override double HessianVectorProductCore(global::System.ReadOnlySpan<double> direction, global::System.Span<double> result)",
            "One directional derivative of the gradient or residuals; returns that of the value.", WriteHessianVectorProduct);
        WritePhase(Phase.Outputs, "protected override void OutputsCore(global::System.Span<double> result)", "The outputs.", WriteOutputs);
        WriteFirstNonFinite();
        writer.Close();
    }

    private void WriteFields()
    {
        if (!_isRoutine)
        {
            _writer.Line("// Which goal, by its place in the file.");
            _writer.Line("private readonly int goal;");
            _writer.Line();
        }

        _writer.Line(_isRoutine ? "// Parameters." : "// Unknowns and givens.");
        foreach (Symbol symbol in Inputs)
        {
            _writer.Line($"private double _{_variables[symbol]};");
        }

        foreach (Grid grid in Grids)
        {
            string id = Number(grid.Id);
            _writer.Line();
            _writer.Line($"// Grid {id}: {Describe(grid)}.");
            string type = grid.Kind switch { GridKind.Panels => "PanelGrid", GridKind.Split => "SplitGrid", _ => "EquispacedGrid" };
            _writer.Line($"private readonly {Quadrature}{type} grid{id} = new();");
            if (grid.Parent is not null)
            {
                _writer.Line($"private readonly {Quadrature}{(grid.Kind == GridKind.Split ? "SplitConvolution" : "GaussianConvolution")} smoothing{id};");
            }
        }

        _routines.WriteFields(_writer, _routineClasses);

        Expr[] arrays = [.. _schedule.Nodes.Where(node => _variables.TryGetValue(node, out string? v) && _arrays.Contains(v))];
        if (_fields.Count > 0 || arrays.Length > 0)
        {
            _writer.Line();
            _writer.Line("// What one phase leaves for another.");
            foreach (Expr node in _fields.OrderBy(e => e.Ordinal))
            {
                _writer.Line($"private double _{_variables[node]};");
            }

            foreach (Expr node in arrays)
            {
                _writer.Line($"private double[] _{_variables[node]} = [];");
            }
        }

        _writer.Line();
    }

    private static string Describe(Grid grid) => grid.Kind == GridKind.Panels
        ? $"panels from {ExprPrinter.Print(grid.Center)} over a length {ExprPrinter.Print(grid.Deviation)}"
        : grid.Parent is { } parent
            ? $"smoothed by a Gaussian of standard deviation {ExprPrinter.Print(grid.Deviation)} onto grid {Number(parent)}"
            : $"summed against a Gaussian of mean {ExprPrinter.Print(grid.Center)} and standard deviation {ExprPrinter.Print(grid.Deviation)}";

    private void WriteLoad()
    {
        _writer.Line();
        _writer.Open("protected override void Load(global::System.ReadOnlySpan<double> x, global::System.ReadOnlySpan<double> given)");
        for (int i = 0; i < System.Unknowns.Count; i++)
        {
            _writer.Line($"_{_variables[System.Unknowns[i].Symbol]} = x[{Number(i)}];");
        }

        for (int i = 0; i < System.Givens.Count; i++)
        {
            _writer.Line($"_{_variables[System.Givens[i].Symbol]} = given[{Number(i)}];");
        }

        ForEachGoal((goal, _) =>
        {
            for (int i = 0; i < goal.Givens.Count; i++)
            {
                _writer.Line($"_{_variables[goal.Givens[i].Symbol]} = given[{Number(System.Givens.Count + i)}];");
            }
        });

        _writer.Close();
    }

    private void WriteFirstNonFinite()
    {
        _writer.Line();
        _writer.Line("/// <summary>The first named quantity that is not finite, in the order of evaluation.</summary>");
        _writer.Open("protected override string? FirstNonFiniteCore()");
        foreach (Expr node in _schedule.Nodes.Where(n => _plan.Names.ContainsKey(n) && _variables.ContainsKey(n)))
        {
            string name = _variables[node];
            string quoted = "\"" + _plan.Names[node].Name + "\"";
            if (_arrays.Contains(name) && node.Domain is { } domain)
            {
                _writer.Line($"if (!AllFinite(_{name}, grid{Number(domain.Grid)}.{domain.Region}Start, grid{Number(domain.Grid)}.{domain.Region}Stop)) return {quoted};");
            }
            else if (node.Domain is null && _schedule.PhaseOf(node) == Phase.Evaluate)
            {
                _fields.Add(node);
                _writer.Line($"if (!double.IsFinite(_{name})) return {quoted};");
            }
        }

        _writer.Line("return null;");
        _writer.Close();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
