using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>Least squares step by step (conjugate gradients on the normal equations): some tens of passes over a well-conditioned matrix, where a decomposition takes as many as it has columns.</summary>
internal static class ConjugateGradients
{
    private const int MostSteps = 400;
    private const double Enough = 1e-15;

    /// <summary>Approaches the x with the least |A x - b|, from 0; what it has when it is stopped.</summary>
    /// <param name="rows">A, row by row.</param>
    /// <param name="target">b.</param>
    /// <param name="ct">Ends the steps.</param>
    public static double[] Solve(IReadOnlyList<double[]> rows, IReadOnlyList<double> target, CancellationToken ct)
    {
        double[] x = new double[rows[0].Length];
        double[] residual = [.. target];
        double[] gradient = Transposed(rows, residual);
        double[] direction = [.. gradient];
        double square = TensorPrimitives.SumOfSquares<double>(gradient);
        double enough = Enough * Enough * square;
        for (int step = 0; step < MostSteps && square > enough && !ct.IsCancellationRequested; step++)
        {
            double[] image = [.. rows.Select(row => TensorPrimitives.Dot<double>(row, direction))];
            double seen = TensorPrimitives.SumOfSquares<double>(image);
            if (seen == 0)
            {
                break;
            }

            double length = square / seen;
            TensorPrimitives.MultiplyAdd<double>(direction, length, x, x);
            TensorPrimitives.MultiplyAdd<double>(image, -length, residual, residual);
            gradient = Transposed(rows, residual);
            double next = TensorPrimitives.SumOfSquares<double>(gradient);
            TensorPrimitives.MultiplyAdd<double>(direction, next / square, gradient, direction);
            square = next;
        }

        return x;
    }

    private static double[] Transposed(IReadOnlyList<double[]> rows, double[] values)
    {
        double[] sum = new double[rows[0].Length];
        for (int i = 0; i < values.Length; i++)
        {
            TensorPrimitives.MultiplyAdd<double>(rows[i], values[i], sum, sum);
        }

        return sum;
    }
}
