using System.Numerics;
using System.Text;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.EndToEnd.Composed;

namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>
/// Whether a network can be inverted around single inputs: whether the composed matrix of its active rows has rank n there. It is so exactly if no value before
/// a ReLU is zero; which are active is asked in doubles, the rank in exact arithmetic. Patterns seen before are not asked again.
/// </summary>
public sealed class LocalInjectivity
{
    private const int MostPatterns = 1 << 16;

    // Exact products of this many numbers take a few seconds.
    private const long MostWork = 10_000_000;

    private readonly Stage[] _stages;
    private readonly bool _isWhole;
    private readonly bool _isExact;
    private readonly Lazy<ComposedMap> _map;
    private readonly Dictionary<string, (Verdict Verdict, int Rank)> _patterns = new(StringComparer.Ordinal);
    private LocalCounts _counts;

    /// <summary>Counters for a network.</summary>
    /// <param name="network">Its layers, a convolution's groups side by side; those up to the first that is no matrix of known size are asked.</param>
    /// <exception cref="ArgumentException">The first layer is no matrix of known size.</exception>
    public LocalInjectivity(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Stage[] whole = [.. network.Stages.Select(stage => stage.AsMatrixWherePossible)];
        int count = Enumerable.Range(1, whole.Length).Where(length => ComposedMap.Composes(LeakyStages.Of(whole[..length], length))).LastOrDefault();
        _stages = count > 0 ? LeakyStages.Of(whole[..count], count) : throw new ArgumentException("the first layer is a convolution of several groups, of unknown input size or too large to be written out", nameof(network));
        Layers = count;
        _isWhole = count == whole.Length && network.Unread is null;
        _isExact = _stages.Sum(stage => (long)stage.Layer.Outputs * stage.Layer.Inputs) * Inputs <= MostWork;
        _map = new(() => new ComposedMap(_stages));
        _counts = new(0, 0, 0, Inputs, null);
    }

    /// <summary>How many numbers the network takes, n.</summary>
    public int Inputs => _stages[0].Layer.Inputs;

    /// <summary>How many of the layers are asked.</summary>
    public int Layers { get; }

    /// <summary>Whether nothing stands behind the layers that are asked.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>The counts so far.</summary>
    public LocalCounts Counts => _counts;

    /// <summary>Adds an input.</summary>
    /// <param name="x">Its n numbers.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void Add(ReadOnlySpan<double> x)
    {
        if (x.Length != Inputs)
        {
            throw new ArgumentException($"the input has {x.Length} numbers, the network takes {Inputs}", nameof(x));
        }

        (Verdict verdict, int rank) = ActivePattern.Of(_stages, x) is { } pattern ? Known(pattern) : (Verdict.Undecided, Inputs);
        _counts = new(
            _counts.Inputs + 1,
            _counts.Injective + (verdict is Verdict.Injective ? 1 : 0),
            _counts.Undecided + (verdict is Verdict.Undecided ? 1 : 0),
            Math.Min(_counts.LowestRank, rank),
            _counts.FirstFailure ?? (verdict is Verdict.NotInjective ? _counts.Inputs : null));
    }

    private (Verdict Verdict, int Rank) Known(bool[][] pattern)
    {
        StringBuilder text = new();
        foreach (bool[] layer in pattern)
        {
            foreach (bool active in layer)
            {
                text.Append(active ? '1' : '0');
            }
        }

        string key = text.ToString();
        if (!_patterns.TryGetValue(key, out (Verdict, int) known))
        {
            known = Rank(pattern);
            if (_patterns.Count < MostPatterns)
            {
                _patterns[key] = known;
            }
        }

        return known;
    }

    private (Verdict Verdict, int Rank) Rank(bool[][] pattern)
    {
        int fewest = pattern.Min(layer => layer.Count(active => active));
        if (fewest < Inputs)
        {
            return (Verdict.NotInjective, fewest);
        }

        // The rank modulo a prime is never more than the rank.
        if (_map.Value.RankModulo(pattern) == Inputs)
        {
            return (_isWhole ? Verdict.Injective : Verdict.Undecided, Inputs);
        }

        if (!_isExact)
        {
            return (Verdict.Undecided, Inputs);
        }

        BigInteger[][] exact = _map.Value.With(pattern);
        int rank = ExactRank.Of(exact, Inputs);
        return (rank < Inputs ? Verdict.NotInjective : _isWhole ? Verdict.Injective : Verdict.Undecided, rank);
    }
}
