using System.Globalization;

namespace ReluInjectivity.Pictures;

/// <summary>Lays out a plot: frame, axes, series, legend.</summary>
internal sealed class PlotLayout
{
    private const double Width = 432;
    private const double Height = 288;
    private const double Size = 10;
    private const double Small = 8.5;
    private const double TickLength = 4;
    private const double LegendLine = 18;
    private const double LegendRow = 14;

    /// <summary>Wider ones stand below the plot.</summary>
    private const double WidestLegend = 150;

    private const string Ink = "#222222";
    private const string Faint = "#e4e4e4";

    private readonly Plot _plot;
    private readonly Scale _x;
    private readonly Scale _y;
    private readonly double _left;
    private readonly double _right;
    private readonly double _top;
    private readonly double _bottom;
    private readonly double _height;
    private readonly bool _isLegendBelow;
    private readonly IReadOnlyList<Tick> _xTicks;
    private readonly IReadOnlyList<Tick> _yTicks;

    private PlotLayout(Plot plot)
    {
        _plot = plot;
        PlotPoint[] points = [.. plot.Series.SelectMany(static s => s.Points)];
        bool hasBars = plot.Series.Any(static s => s.Style == SeriesStyle.Bars);
        bool hasCells = plot.Cells.Count > 0;
        (double X, double Y)[] corners = [.. plot.Cells.SelectMany(static c => c.Corners)];
        IEnumerable<double> across = plot.Series.Where(static s => s.Style != SeriesStyle.Reference).SelectMany(static s => s.Points).Select(static p => p.X).Concat(corners.Select(static c => c.X));
        IEnumerable<double> upwards = points.SelectMany(static p => HasBar(p) ? new[] { p.Y, p.Y - p.Error, p.Y + p.Error } : [p.Y]).Concat(hasBars && !plot.Y.IsLogarithmic ? [0.0] : []).Concat(corners.Select(static c => c.Y));
        _x = new Scale(across, plot.X.IsLogarithmic, hasCells ? 0 : hasBars ? 0.5 / Math.Max(1, plot.Series.Max(static s => s.Points.Count) - 1) : 0.03, plot.X.Label.Plain);
        _y = new Scale(upwards, plot.Y.IsLogarithmic, hasCells ? 0 : 0.06, plot.Y.Label.Plain);
        (_xTicks, _yTicks) = (_x.Ticks(6), _y.Ticks(6));
        double[] named = [.. plot.Series.Select(static s => s.Name).Concat(plot.Kinds.Select(static k => k.Name)).Where(static n => n.Runs.Count > 0).Select(static n => Glyphs.WidthOf(n, Small))];
        _top = 14 + (Lines().Count * (Size + 3)) + 6;
        _left = 12 + Size + 8 + _yTicks.Max(static t => t.Label is null ? 0 : Glyphs.WidthOf(t.Label, Small)) + TickLength + 4;
        double legend = named.Length == 0 ? 0 : LegendLine + 10 + named.Max() + 8;
        _isLegendBelow = legend > WidestLegend;
        _right = Width - 14 - (_isLegendBelow ? 0 : legend);
        double below = _isLegendBelow ? (named.Length * LegendRow) + 6 : 0;
        double plotted = hasCells ? (_right - _left) * (_y.To - _y.From) / (_x.To - _x.From) : Height - 44 - _top;
        _height = Math.Max(_top + plotted + 44, _top + (_isLegendBelow ? 0 : named.Length * LegendRow) + 60) + below;
        _bottom = hasCells ? _top + plotted : _height - 44 - below;
    }

    /// <summary>Draws it.</summary>
    public static Drawing Draw(Plot plot)
    {
        var layout = new PlotLayout(plot);
        return new(
            Width, layout._height, plot.Title, layout.Description(), (new(layout._left, layout._top), new(layout._right, layout._bottom)),
            [layout.Title(), layout.Axis(isX: true), layout.Axis(isX: false), .. layout.Cells(), .. plot.Series.Select(layout.Series), layout.Frame(), layout.Legend()]);
    }

    private static bool HasBar(PlotPoint point) => point.Error > 0 && double.IsFinite(point.Error);

    private Group Title() => new("title", [], [.. Lines().Select((line, i) => new Words(new(Width / 2, 14 + Size + (i * (Size + 3))), Label.Text(line), Size, Anchor.Middle))]);

    /// <summary>The title in lines that the picture has room for.</summary>
    private List<string> Lines()
    {
        List<string> lines = [];
        foreach (string word in _plot.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Glyphs.WidthOf(Label.Text(lines[^1] + " " + word), Size) <= Width - 24)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    private Group Frame() => new("frame", [], [new Polyline([new(_left, _top), new(_right, _top), new(_right, _bottom), new(_left, _bottom), new(_left, _top)], new Stroke(Ink, 0.8))]);

    private Group Axis(bool isX)
    {
        (Scale scale, PlotAxis axis) = isX ? (_x, _plot.X) : (_y, _plot.Y);
        var shapes = new List<Shape>();
        foreach (Tick tick in isX ? _xTicks : _yTicks)
        {
            double at = isX ? Right(tick.Value) : Down(tick.Value);
            double length = tick.Label is null ? TickLength / 2 : TickLength;
            if (tick.Label is not null)
            {
                shapes.Add(isX ? new Polyline([new(at, _top), new(at, _bottom)], new Stroke(Faint, 0.5)) : new Polyline([new(_left, at), new(_right, at)], new Stroke(Faint, 0.5)));
                shapes.Add(isX ? new Words(new(at, _bottom + TickLength + Small + 2), tick.Label, Small, Anchor.Middle) : new Words(new(_left - TickLength - 3, at + (Small * 0.36)), tick.Label, Small, Anchor.End));
            }

            shapes.Add(isX ? new Polyline([new(at, _bottom), new(at, _bottom + length)], new Stroke(Ink, 0.8)) : new Polyline([new(_left, at), new(_left - length, at)], new Stroke(Ink, 0.8)));
        }

        shapes.Add(isX ? new Words(new((_left + _right) / 2, _bottom + 34), axis.Label, Size, Anchor.Middle) : new Words(new(12 + Size, (_top + _bottom) / 2), axis.Label, Size, Anchor.Middle, IsUpwards: true));
        return new(isX ? "axis x" : "axis y", [new("label", axis.Label.Plain), new("from", Number(scale.From)), new("to", Number(scale.To)), new("scale", axis.IsLogarithmic ? "log" : "linear")], shapes);
    }

    /// <summary>The cells of each kind.</summary>
    private IEnumerable<Group> Cells() => _plot.Kinds.Select((kind, i) =>
    {
        PlotCell[] cells = [.. _plot.Cells.Where(c => c.Kind == i)];
        return new Group("cells", [new("name", kind.Name.Plain), new("cells", Number(cells.Length))], [.. cells.Select(c => new Polyline([.. c.Corners.Select(p => Of(p.X, p.Y)).OfType<Place>()], c.HasBorder ? new Stroke(Ink, 0.4) : null, Palette.Shade(kind.Shade, kind.IsWarning)))], IsClipped: true);
    });

    private Group Series(PlotSeries series, int place)
    {
        string colour = series.Style == SeriesStyle.Reference ? "#666666" : Palette.Colour(place);
        PlotPoint[] shown = [.. series.Points.Where(p => (series.Style == SeriesStyle.Reference || _x.CanShow(p.X)) && _y.CanShow(p.Y))];
        return new(
            "series", [new("name", series.Name.Plain), new("style", series.Style.ToString().ToLowerInvariant()), new("points", Number(shown.Length)), new("dropped", Number(series.Points.Count - shown.Length))],
            SeriesShapes.Of(this, series, colour, place), IsClipped: true);
    }

    private Group Legend()
    {
        var shapes = new List<Shape>();
        int row = 0;
        foreach ((PlotSeries series, int place) in _plot.Series.Select(static (s, i) => (s, i)).Where(static s => s.s.Name.Runs.Count > 0))
        {
            double at = (_isLegendBelow ? _bottom + 52 : _top + 8) + (LegendRow * row++);
            double from = _isLegendBelow ? _left : _right + 10;
            shapes.AddRange(SeriesShapes.Sample(series, series.Style == SeriesStyle.Reference ? "#666666" : Palette.Colour(place), place, from, LegendLine, at));
            shapes.Add(new Words(new(from + LegendLine + 5, at + (Small * 0.36)), Glyphs.Shortened(series.Name, Small, Width - 8 - (from + LegendLine + 5)), Small, Anchor.Start));
        }

        foreach (CellKind kind in _plot.Kinds)
        {
            double at = (_isLegendBelow ? _bottom + 52 : _top + 8) + (LegendRow * row++);
            double from = _isLegendBelow ? _left : _right + 10;
            shapes.Add(new Polyline([new(from, at - 4), new(from + LegendLine, at - 4), new(from + LegendLine, at + 4), new(from, at + 4)], new Stroke(Ink, 0.4), Palette.Shade(kind.Shade, kind.IsWarning)));
            shapes.Add(new Words(new(from + LegendLine + 5, at + (Small * 0.36)), Glyphs.Shortened(kind.Name, Small, Width - 8 - (from + LegendLine + 5)), Small, Anchor.Start));
        }

        return new("legend", [], shapes);
    }

    /// <summary>Where a point stands; null where an axis cannot show it.</summary>
    public Place? Of(double x, double y) => _x.CanShow(x) && _y.CanShow(y) ? new(Right(x), Down(y)) : null;

    /// <summary>The place of a height; the bottom of the frame where it lies below all that the axis shows.</summary>
    public double Down(double y) => _y.CanShow(y) ? _bottom - (_y.At(y) * (_bottom - _top)) : _bottom;

    /// <summary>The left and right ends of the frame.</summary>
    public (double Left, double Right) Ends => (_left, _right);

    /// <summary>Whether the axis can show a height.</summary>
    public bool CanShow(double y) => _y.CanShow(y);

    private double Right(double x) => _left + (_x.At(x) * (_right - _left));

    private string Description() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_plot.Title}. {_plot.Y.Label.Plain} from {_y.From:G4} to {_y.To:G4}{Kind(_plot.Y)} over {_plot.X.Label.Plain} from {_x.From:G4} to {_x.To:G4}{Kind(_plot.X)}. {string.Join("; ", _plot.Series.Select(SeriesText).Concat(_plot.Kinds.Select(KindText)))}.");

    private string KindText(CellKind kind, int place) => string.Create(CultureInfo.InvariantCulture, $"{kind.Name.Plain}: {_plot.Cells.Count(c => c.Kind == place)} cells");

    private string SeriesText(PlotSeries series)
    {
        PlotPoint[] shown = [.. series.Points.Where(p => (series.Style == SeriesStyle.Reference || _x.CanShow(p.X)) && _y.CanShow(p.Y))];
        int dropped = series.Points.Count - shown.Length;
        string name = series.Name.Runs.Count == 0 ? "series" : series.Name.Plain;
        string range = shown.Length == 0 ? "nothing that can be drawn"
            : series.Style == SeriesStyle.Reference ? string.Create(CultureInfo.InvariantCulture, $"{shown[0].Y:G6}")
            : string.Create(CultureInfo.InvariantCulture, $"{shown.Length} points, from {shown.Min(static p => p.Y):G6} to {shown.Max(static p => p.Y):G6}");
        return $"{name}: {range}{(dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $", and {dropped} without a value that can be drawn") : string.Empty)}";
    }

    private static string Kind(PlotAxis axis) => axis.IsLogarithmic ? " (logarithmic)" : string.Empty;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
