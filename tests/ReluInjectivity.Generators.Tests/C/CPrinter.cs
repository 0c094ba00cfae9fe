using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Generators.Tests.C;

/// <summary>Prints kernels as C11 over <c>kernel.h</c>: that a second language is this little shows that the kernel knows none.</summary>
internal sealed class CPrinter
{
    private static readonly Dictionary<BuiltInFunction, string> Functions = new()
    {
        [Exponentials.Logistic] = "logistic",
        [Normal.Density] = "normal_density",
        [Normal.Distribution] = "normal_distribution",
        [Normal.Between] = "normal_between",
        [Normal.LogDistribution] = "log_normal_distribution",
        [Normal.InverseMills] = "inverse_mills",
        [Normal.ScaledDistribution] = "scaled_normal_distribution",
        [Normal.LogScaledDistribution] = "log_scaled_normal_distribution",
        [ErrorFunctions.Erfcx] = "scaled_erfc",
        [ErrorFunctions.LogErfc] = "log_erfc",
        [CauchyTails.Tail] = "cauchy_tail",
    };

    private static readonly Target Double = new(
        Type: "double",
        Number: static value => value.ToDouble().ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0",
        Pi: "PI",
        Undefined: "NAN",
        SquareRoot: "sqrt",
        Power: "pow",
        Smaller: "fmin",
        Larger: "fmax",
        Function: static f => Functions.GetValueOrDefault(f, f.Name));

    private readonly Kernel _kernel;
    private readonly string _type;
    private readonly StringBuilder _lines = new();
    private readonly Dictionary<Name, string> _names = [];
    private readonly ExpressionText _text;

    private CPrinter(Kernel kernel, string type)
    {
        _kernel = kernel;
        _type = type;
        _text = new ExpressionText(Double, Leaf);
    }

    /// <summary>A translation unit that exports the table of a kernel's methods.</summary>
    /// <param name="kernels">Kernels, each with its name; those of routines before those that apply them.</param>
    public static string Print(params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels) =>
        "#include \"kernel.h\"\n" + string.Concat(kernels.Select(k => new CPrinter(k.Kernel, k.Name).Print(k.Routines)));

    private string Print(IReadOnlyList<string> routines)
    {
        Line("typedef struct {");
        Line("kernel base;");
        Lines(_kernel.Unknowns.Concat(_kernel.Givens).Concat(_kernel.Fields), n => $"double {NameOf(n)};");
        Lines(_kernel.Arrays, a => $"double *{NameOf(a.Name)};");
        Lines(_kernel.Grids, g => $"grid grid{g.Id};");
        Lines(_kernel.Convolutions, c => $"convolution convolution{c.Source};");
        Lines(_kernel.Routines, r => $"routine {NameOf(r.Name)};");
        Line($"}} {_type}_fields;");
        foreach (Method method in _kernel.Methods)
        {
            Line($"static {Heading(method.Kind)} {{");
            Line($"{_type}_fields *k = ({_type}_fields *)base; (void)k;");
            Line(method.Kind == MethodKind.Plan ? "base->resolution = r;" : string.Empty);
            Write(method.Body);
            if (method.Kind == MethodKind.Plan)
            {
                Lines(_kernel.Arrays, a => $"k->{NameOf(a.Name)} = realloc(k->{NameOf(a.Name)}, (k->grid{a.Grid}.count + 1) * sizeof(double));");
            }

            Line("}");
        }

        Line($"static kernel *{_type}_create(void);");
        Line($"const kernel_api {_type} = {{ {_type}_create, {string.Join(", ", _kernel.Methods.Select(m => $"{_type}_{m.Kind}"))} }};");
        Line($"static kernel *{_type}_create(void) {{");
        Line($"{_type}_fields *k = allocate(sizeof({_type}_fields));");
        Line($"k->base = (kernel){{ &{_type}, {_kernel.Unknowns.Count}, 0, allocate({_kernel.Unknowns.Count} * sizeof(double)), {{ 2, 8.5 }} }};");
        Lines(_kernel.Convolutions, c => $"k->convolution{c.Source} = (convolution){{ &k->grid{c.Source}, &k->grid{c.Target}, NAN }};");
        Lines(_kernel.Routines, r => $"k->{NameOf(r.Name)} = (routine){{ {routines[r.Routine]}.create(), &k->base.resolution }};");
        Line("return &k->base;");
        Line("}");
        return _lines.ToString();
    }

    private string Heading(MethodKind kind) => kind switch
    {
        MethodKind.Load => $"void {_type}_{kind}(kernel *base, const double *x, const double *given)",
        MethodKind.Plan => $"void {_type}_{kind}(kernel *base, resolution r)",
        MethodKind.Outputs => $"void {_type}_{kind}(kernel *base, double *result)",
        MethodKind.FirstNonFinite => $"const char *{_type}_{kind}(kernel *base)",
        _ => $"void {_type}_{kind}(kernel *base)",
    };

    private void Write(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Section s:
                    Write(s.Body);
                    break;
                case GridLoop s:
                    Lines(s.Totals, t => t is Local ? $"double {Leaf(t)} = 0;" : $"{Leaf(t)} = 0;");
                    Line($"for (int i = {Start(s.Domain)}; i < {Stop(s.Domain)}; i++) {{");
                    Write(s.Body);
                    Line("}");
                    break;
                default:
                    Line(Simple(statement) + ";");
                    break;
            }
        }
    }

    private string Simple(Statement statement) => statement switch
    {
        Declare s => $"double {Leaf(s.Local)} = {(s.Keep is null ? string.Empty : Leaf(s.Keep) + " = ")}{_text.Print(s.Value)}",
        Assign s => $"{Leaf(s.Target)} = {_text.Print(s.Value)}",
        Accumulate s => $"{Leaf(s.Total)} += {_text.Print(s.Value)}",
        Return => "return NULL",
        RequireFinite s => $"if (!isfinite({Leaf(s.Field)})) return \"{s.Reported}\"",
        RequireFiniteArray s => $"if (!all_finite(k->{NameOf(s.Array)}, {Start(s.Domain)}, {Stop(s.Domain)})) return \"{s.Reported}\"",
        LayPanels s => $"plan_panels(&k->grid{s.Grid}, r, {(s.Low is { } low ? _text.Print(low) : "-INFINITY")}, {(s.High is { } high ? _text.Print(high) : "INFINITY")}, {_text.List([s.Width, s.Quadratic, s.Linear])})",
        LaySplit s => $"plan_split(&k->grid{s.Grid}, r, &k->grid{s.Target}, {_text.List([s.Deviation, s.Width])}, {s.Cuts.Count}, (double[]){{ {_text.List(s.Cuts)} }})",
        LayEquispaced { Target: { } t } s => $"plan_onto(&k->grid{s.Grid}, r, &k->grid{t}, {_text.List([s.Deviation, s.Width])}, {CoreOf(s)})",
        LayEquispaced s => $"plan_under(&k->grid{s.Grid}, r, {_text.List([s.Center!, s.Deviation, s.Width])}, {CoreOf(s)})",
        SetDeviation s => $"k->convolution{s.Source}.deviation = {_text.Print(s.Deviation)}",
        ClearConvolution s => $"clear(&k->convolution{s.Source}, k->{NameOf(s.Result)})",
        AddConvolution s => $"add(&k->convolution{s.Source}, {s.Order}, {RegionName(s.Region)}, k->{NameOf(s.Array)}, 0, k->{NameOf(s.Result)})",
        AddConstantConvolution s => $"add(&k->convolution{s.Source}, {s.Order}, {RegionName(s.Region)}, NULL, {_text.Print(s.Value)}, k->{NameOf(s.Result)})",
        ConvolveAdjoint s => $"adjoint(&k->convolution{s.Source}, {s.Order}, k->{NameOf(s.Array)}, {RegionName(s.Region)}, k->{NameOf(s.Result)})",
        _ => throw new InvalidOperationException($"No rule prints a {statement.GetType().Name}."),
    };

    private string Leaf(KernelExpr leaf) => leaf switch
    {
        Local e => NameOf(e.Name),
        Field e => "k->" + NameOf(e.Name),
        Element e => $"k->{NameOf(e.Array)}[i]",
        Coordinate e => $"coordinate(&k->grid{e.Grid}, i)",
        Weight e => $"weight(&k->grid{e.Grid}, i)",
        Step e => $"k->grid{e.Grid}.step",
        UnknownInput e => $"x[{e.Index}]",
        GivenInput e => $"given[{e.Index}]",
        ValueResult => "base->value",
        ResidualResult e => $"base->residual[{e.Index}]",
        ComponentResult e => $"result[{e.Index}]",
        RoutineCall { By.Count: 0 } e => $"routine_value(&k->{NameOf(e.Routine)}, (double[]){{ {_text.List(e.Arguments)} }})",
        RoutineCall e => $"routine_first(&k->{NameOf(e.Routine)}, {e.By.Single()})",
        _ => throw new InvalidOperationException($"No rule prints a {leaf.GetType().Name}."),
    };

    private string CoreOf(LayEquispaced s) => s.Core is { } c ? _text.List([c.Low, c.High, c.Spread]) : "-INFINITY, INFINITY, 0";

    /// <summary>Names end in '_', which no word of C or of its library does.</summary>
    private string NameOf(Name name)
    {
        if (!_names.TryGetValue(name, out string? text))
        {
            text = string.Concat(name.ToFlatString().Where(c => char.IsAsciiLetterOrDigit(c) || c == '_')) + "_";
            _names.Add(name, text = _names.ContainsValue(text) ? text + _names.Count + "_" : text);
        }

        return text;
    }

    private static string Start(Domain domain) => $"start_of(&k->grid{domain.Grid}, {RegionName(domain.Region)})";
    private static string Stop(Domain domain) => $"stop_of(&k->grid{domain.Grid}, {RegionName(domain.Region)})";
    private static string RegionName(Region region) => region.ToString().ToUpperInvariant();
    private void Lines<T>(IEnumerable<T> items, Func<T, string> line) => Line(string.Join("\n", items.Select(line)));
    private void Line(string text) => _lines.Append(text).Append('\n');
}
