using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Where the next point of a curve may be: on the parabola, in the solver's coordinates, through the last three.</summary>
internal sealed class CurvePrediction(IReadOnlyList<UnknownInfo> unknowns)
{
    private const int Points = 3;

    private readonly Coordinates _coordinates = new(unknowns);
    private readonly List<(double Abscissa, double[] Coordinates)> _last = [];
    private Matrix<double>? _hessian;

    /// <summary>Takes a solved point, and its Hessian where that is known.</summary>
    public void Add(double abscissa, IReadOnlyList<double> point, Matrix<double>? hessian)
    {
        _hessian = hessian;
        _last.RemoveAll(p => p.Abscissa == abscissa);
        _last.Insert(0, (abscissa, _coordinates.ToCoordinates([.. point])));
        if (_last.Count > Points)
        {
            _last.RemoveAt(Points);
        }
    }

    /// <summary>Forgets the points: what comes next is not on a curve with them.</summary>
    public void Clear() => _last.Clear();

    /// <summary>The unknowns to start from at an abscissa, the best guess first, the point before last; none after no point. With the Hessian nearby where that is of use.</summary>
    public IEnumerable<(double[] Start, Matrix<double>? Near)> StartsAt(double abscissa)
    {
        if (_last.Count > 1)
        {
            yield return (_coordinates.ToUnknowns(Extrapolated(abscissa)), _last.Count == Points ? _hessian : null);
        }

        if (_last.Count > 0)
        {
            yield return (_coordinates.ToUnknowns(_last[0].Coordinates), null);
        }
    }

    /// <summary>Lagrange's polynomial: sum_i u_i prod_(j != i) (x - x_j)/(x_i - x_j).</summary>
    private double[] Extrapolated(double abscissa)
    {
        double[] sum = new double[_coordinates.Count];
        for (int i = 0; i < _last.Count; i++)
        {
            double weight = 1;
            for (int j = 0; j < _last.Count; j++)
            {
                weight *= i == j ? 1 : (abscissa - _last[j].Abscissa) / (_last[i].Abscissa - _last[j].Abscissa);
            }

            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += weight * _last[i].Coordinates[k];
            }
        }

        return sum;
    }
}
