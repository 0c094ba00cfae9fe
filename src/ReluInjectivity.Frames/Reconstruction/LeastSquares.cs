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

    /// <summary>Solves: by reflections where rows or columns are independent, else by singular vectors.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="target">b.</param>
    /// <param name="ct">Stops the reflections with an <see cref="OperationCanceledException"/>.</param>
    public static LeastSquares Of(Matrix<double> matrix, Vector<double> target, CancellationToken ct)
    {
        int n = matrix.ColumnCount;
        bool isWide = matrix.RowCount < n;
        double[][] columns = isWide ? matrix.ToRowArrays() : matrix.ToColumnArrays();
        double scale = SingularValues.Scale(columns);
        if (scale != 0)
        {
            var qr = HouseholderQr.Of(columns, ct);
            (double smallest, double largest) = SingularValues.OfTriangle(qr.Triangle(), ct);
            if (smallest > Dependent * largest)
            {
                double[] x = isWide ? qr.Shortest([.. target]) : qr.LeastSquares([.. target]);
                Matrix<double>? unseen = isWide ? Matrix<double>.Build.DenseOfColumnArrays(Enumerable.Range(qr.Count, n - qr.Count).Select(j => qr.Applied(Axis(n, j)))) : null;
                return new(Vector<double>.Build.Dense(x) / scale, qr.Count, isWide ? 0 : scale * smallest, unseen);
            }
        }

        ct.ThrowIfCancellationRequested();
        var svd = matrix.Svd();
        int rank = svd.S.Count(s => s > Dependent * svd.S[0] && s > 0);
        var solution = Vector<double>.Build.Dense(n);
        for (int k = 0; k < rank; k++)
        {
            solution += svd.U.Column(k).DotProduct(target) / svd.S[k] * svd.VT.Row(k);
        }

        return new(solution, rank, isWide ? 0 : svd.S[n - 1], rank == n ? null : svd.VT.SubMatrix(rank, n - rank, 0, n).Transpose());
    }

    private static double[] Axis(int n, int j)
    {
        double[] axis = new double[n];
        axis[j] = 1;
        return axis;
    }
}
