using System.Globalization;
using ReluInjectivity.Pictures;

namespace ReluInjectivity.Cli.Drawings;

/// <summary>Pictures of a layer that is given: the cells of a plane through its inputs, those of the sphere, and how far an input is from the walls of its rows.</summary>
internal static class LayerPlots
{
    /// <summary>More rows have too many cells to be drawn one by one.</summary>
    public const int MostRows = 200;

    private const int SphereSteps = 150;

    /// <summary>Half the height of a sampled row, in rows: a little more, so that no white shows between two.</summary>
    private const double Seam = 0.54;

    /// <summary>The regions of a plane on which the same rows are active, exactly, coloured by how many are. The inputs not shown stay as they are.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="first">The input to the right, from 0.</param>
    /// <param name="second">The input upwards.</param>
    /// <param name="at">The input in the middle of the picture.</param>
    /// <param name="radius">How far it goes to each side.</param>
    public static Plot Plane(Layer layer, int first, int second, IReadOnlyList<double> at, double radius)
    {
        (double X, double Y) middle = (at[first], at[second]);
        List<(double X, double Y)[]> cells = [[(middle.X - radius, middle.Y - radius), (middle.X + radius, middle.Y - radius), (middle.X + radius, middle.Y + radius), (middle.X - radius, middle.Y + radius)]];
        double[] through = [.. at];
        (through[first], through[second]) = (0, 0);
        (double A, double B, double C)[] walls = [.. Enumerable.Range(0, layer.Outputs).Select(i => (layer.Rows[i][first], layer.Rows[i][second], Value(layer, i, through)))];
        foreach ((double a, double b, double c) in walls.Where(static w => w.A != 0 || w.B != 0))
        {
            cells = [.. cells.SelectMany(cell => Split(cell, p => (a * p.X) + (b * p.Y) + c))];
        }

        int Active((double X, double Y)[] cell)
        {
            (double x, double y) = (cell.Average(static p => p.X), cell.Average(static p => p.Y));
            return walls.Count(w => (w.A * x) + (w.B * y) + w.C > 0);
        }

        string rest = layer.Inputs == 2 ? string.Empty : ", the other inputs fixed";
        return Coloured($"{layer.Outputs} rows over {layer.Inputs} inputs: active rows{rest}", $"x{first + 1}", $"x{second + 1}", layer, [.. cells.Select(c => (Active(c), c, true))]);
    }

    /// <summary>The sphere of three inputs seen from in front and from behind, each point by the number of active rows there.</summary>
    public static Plot Sphere(Layer layer)
    {
        List<(int Active, (double X, double Y)[] Corners, bool HasBorder)> cells = [];
        double step = 2.0 / SphereSteps;
        foreach (int side in new[] { 1, -1 })
        {
            double shift = side > 0 ? -1.1 : 1.1;
            for (int row = 0; row < SphereSteps; row++)
            {
                double y = -1 + ((row + 0.5) * step);
                (int Active, double From, double To)? run = null;
                for (int column = 0; column <= SphereSteps; column++)
                {
                    double x = -1 + ((column + 0.5) * step);
                    double z = 1 - (x * x) - (y * y);
                    int? active = column == SphereSteps || z < 0 ? null : Enumerable.Range(0, layer.Outputs).Count(i => Value(layer, i, [side * x, y, side * Math.Sqrt(z)]) > 0);
                    if (run is { } open && open.Active != active)
                    {
                        cells.Add((open.Active, Box(open.From + shift, y - (Seam * step), open.To + shift, y + (Seam * step)), false));
                        run = null;
                    }

                    run = active is not { } number ? null : run is { } same ? same with { To = x + (step / 2) } : (number, x - (step / 2), x + (step / 2));
                }
            }
        }

        return Coloured($"{layer.Outputs} rows over 3 inputs: active rows on the sphere, from in front (left) and behind (right), sampled", "x1 \u2212 1.1 in front, 1.1 \u2212 x1 behind", "x2", layer, cells);
    }

    /// <summary>The signed distance of an input to the wall of each row: positive where it is active.</summary>
    public static Plot Margins(Layer layer, IReadOnlyList<double> at)
    {
        PlotPoint[] points = [.. Enumerable.Range(0, layer.Outputs).Select(i => new PlotPoint(i, Value(layer, i, at) / Math.Sqrt(layer.Rows[i].Sum(static w => w * w))))];
        string where = at.All(static x => x == 0) ? "0" : at.Count <= 6 ? $"({string.Join(", ", at.Select(static x => x.ToString("G4", CultureInfo.InvariantCulture)))})" : $"an input of {at.Count} numbers";
        return new($"Distance of {where} to the wall of each row; positive: active", new(Label.Text("row, from 0")), new(Label.Text("signed distance")), [new(new([]), SeriesStyle.Bars, points)]);
    }

    private static Plot Coloured(string title, string x, string y, Layer layer, IReadOnlyList<(int Active, (double X, double Y)[] Corners, bool HasBorder)> cells)
    {
        int[] counts = [.. cells.Select(static c => c.Active).Distinct().Order()];
        (int least, int most) = (counts[0], counts[^1]);
        CellKind[] kinds =
        [
            .. counts.Select(n => new CellKind(
                Label.Text(string.Create(CultureInfo.InvariantCulture, $"{n}{(n < layer.Inputs ? " (fewer than inputs)" : string.Empty)}")), most == least ? 0.4 : (double)(n - least) / (most - least), n < layer.Inputs)),
        ];
        return new(title, new(Label.Text(x)), new(Label.Text(y)), [])
        {
            Kinds = kinds,
            Cells = [.. cells.Select(c => new PlotCell(Array.IndexOf(counts, c.Active), c.Corners, c.HasBorder))],
        };
    }

    private static double Value(Layer layer, int row, IReadOnlyList<double> x) => layer.Rows[row].Zip(x, static (w, v) => w * v).Sum() - layer.Thresholds[row];

    /// <summary>The parts of a convex polygon to either side of a line; those without area are left out.</summary>
    private static IEnumerable<(double X, double Y)[]> Split((double X, double Y)[] cell, Func<(double X, double Y), double> side)
    {
        double[] sides = [.. cell.Select(side)];
        if (sides.All(static s => s >= 0) || sides.All(static s => s <= 0))
        {
            yield return cell;
            yield break;
        }

        foreach (int sign in new[] { 1, -1 })
        {
            List<(double X, double Y)> part = [];
            for (int i = 0; i < cell.Length; i++)
            {
                int next = (i + 1) % cell.Length;
                if (sign * sides[i] >= 0)
                {
                    part.Add(cell[i]);
                }

                if (sides[i] * sides[next] < 0)
                {
                    double t = sides[i] / (sides[i] - sides[next]);
                    part.Add((cell[i].X + (t * (cell[next].X - cell[i].X)), cell[i].Y + (t * (cell[next].Y - cell[i].Y))));
                }
            }

            if (part.Count > 2)
            {
                yield return [.. part];
            }
        }
    }

    private static (double X, double Y)[] Box(double left, double bottom, double right, double top) => [(left, bottom), (right, bottom), (right, top), (left, top)];
}
