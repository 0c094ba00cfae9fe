using ReluInjectivity.Runtime.SpecialFunctions;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>How a chain's distances w from its anchor follow from its coordinates.</summary>
internal enum ChainKind
{
    /// <summary>w_1 = u_1, w_k = w_(k-1) + exp(u_k): the whole line.</summary>
    Free,

    /// <summary>w_k = w_(k-1) + exp(u_k) with w_0 = 0: a half line.</summary>
    Growing,

    /// <summary>w_k = w_(k-1) logistic(-u_k) with w_0 the interval's length: an interval. Differences keep full relative accuracy where unknowns crowd at the anchor.</summary>
    Shrinking,
}

/// <summary>Unknowns that stand in one order: x_k = anchor + direction * w_k, counted along the chain.</summary>
internal sealed class OrderedCoordinates
{
    private readonly double _anchor;
    private readonly int _direction;
    private readonly double _length;
    private readonly bool _isReversed;

    private OrderedCoordinates(ChainKind kind, int start, int count, double anchor, int direction, double length, bool isReversed)
    {
        Kind = kind;
        Start = start;
        Count = count;
        _anchor = anchor;
        _direction = direction;
        _length = length;
        _isReversed = isReversed;
    }

    /// <summary>How it is parametrised.</summary>
    public ChainKind Kind { get; }

    /// <summary>The first unknown.</summary>
    public int Start { get; }

    /// <summary>The number of unknowns.</summary>
    public int Count { get; }

    /// <summary>The chain for a run of unknowns with one interval and order.</summary>
    public static OrderedCoordinates Of(UnknownInfo info, int start, int count)
    {
        bool hasLower = !double.IsNegativeInfinity(info.Lower);
        bool hasUpper = !double.IsPositiveInfinity(info.Upper);
        bool isDecreasing = info.Ordering == Ordering.Decreasing;
        return (hasLower, hasUpper) switch
        {
            // Anchored at the end that the unknowns approach with their index.
            (true, true) when isDecreasing => new(ChainKind.Shrinking, start, count, info.Lower, 1, info.Upper - info.Lower, false),
            (true, true) => new(ChainKind.Shrinking, start, count, info.Upper, -1, info.Upper - info.Lower, false),
            (true, false) => new(ChainKind.Growing, start, count, info.Lower, 1, 0, isDecreasing),
            (false, true) => new(ChainKind.Growing, start, count, info.Upper, -1, 0, !isDecreasing),
            _ => new(ChainKind.Free, start, count, 0, isDecreasing ? -1 : 1, 0, false),
        };
    }

    /// <summary>The unknown's position of the k-th link.</summary>
    public int At(int k) => Start + (_isReversed ? Count - 1 - k : k);

    /// <summary>Writes the unknowns.</summary>
    public void ToUnknowns(ReadOnlySpan<double> u, Span<double> x)
    {
        double w = _length;
        for (int k = 0; k < Count; k++)
        {
            w = Next(w, u[At(k)], k);
            x[At(k)] = _anchor + (_direction * w);
        }
    }

    /// <summary>Writes the coordinates.</summary>
    public void ToCoordinates(ReadOnlySpan<double> x, Span<double> u)
    {
        double before = _length;
        for (int k = 0; k < Count; k++)
        {
            double w = _direction * (x[At(k)] - _anchor);
            u[At(k)] = Kind switch
            {
                ChainKind.Shrinking => Math.Log((before - w) / w),
                ChainKind.Free when k == 0 => w,
                _ => Math.Log(w - (k == 0 ? 0 : before)),
            };
            before = w;
        }
    }

    /// <summary>The share of the chain's length at which its k-th link lies.</summary>
    public double Share(int k) => (k + 1.0) / (Count + 1);

    /// <summary>
    /// The unknowns as a function of the share, which looks alike however many links there are: the logarithms of their distances from the anchor, on the
    /// whole line the distances.
    /// </summary>
    public IReadOnlyList<(double Share, double Value)> Profile(IReadOnlyList<double> x) =>
        [.. Enumerable.Range(0, Count).Select(k => (Share(k), OnProfile(_direction * (x[At(k)] - _anchor))))];

    /// <summary>Writes the unknowns of a profile.</summary>
    public void OfProfile(ReadOnlySpan<double> profile, Span<double> x)
    {
        for (int k = 0; k < Count; k++)
        {
            double distance = profile[At(k)];
            x[At(k)] = _anchor + (_direction * (Kind == ChainKind.Free ? distance : Math.Exp(distance)));
        }
    }

    /// <summary>Adds dx/du.</summary>
    public void AddJacobian(ReadOnlySpan<double> u, double[,] jacobian)
    {
        double w = _length;
        for (int k = 0; k < Count; k++)
        {
            w = Next(w, u[At(k)], k);
            for (int j = 0; j <= k; j++)
            {
                // dw_k/du_j = -w_k logistic(u_j), or exp(u_j)
                jacobian[At(k), At(j)] = _direction * Kind switch
                {
                    ChainKind.Shrinking => -w * ElementaryFunctions.Logistic(u[At(j)]),
                    ChainKind.Free when j == 0 => 1,
                    _ => Math.Exp(u[At(j)]),
                };
            }
        }
    }

    /// <summary>Adds sum_k gradient_k d^2x_k/du^2.</summary>
    public void AddCurvature(ReadOnlySpan<double> u, ReadOnlySpan<double> gradient, double[,] curvature)
    {
        double w = _length;
        for (int k = 0; k < Count; k++)
        {
            w = Next(w, u[At(k)], k);
            double g = _direction * gradient[At(k)];
            for (int j = 0; j <= k; j++)
            {
                double uj = u[At(j)];
                if (Kind != ChainKind.Shrinking)
                {
                    curvature[At(j), At(j)] += Kind == ChainKind.Free && j == 0 ? 0 : g * Math.Exp(uj);
                    continue;
                }

                // d^2w_k/du_i du_j = w_k s_i s_j, and w_k (s_j^2 - s_j (1 - s_j)) for i = j, with s = logistic(u)
                double sj = ElementaryFunctions.Logistic(uj);
                for (int i = 0; i <= k; i++)
                {
                    double si = ElementaryFunctions.Logistic(u[At(i)]);
                    curvature[At(i), At(j)] += g * w * (i == j ? (sj * sj) - (sj * ElementaryFunctions.Logistic(-uj)) : si * sj);
                }
            }
        }
    }

    private double OnProfile(double distance) => Kind == ChainKind.Free ? distance : Math.Log(distance);

    private double Next(double w, double u, int k) => Kind switch
    {
        ChainKind.Shrinking => w * ElementaryFunctions.Logistic(-u),
        ChainKind.Free when k == 0 => u,
        _ => (k == 0 ? 0 : w) + Math.Exp(u),
    };
}
