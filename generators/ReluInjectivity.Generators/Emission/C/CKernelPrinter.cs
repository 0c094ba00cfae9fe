using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Generators.Emission.C;

/// <summary>Prints kernels as C11 over <see cref="CLibrary"/>: that a second language is this little shows that the kernel knows none.</summary>
internal sealed class CKernelPrinter
{
    private readonly Kernel _kernel;
    private readonly string _type;
    private readonly IndentedWriter _writer;
    private readonly Dictionary<Name, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly ExpressionText _text;
    private HashSet<Place> _read = [];

    private CKernelPrinter(IndentedWriter writer, Kernel kernel, string type)
    {
        _writer = writer;
        _kernel = kernel;
        _type = type;
        _text = new ExpressionText(CTarget.Double, Leaf);
    }

    /// <summary>Writes a kernel: its variables, its methods, and the table <paramref name="name"/> of these.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">An identifier, unique in the translation unit.</param>
    /// <param name="routines">Expressions that make the kernels of the program's routines.</param>
    public static void Write(IndentedWriter writer, Kernel kernel, string name, IReadOnlyList<string> routines) => new CKernelPrinter(writer, kernel, name).Write(routines);

    private void Write(IReadOnlyList<string> routines)
    {
        _writer.Line();
        _writer.Line("// " + CTarget.Comment(_kernel.Title));
        _writer.Open("typedef struct");
        _writer.Line("kernel base;");
        _writer.Declarations("double", _kernel.Unknowns.Concat(_kernel.Givens).Concat(_kernel.Fields).Select(NameOf));
        _writer.Declarations("double", _kernel.Arrays.Select(a => "*" + NameOf(a.Name)));
        _writer.Declarations("grid", _kernel.Grids.Select(g => GridName(g.Id)));
        _writer.Declarations("convolution", _kernel.Convolutions.Select(c => ConvolutionName(c.Source)));
        _writer.Declarations("routine", _kernel.Routines.Select(r => NameOf(r.Name)));
        _writer.Close($" {_type}_fields;");
        foreach (Method method in _kernel.Methods)
        {
            Write(method);
        }

        WriteRelease();
        _writer.Line();
        _writer.Line($"static kernel *{_type}_create(void);");
        _writer.Line($"static const kernel_api {_type} = {{ {_type}_create, {string.Join(", ", _kernel.Methods.Select(m => MethodName(m.Kind)))}, {_type}_release }};");
        _writer.Line();
        _writer.Open($"static kernel *{_type}_create(void)");
        _writer.Line($"{_type}_fields *k = allocate(sizeof *k);");
        _writer.Line($"k->base = (kernel){{ &{_type}, {Number(_kernel.Unknowns.Count)}, 0, allocate({Number(_kernel.Unknowns.Count)} * sizeof(double)), {{ 2, 8.5 }} }};");
        _writer.Lines(_kernel.Convolutions.Select(c => $"k->{ConvolutionName(c.Source)} = (convolution){{ {Between(c)} }};"));
        _writer.Lines(_kernel.Routines.Select(r => $"k->{NameOf(r.Name)} = (routine){{ .kernel = {routines[r.Routine]}, .at = &k->base.resolution }};"));
        _writer.Line("return &k->base;");
        _writer.Close();
    }

    /// <summary>What a convolution is between.</summary>
    private static string Between(Convolution c)
    {
        static string Line(int source, int target) => $".source = &k->{GridName(source)}, .target = &k->{GridName(target)}";
        return c.Axis is { } axis
            ? $"{Line(axis.Source, axis.Target)}, .pairs = &k->{GridName(c.Source)}, .onto = &k->{GridName(c.Target)}, .axis = {Number(axis.Along)}"
            : Line(c.Source, c.Target);
    }

    private void Write(Method method)
    {
        bool isPlan = method.Kind == MethodKind.Plan;
        _read = [.. method.Body.Flat().SelectMany(s => s.Expressions()).SelectMany(e => e.Reads())];
        _writer.Line();
        _writer.Open("static " + Heading(method.Kind));
        _writer.Line($"{_type}_fields *k = ({_type}_fields *)base;");
        _writer.Line("(void)k;");
        _writer.Text(method.Kind switch { MethodKind.Load => "(void)x; (void)given;", MethodKind.Plan => "base->resolution = r;", MethodKind.Outputs => "(void)result;", _ => null });
        Write(method.Body);
        if (isPlan)
        {
            _writer.Lines(_kernel.Arrays.Select(a => $"k->{NameOf(a.Name)} = resized(k->{NameOf(a.Name)}, (size_t)k->{GridName(a.Grid)}.count * sizeof(double));"));
            _writer.Line("return 1;");
        }

        _writer.Close();
    }

    private void WriteRelease()
    {
        _writer.Line();
        _writer.Open($"static void {_type}_release(kernel *base)");
        _writer.Line($"{_type}_fields *k = ({_type}_fields *)base;");
        _writer.Lines(_kernel.Arrays.Select(a => $"free(k->{NameOf(a.Name)});"));
        _writer.Lines(_kernel.Grids.Select(g => $"release_grid(&k->{GridName(g.Id)});"));
        _writer.Lines(_kernel.Convolutions.Select(c => $"release_convolution(&k->{ConvolutionName(c.Source)});"));
        _writer.Lines(_kernel.Routines.Select(r => $"k->{NameOf(r.Name)}.kernel->api->release(k->{NameOf(r.Name)}.kernel);"));
        _writer.Line("free(base->residual);");
        _writer.Line("free(k);");
        _writer.Close();
    }

    private string Heading(MethodKind kind) => kind switch
    {
        MethodKind.Load => $"void {MethodName(kind)}(kernel *base, const double *x, const double *given)",
        MethodKind.Plan => $"int {MethodName(kind)}(kernel *base, resolution r)",
        MethodKind.Outputs => $"void {MethodName(kind)}(kernel *base, double *result)",
        MethodKind.FirstNonFinite => $"const char *{MethodName(kind)}(kernel *base)",
        _ => $"void {MethodName(kind)}(kernel *base)",
    };

    private void Write(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Section s:
                    _writer.Text(s.Title is null ? null : "// " + CTarget.Comment(s.Title));
                    _writer.Lines(s.Equations.Select(e => "// " + CTarget.Comment(e)));
                    Write(s.Body);
                    break;
                case GridLoop s:
                    _writer.Lines(s.Totals.Select(t => t is Local ? $"double {Leaf(t)} = 0;" : $"{Leaf(t)} = 0;"));
                    _writer.Open($"for (int i = start_of(&k->{GridName(s.Domain.Grid)}, {RegionName(s.Domain.Region)}); i < stop_of(&k->{GridName(s.Domain.Grid)}, {RegionName(s.Domain.Region)}); i++)");
                    Write(s.Body);
                    _writer.Close();
                    break;
                default:
                    string? written = (statement as Assignment)?.Written;
                    _writer.Text(written is null ? null : "// " + CTarget.Comment(written));
                    _writer.Line(Simple(statement) + ";");
                    break;
            }
        }
    }

    private string Simple(Statement statement) => statement switch
    {
        Declare s when !_read.Contains(s.Local) => $"{(s.Keep is null ? "(void)" : Leaf(s.Keep) + " = ")}({_text.Print(s.Value)})",
        Declare s => $"const double {Leaf(s.Local)} = {(s.Keep is null ? string.Empty : Leaf(s.Keep) + " = ")}{_text.Print(s.Value)}",
        Assign s => $"{Leaf(s.Target)} = {_text.Print(s.Value)}",
        Accumulate s => $"{Leaf(s.Total)} += {_text.Print(s.Value)}",
        Return => "return NULL",
        RequireFinite s => $"if (!isfinite({_text.Print(s.Value)})) return {CTarget.Quoted(s.Reported)}",
        RequireFiniteArray s => $"if (!all_finite(k->{NameOf(s.Array)}, start_of(&k->{GridName(s.Domain.Grid)}, {RegionName(s.Domain.Region)}), stop_of(&k->{GridName(s.Domain.Grid)}, {RegionName(s.Domain.Region)}))) return {CTarget.Quoted(s.Reported)}",
        LayPanels s => Laid($"plan_panels(&k->{GridName(s.Grid)}, r, {(s.Low is { } low ? _text.Print(low) : "-INFINITY")}, {(s.High is { } high ? _text.Print(high) : "INFINITY")}, {_text.List([s.Width, s.Quadratic, s.Linear])}, {(s.IsRough ? "1" : "0")})"),
        LayProduct s => Laid($"plan_product(&k->{GridName(s.Grid)}, &k->{GridName(s.First)}, &k->{GridName(s.Second)})"),
        LaySplit s => Laid($"plan_split(&k->{GridName(s.Grid)}, r, &k->{GridName(s.Target)}, {_text.List([s.Deviation, s.Width])}, {Number(s.Cuts.Count)}, (const double[]){{ {(s.Cuts.Count == 0 ? "0" : _text.List(s.Cuts))} }})"),
        LayEquispaced { Target: { } t } s => Laid($"plan_onto(&k->{GridName(s.Grid)}, r, &k->{GridName(t)}, {_text.List([s.Deviation, s.Width])}, {CoreOf(s)})"),
        LayEquispaced s => Laid($"plan_under(&k->{GridName(s.Grid)}, r, {_text.List([s.Center!, s.Deviation, s.Width])}, {CoreOf(s)})"),
        SetDeviation s => $"set_deviation(&k->{ConvolutionName(s.Source)}, {_text.Print(s.Deviation)})",
        ClearConvolution s => $"clear_convolution(&k->{ConvolutionName(s.Source)}, k->{NameOf(s.Result)})",
        AddConvolution s => $"add_convolution(&k->{ConvolutionName(s.Source)}, {Number(s.Order)}, {RegionName(s.Region)}, k->{NameOf(s.Array)}, k->{NameOf(s.Result)})",
        AddConstantConvolution s => $"add_constant(&k->{ConvolutionName(s.Source)}, {Number(s.Order)}, {RegionName(s.Region)}, {_text.Print(s.Value)}, k->{NameOf(s.Result)})",
        ConvolveAdjoint s => $"adjoint(&k->{ConvolutionName(s.Source)}, {Number(s.Order)}, k->{NameOf(s.Array)}, {RegionName(s.Region)}, k->{NameOf(s.Result)})",
        _ => throw new InvalidOperationException($"No rule prints a {statement.GetType().Name}."),
    };

    private string Leaf(KernelExpr leaf) => leaf switch
    {
        Local e => NameOf(e.Name),
        Field e => "k->" + NameOf(e.Name),
        Element e => $"k->{NameOf(e.Array)}[i]",
        Coordinate e when _kernel.Grids[e.Grid].Kind == GridKind.Product => $"coordinate_along(&k->{GridName(e.Grid)}, {Number(e.Axis)}, i)",
        Coordinate e => $"coordinate(&k->{GridName(e.Grid)}, i)",
        Weight e => $"weight(&k->{GridName(e.Grid)}, i)",
        Step e => $"k->{GridName(e.Grid)}.step",
        UnknownInput e => $"x[{Number(e.Index)}]",
        GivenInput e => $"given[{Number(e.Index)}]",
        ValueResult => "base->value",
        ResidualResult e => $"base->residual[{Number(e.Index)}]",
        ComponentResult e => $"result[{Number(e.Index)}]",
        RoutineCall { By.Count: 0 } e => $"routine_value(&k->{NameOf(e.Routine)}, (const double[]){{ {_text.List(e.Arguments)} }})",
        RoutineCall e => $"routine_first(&k->{NameOf(e.Routine)}, {Number(e.By.Single())})",
        _ => throw new InvalidOperationException($"No rule prints a {leaf.GetType().Name}."),
    };

    private string CoreOf(LayEquispaced s) => s.Core is { } c ? _text.List([c.Low, c.High, c.Spread]) : s.IsOpen ? "-INFINITY, INFINITY, 1" : "-INFINITY, INFINITY, 0";

    /// <summary>Names end in '_', which no word of C or of its library does.</summary>
    private string NameOf(Name name)
    {
        if (!_names.TryGetValue(name, out string? text))
        {
            string stem = string.Concat(name.ToFlatString().Where(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'));
            text = (stem.Length == 0 || stem[0] is '_' or (>= '0' and <= '9') ? "v" + stem : stem) + "_";
            string first = text;
            for (int i = 2; !_taken.Add(text); i++)
            {
                text = first + Number(i) + "_";
            }

            _names.Add(name, text);
        }

        return text;
    }

    private string MethodName(MethodKind kind) => _type + "_" + kind switch
    {
        MethodKind.Load => "load",
        MethodKind.Plan => "plan",
        MethodKind.Evaluate => "evaluate",
        MethodKind.Gradient => "gradient",
        MethodKind.Outputs => "outputs",
        MethodKind.FirstNonFinite => "first_non_finite",
        _ => throw new InvalidOperationException($"No rule names the method {kind}."),
    };

    private static string Laid(string call) => $"if (!{call}) return 0";
    private static string GridName(int grid) => "grid" + Number(grid);
    private static string ConvolutionName(int grid) => "convolution" + Number(grid);
    private static string RegionName(Region region) => region switch { Region.Left => "LEFT", Region.Core => "CORE", _ => "RIGHT" };
    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
