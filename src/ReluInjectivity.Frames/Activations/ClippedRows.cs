using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Activations;

/// <summary>
/// The hyperplanes of a clipped layer, exact: rows 2i and 2i + 1 of the arrangement are active where output i is below its upper and above its lower end.
/// </summary>
internal sealed class ClippedRows
{
    /// <summary>The hyperplanes.</summary>
    public ClippedRows(Layer layer, ClipActivation clip, Domain domain)
    {
        Count = layer.Outputs;
        List<BigInteger[]> exact = [];
        List<double[]> rounded = [];
        List<double> bias = [];
        for (int i = 0; i < Count; i++)
        {
            double[] row = layer.Rows[i];
            double b = 0 - layer.Thresholds[i];
            BigInteger[] scaled = Dyadic.Scale([.. row, b, clip.Lower, clip.Upper]);
            BigInteger[] head = scaled[..^3];
            exact.Add([.. head.Select(BigInteger.Negate), scaled[^1] - scaled[^3]]);
            exact.Add([.. head, scaled[^3] - scaled[^2]]);
            rounded.Add([.. row.Select(v => 0 - v)]);
            rounded.Add(row);
            bias.Add(clip.Upper - b);
            bias.Add(b - clip.Lower);
        }

        Arrangement = Arrangement.With(new Layer(rounded, bias), domain, ParallelRows.AsTheyAre(exact));
        IsZero = [.. layer.Rows.Select(row => Array.TrueForAll(row, v => v == 0))];
    }

    /// <summary>The number of outputs, m.</summary>
    public int Count { get; }

    /// <summary>The hyperplanes.</summary>
    public Arrangement Arrangement { get; }

    /// <summary>Whether an output does not depend on the input.</summary>
    public bool[] IsZero { get; }

    /// <summary>The exact weights of an output, up to a factor.</summary>
    public BigInteger[] Row(int output) => Arrangement.Rows[(2 * output) + 1];

    /// <summary>The outputs between their ends, ends included, at a point (X, q).</summary>
    public int[] Between(BigInteger[] point) => [.. Enumerable.Range(0, Count).Where(i => !IsZero[i]
        && CollisionBuilder.Dot(Arrangement.Rows[2 * i], point).Sign >= 0 && CollisionBuilder.Dot(Arrangement.Rows[(2 * i) + 1], point).Sign >= 0)];

    /// <summary>Nothing said of any output.</summary>
    public RowStatus[] Free()
    {
        RowStatus[] status = new RowStatus[2 * Count];
        Array.Fill(status, RowStatus.Either);
        return status;
    }

    /// <summary>The status with an output above its upper end (1), below its lower (-1), or between (0).</summary>
    public static RowStatus[] With(RowStatus[] status, int output, int side)
    {
        RowStatus[] next = (RowStatus[])status.Clone();
        (next[2 * output], next[(2 * output) + 1]) = side switch
        {
            > 0 => (RowStatus.Inactive, RowStatus.Either),
            < 0 => (RowStatus.Either, RowStatus.Inactive),
            _ => (RowStatus.Active, RowStatus.Active),
        };
        return next;
    }
}
