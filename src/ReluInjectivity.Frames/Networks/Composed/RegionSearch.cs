using System.Numerics;
using ReluInjectivity.Frames.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Networks.Composed;

/// <summary>A set of inputs on which a network is affine.</summary>
/// <param name="Walls">Rows over (x, 1) that are not negative there.</param>
/// <param name="Map">The outputs, as rows over (x, 1).</param>
/// <param name="Last">Which outputs are clipped to zero by a ReLU at the end; inputs of different ones have different outputs.</param>
internal sealed record Region(BigInteger[][] Walls, BigInteger[][] Map, string Last);

/// <summary>
/// Every region of a composed map, and every pair of regions, in integers: x of one and y of the other with equal outputs and x != y exist or they
/// do not. An input belongs to the region in which a row is active exactly if its value is positive, so that the regions share no input; their
/// closures are searched, on which the affine maps still hold.
/// </summary>
internal sealed class RegionSearch(ComposedMap map, Domain domain, CancellationToken ct)
{
    private readonly List<Region> _regions = [];

    /// <summary>Regions found.</summary>
    public int Regions => _regions.Count;

    /// <summary>Pairs settled.</summary>
    public long Pairs { get; private set; }

    /// <summary>Pairs there are, once all regions are known.</summary>
    public long? AllPairs { get; private set; }

    /// <summary>The whole search: a collision; or null, where the map is injective on the polyhedron of the domain's walls.</summary>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public Collision? Run()
    {
        (BigInteger[][] rows, BigInteger one) = map.Start();
        Layer(0, rows, one, [Height(map.Inputs), .. Walls()]);
        Region[][] groups = [.. _regions.GroupBy(region => region.Last, StringComparer.Ordinal).Select(group => group.ToArray())];
        AllPairs = groups.Sum(group => (long)group.Length * (group.Length + 1) / 2);

        // Regions by themselves first: most collisions are found there.
        foreach (Region region in _regions)
        {
            if (Between(region, region) is { } pair)
            {
                return pair;
            }
        }

        foreach (Region[] group in groups)
        {
            for (int i = 0; i < group.Length; i++)
            {
                for (int j = i + 1; j < group.Length; j++)
                {
                    if (Between(group[i], group[j]) is { } pair)
                    {
                        return pair;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>A polyhedron around the domain; a collision found in it must still lie in the domain.</summary>
    private IEnumerable<BigInteger[]> Walls()
    {
        (double? lower, double? upper) = domain switch
        {
            OrthantDomain => ((double?)0, (double?)null),
            BallDomain ball => (-ball.Radius, ball.Radius),
            NonNegativeBallDomain ball => (0, ball.Radius),
            BoxDomain box => (box.Lower, box.Upper),
            _ => (null, null),
        };
        for (int j = 0; j < map.Inputs; j++)
        {
            if (domain is BoundsDomain bounds)
            {
                lower = double.IsFinite(bounds.Lower[j]) ? bounds.Lower[j] : null;
                upper = double.IsFinite(bounds.Upper[j]) ? bounds.Upper[j] : null;
            }

            foreach ((double? end, int sign) in new[] { (lower, 1), (upper, -1) })
            {
                if (end is { } value)
                {
                    BigInteger[] scaled = Dyadic.Scale([value, 1]);
                    BigInteger[] wall = new BigInteger[map.Inputs + 1];
                    wall[j] = sign * scaled[1];
                    wall[^1] = -sign * scaled[0];
                    yield return wall;
                }
            }
        }
    }

    private void Layer(int stage, BigInteger[][] rows, BigInteger one, List<BigInteger[]> walls, string last = "")
    {
        if (stage == map.Count)
        {
            _regions.Add(new Region([.. walls], rows, last));
            return;
        }

        (BigInteger[][] before, BigInteger unit) = map.Before(stage, rows, one);
        if (map.HasReLU(stage))
        {
            Rows(stage, before, unit, 0, walls, new char[before.Length]);
        }
        else
        {
            Layer(stage + 1, before, unit, walls);
        }
    }

    // Row after row: active where some input has a positive value, inactive where some has none.
    private void Rows(int stage, BigInteger[][] rows, BigInteger one, int row, List<BigInteger[]> walls, char[] signs)
    {
        ct.ThrowIfCancellationRequested();
        if (row == rows.Length)
        {
            Layer(stage + 1, [.. rows.Select((r, i) => signs[i] == '1' ? r : new BigInteger[r.Length])], one, walls, stage == map.Count - 1 ? new string(signs) : string.Empty);
            return;
        }

        BigInteger[] value = rows[row];
        if (ConePoint.Find(walls, value, ct) is not null)
        {
            signs[row] = '1';
            walls.Add(value);
            Rows(stage, rows, one, row + 1, walls, signs);
            walls.RemoveAt(walls.Count - 1);
        }

        BigInteger[] negated = [.. value.Select(BigInteger.Negate)];
        walls.Add(negated);
        if (ConePoint.Find(walls, walls[0], ct) is not null)
        {
            signs[row] = '0';
            Rows(stage, rows, one, row + 1, walls, signs);
        }

        walls.RemoveAt(walls.Count - 1);
    }

    // (x, y, t) with x/t and y/t in the two regions, equal outputs, and some entry of x and y different.
    private Collision? Between(Region first, Region second)
    {
        ct.ThrowIfCancellationRequested();
        Pairs++;
        int n = map.Inputs;
        if (ReferenceEquals(first, second) && Echelon.RankOf(first.Map, n, ct) == n)
        {
            return null;
        }

        BigInteger[] Joined(BigInteger[]? x, BigInteger[]? y, int sign)
        {
            BigInteger[] row = new BigInteger[(2 * n) + 1];
            for (int j = 0; j < n; j++)
            {
                row[j] = x?[j] ?? BigInteger.Zero;
                row[n + j] = sign * (y?[j] ?? BigInteger.Zero);
            }

            row[^1] = (x?[n] ?? BigInteger.Zero) + (sign * (y?[n] ?? BigInteger.Zero));
            return row;
        }

        BigInteger[][] equalities = [.. first.Map.Zip(second.Map, (a, b) => Joined(a, b, -1)).Where(row => row.Any(v => !v.IsZero))];
        IReadOnlyList<BigInteger[]> basis = IntegerElimination.NullBasis(equalities, (2 * n) + 1, int.MaxValue, out _, ct);
        if (basis.Count == 0)
        {
            return null;
        }

        BigInteger[] Reduced(BigInteger[] row) => [.. basis.Select(b => ComposedMap.Dot(row, b))];
        BigInteger[][] walls = [.. first.Walls.Select(w => Joined(w, null, 1)).Concat(second.Walls.Select(w => Joined(null, w, 1))).Select(Reduced).Where(w => w.Any(v => !v.IsZero))];
        BigInteger[] height = Reduced(Joined(Height(n), null, 1));
        if (ConePoint.Find(walls, height, ct) is not { } inside)
        {
            return null;
        }

        for (int j = 0; j < 2 * n; j++)
        {
            BigInteger[] difference = new BigInteger[(2 * n) + 1];
            difference[j % n] = j < n ? BigInteger.One : BigInteger.MinusOne;
            difference[n + (j % n)] = -difference[j % n];
            if (ConePoint.Find(walls, Reduced(difference), ct) is not { } ray)
            {
                continue;
            }

            // A ray at infinity or a point: with a point inside added it is a point, and the entry still differs for all but one of the factors.
            for (int factor = 0; factor <= 2; factor++)
            {
                if (Pair(basis, [.. inside.Select((v, k) => (factor * v) + ray[k])]) is { } pair && NetworkCollision.Holds(map, domain, pair))
                {
                    return pair;
                }
            }

            throw new RegionNotDecidedException();
        }

        return null;
    }

    private static BigInteger[] Height(int n) => [.. Enumerable.Range(0, n + 1).Select(j => j == n ? BigInteger.One : BigInteger.Zero)];

    private Collision? Pair(IReadOnlyList<BigInteger[]> basis, BigInteger[] z)
    {
        int n = map.Inputs;
        BigInteger[] point = new BigInteger[(2 * n) + 1];
        for (int k = 0; k < basis.Count; k++)
        {
            for (int j = 0; j < point.Length; j++)
            {
                point[j] += z[k] * basis[k][j];
            }
        }

        return point[^1].Sign > 0 ? new Collision(point[..n], point[n..^1], point[^1]) : null;
    }
}

/// <summary>A collision lies in the polyhedron around a round domain, but perhaps not in the domain.</summary>
internal sealed class RegionNotDecidedException : Exception;
