using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Whether some point inside the domain makes given rows active and given rows inactive: doubles find the answer, integers confirm
/// it. One oracle serves one thread.
/// </summary>
internal sealed partial class CellOracle
{
    /// <summary>Distance from the hyperplanes, relative to a ball's radius, at which a point is looked for.</summary>
    private const double Margin = 1e-10;

    private readonly Arrangement _arrangement;
    private readonly NonNegativeLeastSquares _solver;
    private readonly double[][] _directions;
    private readonly bool[] _isFaithful;
    private readonly double[] _offsets;
    private readonly double[] _norms;
    private readonly int _dimension;
    private readonly double[] _target;
    private readonly int[] _codes;
    private readonly CircuitFilter? _filter;

    /// <summary>An oracle.</summary>
    public CellOracle(Arrangement arrangement)
    {
        _arrangement = arrangement;
        int m = arrangement.Rows.Count;
        int total = m + arrangement.Walls.Count;
        int n = arrangement.Inputs;
        bool isBall = arrangement.Radius is not null;
        int length = isBall || arrangement.IsConic ? n : n + 1;
        _dimension = length + 1;
        _directions = new double[total][];
        _isFaithful = new bool[total];
        _offsets = new double[total];
        _norms = new double[total];
        for (int i = 0; i < total; i++)
        {
            BigInteger[] row = i < m ? arrangement.Rows[i] : arrangement.Walls[i - m];
            double[] values = Rounded(row);
            double[] head = values[..length];
            double norm = UnitVector.Norm(head);
            _norms[i] = norm;
            _directions[i] = [.. head.Select(v => norm == 0 ? 0 : v / norm)];
            _isFaithful[i] = CircuitFilter.IsFaithful(_directions[i], row);
            _offsets[i] = isBall && norm > 0 ? values[n] / (norm * arrangement.Radius!.Value) : 0;
        }

        _solver = new NonNegativeLeastSquares(_dimension, total);
        _target = new double[_dimension];
        _target[^1] = 1;
        _codes = new int[total];
        _filter = isBall ? null : new CircuitFilter(length);
    }

    /// <summary>Decides whether a cell with this status of its rows holds a point.</summary>
    /// <param name="status">What is asked of each row.</param>
    /// <param name="ct">Stops the search.</param>
    public CellAnswer Ask(ReadOnlySpan<RowStatus> status, CancellationToken ct)
    {
        int m = _arrangement.Rows.Count;
        int forced = 0;
        for (int g = 0; g < _arrangement.Walls.Count; g++)
        {
            SetColumn(forced++, m + g, 1);
        }

        for (int i = 0; i < m; i++)
        {
            if (status[i] is RowStatus.Active or RowStatus.Inactive)
            {
                SetColumn(forced++, i, status[i] is RowStatus.Active ? 1 : -1);
            }
        }

        int all = forced;
        for (int i = 0; i < m; i++)
        {
            if (status[i] is RowStatus.InactiveWherePossible)
            {
                SetColumn(all++, i, -1);
            }
        }

        // A contradiction among what is given needs no branch: it is looked for first.
        _solver.Start(_target);
        bool isOutside = false;
        foreach (int allowed in new[] { forced, all })
        {
            isOutside = IsOutside(_solver.Solve(allowed, ct));
            if (isOutside && Confirmed(forced) is { } node)
            {
                return new CellAnswer.Empty(node);
            }
        }

        return isOutside || ConfirmedPoint(all) is not { } point ? Exactly(forced, all, ct) : new CellAnswer.Inhabited(point);
    }

    private static double[] Rounded(BigInteger[] row)
    {
        BigInteger largest = row.Max(BigInteger.Abs);
        return [.. row.Select(v => largest.IsZero ? 0 : Dyadic.Quotient(v, largest))];
    }

    /// <summary>Column k of the fit: the signed unit row, and below it 1, or for a ball the distance that the point must keep.</summary>
    private void SetColumn(int k, int row, int sign)
    {
        Span<double> column = _solver.Column(k);
        TensorPrimitives.Multiply(_directions[row], (double)sign, column);
        column[^1] = _arrangement.Radius is null ? 1 : Margin - (sign * _offsets[row]);
        _codes[k] = sign > 0 ? row + 1 : -(row + 1);
    }

    /// <summary>
    /// Without a ball: the residual (r, s) vanishes, or z = -r / s has s_k z >= 1 for all k. With one: z is the point nearest to
    /// the centre, in units of the radius.
    /// </summary>
    private bool IsOutside(double rest)
    {
        if (rest < 1e-22)
        {
            return true;
        }

        if (_arrangement.Radius is null)
        {
            return false;
        }

        ReadOnlySpan<double> r = _solver.Residual;
        return UnitVector.Norm(r[..^1]) >= (1 - 1e-12) * r[^1];
    }

    private SearchNode? Confirmed(int forced)
    {
        int[] support = [.. _solver.Support.ToArray().Order()];
        SearchNode node = NodeOf(support, forced, null);
        if (_filter is not null && support.Length == _dimension && IsCircuit(_filter, support))
        {
            return node;
        }

        BigInteger[][] vectors = ContradictionCheck.Vectors(_arrangement, node);
        if (_arrangement.Radius is not { } radius)
        {
            return ContradictionCheck.Circuit(vectors) is null ? null : node;
        }

        Dictionary<int, double> weights = [];
        for (int j = 0; j < support.Length; j++)
        {
            weights[_solver.Support[j]] = _solver.Weights[j];
        }

        double[] inOrder = [.. Order(support, forced).Select(k => weights[k] * Scale(_codes[k]))];
        if (ContradictionCheck.HoldsInBall(vectors, inOrder, radius))
        {
            return NodeOf(support, forced, inOrder);
        }

        return ContradictionCheck.Circuit(vectors) is null ? null : node;
    }

    private bool IsCircuit(CircuitFilter filter, int[] support)
    {
        for (int k = 0; k < support.Length; k++)
        {
            int row = Math.Abs(_codes[support[k]]) - 1;
            if (!_isFaithful[row])
            {
                return false;
            }

            filter.Set(k, _directions[row], Math.Sign(_codes[support[k]]));
        }

        return filter.Holds();
    }

    /// <summary>From a weight of the unit row to one of the integer row.</summary>
    private double Scale(int code)
    {
        double largest = (double)Integers(code).Max(BigInteger.Abs);
        return 1 / (_norms[Math.Abs(code) - 1] * largest);
    }

    private BigInteger[]? ConfirmedPoint(int all)
    {
        double[] z = Point();
        return Array.TrueForAll(z, double.IsFinite) && IsPoint(Dyadic.Scale(z), all) is { } point ? point : null;
    }

    private double[] Point()
    {
        ReadOnlySpan<double> r = _solver.Residual;
        double scale = _arrangement.Radius ?? 1;
        double[] z = new double[_arrangement.Inputs + 1];
        for (int j = 0; j < _dimension - 1; j++)
        {
            z[j] = -scale * r[j] / r[^1];
        }

        if (_arrangement.IsConic)
        {
            // Any multiple will do: one of moderate size.
            double largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(z));
            int exponent = double.IsFinite(largest) && largest > 0 ? Math.ILogB(largest) : 0;
            z = [.. z.Select(v => Math.ScaleB(v, -exponent))];
        }

        if (_dimension - 1 == _arrangement.Inputs)
        {
            z[^1] = 1;
        }

        return z;
    }

    /// <summary>The point where all columns are positive at it and it is inside the domain.</summary>
    private BigInteger[]? IsPoint(BigInteger[] point, int all)
    {
        for (int k = 0; k < all; k++)
        {
            if (CollisionBuilder.Dot(Integers(_codes[k]), point).Sign != Math.Sign(_codes[k]))
            {
                return null;
            }
        }

        return CollisionBuilder.IsInside(_arrangement.Walls, _arrangement.Radius, point, isClosed: false) ? point : null;
    }

    /// <summary>The row or wall of a column.</summary>
    private BigInteger[] Integers(int code)
    {
        int row = Math.Abs(code) - 1;
        int m = _arrangement.Rows.Count;
        return row < m ? _arrangement.Rows[row] : _arrangement.Walls[row - m];
    }

    /// <summary>The columns of a support in the order of <see cref="SearchNode"/>: active, inactive, branches, walls.</summary>
    private IEnumerable<int> Order(int[] support, int forced)
    {
        int m = _arrangement.Rows.Count;
        return support.Where(k => k < forced && IsRow(k) && _codes[k] > 0)
            .Concat(support.Where(k => k < forced && _codes[k] < 0))
            .Concat(support.Where(k => k >= forced))
            .Concat(support.Where(k => !IsRow(k)));

        bool IsRow(int k) => Math.Abs(_codes[k]) <= m;
    }

    private SearchNode NodeOf(int[] support, int forced, double[]? weights, IReadOnlyList<BigInteger>? multipliers = null)
    {
        int m = _arrangement.Rows.Count;
        int[] columns = [.. Order(support, forced)];
        return new SearchNode
        {
            Active = [.. columns.Where(k => k < forced && _codes[k] > 0 && _codes[k] <= m).Select(k => _codes[k] - 1)],
            Inactive = [.. columns.Where(k => k < forced && _codes[k] < 0).Select(k => -_codes[k] - 1)],
            Branches = [.. columns.Where(k => k >= forced).Select(k => -_codes[k] - 1)],
            Walls = [.. columns.Where(k => _codes[k] > m).Select(k => _codes[k] - 1 - m)],
            Weights = weights,
            Multipliers = multipliers,
        };
    }
}
