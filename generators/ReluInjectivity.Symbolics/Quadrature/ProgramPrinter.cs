using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>A numeric program as text, for readers: its grids, then what is computed on them.</summary>
public static class ProgramPrinter
{
    /// <summary>The text; every line ends in a line feed.</summary>
    public static string Print(NumericProgram program)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Func<Expr, string?> nameOf = e => program.Names.TryGetValue(e, out Definition d) ? d.Name.ToString() : null;
        string Text(Expr e) => nameOf(e) ?? ExprPrinter.Print(e, nameOf);
        foreach (Grid grid in program.Grids)
        {
            Line("grid " + Describe(grid, Text));
        }

        foreach (RoutineProgram routine in program.Routines)
        {
            Line($"routine {routine.Routine.Name}({string.Join(", ", routine.Routine.Definition.Parameters.Select(p => p.Name))})"
                + (routine.IsAveraged ? " averaged over " + routine.System.Unknowns[routine.System.Unknowns.Count - 1].Name : string.Empty));
        }

        foreach (KeyValuePair<Expr, Definition> name in program.Names)
        {
            Line($"{name.Value.Name}{(name.Key.Domain is { } domain ? " on " + Describe(domain) : string.Empty)} = {ExprPrinter.Print(name.Key, nameOf)}");
        }

        foreach (Expr residual in program.Goal.Residuals)
        {
            Line("residual " + Text(residual));
        }

        Line($"{program.Goal.Kind.ToString().ToLowerInvariant()} {program.System.Goals[0].Name} = {Text(program.Goal.Value)}");
        foreach (Expr output in program.Outputs)
        {
            Line("output " + Text(output));
        }

        return text.ToString();
    }

    /// <summary>A grid with its number, its length scales and where pieces meet.</summary>
    public static string Describe(Grid grid, Func<Expr, string> text)
    {
        string scales = grid.LengthScales.Count == 0 ? string.Empty : ", length scales " + string.Join(", ", grid.LengthScales.Select(text));
        string breaks = grid.Breakpoints.Count == 0 ? string.Empty : ", pieces meet at " + string.Join(", ", grid.Breakpoints.Select(text));
        return Number(grid.Id) + ": " + Meaning(grid, text) + scales + breaks;
    }

    /// <summary>What a grid is for.</summary>
    public static string Meaning(Grid grid, Func<Expr, string> text) => (grid.Kind, grid.Parent) switch
    {
        (GridKind.Product, null) => $"pairs of nodes of grids {Number(grid.Axes!.First)} and {Number(grid.Axes.Second)}",
        (GridKind.Product, { } parent) => $"pairs of nodes of grids {Number(grid.Axes!.First)} and {Number(grid.Axes.Second)}, convolved along {Number(grid.Axes.Moving)} onto grid {Number(parent)}",
        (GridKind.Panels, _) => grid.Stretch is { } s ? $"nodes from {(s.Low is null ? "the left" : text(s.Low))} to {(s.High is null ? "the right" : text(s.High))}" : "nodes",
        (_, { } parent) => $"convolved with a Gaussian of standard deviation {text(grid.Deviation)} onto grid {Number(parent)}",
        _ => $"summed against a Gaussian of mean {text(grid.Center)} and standard deviation {text(grid.Deviation)}",
    };

    /// <summary>A stretch of a grid.</summary>
    public static string Describe(Domain domain) => $"grid {Number(domain.Grid)} {domain.Region.ToString().ToLowerInvariant()}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
