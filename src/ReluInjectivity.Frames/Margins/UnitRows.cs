using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Margins;

/// <summary>The rows of a layer over their norms, zero rows left out and each direction once.</summary>
internal sealed class UnitRows
{
    private const double Dependent = 1e-9;

    // Those of the layer, each made when it is first asked for: most of a large layer's never are.
    private readonly IReadOnlyList<BigInteger[]> _exact;
    private readonly Lazy<bool> _spans;

    // n^2 numbers, for whoever comes first; who comes meanwhile makes another.
    private SpanBuffer? _spare;

    private UnitRows(int inputs, double[][] directions, int[] indices, double[] norms, IReadOnlyList<BigInteger[]> exact)
    {
        Inputs = inputs;
        _exact = exact;
        _spans = new(() => ExactRank.Spans([.. indices.Select(i => exact[i])], inputs));
        Directions = directions;
        Indices = indices;
        Norms = norms;
    }

    /// <summary>The number of inputs, n.</summary>
    public int Inputs { get; }

    /// <summary>The unit vectors phi.</summary>
    public IReadOnlyList<double[]> Directions { get; }

    /// <summary>For each direction, the first row that has it.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>The norms of those rows.</summary>
    public IReadOnlyList<double> Norms { get; }

    /// <summary>The unit rows of a layer.</summary>
    public static UnitRows Of(Layer layer, double parallelTolerance = CheckOptions.DefaultParallelTolerance)
    {
        var parallels = ParallelRows.Find(layer, parallelTolerance);
        int[] first =
        [
            .. Enumerable.Range(0, layer.Outputs)
                .Where(i => parallels.Leaders[i] >= 0)
                .GroupBy(i => (parallels.Leaders[i], parallels.Signs[i]))
                .Select(g => g.First())
                .Order(),
        ];
        return new(
            layer.Inputs,
            [.. first.Select(i => UnitVector.Of(layer.Rows[i]))],
            first,
            [.. first.Select(i => UnitVector.Norm(layer.Rows[i]))],
            parallels.Rows);
    }

    /// <summary>
    /// The most correlated basis at x: rows in decreasing order of their inner product with x, each kept if it is independent of those
    /// kept before. Fewer than n where the rows do not span.
    /// </summary>
    public IReadOnlyList<int> GreedyBasis(ReadOnlySpan<double> x)
    {
        double[] correlations = Correlations(x);
        int[] order = [.. Enumerable.Range(0, correlations.Length)];
        Array.Sort(order, (a, b) => correlations[a] != correlations[b] ? correlations[b].CompareTo(correlations[a]) : a.CompareTo(b));
        List<int> kept = [];
        SpanBuffer span = Interlocked.Exchange(ref _spare, null) ?? new(Inputs);
        span.Clear();
        Echelon? exact = null;
        foreach (int i in order)
        {
            if (kept.Count == Inputs)
            {
                break;
            }

            // Doubles can show that a row is independent of those kept; that it is not takes the exact rows, from there on.
            if (exact is null && span.Add(Directions[i]))
            {
                kept.Add(i);
                continue;
            }

            if (exact is null)
            {
                // Asked once, and only where doubles meet a row that looks dependent.
                if (!_spans.Value)
                {
                    break;
                }

                exact = new(Inputs);
                kept.ForEach(k => exact.Add(_exact[Indices[k]]));
            }

            if (exact.Add(_exact[Indices[i]]))
            {
                kept.Add(i);
            }
        }

        _spare = span;
        return kept;
    }

    /// <summary>tau(x), the largest t such that the rows with inner product at least t span; -infinity where all rows together do not.</summary>
    public double Tau(ReadOnlySpan<double> x) => Tau(x, GreedyBasis(x));

    /// <summary>tau(x), where the most correlated basis at x is known.</summary>
    public double Tau(ReadOnlySpan<double> x, IReadOnlyList<int> basis) =>
        basis.Count < Inputs ? double.NegativeInfinity : TensorPrimitives.Dot<double>(Directions[basis[^1]], x);

    /// <summary>The inner products with x.</summary>
    public double[] Correlations(ReadOnlySpan<double> x)
    {
        double[] values = new double[Directions.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = TensorPrimitives.Dot<double>(Directions[i], x);
        }

        return values;
    }

    /// <summary>Adds a unit vector to an orthonormal set; false where it lies in the span.</summary>
    public static bool TryExtend(List<double[]> span, double[] direction)
    {
        double[] rest = [.. direction];
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] q in span)
            {
                TensorPrimitives.MultiplyAdd<double>(q, -TensorPrimitives.Dot<double>(q, rest), rest, rest);
            }
        }

        double norm = TensorPrimitives.Norm<double>(rest);
        if (norm <= Dependent)
        {
            return false;
        }

        TensorPrimitives.Divide<double>(rest, norm, rest);
        span.Add(rest);
        return true;
    }
}
