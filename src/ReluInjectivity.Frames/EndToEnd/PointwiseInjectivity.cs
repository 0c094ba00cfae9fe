using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>Counts over a stream of inputs.</summary>
/// <param name="Inputs">Inputs seen.</param>
/// <param name="Injective">Those at which the active rows have full rank.</param>
/// <param name="FewestActive">The fewest active rows at one of them.</param>
/// <param name="MeanActive">Active rows on average.</param>
/// <param name="FirstFailure">The index of the first input at which they do not have full rank; null where there is none.</param>
public sealed record PointwiseCounts(long Inputs, long Injective, int FewestActive, double MeanActive, long? FirstFailure)
{
    /// <summary>Those at which the rows have full rank that are active or tied, w x + b >= 0, as the theorem on domains asks; ties are those of doubles.</summary>
    public long InjectiveWithTies { get; init; }

    /// <summary>The fraction of inputs at which the layer is pointwise injective; not a number for none.</summary>
    public double Fraction => (double)Injective / Inputs;
}

/// <summary>
/// Whether a layer can be inverted at single inputs: whether the strictly active rows span there. Inputs come in blocks; patterns of active rows
/// seen before are not decomposed again.
/// </summary>
public sealed class PointwiseInjectivity
{
    private const int MostPatterns = 1 << 16;

    private readonly Layer _layer;
    private readonly double[][] _directions;
    private readonly Lazy<IReadOnlyList<BigInteger[]>> _exact;
    private readonly Dictionary<string, bool> _patterns = new(StringComparer.Ordinal);
    private long _inputs;
    private long _injective;
    private long _injectiveWithTies;
    private long _active;
    private int _fewest = int.MaxValue;
    private long? _firstFailure;

    /// <summary>Counters for a layer.</summary>
    public PointwiseInjectivity(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _layer = layer;
        _directions = [.. layer.Rows.Select(UnitVector.Of)];
        _exact = new(() => ParallelRows.Find(layer, CheckOptions.DefaultParallelTolerance).Rows);
    }

    /// <summary>The counts so far.</summary>
    public PointwiseCounts Counts => new(_inputs, _injective, _inputs == 0 ? 0 : _fewest, _inputs == 0 ? double.NaN : (double)_active / _inputs, _firstFailure) { InjectiveWithTies = _injectiveWithTies };

    /// <summary>Adds some inputs.</summary>
    /// <param name="block">Whole inputs, one after another.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of n.</exception>
    public void Add(ReadOnlySpan<double> block)
    {
        int n = _layer.Inputs;
        if (block.Length % n != 0)
        {
            throw new ArgumentException($"the block's length {block.Length} is not a multiple of {n}", nameof(block));
        }

        char[] pattern = new char[(_layer.Outputs + 15) / 16];
        char[] ties = new char[pattern.Length];
        for (int start = 0; start < block.Length; start += n)
        {
            AddOne(block.Slice(start, n), pattern, ties);
        }
    }

    private void AddOne(ReadOnlySpan<double> x, char[] pattern, char[] ties)
    {
        Array.Clear(pattern);
        Array.Clear(ties);
        int active = 0;
        int tied = 0;
        for (int i = 0; i < _layer.Outputs; i++)
        {
            double value = TensorPrimitives.Dot(_layer.Rows[i], x);
            if (value == _layer.Thresholds[i])
            {
                tied++;
                ties[i / 16] |= (char)(1 << (i % 16));
            }

            if (value > _layer.Thresholds[i])
            {
                active++;
                pattern[i / 16] |= (char)(1 << (i % 16));
            }
        }

        bool isInjective = active >= _layer.Inputs && Spans(pattern);
        _firstFailure ??= isInjective ? null : _inputs;
        _inputs++;
        _injective += isInjective ? 1 : 0;
        bool withTies = isInjective || (tied > 0 && active + tied >= _layer.Inputs && Spans([.. pattern.Zip(ties, (a, b) => (char)(a | b))]));
        _injectiveWithTies += withTies ? 1 : 0;
        _active += active;
        _fewest = Math.Min(_fewest, active);
    }

    private bool Spans(char[] pattern)
    {
        string key = new(pattern);
        if (_patterns.TryGetValue(key, out bool known))
        {
            return known;
        }

        List<double[]> span = [];
        for (int i = 0; i < _layer.Outputs && span.Count < _layer.Inputs; i++)
        {
            if ((pattern[i / 16] >> (i % 16) & 1) == 1)
            {
                Margins.UnitRows.TryExtend(span, _directions[i]);
            }
        }

        // Doubles can show that rows span; that they do not takes exact arithmetic.
        bool spans = span.Count == _layer.Inputs || ExactRank.Spans([.. Enumerable.Range(0, _layer.Outputs).Where(i => (pattern[i / 16] >> (i % 16) & 1) == 1).Select(i => _exact.Value[i])], _layer.Inputs);
        if (_patterns.Count < MostPatterns)
        {
            _patterns[key] = spans;
        }

        return spans;
    }
}
