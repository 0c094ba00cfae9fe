using System.Globalization;
using ReluInjectivity.Runtime.Systems;
using Constants = ReluInjectivity.Runtime.Solving.SearchConstants.Branches;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>A point of a curve, as far as jumps are told by it.</summary>
/// <param name="Abscissa">The value of the given that varies.</param>
/// <param name="Status">How the solve ended.</param>
/// <param name="Unknowns">The unknowns, in the system's order; ignored where the status does not vouch for them.</param>
public readonly record struct CurveSample(double Abscissa, SolveStatus Status, IReadOnlyList<double> Unknowns);

/// <summary>
/// Where a curve goes from one branch of solutions to another: between neighbouring points an unknown moves by several times what its slope on either side allows, or
/// the status changes. Slopes are taken in the solver's coordinates, which do not depend on scale; of two intervals to a side the lesser slope counts, so
/// that a single point off the branch is seen. Branches closer than the movement between points are not told apart, and a branch whose slope changes more than eightfold between points looks like two.
/// </summary>
public static class BranchJumps
{
    /// <summary>What there is to say of each point, seen from the one before it; null where the curve goes on.</summary>
    /// <param name="system">The system that the points solve.</param>
    /// <param name="points">The points, in ascending or descending order of their abscissae.</param>
    /// <exception cref="ArgumentException">A point has another number of unknowns than the system.</exception>
    public static IReadOnlyList<string?> Of(SystemDescription system, IReadOnlyList<CurveSample> points)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(points);
        if (points.Any(p => p.Unknowns.Count != system.Unknowns.Count))
        {
            throw new ArgumentException($"{system.Place} has {system.Unknowns.Count} unknowns.", nameof(points));
        }

        var coordinates = new Coordinates(system.Unknowns);
        double[]?[] at = [.. points.Select(p => IsInside(system, p) ? coordinates.ToCoordinates([.. p.Unknowns]) : null)];
        return [.. Enumerable.Range(0, points.Count).Select(i => i == 0 ? null : Remarks.Joined(OfStatus(points[i - 1], points[i]), OfUnknowns(system, points, at, i)))];
    }

    /// <summary>Coordinates are compared of points inside their domain alone: at its end they are infinite.</summary>
    private static bool IsInside(SystemDescription system, CurveSample point) => point.Status is SolveStatus.Solved or SolveStatus.Imprecise
        && point.Unknowns.Zip(system.Unknowns, static (x, unknown) => x > unknown.Lower && x < unknown.Upper).All(static inside => inside);

    private static string? OfStatus(CurveSample before, CurveSample here) => before.Status == here.Status ? null
        : string.Create(CultureInfo.InvariantCulture, $"the status has changed since {before.Abscissa}: perhaps another branch");

    private static string? OfUnknowns(SystemDescription system, IReadOnlyList<CurveSample> points, double[]?[] at, int i)
    {
        if (at[i] is null || at[i - 1] is null)
        {
            return null;
        }

        string[] jumping =
        [
            .. Enumerable.Range(0, system.Unknowns.Count).Where(j => Allowed(points, at, i, j) is { } allowed && Math.Abs(at[i]![j] - at[i - 1]![j]) > allowed)
                .Select(j => string.Create(CultureInfo.InvariantCulture, $"{system.Unknowns[j].Name} from {points[i - 1].Unknowns[j]:G6} to {points[i].Unknowns[j]:G6}")),
        ];
        return jumping.Length == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"jumps, since {points[i - 1].Abscissa}, by more than the slope beside allows: {string.Join(", ", jumping)}; another branch, or points too far apart");
    }

    /// <summary>How far an unknown may move before a point, by what it does beside it; null where there is nothing beside it to compare with.</summary>
    private static double? Allowed(IReadOnlyList<CurveSample> points, double[]?[] at, int i, int j)
    {
        double Length(int k) => Math.Abs(points[k].Abscissa - points[k - 1].Abscissa);

        // Points may be spread evenly or in equal ratios, so both the slope and the movement itself may go on.
        double? Movement(int k) => k < 1 || k >= points.Count || at[k] is null || at[k - 1] is null ? null
            : Math.Abs(at[k]![j] - at[k - 1]![j]) * Math.Max(1, Length(i) / Length(k));
        double? left = Lesser(Movement(i - 1), Movement(i - 2));
        double? right = Lesser(Movement(i + 1), Movement(i + 2));
        return left is null && right is null ? null : Constants.Least + (Constants.Steeper * Math.Max(left ?? 0, right ?? 0));
    }

    private static double? Lesser(double? near, double? next) => near is { } a && next is { } b ? Math.Min(a, b) : near;
}
