using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>
/// Singular vectors by one-sided rotations (Hestenes, Jacobi): columns are turned in pairs until all are orthogonal, A V = W. It always ends, stops at any time, and
/// small singular values keep their digits beside large ones.
/// </summary>
internal static class JacobiRotations
{
    private const int MostSweeps = 60;
    private const double Orthogonal = 1e-15;

    /// <summary>Turns columns until they are orthogonal.</summary>
    /// <param name="columns">A, column by column; overwritten by those of W, whose norms are the singular values.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>V, column by column.</returns>
    public static double[][] Apply(double[][] columns, CancellationToken ct)
    {
        int n = columns.Length;
        double[][] turned = [.. Enumerable.Range(0, n).Select(k => Enumerable.Range(0, n).Select(j => j == k ? 1.0 : 0).ToArray())];
        double[] squares = new double[n];
        double[] spare = new double[Math.Max(n, n == 0 ? 0 : columns[0].Length)];
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            // Afresh each time, as what is carried along gathers rounding.
            for (int k = 0; k < n; k++)
            {
                squares[k] = TensorPrimitives.SumOfSquares<double>(columns[k]);
            }

            // What is below rounding beside the largest has no direction of its own.
            double none = TensorPrimitives.Max<double>(squares) * 1e-30;
            bool isDone = true;
            for (int p = 0; p < n; p++)
            {
                ct.ThrowIfCancellationRequested();
                for (int q = p + 1; q < n; q++)
                {
                    double product = TensorPrimitives.Dot<double>(columns[p], columns[q]);
                    if (squares[p] <= none || squares[q] <= none || Math.Abs(product) <= Orthogonal * n * Math.Sqrt(squares[p] * squares[q]))
                    {
                        continue;
                    }

                    isDone = false;
                    double half = (squares[q] - squares[p]) / (2 * product);
                    double tangent = (half < 0 ? -1 : 1) / (Math.Abs(half) + Math.Sqrt(1 + (half * half)));
                    double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                    Rotate(columns[p], columns[q], cosine, cosine * tangent, spare);
                    Rotate(turned[p], turned[q], cosine, cosine * tangent, spare);
                    squares[p] = Math.Max(0, squares[p] - (tangent * product));
                    squares[q] += tangent * product;
                }
            }

            if (isDone)
            {
                break;
            }
        }

        return turned;
    }

    private static void Rotate(double[] p, double[] q, double cosine, double sine, double[] spare)
    {
        Span<double> before = spare.AsSpan(0, p.Length);
        p.CopyTo(before);
        TensorPrimitives.Multiply<double>(p, cosine, p);
        TensorPrimitives.MultiplyAdd<double>(q, -sine, p, p);
        TensorPrimitives.Multiply<double>(q, cosine, q);
        TensorPrimitives.MultiplyAdd<double>(before, sine, q, q);
    }
}
