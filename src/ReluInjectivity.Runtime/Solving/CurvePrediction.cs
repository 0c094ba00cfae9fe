using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Where the next point of a curve may be, and how the goal curves there: on polynomials, in the solver's coordinates, through the last four points.</summary>
internal sealed class CurvePrediction(IReadOnlyList<UnknownInfo> unknowns)
{
    private const int Points = 4;
    private const int FewestForCurvature = 3;

    private readonly Coordinates _coordinates = new(unknowns);
    private readonly List<Known> _last = [];

    /// <summary>Takes a solved point, and its Hessian where that is known.</summary>
    public void Add(double abscissa, IReadOnlyList<double> point, Matrix<double>? hessian)
    {
        _last.RemoveAll(p => p.Abscissa == abscissa);
        _last.Insert(0, new(abscissa, Vector<double>.Build.DenseOfArray(_coordinates.ToCoordinates([.. point])), hessian));
        if (_last.Count > Points)
        {
            _last.RemoveAt(Points);
        }
    }

    /// <summary>Forgets the points: what comes next is not on a curve with them.</summary>
    public void Clear() => _last.Clear();

    /// <summary>The unknowns to start from at an abscissa, the best guess first, the point before last; none after no point. With the Hessian there where that is of use.</summary>
    public IEnumerable<(double[] Start, Matrix<double>? Near)> StartsAt(double abscissa)
    {
        if (_last.Count > 1)
        {
            Vector<double> start = Weighted(_last, abscissa).Select(w => w.Weight * w.Known.Coordinates).Aggregate((a, b) => a + b);
            yield return (_coordinates.ToUnknowns([.. start]), _last.Count < FewestForCurvature ? null : CurvatureAt(abscissa));
        }

        if (_last.Count > 0)
        {
            yield return (_coordinates.ToUnknowns([.. _last[0].Coordinates]), null);
        }
    }

    private Matrix<double>? CurvatureAt(double abscissa)
    {
        List<Known> curved = [.. _last.TakeWhile(p => p.Hessian is not null)];
        return curved.Count == 0 ? null : Weighted(curved, abscissa).Select(w => w.Weight * w.Known.Hessian!).Aggregate((a, b) => a + b);
    }

    /// <summary>The weights of Lagrange's polynomial: prod_(j != i) (x - x_j)/(x_i - x_j).</summary>
    private static IEnumerable<(double Weight, Known Known)> Weighted(List<Known> points, double abscissa) =>
        points.Select(p => (points.Where(o => o != p).Aggregate(1.0, (product, o) => product * (abscissa - o.Abscissa) / (p.Abscissa - o.Abscissa)), p));

    private sealed record Known(double Abscissa, Vector<double> Coordinates, Matrix<double>? Hessian);
}
