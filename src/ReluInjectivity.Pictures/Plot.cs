namespace ReluInjectivity.Pictures;

/// <summary>A direction of a plot.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="IsLogarithmic">Whether equal lengths are equal ratios; what is not positive cannot be drawn then.</param>
public sealed record PlotAxis(Label Label, bool IsLogarithmic = false);

/// <summary>A point of a series.</summary>
/// <param name="X">Along the first axis.</param>
/// <param name="Y">Along the second.</param>
/// <param name="Error">The half width of its bar, in the units of <paramref name="Y"/>; 0 or not finite: it has none to be drawn.</param>
public readonly record struct PlotPoint(double X, double Y, double Error = 0);

/// <summary>How a series is drawn.</summary>
public enum SeriesStyle
{
    /// <summary>A line, with a band for the bars.</summary>
    Line,

    /// <summary>A line and a mark at each point, with bars.</summary>
    LineAndMarks,

    /// <summary>Marks with bars.</summary>
    Marks,

    /// <summary>Level from each point to the next.</summary>
    Steps,

    /// <summary>A bar from the bottom to each point.</summary>
    Bars,

    /// <summary>A broken line through the whole plot at the height of the first point, with a band for its bar: what others have published.</summary>
    Reference,
}

/// <summary>Points that belong together.</summary>
/// <param name="Name">What the legend says; without runs: it is not in the legend.</param>
/// <param name="Style">How it is drawn.</param>
/// <param name="Points">The points, in the order in which the line runs; what is not finite interrupts it.</param>
public sealed record PlotSeries(Label Name, SeriesStyle Style, IReadOnlyList<PlotPoint> Points);

/// <summary>A picture of series over two axes.</summary>
/// <param name="Title">What it shows, in a line.</param>
/// <param name="X">The axis to the right.</param>
/// <param name="Y">The axis upwards.</param>
/// <param name="Series">The series, those below first.</param>
public sealed record Plot(string Title, PlotAxis X, PlotAxis Y, IReadOnlyList<PlotSeries> Series)
{
    /// <summary>What cells there may be, in the order of the legend.</summary>
    public IReadOnlyList<CellKind> Kinds { get; init; } = [];

    /// <summary>Pieces of the plane, below the series. Where there are some, both axes have one scale, and the plot ends where they do.</summary>
    public IReadOnlyList<PlotCell> Cells { get; init; } = [];

    /// <summary>The picture.</summary>
    /// <exception cref="ArgumentException">There is nothing that can be drawn on these axes.</exception>
    public Picture Draw() => new(PlotLayout.Draw(this));
}
