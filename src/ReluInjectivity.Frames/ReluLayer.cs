using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Frames;

/// <summary>
/// A layer <c>x -> ReLU(W x + b)</c>. Frame theory writes it <c>ReLU(W x - alpha)</c> with the thresholds (upper biases) <c>alpha = -b</c>.
/// </summary>
/// <example><code>var layer = new ReluLayer(Matrix&lt;double&gt;.Build.DenseOfArray(new double[,] { { 1 }, { -1 } }));</code></example>
public sealed class ReluLayer
{
    private readonly double[][] _rows;
    private readonly double[] _thresholds;

    /// <summary>A layer with biases of PyTorch's sign.</summary>
    /// <param name="weights">W, outputs by inputs.</param>
    /// <param name="bias">b, one an output; null for none.</param>
    /// <exception cref="ArgumentException">The shape is empty or does not fit the bias, or a number is not finite.</exception>
    public ReluLayer(Matrix<double> weights, IReadOnlyList<double>? bias = null)
        : this(RowsOf(weights), bias)
    {
    }

    /// <summary>A layer of rows, with biases of PyTorch's sign.</summary>
    /// <param name="rows">The rows of W, of equal length.</param>
    /// <param name="bias">b, one a row; null for none.</param>
    /// <exception cref="ArgumentException">The shape is empty or does not fit the bias, or a number is not finite.</exception>
    public ReluLayer(IReadOnlyList<double[]> rows, IReadOnlyList<double>? bias = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows[0].Length == 0)
        {
            throw new ArgumentException("the weight matrix is empty; it needs at least one row and one column", nameof(rows));
        }

        int n = rows[0].Length;
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != n)
            {
                throw new ArgumentException($"row {i} has {rows[i].Length} entries, row 0 has {n}", nameof(rows));
            }

            int bad = Array.FindIndex(rows[i], v => !double.IsFinite(v));
            if (bad >= 0)
            {
                throw new ArgumentException($"the weight in row {i}, column {bad} is not finite", nameof(rows));
            }
        }

        if (bias is not null && bias.Count != rows.Count)
        {
            throw new ArgumentException($"the bias has {bias.Count} entries, the weight matrix {rows.Count} rows; they must agree", nameof(bias));
        }

        for (int i = 0; i < (bias?.Count ?? 0); i++)
        {
            if (!double.IsFinite(bias![i]))
            {
                throw new ArgumentException($"bias {i} is not finite", nameof(bias));
            }
        }

        _rows = [.. rows];
        HasBias = bias is not null;

        // 0 - b instead of -b: no negative zeros.
        _thresholds = bias is null ? new double[rows.Count] : [.. bias.Select(b => 0 - b)];
    }

    /// <summary>The number of rows, m.</summary>
    public int Outputs => _rows.Length;

    /// <summary>The number of columns, n.</summary>
    public int Inputs => _rows[0].Length;

    /// <summary>The thresholds alpha = -b: row i is active where its inner product exceeds the i-th.</summary>
    public IReadOnlyList<double> Thresholds => _thresholds;

    /// <summary>Whether a bias was given, be it of zeros.</summary>
    public bool HasBias { get; }

    /// <summary>Whether there is no bias, or one of zeros.</summary>
    public bool IsBiasFree => Array.TrueForAll(_thresholds, t => t == 0);

    /// <summary>The rows of W.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>A layer with thresholds in place of biases.</summary>
    /// <param name="rows">The rows of W.</param>
    /// <param name="thresholds">alpha, one a row.</param>
    public static ReluLayer FromThresholds(IReadOnlyList<double[]> rows, IReadOnlyList<double> thresholds) =>
        new(rows, [.. thresholds.Select(t => 0 - t)]);

    /// <summary>The weights as a matrix.</summary>
    public Matrix<double> ToMatrix() => Matrix<double>.Build.DenseOfRowArrays(_rows);

    /// <summary>The outputs at a point.</summary>
    /// <param name="x">The input, of length n.</param>
    public double[] Apply(ReadOnlySpan<double> x)
    {
        double[] y = new double[Outputs];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Math.Max(0, TensorPrimitives.Dot(_rows[i], x) - _thresholds[i]);
        }

        return y;
    }

    /// <summary>The layer whose largest weight is 1 in size, and the factor to multiply its outputs by; so that no square overflows.</summary>
    internal ReluLayer Normalised(out double factor)
    {
        double largest = _rows.Max(r => r.Max(Math.Abs));
        factor = largest == 0 ? 1 : largest;
        double divisor = factor;
        return new([.. _rows.Select(r => r.Select(v => v / divisor).ToArray())], [.. _thresholds.Select(t => 0 - (t / divisor))]);
    }

    private static double[][] RowsOf(Matrix<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.ToRowArrays();
    }
}
