using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Studies;

/// <summary>A product of ranges over which members of one family are solved.</summary>
/// <remarks>Points are numbered in the order of the product, the last axis fastest; without axes there is one.</remarks>
public sealed class StudyPart
{
    /// <summary>The most points that start from each other: longer lines are cut evenly, so that many workers have work, and as the plan alone says.</summary>
    public const int LongestSegment = 128;

    private readonly int _lineAxis;

    /// <summary>A part.</summary>
    /// <param name="family">The family.</param>
    /// <param name="members">The members to solve, of <see cref="EquationFamily.Systems"/> and in their order.</param>
    /// <param name="axes">The ranges.</param>
    /// <param name="given">The other givens, by name; those left out take their defaults.</param>
    /// <param name="options">How to solve.</param>
    /// <param name="catalog">The systems that bounds may name.</param>
    /// <exception cref="ArgumentException">There is no member, or more than 2^31 - 1 points.</exception>
    public StudyPart(
        EquationFamily family, IReadOnlyList<IEquationSystem> members, IReadOnlyList<StudyAxis> axes, IReadOnlyDictionary<string, double> given, SolveOptions options, IReadOnlyList<IEquationSystem> catalog)
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentOutOfRangeException.ThrowIfZero(members.Count);
        (Family, Members, Axes, Given, Options, Catalog) = (family, members, axes, given, options, catalog);
        long points = axes.Aggregate(1L, static (product, axis) => product > int.MaxValue ? product : product * axis.Values.Count);
        Points = points <= int.MaxValue ? (int)points : throw new ArgumentException("A part has at most 2147483647 points.", nameof(axes));

        // Points start from each other along the longest axis, the last of these where several are as long.
        _lineAxis = axes.Count == 0 ? -1 : Enumerable.Range(0, axes.Count).MaxBy(i => (axes[i].Values.Count, i));
    }

    /// <summary>The family.</summary>
    public EquationFamily Family { get; }

    /// <summary>The members that are solved at each point, in the order of the family.</summary>
    public IReadOnlyList<IEquationSystem> Members { get; }

    /// <summary>The ranges.</summary>
    public IReadOnlyList<StudyAxis> Axes { get; }

    /// <summary>The givens that do not vary, by name, where they are not their defaults.</summary>
    public IReadOnlyDictionary<string, double> Given { get; }

    /// <summary>How to solve.</summary>
    public SolveOptions Options { get; }

    /// <summary>The systems that bounds may name.</summary>
    public IReadOnlyList<IEquationSystem> Catalog { get; }

    /// <summary>The number of points.</summary>
    public int Points { get; }

    /// <summary>The values of the axes at a point, in their order.</summary>
    public IReadOnlyList<double> At(int point)
    {
        double[] values = new double[Axes.Count];
        for (int i = Axes.Count - 1; i >= 0; i--)
        {
            values[i] = Axes[i].Values[point % Axes[i].Values.Count];
            point /= Axes[i].Values.Count;
        }

        return values;
    }

    /// <summary>What a point sets: the givens that do not vary, and the values of the axes.</summary>
    public IReadOnlyDictionary<string, double> GivenAt(int point)
    {
        var given = new Dictionary<string, double>(Given, StringComparer.Ordinal);
        foreach ((StudyAxis axis, double value) in Axes.Zip(At(point)))
        {
            given[axis.Name] = value;
        }

        return given;
    }

    /// <summary>The points of each line along the longest axis, in its order; a single point each where there is no axis.</summary>
    internal IEnumerable<IReadOnlyList<int>> Lines()
    {
        if (_lineAxis < 0)
        {
            yield return [0];
            yield break;
        }

        int count = Axes[_lineAxis].Values.Count;
        int stride = Stride;
        for (int first = 0; first < Points; first++)
        {
            if (first / stride % count == 0)
            {
                int start = first;
                yield return [.. Enumerable.Range(0, count).Select(i => start + (i * stride))];
            }
        }
    }

    /// <summary>The pieces of the lines whose points start from each other.</summary>
    internal IEnumerable<IReadOnlyList<int>> Segments()
    {
        foreach (IReadOnlyList<int> line in Lines())
        {
            int pieces = (line.Count + LongestSegment - 1) / LongestSegment;
            for (int k = 0; k < pieces; k++)
            {
                int from = (int)((long)line.Count * k / pieces);
                yield return [.. line.Skip(from).Take((int)((long)line.Count * (k + 1) / pieces) - from)];
            }
        }
    }

    /// <summary>The points beside one on its line, nearest first, to lower or to higher places.</summary>
    internal IEnumerable<int> Beside(int point, bool isLower)
    {
        if (_lineAxis < 0)
        {
            yield break;
        }

        int count = Axes[_lineAxis].Values.Count;
        int stride = Stride;
        int step = isLower ? -1 : 1;
        for (int place = (point / stride % count) + step; place >= 0 && place < count; place += step)
        {
            point += step * stride;
            yield return point;
        }
    }

    private int Stride => Axes.Skip(_lineAxis + 1).Aggregate(1, static (product, axis) => product * axis.Values.Count);

    /// <summary>Where the points of a line stand on it.</summary>
    internal double Abscissa(int point) => _lineAxis < 0 ? 0 : At(point)[_lineAxis];

    /// <summary>The given along which points start from each other; null where nothing varies.</summary>
    internal string? Swept => _lineAxis < 0 ? null : Axes[_lineAxis].Name;
}
