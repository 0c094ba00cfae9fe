using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Generators.Emission;

/// <summary>
/// Prints kernels as C# classes over any type of numbers. It decides on spelling only: what is computed where, and what lasts, is in the
/// kernel. Loops become methods of <see cref="SharedCode"/>.
/// </summary>
internal sealed class CSharpPrinter
{
    private const string Numbers = Imports.Numbers;
    private const string Quadrature = Imports.Quadrature;
    private const string Systems = Imports.Systems;
    private const string Span = "global::System.ReadOnlySpan";

    /// <summary>How many directions <c>JetLanes</c> has.</summary>
    private const int DirectionsOfLanes = 3;

    private readonly Kernel _kernel;
    private readonly SharedCode _shared;
    private readonly IndentedWriter _writer;
    private readonly Identifiers _names = new();
    private readonly ExpressionText _text;
    private bool _usesShared;

    private CSharpPrinter(IndentedWriter writer, SharedCode shared, Kernel kernel)
    {
        _kernel = kernel;
        _shared = shared;
        _writer = writer;
        _text = new ExpressionText(CSharpTarget.Generic("T", f => Shared(shared.NameOf(f))), Leaf);
        _names.Reserve(["i", "x", "given", "result", "resolution", "grid", "start", "stop", "Value", "Residual", "Core", "Left", "Right", "Layout", "layout", "T", "L", .. kernel.Grids.SelectMany(g => new[] { GridName(g.Id), ConvolutionName(g.Id) })]);

        // What grids and the caller give is called as it is; other names make way.
        _names.Take([.. kernel.Grids.SelectMany(g => (g.Kind == GridKind.Product ? new[] { "y", "z", "w" } : new[] { "y", "w" }).Select(stem => Name.Temporary(stem, g.Id))), .. kernel.Unknowns, .. kernel.Givens]);
    }

    /// <summary>Writes the class of a kernel.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="shared">Takes functions and loops.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="routines">Expressions that make the kernels of the program's routines.</param>
    /// <returns>Whether the class calls what is shared.</returns>
    public static bool Write(IndentedWriter writer, SharedCode shared, Kernel kernel, string className, IReadOnlyList<RoutineCreation> routines)
    {
        var printer = new CSharpPrinter(writer, shared, kernel);
        printer.Write(className, routines);
        return printer._usesShared;
    }

    private void Write(string className, IReadOnlyList<RoutineCreation> routines)
    {
        _writer.Line($"internal sealed class {className}<T, L>({Systems}Layout layout)");
        _writer.Line($"    : {Systems}Kernel<T>(layout, unknowns: {Number(_kernel.Unknowns.Count)}, outputs: {Number(_kernel.Outputs)})");
        _writer.Open($"    where T : struct, {Numbers}IReal<T> where L : struct, {Numbers}IReal<L>, {Numbers}IPacked<L, T>");
        WriteFields();
        if (_kernel.IsRoot)
        {
            _writer.Line();
            _writer.Line("public override bool IsRoot => true;");
        }

        WriteCreation(className, routines);
        foreach (Method method in _kernel.Methods.Where(m => m.Body.Count > 0))
        {
            _writer.Line();
            if (_kernel.Grids.Count > 0 && method.Kind is MethodKind.Evaluate or MethodKind.Gradient)
            {
                WriteQuickCompilation();
            }

            _writer.Open("public override " + Heading(method.Kind));
            Write(method.Body);
            _writer.Close();
        }

        if (_kernel.Arrays.Count > 0)
        {
            _writer.Line();
            _writer.Open("public override void Reserve()");
            _writer.Lines(_kernel.Arrays.GroupBy(a => a.Grid).Select(g => $"Reserve({GridName(g.Key)}, {string.Join(", ", g.Select(a => _names.Of(a.Name)))});"));
            _writer.Close();
        }

        _writer.Close();
    }

    /// <summary>Beside loops, what runs once an evaluation is not worth the time of optimising it, where nothing compiles it ahead or later again.</summary>
    private void WriteQuickCompilation()
    {
        _writer.Line("#if COMPILED_ONCE");
        _writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoOptimization)]");
        _writer.Line("#endif");
    }

    private void WriteFields()
    {
        _writer.Declarations("private T", _kernel.Unknowns.Concat(_kernel.Givens).Concat(_kernel.Fields).Select(_names.Of));
        foreach (KernelGrid grid in _kernel.Grids)
        {
            _writer.Line($"// Grid {Number(grid.Id)}: {grid.Meaning}.");
            _writer.Line($"private readonly {LoopText.GridType(grid.Kind)} {GridName(grid.Id)} = ({LoopText.GridType(grid.Kind)})layout.Grids[{Number(grid.Id)}];");
        }

        _writer.Lines(_kernel.Convolutions.Select((c, i) => $"private readonly {Quadrature}ConvolutionOver<T> {ConvolutionName(c.Source)} = new(layout.Convolutions[{Number(i)}]);"));
        for (int i = 0; i < _kernel.Routines.Count; i++)
        {
            _writer.Line($"// {_kernel.Routines[i].Meaning}.");
            _writer.Line($"private readonly {Systems}RoutineOver<T> {_names.Of(_kernel.Routines[i].Name)} = new(layout.Routines[{Number(i)}]);");
        }

        _writer.Declarations($"private readonly {Numbers}GridFunction", _kernel.Arrays.Select(a => _names.Of(a.Name) + " = new()"));
    }

    /// <summary>The method that makes the kernel over real numbers, over jets and over numbers with bounds, on the same grids.</summary>
    private void WriteCreation(string className, IReadOnlyList<RoutineCreation> routines)
    {
        _writer.Line();
        _writer.Open($"public static {Systems}EquationKernel Create()");
        _writer.Lines(_kernel.Grids.Select(g => $"var {GridName(g.Id)} = new {LoopText.GridType(g.Kind)}();"));
        string grids = string.Join(", ", _kernel.Grids.Select(g => GridName(g.Id)));
        string convolutions = string.Join(", ", _kernel.Convolutions.Select(NewConvolution));
        int[] shared = [.. _kernel.Routines.Select(static r => r.Routine).Where(r => routines[r].IsShared).Distinct()];
        _writer.Lines(shared.Select(r => $"var {SharedName(r)} = {routines[r].Text};"));
        string instances = string.Join(", ", _kernel.Routines.Select(r => $"new {Systems}Routine({(routines[r.Routine].IsShared ? SharedName(r.Routine) : routines[r.Routine].Text)})"));
        _writer.Line($"var layout = new {Systems}Layout([{grids}], [{convolutions}], [{instances}]);");
        string Over(string numbers, string nodes) => $"new {className}<{Numbers}{numbers}, {Numbers}{nodes}>(layout)";
        string InLanes(string numbers, string lanes, bool isApt) =>
            isApt && _kernel.Grids.Count > 0 ? $"{Numbers}{lanes}.IsSupported ? {Over(numbers, lanes)} : {Over(numbers, numbers)}" : Over(numbers, numbers);
        string jets = InLanes("Jet", "JetLanes", _kernel.Unknowns.Count <= DirectionsOfLanes);
        _writer.Line($"return new {Systems}GeneratedKernel({InLanes("Real", "Lanes", isApt: true)}, {jets}, () => {Over("Rounded", "Rounded")});");
        _writer.Close();
    }

    private static string SharedName(int routine) => "routine" + Number(routine);

    private static string NewConvolution(Convolution c)
    {
        string Line(int source, int target) => $"new {Quadrature}{(c.IsSplit ? "SplitConvolution" : "GaussianConvolution")}({GridName(source)}, {GridName(target)})";
        return c.Axis is { } axis
            ? $"new {Quadrature}ProductConvolution({Line(axis.Source, axis.Target)}, {GridName(c.Source)}, {GridName(c.Target)}, {Number(axis.Along)})"
            : Line(c.Source, c.Target);
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
                    _writer.Lines(s.Equations.Select(e => "// " + e));
                    Write(s.Body);
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
        GridLoop s => Call(s),
        Declare s => $"T {Leaf(s.Local)} = {_text.Print(s.Value)}",
        Assign { Target: ComponentResult } s => $"{Leaf(s.Target)} = {Real(s.Value)}",
        Assign s => $"{Leaf(s.Target)} = {_text.Print(s.Value)}",
        Return => "return null",
        RequireFinite s => $"if (!IsFinite({_text.Print(s.Value)})) return \"{s.Reported}\"",
        RequireFiniteArray s => $"if (!IsFinite({_names.Of(s.Array)}, {Stretch(s.Domain, "Start")}, {Stretch(s.Domain, "Stop")})) return \"{s.Reported}\"",
        LayPanels s => $"{Lay(s)}{(s.Low is { } low ? Real(low) : "double.NegativeInfinity")}, {(s.High is { } high ? Real(high) : "double.PositiveInfinity")}, {Reals([s.Width, s.Quadratic, s.Linear])}, {(s.IsRough ? "true" : "false")})",
        LayProduct s => $"{GridName(s.Grid)}.Plan({GridName(s.First)}, {GridName(s.Second)})",
        LaySplit s => $"{Lay(s)}{GridName(s.Target)}, {Reals([s.Deviation, s.Width, .. s.Cuts])})",
        LayEquispaced s => $"{Lay(s)}{(s.Target is { } t ? GridName(t) : Real(s.Center!))}, {Reals([s.Deviation, s.Width])}, {CoreOf(s)})",
        SetDeviation s => $"{ConvolutionName(s.Source)}.SetDeviation({_text.Print(s.Deviation)})",
        ClearConvolution s => $"{ConvolutionName(s.Source)}.Clear({_names.Of(s.Result)})",
        AddConvolution s => $"{ConvolutionName(s.Source)}.Add({Number(s.Order)}, {s.Region}, {_names.Of(s.Array)}, {_names.Of(s.Result)})",
        AddConstantConvolution s => $"{ConvolutionName(s.Source)}.AddConstant({Number(s.Order)}, {s.Region}, {_text.Print(s.Value)}, {_names.Of(s.Result)})",
        ConvolveAdjoint s => $"{ConvolutionName(s.Source)}.Adjoint({Number(s.Order)}, {_names.Of(s.Array)}, {s.Region}, {_names.Of(s.Result)})",
        _ => throw new InvalidOperationException($"No rule prints a {statement.GetType().Name}."),
    };

    private string Call(GridLoop loop)
    {
        LoopText text = LoopText.Of(loop, _kernel.Grids[loop.Domain.Grid].Kind, _shared.NameOf, place => place is Step s ? "step" + Number(s.Grid) : place is Element e ? _names.Of(e.Array) : Leaf(place));
        string[] arguments =
        [
            GridName(loop.Domain.Grid), Stretch(loop.Domain, "Start"), Stretch(loop.Domain, "Stop"), .. text.Parameters.Scalars.Select(Leaf),
            .. text.Parameters.Functions.Select(_names.Of), .. text.Parameters.Totals.Select(t => t is Field ? "out " + Leaf(t) : "out T " + Leaf(t)),
        ];
        return $"{Shared(_shared.NameOf(text))}<T, L>({string.Join(", ", arguments)})";
    }

    private string Shared(string name)
    {
        _usesShared = true;
        return name;
    }

    private string Leaf(KernelExpr leaf) => leaf switch
    {
        Local e => _names.Of(e.Name),
        Field e => _names.Of(e.Name),
        Step e => GridName(e.Grid) + ".Step",
        UnknownInput e => $"x[{Number(e.Index)}]",
        GivenInput e => $"given[{Number(e.Index)}]",
        ValueResult => "Value",
        ResidualResult e => $"Residual[{Number(e.Index)}]",
        ComponentResult e => $"result[{Number(e.Index)}]",
        RoutineCall { By.Count: 0 } e => $"{_names.Of(e.Routine)}.Value({_text.List(e.Arguments)})",
        RoutineCall e => $"{_names.Of(e.Routine)}.Derivative({string.Join(", ", e.By.Select(Number))})",
        _ => throw new InvalidOperationException($"No rule prints a {leaf.GetType().Name}."),
    };

    private static string Heading(MethodKind kind) => kind switch
    {
        MethodKind.Load => $"void Load({Span}<T> x, {Span}<double> given)",
        MethodKind.Plan => $"void Plan({Quadrature}Resolution resolution)",
        MethodKind.Outputs => "void Outputs(global::System.Span<double> result)",
        MethodKind.FirstNonFinite => "string? FirstNonFinite()",
        _ => $"void {kind}()",
    };

    private string Real(KernelExpr value) => $"(double)({_text.Print(value)})";

    private string Reals(IEnumerable<KernelExpr> values) => string.Join(", ", values.Select(Real));

    private string CoreOf(LayEquispaced s) => s.Core is { } c ? Reals([c.Low, c.High, c.Spread]) : "double.NegativeInfinity, double.PositiveInfinity, " + (s.IsOpen ? "1.0" : "0.0");

    private static string Lay(LayGrid s) => $"{GridName(s.Grid)}.Plan(resolution, {Number(s.Grid)}, ";
    private static string Stretch(Domain domain, string end) => $"{GridName(domain.Grid)}.{domain.Region}{end}";
    private static string GridName(int grid) => "grid" + Number(grid);
    private static string ConvolutionName(int grid) => "convolution" + Number(grid);
    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
