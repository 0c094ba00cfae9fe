using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Transforms;

namespace ReluInjectivity.Generators.Emission;

/// <summary>The sizing of the lattices.</summary>
internal sealed partial class KernelEmitter
{
    private void WritePlan()
    {
        _writer.Line();
        _writer.Line("/// <summary>Sizes the lattices for the current unknowns.</summary>");
        _writer.Open($"protected override void PlanCore({Quadrature}Resolution resolution)");
        var printer = new CSharpPrinter(e => e is Symbol && _variables.TryGetValue(e, out string? name) ? "_" + name : null);
        foreach (Lattice lattice in Lattices)
        {
            string id = Number(lattice.Id);
            string Text(Expr e) => printer.Use(e);
            if (lattice.Kind == LatticeKind.Panels)
            {
                _writer.Line($"lattice{id}.Plan(resolution, {id}, length: {Text(lattice.Deviation)});");
                continue;
            }

            IEnumerable<string> widths = lattice.Widths.OrderBy(e => e.Ordinal).Select(Text);
            string width = widths.Aggregate(Text(lattice.Deviation), (a, b) => $"global::System.Math.Min({a}, {b})");
            if (lattice.Kind == LatticeKind.Split)
            {
                string cuts = string.Join(", ", lattice.Breakpoints.OfType<Number>().OrderBy(n => n.Value).Select(Text));
                _writer.Line($"lattice{id}.Plan(resolution, {id}, lattice{Number(lattice.Parent!.Value)}, {Text(lattice.Deviation)}, {width}, {cuts});");
                continue;
            }

            string[] points = [.. lattice.Breakpoints.OrderBy(e => e.Ordinal).Select(Text)];
            string core = !lattice.HasCore || points.Length == 0
                ? "double.NegativeInfinity, double.PositiveInfinity, 0.0"
                : $"{Extreme("Min", points)}, {Extreme("Max", points)}, {Text(lattice.Factory().Sqrt(lattice.Spread))}";
            _writer.Line(lattice.Parent is { } parent
                ? $"lattice{id}.Plan(resolution, {id}, lattice{Number(parent)}, {Text(lattice.Deviation)}, {width}, {core});"
                : $"lattice{id}.Plan(resolution, {id}, {Text(lattice.Center)}, {Text(lattice.Deviation)}, {width}, {core});");
        }

        foreach (Expr node in _schedule.Nodes.Where(n => _variables.TryGetValue(n, out string? v) && _arrays.Contains(v)))
        {
            _writer.Line($"Reserve(ref _{_variables[node]}, lattice{Number(node.Domain!.Value.Lattice)}.Count);");
        }

        _writer.Close();
    }

    private static string Extreme(string function, IEnumerable<string> values) =>
        values.Aggregate((a, b) => $"global::System.Math.{function}({a}, {b})");
}

/// <summary>Shorthands.</summary>
internal static class LatticeExtensions
{
    /// <summary>The factory a lattice's expressions live in.</summary>
    public static ExprFactory Factory(this Lattice lattice) => lattice.Deviation.Factory;
}
