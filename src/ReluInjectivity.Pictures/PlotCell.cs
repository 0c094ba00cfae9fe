namespace ReluInjectivity.Pictures;

/// <summary>A piece of a plane that has one value, such as a region on which the same rows are active.</summary>
/// <param name="Kind">Which of <see cref="Plot.Kinds"/> it is of.</param>
/// <param name="Corners">Its corners, in the units of the axes, in the order in which its border runs; at least three.</param>
/// <param name="HasBorder">Whether its border is drawn.</param>
public sealed record PlotCell(int Kind, IReadOnlyList<(double X, double Y)> Corners, bool HasBorder = true);

/// <summary>What cells of a colour have in common.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Shade">How dark it is, from 0 to 1.</param>
/// <param name="IsWarning">Whether it is of the warm colours, which stand for what is not as it should be.</param>
public sealed record CellKind(Label Name, double Shade, bool IsWarning);
