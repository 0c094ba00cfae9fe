using System.Globalization;

namespace ReluInjectivity.Pictures;

/// <summary>The shapes of a series in its frame, and of its sample in the legend.</summary>
internal static class SeriesShapes
{
    private const double LineWidth = 1.4;
    private const double Radius = 2.4;
    private const double BarWidth = 0.8;

    /// <summary>The shapes in the frame.</summary>
    public static IReadOnlyList<Shape> Of(PlotLayout layout, PlotSeries series, string colour, int place)
    {
        var stroke = new Stroke(colour, LineWidth, Palette.Dashes(place));
        IReadOnlyList<IReadOnlyList<PlotPoint>> runs = Runs(layout, series.Points);
        return series.Style switch
        {
            SeriesStyle.Line => [.. runs.SelectMany(r => Band(layout, r, colour)), .. runs.Where(static r => r.Count > 1).Select(r => Line(layout, r, stroke)), .. Lonely(layout, runs, colour)],
            SeriesStyle.LineAndMarks => [.. runs.Select(r => Line(layout, r, stroke)), .. Marks(layout, series.Points, colour)],
            SeriesStyle.Marks => [.. Marks(layout, series.Points, colour)],
            SeriesStyle.Steps => [.. runs.Select(r => Line(layout, Steps(r), stroke))],
            SeriesStyle.Bars => [.. Bars(layout, series.Points, colour)],
            _ => [.. Reference(layout, series.Points, colour)],
        };
    }

    /// <summary>The sample in the legend.</summary>
    public static IEnumerable<Shape> Sample(PlotSeries series, string colour, int place, double from, double width, double at)
    {
        if (series.Style is SeriesStyle.Bars)
        {
            yield return new Polyline(Box(from + 4, at - 4, from + width - 4, at + 4), null, colour);
            yield break;
        }

        if (series.Style is not SeriesStyle.Marks)
        {
            yield return new Polyline([new(from, at), new(from + width, at)], series.Style is SeriesStyle.Reference ? new Stroke(colour, 1, [4, 2.5]) : new Stroke(colour, LineWidth, Palette.Dashes(place)));
        }

        if (series.Style is SeriesStyle.Marks or SeriesStyle.LineAndMarks)
        {
            yield return new Dot(new(from + (width / 2), at), Radius, colour);
        }
    }

    /// <summary>The pieces between points that cannot be drawn.</summary>
    private static List<IReadOnlyList<PlotPoint>> Runs(PlotLayout layout, IReadOnlyList<PlotPoint> points)
    {
        List<IReadOnlyList<PlotPoint>> runs = [];
        List<PlotPoint> open = [];
        foreach (PlotPoint point in points.Append(new(double.NaN, double.NaN)))
        {
            if (layout.Of(point.X, point.Y) is not null)
            {
                open.Add(point);
            }
            else if (open.Count > 0)
            {
                runs.Add(open);
                open = [];
            }
        }

        return runs;
    }

    private static Polyline Line(PlotLayout layout, IReadOnlyList<PlotPoint> points, Stroke stroke) => new([.. points.Select(p => layout.Of(p.X, p.Y)!.Value)], stroke);

    /// <summary>A line of one point is a dot, so that it is seen.</summary>
    private static IEnumerable<Shape> Lonely(PlotLayout layout, IEnumerable<IReadOnlyList<PlotPoint>> runs, string colour) =>
        runs.Where(static r => r.Count == 1).Select(r => new Dot(layout.Of(r[0].X, r[0].Y)!.Value, Radius, colour, Tip(r[0])));

    private static IEnumerable<Shape> Band(PlotLayout layout, IReadOnlyList<PlotPoint> points, string colour)
    {
        if (points.Count > 1 && points.Any(static p => HasBar(p)))
        {
            static double Bar(PlotPoint p) => HasBar(p) ? p.Error : 0;
            double x(PlotPoint p) => layout.Of(p.X, p.Y)!.Value.X;
            yield return new Polyline(
                [.. points.Select(p => new Place(x(p), layout.Down(p.Y + Bar(p)))), .. points.Reverse().Select(p => new Place(x(p), layout.Down(p.Y - Bar(p))))], null, colour, 0.25);
        }
    }

    private static IEnumerable<Shape> Marks(PlotLayout layout, IReadOnlyList<PlotPoint> points, string colour)
    {
        foreach (PlotPoint p in points)
        {
            if (layout.Of(p.X, p.Y) is { } at)
            {
                if (HasBar(p))
                {
                    yield return new Polyline([new(at.X, layout.Down(p.Y + p.Error)), new(at.X, layout.Down(p.Y - p.Error))], new Stroke(colour, BarWidth));
                }

                yield return new Dot(at, Radius, colour, Tip(p));
            }
        }
    }

    private static IReadOnlyList<PlotPoint> Steps(IReadOnlyList<PlotPoint> points) =>
        [.. points.SelectMany((p, i) => i + 1 < points.Count ? new[] { p, new PlotPoint(points[i + 1].X, p.Y) } : [p])];

    private static IEnumerable<Shape> Bars(PlotLayout layout, IReadOnlyList<PlotPoint> points, string colour)
    {
        Place[] places = [.. points.Select(p => layout.Of(p.X, p.Y)).OfType<Place>().OrderBy(static p => p.X)];
        (double left, double right) = layout.Ends;
        double least = places.Zip(places.Skip(1), static (a, b) => b.X - a.X).Where(static d => d > 0).DefaultIfEmpty((right - left) / 3).Min();
        double half = Math.Clamp(0.35 * least, 0.25, 20);
        double zero = layout.Down(0);
        return places.Select(p => new Polyline(Box(p.X - half, Math.Min(p.Y, zero), p.X + half, Math.Max(p.Y, zero)), null, colour));
    }

    private static IEnumerable<Shape> Reference(PlotLayout layout, IReadOnlyList<PlotPoint> points, string colour)
    {
        (double left, double right) = layout.Ends;
        foreach (PlotPoint p in points.Where(p => layout.CanShow(p.Y)).Take(1))
        {
            if (HasBar(p))
            {
                yield return new Polyline(Box(left, layout.Down(p.Y + p.Error), right, layout.Down(p.Y - p.Error)), null, colour, 0.15);
            }

            yield return new Polyline([new(left, layout.Down(p.Y)), new(right, layout.Down(p.Y))], new Stroke(colour, 1, [4, 2.5]));
        }
    }

    private static Place[] Box(double left, double top, double right, double bottom) => [new(left, top), new(right, top), new(right, bottom), new(left, bottom)];

    private static bool HasBar(PlotPoint point) => point.Error > 0 && double.IsFinite(point.Error);

    private static string Tip(PlotPoint p) => HasBar(p)
        ? string.Create(CultureInfo.InvariantCulture, $"{p.X:R}: {p.Y:R} ± {p.Error:G1}") : string.Create(CultureInfo.InvariantCulture, $"{p.X:R}: {p.Y:R}");
}
