using MathNet.Numerics.LinearAlgebra;
using Constants = ReluInjectivity.Runtime.Solving.SearchConstants.Saddle;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>A Hessian that costs much, kept for points nearby.</summary>
/// <param name="Point">The coordinates of where it holds.</param>
/// <param name="Slopes">The gradient there.</param>
/// <param name="Matrix">The Hessian.</param>
internal sealed record KnownCurvature(double[] Point, Vector<double> Slopes, Matrix<double> Matrix)
{
    /// <summary>The one computed last, which this one was followed from; null where it was computed itself.</summary>
    private KnownCurvature? Origin { get; init; }

    /// <summary>Whether it was computed, and not followed from another by gradients.</summary>
    public bool IsComputed => Origin is null;

    /// <summary>The computed Hessian of a point close by; null where there is none.</summary>
    /// <param name="u">The coordinates of the point.</param>
    public KnownCurvature? Near(double[] u)
    {
        KnownCurvature computed = Origin ?? this;
        return computed.Step(u).AbsoluteMaximum() < Constants.Close ? computed : null;
    }

    /// <summary>
    /// The Hessian for steps from another point: the computed one where that is close by; further off brought up to date by how the gradient changed on the way
    /// (the least symmetric change, Powell 1970), where it foretold most of that. Null where it has to be computed.
    /// </summary>
    /// <param name="u">The coordinates of the point.</param>
    /// <param name="slopes">The gradient there.</param>
    public KnownCurvature? Followed(double[] u, Vector<double> slopes)
    {
        if (Near(u) is { } near)
        {
            return near;
        }

        Vector<double> step = Step(u), change = slopes - Slopes, missed = change - (Matrix * step);
        if (!(step.AbsoluteMaximum() is > Constants.Close and < Constants.Followed) || !(missed.L2Norm() < Constants.Foretold * change.L2Norm()))
        {
            return null;
        }

        double square = step * step;
        Matrix<double> both = missed.OuterProduct(step) / square;
        return new([.. u], slopes, Matrix + both + both.Transpose() - (step.OuterProduct(step) * (missed * step / (square * square)))) { Origin = Origin ?? this };
    }

    private Vector<double> Step(double[] u) => Vector<double>.Build.Dense(u) - Vector<double>.Build.Dense(Point);
}
