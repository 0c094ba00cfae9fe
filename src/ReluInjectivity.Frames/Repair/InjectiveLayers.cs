using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Repair;

/// <summary>Layers that are injective by construction, bias-free on all of R^n.</summary>
public static class InjectiveLayers
{
    /// <summary>[B; -D B] with invertible B and positive D: the output tells (B x)_i = y_i - y_(n+i) / d_i. With 2 n rows there are no others, up to order.</summary>
    /// <param name="basis">B, n x n.</param>
    /// <param name="scales">The diagonal of D, positive.</param>
    /// <exception cref="ArgumentException">B is not square or singular, or a scale is not positive.</exception>
    public static Layer Paired(Matrix<double> basis, IReadOnlyList<double> scales)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(scales);
        if (basis.RowCount != basis.ColumnCount || !ExactRank.HasIndependentColumns(basis.ToRowArrays(), basis.ColumnCount))
        {
            throw new ArgumentException("the basis must be square with independent rows", nameof(basis));
        }

        if (scales.Count != basis.RowCount || scales.Any(d => !(d > 0) || !double.IsFinite(d)))
        {
            throw new ArgumentException($"there must be {basis.RowCount} positive scales", nameof(scales));
        }

        double[][] rows = basis.ToRowArrays();
        return new([.. rows, .. rows.Zip(scales, (r, d) => r.Select(v => 0 - (d * v)).ToArray())]);
    }

    /// <summary>[A; -A], the concatenated ReLU: injective for every A of full column rank, with kappa_L = sigma_min(A) / sqrt 2.</summary>
    /// <exception cref="ArgumentException">A does not have full column rank.</exception>
    public static Layer Concatenated(Matrix<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!ExactRank.HasIndependentColumns(weights.ToRowArrays(), weights.ColumnCount))
        {
            throw new ArgumentException("the matrix does not have full column rank", nameof(weights));
        }

        double[][] rows = weights.ToRowArrays();
        return new([.. rows, .. rows.Select(r => r.Select(v => 0 - v).ToArray())]);
    }

    /// <summary>A random orthonormal basis and its negative, then Gaussian rows of length about one: kappa_L is at least 1 / sqrt 2.</summary>
    /// <param name="outputs">m, at least 2 n.</param>
    /// <param name="inputs">n.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 n outputs: no such layer exists.</exception>
    public static Layer Random(int outputs, int inputs, int seed)
    {
        if (inputs < 1 || outputs < 2 * inputs)
        {
            throw new ArgumentException($"an injective bias-free layer of {inputs} inputs needs at least {2 * Math.Max(inputs, 1)} outputs", nameof(outputs));
        }

        Random random = new(seed);
        Matrix<double> q = Matrix<double>.Build.Dense(inputs, inputs, (_, _) => Normal.Sample(random, 0, 1)).GramSchmidt().Q;
        double[][] basis = q.ToRowArrays();
        IEnumerable<double[]> extra = Enumerable.Range(0, outputs - (2 * inputs))
            .Select(_ => Enumerable.Range(0, inputs).Select(_ => Normal.Sample(random, 0, 1 / Math.Sqrt(inputs))).ToArray());
        return new([.. basis, .. basis.Select(r => r.Select(v => 0 - v).ToArray()), .. extra]);
    }
}
