using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Frames.Margins;

/// <summary>Extreme singular values; matrices are scaled first, so that no entry's square overflows.</summary>
internal static class SingularValues
{
    /// <summary>The smallest and the largest, 0 for the smallest of a matrix that is rank deficient to rounding.</summary>
    public static (double Smallest, double Largest) Of(Matrix<double> matrix)
    {
        double scale = matrix.Enumerate().Max(Math.Abs);
        if (scale == 0)
        {
            return (0, 0);
        }

        Vector<double> values = (matrix / scale).Svd(computeVectors: false).S;
        double largest = values.Maximum();
        double smallest = matrix.RowCount < matrix.ColumnCount ? 0 : values.Minimum();
        return (smallest > 1e-14 * largest ? scale * smallest : 0, scale * largest);
    }
}
