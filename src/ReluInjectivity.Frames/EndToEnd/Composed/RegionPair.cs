using System.Collections;
using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>
/// Two regions, the one of inputs x and the other of inputs y, with equal outputs: a cone over (x, y, t) of walls in the space that the equalities leave.
/// </summary>
internal sealed class RegionPair
{
    private readonly int _n;

    /// <summary>The cone of two regions of n inputs.</summary>
    public RegionPair(Region first, Region second, int inputs, CancellationToken ct)
    {
        _n = inputs;
        BigInteger[][] equalities = [.. first.Map.Zip(second.Map, (a, b) => Joined(a, b, -1)).Where(row => row.Any(v => !v.IsZero))];
        Basis = IntegerElimination.NullBasis(equalities, (2 * _n) + 1, int.MaxValue, out _, ct);
        Walls = new ReducedWalls(this, first.Walls, second.Walls);
        Height = Reduced(Joined(Unit(_n), null, 1));
    }

    /// <summary>The space that the equalities leave.</summary>
    public IReadOnlyList<BigInteger[]> Basis { get; }

    /// <summary>The walls of the first region, then those of the second, in that space.</summary>
    public IReadOnlyList<BigInteger[]> Walls { get; }

    /// <summary>The coordinate t.</summary>
    public BigInteger[] Height { get; }

    /// <summary>x_j - y_j for j below n, then their negatives.</summary>
    public BigInteger[] Difference(int j)
    {
        BigInteger[] difference = new BigInteger[(2 * _n) + 1];
        difference[j % _n] = j < _n ? BigInteger.One : BigInteger.MinusOne;
        difference[_n + (j % _n)] = -difference[j % _n];
        return Reduced(difference);
    }

    // Each when it is asked for: of two intervals only the ends are.
    private sealed class ReducedWalls(RegionPair pair, BigInteger[][] first, BigInteger[][] second) : IReadOnlyList<BigInteger[]>
    {
        private readonly BigInteger[]?[] _reduced = new BigInteger[first.Length + second.Length][];

        public int Count => _reduced.Length;

        public BigInteger[] this[int k] => _reduced[k] ??= pair.Reduced(k < first.Length ? pair.Joined(first[k], null, 1) : pair.Joined(null, second[k - first.Length], 1));

        public IEnumerator<BigInteger[]> GetEnumerator() => Enumerable.Range(0, Count).Select(k => this[k]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private BigInteger[] Unit(int j) => [.. Enumerable.Range(0, _n + 1).Select(k => k == j ? BigInteger.One : BigInteger.Zero)];

    private BigInteger[] Reduced(BigInteger[] row) => [.. Basis.Select(b => ComposedMap.Dot(row, b))];

    private BigInteger[] Joined(BigInteger[]? x, BigInteger[]? y, int sign)
    {
        BigInteger[] row = new BigInteger[(2 * _n) + 1];
        for (int j = 0; j < _n; j++)
        {
            row[j] = x?[j] ?? BigInteger.Zero;
            row[_n + j] = sign * (y?[j] ?? BigInteger.Zero);
        }

        row[^1] = (x?[_n] ?? BigInteger.Zero) + (sign * (y?[_n] ?? BigInteger.Zero));
        return row;
    }
}
