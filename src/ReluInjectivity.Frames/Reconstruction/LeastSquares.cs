using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>The shortest x with the least |A x - b|; directions that A hardly sees are left alone.</summary>
/// <param name="Solution">x.</param>
/// <param name="Rank">The rank of A, to rounding.</param>
/// <param name="Smallest">The smallest singular value of A; 0 where there are fewer rows than columns.</param>
/// <param name="Kernel">An orthonormal basis of what A does not see, as columns; null where it sees everything.</param>
internal sealed record LeastSquares(Vector<double> Solution, int Rank, double Smallest, Matrix<double>? Kernel)
{
    private const double Dependent = 1e-12;

    /// <summary>Solves: by reflections, and where neither rows nor columns are independent by singular vectors.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="target">b.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static LeastSquares Of(Matrix<double> matrix, Vector<double> target, CancellationToken ct)
    {
        int n = matrix.ColumnCount;
        bool isWide = matrix.RowCount < n;
        double[][] columns = isWide ? matrix.ToRowArrays() : matrix.ToColumnArrays();
        double scale = SingularValues.Scale(columns);
        if (scale == 0)
        {
            return new(Vector<double>.Build.Dense(n), 0, 0, Matrix<double>.Build.DenseIdentity(n));
        }

        var qr = HouseholderQr.Of(columns, ct);
        (double smallest, double largest) = SingularValues.OfTriangle(qr.Triangle(), ct);
        if (smallest > Dependent * largest)
        {
            double[] x = isWide ? qr.Shortest([.. target]) : qr.LeastSquares([.. target]);
            Matrix<double>? unseen = isWide ? Matrix<double>.Build.DenseOfColumnArrays(Enumerable.Range(qr.Count, n - qr.Count).Select(j => qr.Applied(Axis(n, j)))) : null;
            return new(Vector<double>.Build.Dense(x) / scale, qr.Count, isWide ? 0 : scale * smallest, unseen);
        }

        // Of a tall A = Q R the columns of R are turned; of a wide one, A = R^T Q^T, those of R^T, which are the rows of R.
        double[][] rows = qr.Triangle();
        double[][] turned = isWide ? rows : [.. Enumerable.Range(0, qr.Count).Select(j => rows.Select(row => row[j]).ToArray())];
        double[][] directions = JacobiRotations.Apply(turned, ct);
        if (isWide)
        {
            directions = [.. directions.Select(v => qr.Applied([.. v, .. new double[n - v.Length]]))];
        }

        double[] sizes = [.. turned.Select(w => UnitVector.Norm(w))];
        double most = sizes.Max();
        var right = Vector<double>.Build.Dense(isWide ? [.. target] : qr.Turned([.. target])[..qr.Count]);
        var solution = Vector<double>.Build.Dense(n);
        List<double[]> unseenToo = isWide ? [.. Enumerable.Range(qr.Count, n - qr.Count).Select(j => qr.Applied(Axis(n, j)))] : [];
        int rank = 0;
        for (int k = 0; k < sizes.Length; k++)
        {
            if (sizes[k] > Dependent * most)
            {
                rank++;
                solution += Vector<double>.Build.Dense(turned[k]).DotProduct(right) / sizes[k] / sizes[k] * Vector<double>.Build.Dense(directions[k]);
            }
            else
            {
                unseenToo.Add(directions[k]);
            }
        }

        return new(solution / scale, rank, isWide ? 0 : scale * sizes.Min(), unseenToo.Count == 0 ? null : Matrix<double>.Build.DenseOfColumnArrays(unseenToo));
    }

    private static double[] Axis(int n, int j)
    {
        double[] axis = new double[n];
        axis[j] = 1;
        return axis;
    }
}
