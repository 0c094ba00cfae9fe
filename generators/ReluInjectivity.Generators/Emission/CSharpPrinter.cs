using System.Globalization;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Prints kernels as C# classes. It decides on spelling only: what is computed where, and what lasts, is in the kernel.</summary>
internal sealed class CSharpPrinter
{
    private const string Quadrature = "global::ReluInjectivity.Runtime.Quadrature.";
    private const string Systems = "global::ReluInjectivity.Runtime.Systems.";

    private readonly Target _target;
    private readonly Kernel _kernel;
    private readonly IndentedWriter _writer;
    private readonly Identifiers _names = new();
    private readonly ExpressionText _text;

    private CSharpPrinter(IndentedWriter writer, Target target, Kernel kernel)
    {
        _target = target;
        _kernel = kernel;
        _writer = writer;
        _text = new ExpressionText(target, Leaf);
        _names.Reserve(["i", "x", "given", "direction", "result", "resolution", "Value", "Residual", "goal", .. kernel.Grids.SelectMany(g => new[] { GridName(g.Id), ConvolutionName(g.Id) })]);

        // What grids and the caller give is called as it is; other names make way.
        _names.Take([.. kernel.Grids.SelectMany(g => new[] { "y", "w", "step" }.Select(stem => Name.Temporary(stem, g.Id))), .. kernel.Unknowns, .. kernel.Givens, .. kernel.Direction]);
    }

    /// <summary>Writes the class of a system's kernel, or that of a routine, which other files use.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="target">The type of numbers.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="routines">Expressions that make the kernels of the program's routines.</param>
    /// <param name="isRoutine">Whether it is a routine's.</param>
    public static void Write(IndentedWriter writer, CSharpTarget target, Kernel kernel, string className, IReadOnlyList<string> routines, bool isRoutine)
    {
        var printer = new CSharpPrinter(writer, target.Numbers, kernel);
        writer.Open($"{(isRoutine ? "internal" : "file")} sealed class {className} : {target.Kernel}");
        printer.WriteFields(routines, isRoutine);
        printer.WriteConstructor(className, isRoutine);
        foreach (Method method in kernel.Methods)
        {
            (string? summary, string heading) = printer.Heading(method.Kind);
            writer.Line();
            writer.Text(summary is null ? null : $"/// <summary>{summary}</summary>");
            writer.Open("protected override " + heading);
            printer.Write(method.Body);
            writer.Close();
        }

        writer.Close();
    }

    private void WriteFields(IReadOnlyList<string> routines, bool isRoutine)
    {
        if (!isRoutine)
        {
            _writer.Group("Which goal, by its place in the file.", ["private readonly int goal;"]);
        }

        _writer.Group(isRoutine ? "Parameters." : "Unknowns and givens.", _kernel.Unknowns.Concat(_kernel.Givens).Select(n => $"private {_target.Type} {FieldName(n)};"));
        foreach (KernelGrid grid in _kernel.Grids)
        {
            string type = grid.Kind switch { GridKind.Panels => "PanelGrid", GridKind.Split => "SplitGrid", _ => "EquispacedGrid" };
            IEnumerable<string> convolution = _kernel.Convolutions.Where(c => c.Source == grid.Id)
                .Select(c => $"private readonly {Quadrature}{(c.IsSplit ? "SplitConvolution" : "GaussianConvolution")} {ConvolutionName(c.Source)};");
            _writer.Group($"Grid {Number(grid.Id)}: {grid.Meaning}.", convolution.Prepend($"private readonly {Quadrature}{type} {GridName(grid.Id)} = new();"));
        }

        foreach (KernelRoutine routine in _kernel.Routines)
        {
            _writer.Group(routine.Meaning + ".", [$"private readonly {Systems}Routine {_names.Of(routine.Name)} = new({routines[routine.Routine]});"]);
        }

        IEnumerable<string> arrays = _kernel.Arrays.Select(a => $"private {_target.Type}[] {FieldName(a.Name)} = [];");
        _writer.Group("What one phase leaves for another.", _kernel.Fields.Select(n => $"private {_target.Type} {FieldName(n)};").Concat(arrays));
    }

    private void WriteConstructor(string className, bool isRoutine)
    {
        _writer.Open($"public {className}({(isRoutine ? string.Empty : "int goal")})");
        _writer.Text(isRoutine ? null : "this.goal = goal;");
        string grids = string.Join(", ", _kernel.Grids.Select(g => GridName(g.Id)));
        string routines = _kernel.Routines.Count == 0 ? string.Empty : $", routines: [{string.Join(", ", _kernel.Routines.Select(r => _names.Of(r.Name)))}]";
        _writer.Line($"Setup(unknowns: {Number(_kernel.Unknowns.Count)}, outputs: {Number(_kernel.Outputs)}, grids: [{grids}]{routines});");
        _writer.Lines(_kernel.Convolutions.Select(c => $"{ConvolutionName(c.Source)} = new({GridName(c.Source)}, {GridName(c.Target)});"));
        _writer.Close();
    }

    private void Write(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Section s:
                    _writer.Text(s.Title is null ? null : string.Empty);
                    _writer.Text(s.Title is null ? null : "// " + s.Title);
                    Write(s.Body);
                    break;
                case GridLoop s:
                    _writer.Open($"for (int i = {Stretch(s.Domain, "Start")}; i < {Stretch(s.Domain, "Stop")}; i++)");
                    Write(s.Body);
                    _writer.Close();
                    break;
                case SwitchGoal s:
                    _writer.Open("switch (goal)");
                    for (int i = 0; i < s.Cases.Count; i++)
                    {
                        _writer.Open($"case {Number(i)}: // {s.Cases[i].Goal}");
                        Write(s.Cases[i].Body);
                        _writer.Line("break;");
                        _writer.Close();
                    }

                    _writer.Close();
                    break;
                default:
                    string? written = (statement as Assignment)?.Written;
                    _writer.Text(written is null ? null : "// " + written);
                    _writer.Line(Simple(statement) + ";");
                    break;
            }
        }
    }

    private string Simple(Statement statement) => statement switch
    {
        Declare s => $"{_target.Type} {Leaf(s.Local)} = {(s.Keep is null ? string.Empty : Leaf(s.Keep) + " = ")}{_text.Print(s.Value)}",
        DeclareArray s => $"{_target.Type}[] {_names.Of(s.Array)} = {FieldName(s.Array)}",
        Assign s => $"{Leaf(s.Target)} = {_text.Print(s.Value)}",
        Accumulate s => $"{Leaf(s.Total)} += {_text.Print(s.Value)}",
        Return { Value: null } => "return null",
        Return s => $"return {_text.Print(s.Value!)}",
        Reserve s => $"Reserve(ref {FieldName(s.Array)}, {GridName(s.Grid)}.Count)",
        RequireFinite s => $"if (!{_target.Type}.IsFinite({Leaf(s.Field)})) return \"{s.Reported}\"",
        RequireFiniteArray s => $"if (!AllFinite({FieldName(s.Array)}, {Stretch(s.Domain, "Start")}, {Stretch(s.Domain, "Stop")})) return \"{s.Reported}\"",
        LayPanels s => $"{Lay(s)}length: {_text.Print(s.Length)})",
        LaySplit s => $"{Lay(s)}{GridName(s.Target)}, {_text.List([s.Deviation, s.Width, .. s.Cuts])})",
        LayEquispaced s => $"{Lay(s)}{(s.Target is { } t ? GridName(t) : _text.Print(s.Center!))}, {_text.List([s.Deviation, s.Width])}, {CoreOf(s)})",
        SetDeviation s => $"{ConvolutionName(s.Source)}.SetDeviation({_text.Print(s.Deviation)})",
        ClearConvolution s => $"{ConvolutionName(s.Source)}.Clear({_names.Of(s.Result)})",
        AddConvolution s => $"{ConvolutionName(s.Source)}.Add({Number(s.Order)}, {RegionName(s.Region)}, {_names.Of(s.Array)}, {_names.Of(s.Result)})",
        AddConstantConvolution s => $"{ConvolutionName(s.Source)}.AddConstant({Number(s.Order)}, {RegionName(s.Region)}, {_text.Print(s.Value)}, {_names.Of(s.Result)})",
        ConvolveAdjoint s => $"{ConvolutionName(s.Source)}.Adjoint({Number(s.Order)}, {_names.Of(s.Array)}, {RegionName(s.Region)}, {_names.Of(s.Result)})",
        _ => throw new InvalidOperationException($"No rule prints a {statement.GetType().Name}."),
    };

    private string Leaf(KernelExpr leaf) => leaf switch
    {
        Local e => _names.Of(e.Name),
        Field e => FieldName(e.Name),
        Element e => _names.Of(e.Array) + "[i]",
        Coordinate e => GridName(e.Grid) + ".Coordinate(i)",
        Weight e => GridName(e.Grid) + ".Weight(i)",
        Step e => GridName(e.Grid) + ".Step",
        UnknownInput e => $"x[{Number(e.Index)}]",
        GivenInput e => $"given[{Number(e.Index)}]",
        DirectionComponent e => $"direction[{Number(e.Index)}]",
        ValueResult => "Value",
        ResidualResult e => $"Residual[{Number(e.Index)}]",
        ComponentResult e => $"result[{Number(e.Index)}]",
        RoutineCall { By.Count: 0 } e => $"{_names.Of(e.Routine)}.Value({_text.List(e.Arguments)})",
        RoutineCall e => $"{_names.Of(e.Routine)}.Derivative({string.Join(", ", e.By.Select(Number))})",
        _ => throw new InvalidOperationException($"No rule prints a {leaf.GetType().Name}."),
    };

    /// <summary>The methods that the runtime's base class asks for.</summary>
    private (string? Summary, string Heading) Heading(MethodKind kind) => kind switch
    {
        MethodKind.Load => (null, $"void Load({Vector} x, {Vector} given)"),
        MethodKind.Plan => ("Sizes the grids for the current unknowns.", $"void PlanCore({Quadrature}Resolution resolution)"),
        MethodKind.Evaluate => ("The value, and the residuals of a root problem.", "void EvaluateCore()"),
        MethodKind.Gradient => ("The gradient, by reverse accumulation.", "void GradientCore()"),
        MethodKind.PrepareHessian => ("What all directional derivatives share.", "void PrepareHessianCore()"),
        MethodKind.HessianVectorProduct => ("One directional derivative of the gradient or residuals; returns that of the value.", $"{_target.Type} HessianVectorProductCore({Vector} direction, {Result} result)"),
        MethodKind.Outputs => ("The outputs.", $"void OutputsCore({Result} result)"),
        _ => ("The first named quantity that is not finite, in the order of evaluation.", "string? FirstNonFiniteCore()"),
    };

    private string CoreOf(LayEquispaced s) => s.Core is { } c ? _text.List([c.Low, c.High, c.Spread]) : $"{_target.Type}.NegativeInfinity, {_target.Type}.PositiveInfinity, {_target.Number(0)}";

    private string Vector => $"global::System.ReadOnlySpan<{_target.Type}>";

    private string Result => $"global::System.Span<{_target.Type}>";

    private string FieldName(Name name) => "_" + _names.Of(name);

    private static string Lay(LayGrid s) => $"{GridName(s.Grid)}.Plan(resolution, {Number(s.Grid)}, ";
    private static string Stretch(Domain domain, string end) => $"{GridName(domain.Grid)}.{domain.Region}{end}";
    private static string RegionName(Region region) => $"{Quadrature}Region.{region}";
    private static string GridName(int grid) => "grid" + Number(grid);
    private static string ConvolutionName(int grid) => "convolution" + Number(grid);
    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
