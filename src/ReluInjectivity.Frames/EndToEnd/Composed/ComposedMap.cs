using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>
/// Several linear layers with ReLUs as one piecewise linear map, in integers. Each layer's numbers are scaled to integers by one power of two, which
/// no region changes, so that values in different regions compare.
/// </summary>
internal sealed class ComposedMap
{
    private readonly IReadOnlyList<Stage> _stages;
    private readonly (BigInteger[][] Weights, BigInteger[] Bias, BigInteger One)[] _scaled;
    private readonly Lazy<ulong[][][]> _residues;

    /// <summary>The map of some stages, each with its whole matrix, each fitting the one before.</summary>
    public ComposedMap(IReadOnlyList<Stage> stages)
    {
        _stages = stages;
        _scaled = [.. stages.Select(Scaled)];
        _residues = new(() => [.. _scaled.Select(stage => stage.Weights.Select(row => row.Select(PrimeField.Shared.Residue).ToArray()).ToArray())]);
    }

    /// <summary>How many numbers the first layer takes, n.</summary>
    public int Inputs => _stages[0].Layer.Inputs;

    /// <summary>How many layers there are.</summary>
    public int Count => _stages.Count;

    /// <summary>Whether a ReLU follows a layer.</summary>
    public bool HasReLU(int stage) => _stages[stage].HasReLU;

    /// <summary>Whether stages compose: whole matrices that fit, and nothing but ReLUs between them. An increasing map behind the last changes no verdict.</summary>
    public static bool Composes(IReadOnlyList<Stage> stages) =>
        stages.Count > 0
        && stages.All(stage => stage is { IsConvolution: false, IsBeside: false })
        && stages.SkipLast(1).All(stage => stage.Pointwise is null)
        && stages.Zip(stages.Skip(1)).All(pair => pair.First.Layer.Outputs == pair.Second.Layer.Inputs);

    /// <summary>The input's coordinates, as rows over (x, 1), and the value of one.</summary>
    public (BigInteger[][] Rows, BigInteger One) Start() =>
        ([.. Enumerable.Range(0, Inputs).Select(j => Enumerable.Range(0, Inputs + 1).Select(k => k == j ? BigInteger.One : BigInteger.Zero).ToArray())], BigInteger.One);

    /// <summary>A layer's values before its ReLU, as rows over (x, 1) where the layers before are such rows.</summary>
    public (BigInteger[][] Rows, BigInteger One) Before(int stage, BigInteger[][] rows, BigInteger one)
    {
        (BigInteger[][] weights, BigInteger[] bias, BigInteger unit) = _scaled[stage];
        int length = Inputs + 1;
        BigInteger[][] result = new BigInteger[weights.Length][];
        for (int i = 0; i < weights.Length; i++)
        {
            BigInteger[] row = new BigInteger[length];
            row[length - 1] = bias[i] * one;
            for (int j = 0; j < rows.Length; j++)
            {
                BigInteger factor = weights[i][j];
                for (int k = 0; !factor.IsZero && k < length; k++)
                {
                    row[k] += factor * rows[j][k];
                }
            }

            result[i] = row;
        }

        return (result, one * unit);
    }

    /// <summary>The outputs at a point of fractions with one denominator, and theirs.</summary>
    public (BigInteger[] Values, BigInteger Denominator) At(IReadOnlyList<BigInteger> numerators, BigInteger denominator)
    {
        BigInteger[] values = [.. numerators];
        BigInteger one = denominator;
        for (int stage = 0; stage < Count; stage++)
        {
            (BigInteger[][] weights, BigInteger[] bias, BigInteger unit) = _scaled[stage];
            bool clips = HasReLU(stage);
            BigInteger[] next = new BigInteger[weights.Length];
            for (int i = 0; i < next.Length; i++)
            {
                BigInteger sum = bias[i] * one;
                for (int j = 0; j < values.Length; j++)
                {
                    sum += weights[i][j] * values[j];
                }

                next[i] = clips && sum.Sign < 0 ? BigInteger.Zero : sum;
            }

            (values, one) = (next, one * unit);
        }

        return (values, one);
    }

    /// <summary>The affine map around a point where no value before a ReLU is zero, and those values; null at others.</summary>
    public (BigInteger[][] Map, List<BigInteger[]> Values)? Around(BigInteger[] point)
    {
        (BigInteger[][] rows, BigInteger one) = Start();
        List<BigInteger[]> signed = [];
        for (int stage = 0; stage < Count; stage++)
        {
            (rows, one) = Before(stage, rows, one);
            if (!HasReLU(stage))
            {
                continue;
            }

            for (int i = 0; i < rows.Length; i++)
            {
                int sign = Dot(rows[i], point).Sign;
                if (sign == 0 && rows[i].Any(v => !v.IsZero))
                {
                    return null;
                }

                signed.Add(rows[i]);
                rows[i] = sign > 0 ? rows[i] : new BigInteger[Inputs + 1];
            }
        }

        return (rows, signed);
    }

    /// <summary>The affine map where given rows of each layer are active and the others are not, as rows over (x, 1).</summary>
    public BigInteger[][] With(IReadOnlyList<bool[]> active)
    {
        (BigInteger[][] rows, BigInteger one) = Start();
        for (int stage = 0; stage < Count; stage++)
        {
            (rows, one) = Before(stage, rows, one);
            rows = [.. rows.Select((row, i) => active[stage][i] ? row : new BigInteger[row.Length])];
        }

        return rows;
    }

    /// <summary>The rank of the matrix of that map modulo the prime of <see cref="PrimeField"/>: never more than its rank.</summary>
    public int RankModulo(IReadOnlyList<bool[]> active, CancellationToken ct = default)
    {
        ulong[][] rows = [.. Enumerable.Range(0, Inputs).Select(j => Enumerable.Range(0, Inputs).Select(k => k == j ? 1UL : 0UL).ToArray())];
        for (int stage = 0; stage < Count; stage++)
        {
            ct.ThrowIfCancellationRequested();
            rows = [.. _residues.Value[stage].Select((weights, i) => Combined(active[stage][i] ? weights : [], rows, Inputs))];
        }

        Echelon span = new(Inputs);
        foreach (ulong[] row in rows)
        {
            if (span.Rank < Inputs)
            {
                span.Add(row);
            }
        }

        return span.Rank;
    }

    /// <summary>The inner product over the entries of the second vector.</summary>
    public static BigInteger Dot(BigInteger[] a, IReadOnlyList<BigInteger> b)
    {
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j < b.Count; j++)
        {
            sum += a[j] * b[j];
        }

        return sum;
    }

    private static ulong[] Combined(ulong[] weights, ulong[][] rows, int columns)
    {
        ulong[] sum = new ulong[columns];
        for (int j = 0; j < weights.Length; j++)
        {
            for (int k = 0; weights[j] != 0 && k < columns; k++)
            {
                sum[k] = PrimeField.Shared.Add(sum[k], PrimeField.Shared.Multiply(weights[j], rows[j][k]));
            }
        }

        return sum;
    }

    private static (BigInteger[][], BigInteger[], BigInteger) Scaled(Stage stage)
    {
        (int m, int n) = (stage.Layer.Outputs, stage.Layer.Inputs);
        double[] all = new double[(m * (n + 1)) + 1];
        for (int i = 0; i < m; i++)
        {
            stage.Layer.Rows[i].CopyTo(all, i * (n + 1));
            all[(i * (n + 1)) + n] = 0 - stage.Layer.Thresholds[i];
        }

        // The one among the numbers keeps the power of two from being less than one.
        all[^1] = 1;
        BigInteger[] scaled = Dyadic.Scale(all);
        BigInteger[][] weights = [.. Enumerable.Range(0, m).Select(i => scaled[(i * (n + 1))..((i * (n + 1)) + n)])];
        return (weights, [.. Enumerable.Range(0, m).Select(i => scaled[(i * (n + 1)) + n])], scaled[^1]);
    }
}
