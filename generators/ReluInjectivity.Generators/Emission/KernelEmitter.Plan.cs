using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Generators.Emission;

/// <summary>The sizing of the grids.</summary>
internal sealed partial class KernelEmitter
{
    private void WritePlan()
    {
        _writer.Line();
        _writer.Line("/// <summary>Sizes the grids for the current unknowns.</summary>");
        _writer.Open($"protected override void PlanCore({Quadrature}Resolution resolution)");
        var printer = new CSharpPrinter(e => e is Symbol && _variables.TryGetValue(e, out string? name) ? "_" + name : null);
        foreach (Grid grid in Grids)
        {
            string id = Number(grid.Id);
            string Text(Expr e) => printer.Use(e);
            if (grid.Kind == GridKind.Panels)
            {
                _writer.Line($"grid{id}.Plan(resolution, {id}, length: {Text(grid.Deviation)});");
                continue;
            }

            IEnumerable<string> widths = grid.LengthScales.OrderBy(e => e.Ordinal).Select(Text);
            string width = widths.Aggregate(Text(grid.Deviation), (a, b) => $"global::System.Math.Min({a}, {b})");
            if (grid.Kind == GridKind.Split)
            {
                string cuts = string.Join(", ", grid.Breakpoints.OfType<Number>().OrderBy(n => n.Value).Select(Text));
                _writer.Line($"grid{id}.Plan(resolution, {id}, grid{Number(grid.Parent!.Value)}, {Text(grid.Deviation)}, {width}, {cuts});");
                continue;
            }

            string[] points = [.. grid.Breakpoints.OrderBy(e => e.Ordinal).Select(Text)];
            string core = !grid.HasCore || points.Length == 0
                ? "double.NegativeInfinity, double.PositiveInfinity, 0.0"
                : $"{Extreme("Min", points)}, {Extreme("Max", points)}, {Text(grid.Factory().Sqrt(grid.Spread))}";
            _writer.Line(grid.Parent is { } parent
                ? $"grid{id}.Plan(resolution, {id}, grid{Number(parent)}, {Text(grid.Deviation)}, {width}, {core});"
                : $"grid{id}.Plan(resolution, {id}, {Text(grid.Center)}, {Text(grid.Deviation)}, {width}, {core});");
        }

        foreach (Expr node in _schedule.Nodes.Where(n => _variables.TryGetValue(n, out string? v) && _arrays.Contains(v)))
        {
            _writer.Line($"Reserve(ref _{_variables[node]}, grid{Number(node.Domain!.Value.Grid)}.Count);");
        }

        _writer.Close();
    }

    private static string Extreme(string function, IEnumerable<string> values) =>
        values.Aggregate((a, b) => $"global::System.Math.{function}({a}, {b})");
}

/// <summary>Shorthands.</summary>
internal static class GridExtensions
{
    /// <summary>The factory a grid's expressions live in.</summary>
    public static ExprFactory Factory(this Grid grid) => grid.Deviation.Factory;
}
