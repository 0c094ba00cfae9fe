using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Networks;

/// <summary>
/// The weights of a layer: the affine map <c>x -> W x + b</c>, and with a ReLU behind it <c>x -> ReLU(W x + b)</c>. Frame theory writes it <c>ReLU(W x - alpha)</c> with the thresholds (upper biases) <c>alpha = -b</c>.
/// </summary>
/// <example><code>var layer = new Layer(Matrix&lt;double&gt;.Build.DenseOfArray(new double[,] { { 1 }, { -1 } }));</code></example>
public sealed class Layer
{
    private readonly double[][] _rows;
    private readonly double[] _thresholds;

    /// <summary>A layer with biases of PyTorch's sign.</summary>
    /// <param name="weights">W, outputs by inputs.</param>
    /// <param name="bias">b, one an output; null for none.</param>
    /// <exception cref="ArgumentException">The shape is empty or does not fit the bias, or a number is not finite.</exception>
    public Layer(Matrix<double> weights, IReadOnlyList<double>? bias = null)
        : this(RowsOf(weights), bias)
    {
    }

    /// <summary>A layer of rows, with biases of PyTorch's sign.</summary>
    /// <param name="rows">The rows of W, of equal length.</param>
    /// <param name="bias">b, one a row; null for none.</param>
    /// <exception cref="ArgumentException">The shape is empty or does not fit the bias, or a number is not finite.</exception>
    public Layer(IReadOnlyList<double[]> rows, IReadOnlyList<double>? bias = null)
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

            // The greatest magnitude is NaN where a number is, and infinite where one is.
            if (!double.IsFinite(TensorPrimitives.MaxMagnitude<double>(rows[i])))
            {
                throw new ArgumentException($"the weight in row {i}, column {Array.FindIndex(rows[i], v => !double.IsFinite(v))} is not finite", nameof(rows));
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

    /// <summary>A layer without bias, from its weights row by row.</summary>
    /// <param name="outputs">The number of rows, at least 1.</param>
    /// <param name="inputs">The number of columns, at least 1.</param>
    /// <param name="weights"><paramref name="outputs"/> times <paramref name="inputs"/> numbers.</param>
    /// <exception cref="ArgumentException">The number of weights does not fit, or one is not finite.</exception>
    public Layer(int outputs, int inputs, params double[] weights)
        : this(Cut(outputs, inputs, weights))
    {
    }

    /// <summary>The number of rows, m.</summary>
    public int Outputs => _rows.Length;

    /// <summary>The number of columns, n.</summary>
    public int Inputs => _rows[0].Length;

    /// <summary>The thresholds alpha = -b: row i is active where its inner product exceeds the i-th.</summary>
    public IReadOnlyList<double> Thresholds => _thresholds;

    /// <summary>The bias b in PyTorch's sign, zeros where there is none.</summary>
    public double[] Bias => [.. _thresholds.Select(t => 0 - t)];

    /// <summary>Whether a bias was given, be it of zeros.</summary>
    public bool HasBias { get; }

    /// <summary>Whether there is no bias, or one of zeros.</summary>
    public bool IsBiasFree => Array.TrueForAll(_thresholds, t => t == 0);

    /// <summary>The rows of W.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>A layer with thresholds in place of biases.</summary>
    /// <param name="rows">The rows of W.</param>
    /// <param name="thresholds">alpha, one a row.</param>
    public static Layer FromThresholds(IReadOnlyList<double[]> rows, IReadOnlyList<double> thresholds) =>
        new(rows, [.. thresholds.Select(t => 0 - t)]);

    /// <summary>The weights as a matrix.</summary>
    public Matrix<double> ToMatrix() => Matrix<double>.Build.DenseOfRowArrays(_rows);

    /// <summary>The weights of one output.</summary>
    /// <param name="output">Its number, from 0.</param>
    public ReadOnlySpan<double> Row(int output) => _rows[output];

    /// <summary>The outputs at a point before a ReLU, W x + b.</summary>
    /// <param name="x">The input, of length n.</param>
    /// <param name="y">Where they are put, of length m.</param>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            y[i] = TensorPrimitives.Dot(_rows[i], x) - _thresholds[i];
        }
    }

    /// <summary>The outputs at a point behind a ReLU.</summary>
    /// <param name="x">The input, of length n.</param>
    public double[] Rectified(ReadOnlySpan<double> x)
    {
        double[] y = new double[Outputs];
        Apply(x, y);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Math.Max(0, y[i]);
        }

        return y;
    }

    private static double[][] RowsOf(Matrix<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.ToRowArrays();
    }

    private static double[][] Cut(int outputs, int inputs, double[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Length == (long)outputs * inputs
            ? [.. Enumerable.Range(0, outputs).Select(i => weights[(i * inputs)..((i + 1) * inputs)])]
            : throw new ArgumentException($"{outputs} x {inputs} weights are needed, not {weights.Length}", nameof(weights));
    }
}
