using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// Where a point of a curve may be, and how the goal curves there: on the polynomial, in the solver's coordinates, through the solved points beside it, as many to either
/// side as there are. It is worth a try where the polynomial through all of them but the furthest says nearly the same.
/// </summary>
internal sealed class CurvePrediction(IReadOnlyList<UnknownInfo> unknowns)
{
    /// <summary>The points of a polynomial.</summary>
    private const int Points = 6;

    /// <summary>How far apart, in any coordinate, what polynomials of two orders say may be.</summary>
    private const double Agreement = 0.3;

    private const int FewestPoints = 3;

    private readonly Coordinates _coordinates = new(unknowns);
    private readonly SortedList<double, Known> _known = [];

    /// <summary>Takes a solved point, and its Hessian where that is known.</summary>
    public void Add(double abscissa, IReadOnlyList<double> point, Matrix<double>? hessian) =>
        _known[abscissa] = new(abscissa, Vector<double>.Build.DenseOfArray(_coordinates.ToCoordinates([.. point])), hessian);

    /// <summary>The unknowns to start from at an abscissa, with the Hessian there where those of the points are known; null where the points do not tell.</summary>
    public (double[] Start, Matrix<double>? Near)? StartAt(double abscissa)
    {
        Known[] beside = Beside(abscissa);
        if (beside.Length < FewestPoints)
        {
            return null;
        }

        Vector<double> start = At(abscissa, beside, static k => k.Coordinates);
        Vector<double> lower = At(abscissa, [.. beside.OrderBy(k => Math.Abs(k.Abscissa - abscissa)).SkipLast(1)], static k => k.Coordinates);
        if (!((start - lower).AbsoluteMaximum() <= Agreement))
        {
            return null;
        }

        Known[] curved = [.. beside.Where(static k => k.Hessian is not null)];
        return (_coordinates.ToUnknowns([.. start]), curved.Length < FewestPoints ? null : At(abscissa, curved, static k => k.Hessian!));
    }

    /// <summary>The points nearest by rank: half of them to either side, more to one where the other has fewer.</summary>
    private Known[] Beside(double abscissa)
    {
        int left = _known.Keys.Count(a => a < abscissa);
        int first = Math.Clamp(left - (Points / 2), 0, Math.Max(0, _known.Count - Points));
        return [.. _known.Values.Skip(first).Take(Points)];
    }

    private static Vector<double> At(double abscissa, Known[] points, Func<Known, Vector<double>> what) =>
        points.Select(p => Weight(abscissa, p, points) * what(p)).Aggregate(static (a, b) => a + b);

    private static Matrix<double> At(double abscissa, Known[] points, Func<Known, Matrix<double>> what) =>
        points.Select(p => Weight(abscissa, p, points) * what(p)).Aggregate(static (a, b) => a + b);

    /// <summary>The weight of Lagrange's polynomial: prod_(j != i) (x - x_j)/(x_i - x_j).</summary>
    private static double Weight(double abscissa, Known of, Known[] points) =>
        points.Where(o => o != of).Aggregate(1.0, (product, o) => product * (abscissa - o.Abscissa) / (of.Abscissa - o.Abscissa));

    private sealed record Known(double Abscissa, Vector<double> Coordinates, Matrix<double>? Hessian);
}
