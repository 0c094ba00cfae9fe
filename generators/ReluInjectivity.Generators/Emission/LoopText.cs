using System.Globalization;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Generators.Emission;

/// <summary>A loop over a grid as a method: what it reads and leaves are parameters.</summary>
internal sealed class LoopText
{
    private readonly string _grid;
    private readonly Place[] _scalars;
    private readonly Name[] _read;
    private readonly Name[] _functions;
    private readonly Place[] _totals;
    private readonly Func<Place, string> _nameOf;
    private readonly string[] _body;

    private LoopText(GridLoop loop, GridKind kind, Func<BuiltInFunction, string> function, Func<Place, string> nameOf)
    {
        _grid = GridType(kind);
        _nameOf = nameOf;
        KernelExpr[] expressions = [.. loop.Body.SelectMany(s => s.Expressions())];
        var own = new HashSet<Name>(loop.Body.OfType<Declare>().Select(d => d.Local.Name));
        Place[] reads = [.. expressions.SelectMany(e => e.Reads()).Distinct()];
        _scalars = [.. reads.Where(p => p is Field or Step || (p is Local { Name: var n } && !own.Contains(n)))];
        _read = [.. reads.OfType<Element>().Select(e => e.Array)];
        _functions = [.. _read.Concat(loop.Body.Select(Kept).OfType<Element>().Select(e => e.Array)).Distinct()];
        _totals = [.. loop.Totals];
        var text = new ExpressionText(CSharpTarget.Generic("L", function), leaf => leaf switch
        {
            Coordinate c => kind switch
            {
                GridKind.Equispaced => "L.Coordinate(grid, i)",
                GridKind.Product => $"L.Load(grid.{(c.Axis == 0 ? "First" : "Second")}, i)",
                _ => "L.Load(grid.Coordinates, i)",
            },
            Weight => "L.Load(grid.Weights, i)",
            Place p => nameOf(p),
            _ => throw new InvalidOperationException($"No rule prints a {leaf.GetType().Name} in a loop."),
        });
        _body = [.. loop.Body.Select(s => Statement(s, text))];
    }

    /// <summary>The text with neutral names: equal for loops that differ only in the variables they work on.</summary>
    public string Key { get; private set; } = string.Empty;

    /// <summary>What the caller hands over, after the grid's stretch: scalars, functions, totals.</summary>
    public (IReadOnlyList<Place> Scalars, IReadOnlyList<Name> Functions, IReadOnlyList<Place> Totals) Parameters => (_scalars, _functions, _totals);

    /// <summary>A loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="kind">Its grid.</param>
    /// <param name="function">The name of a function's method.</param>
    /// <param name="nameOf">The names of variables.</param>
    public static LoopText Of(GridLoop loop, GridKind kind, Func<BuiltInFunction, string> function, Func<Place, string> nameOf)
    {
        var neutral = new Dictionary<Place, string>();
        string Neutral(Place place)
        {
            if (!neutral.TryGetValue(place, out string? name))
            {
                neutral.Add(place, name = "a" + neutral.Count.ToString(CultureInfo.InvariantCulture));
            }

            return name;
        }

        var writer = new IndentedWriter();
        new LoopText(loop, kind, function, Neutral).Write(writer, string.Empty);
        return new(loop, kind, function, nameOf) { Key = writer.Finish() };
    }

    /// <summary>The class of a grid.</summary>
    public static string GridType(GridKind kind) => Imports.Quadrature + kind switch { GridKind.Panels => "PanelGrid", GridKind.Split => "SplitGrid", GridKind.Product => "ProductGrid", _ => "EquispacedGrid" };

    /// <summary>Writes the method.</summary>
    public void Write(IndentedWriter writer, string name)
    {
        string[] parameters =
        [
            _grid + " grid", "int start", "int stop", .. _scalars.Select(s => $"T {_nameOf(s)}_"),
            .. _functions.Select(f => $"{Imports.Numbers}GridFunction {_nameOf(new Element(f))}_"), .. _totals.Select(t => $"out T {_nameOf(t)}"),
        ];
        // Compiled at first call, a loop should be so at once and in full; what is to be compiled ahead must not ask for that.
        writer.Line("#if !COMPILED_AHEAD");
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        writer.Line("#endif");
        writer.Line($"public static void {name}<T, L>({string.Join(", ", parameters)})");
        writer.Open($"    where T : struct, {Imports.Numbers}IReal<T> where L : struct, {Imports.Numbers}IReal<L>, {Imports.Numbers}IPacked<L, T>");
        writer.Declarations("L", _scalars.Select(s => $"{_nameOf(s)} = L.Of({_nameOf(s)}_)"));
        writer.Declarations("L", _totals.Select(t => $"sum_{_nameOf(t)} = 0.0"));
        writer.Open("for (int i = start; i < stop; i += L.Width)");
        writer.Declarations("L", _read.Select(f => $"{_nameOf(new Element(f))} = L.Load({_nameOf(new Element(f))}_, i)"));
        writer.Lines(_body);
        writer.Close();
        writer.Lines(_totals.Select(t => $"{_nameOf(t)} = L.Sum(sum_{_nameOf(t)});"));
        writer.Close();
        writer.Line();
    }

    private static Place? Kept(Statement statement) => statement is Declare d ? d.Keep : (statement as Assign)?.Target;

    private string Statement(Statement statement, ExpressionText text) => statement switch
    {
        Declare { Keep: null } s => $"L {_nameOf(s.Local)} = {text.Print(s.Value)};",
        Declare { Keep: { } keep } s => $"L {_nameOf(s.Local)} = {text.Print(s.Value)}; L.Store({_nameOf(keep)}_, i, stop, {_nameOf(s.Local)});",
        Assign { Target: Element e } s => $"L.Store({_nameOf(e)}_, i, stop, {text.Print(s.Value)});",
        Accumulate s => $"sum_{_nameOf(s.Total)} += L.Keep({text.Print(s.Value)}, i, stop);",
        _ => throw new InvalidOperationException($"No rule prints a {statement.GetType().Name} in a loop."),
    };
}
