using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <content>What doubles do not decide.</content>
internal sealed partial class CellOracle
{
    /// <summary>The alternative decided in integers, as far as it is linear.</summary>
    private SearchNode? Exactly(int forced, int all, out BigInteger[]? point, CancellationToken ct)
    {
        point = null;
        int length = _arrangement.IsConic ? _arrangement.Inputs : _arrangement.Inputs + 1;
        BigInteger[][] vectors = new BigInteger[all][];
        for (int k = 0; k < all; k++)
        {
            BigInteger[] v = Integers(_codes[k])[..length];
            vectors[k] = _codes[k] > 0 ? v : [.. v.Select(BigInteger.Negate)];
        }

        if (_arrangement.Radius is not null)
        {
            // Linear contradictions are found exactly; those that need the ball's curvature are not.
            BigInteger[] positive = new BigInteger[length];
            positive[^1] = BigInteger.One;
            BigInteger[]? linear = ExactGordan.Solve([.. vectors, positive], out int[]? used, ct);
            if (linear is null)
            {
                return used!.Contains(all) ? null : NodeOf(used!, forced, null);
            }

            point = IsPoint(linear, all);
            return point is null ? OnBall(vectors, linear, forced, all, out point, ct) : null;
        }

        BigInteger[]? z = ExactGordan.Solve(vectors, out int[]? support, ct);
        if (z is null)
        {
            return NodeOf(support!, forced, null);
        }

        point = IsPoint(_arrangement.IsConic ? [.. z, BigInteger.One] : z, all);
        return null;
    }

    /// <summary>
    /// A cell that touches the ball, or reaches into it by little: the nearest point of the closed cell, in fractions, by the rows that the fit ended with. Where
    /// it is not inside the ball, its weights are the contradiction; else a step from it towards a point inside the cell ends in both.
    /// </summary>
    private SearchNode? OnBall(BigInteger[][] vectors, BigInteger[] inside, int forced, int all, out BigInteger[]? point, CancellationToken ct)
    {
        point = null;
        int[] support = [.. _solver.Support.ToArray().Order()];
        int[] order = [.. Order(support, forced)];
        if (NearestPoint.Of([.. order.Select(k => vectors[k])], ct) is not { } nearest)
        {
            return null;
        }

        if (ContradictionCheck.HoldsInBall([.. order.Select(k => vectors[k])], nearest.Weights, _arrangement.Radius!.Value))
        {
            return NodeOf(support, forced, null, nearest.Weights);
        }

        // (1 - 2^-shift) of the way stays at the nearest point.
        BigInteger[] near = [.. nearest.Point.Select(v => v * inside[^1])];
        BigInteger[] far = [.. inside.Select(v => v * nearest.Point[^1])];
        for (int shift = 1; point is null && shift <= 4096; shift *= 2)
        {
            point = IsPoint([.. near.Zip(far, (a, b) => ((a << shift) - a) + b)], all);
        }

        return null;
    }
}
