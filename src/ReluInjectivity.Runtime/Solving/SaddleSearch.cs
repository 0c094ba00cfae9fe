using MathNet.Numerics.LinearAlgebra;
using Constants = ReluInjectivity.Runtime.Solving.SearchConstants.Saddle;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// Goes to where a minimum over some unknowns of the maximum over others is near, by Newton steps whose curvatures are turned to the signs declared:
/// uphill in those maximised, downhill in the others along the maximum. There is no merit, so steps are short.
/// </summary>
internal static class SaddleSearch
{
    /// <summary>A point from which Newton's method converges; the last that was finite where there is none.</summary>
    public static double[] Run(Objective problem, double[] start, int maximumIterations, CancellationToken cancellation)
    {
        double[] u = [.. start];
        Vector<double>? last = null;
        for (int iteration = 0; iteration < maximumIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReachOfPairs.Settle(problem, u);
            Vector<double> gradient = problem.Residual(u);
            Matrix<double> hessian = problem.Jacobian(u);
            if (!gradient.All(double.IsFinite) || !hessian.Enumerate().All(double.IsFinite))
            {
                if (last is null || last.AbsoluteMaximum() < Constants.ShortestStep)
                {
                    return start;
                }

                // Half of the way back.
                last *= 0.5;
                u = Newton.Add(u, last, -1);
                continue;
            }

            Vector<double> step = Step(hessian, gradient, Inertia.Split(u.Length, problem.System.Maximised!));
            double longest = step.AbsoluteMaximum();
            if (longest < Constants.Near && Inertia.IsRight(problem.System, hessian))
            {
                return u;
            }

            last = longest > Constants.Radius ? step * (Constants.Radius / longest) : step;
            u = Newton.Add(u, last, 1);
        }

        return u;
    }

    private static Vector<double> Step(Matrix<double> hessian, Vector<double> gradient, (int[] Outer, int[] Inner) places)
    {
        (int[] outer, int[] inner) = places;
        Vector<double> Part(int[] at) => Vector<double>.Build.Dense(at.Length, i => gradient[at[i]]);
        Vector<double> step = Vector<double>.Build.Dense(gradient.Count);
        if (inner.Length == 0)
        {
            return -(Inverse(hessian, 1) * gradient);
        }

        // dx_inner = -B^-1 (g_inner + C dx_outer), S dx_outer = -(g_outer - C^T B^-1 g_inner)
        Matrix<double> inverse = Inverse(Inertia.Block(hessian, inner, inner), -1);
        Matrix<double> coupling = Inertia.Block(hessian, inner, outer);
        Vector<double> along = Vector<double>.Build.Dense(inner.Length);
        if (outer.Length > 0)
        {
            Matrix<double> schur = Inertia.Block(hessian, outer, outer) - coupling.TransposeThisAndMultiply(inverse * coupling);
            Vector<double> outwards = -(Inverse(schur, 1) * (Part(outer) - coupling.TransposeThisAndMultiply(inverse * Part(inner))));
            along = coupling * outwards;
            for (int i = 0; i < outer.Length; i++)
            {
                step[outer[i]] = outwards[i];
            }
        }

        Vector<double> inwards = -(inverse * (Part(inner) + along));
        for (int i = 0; i < inner.Length; i++)
        {
            step[inner[i]] = inwards[i];
        }

        return step;
    }

    /// <summary>The inverse of a symmetric matrix whose eigenvalues are given one sign.</summary>
    private static Matrix<double> Inverse(Matrix<double> matrix, int sign)
    {
        if (Decompositions.Symmetric(matrix) is not var (eigenvalues, vectors))
        {
            return matrix * double.NaN;
        }

        Vector<double> values = eigenvalues.PointwiseAbs();
        double floor = Math.Max(Constants.CurvatureFloor * values.Maximum(), double.Epsilon);
        Vector<double> inverse = values.PointwiseMaximum(floor).Map(v => sign / v);
        return vectors * Matrix<double>.Build.DenseOfDiagonalVector(inverse) * vectors.Transpose();
    }
}
