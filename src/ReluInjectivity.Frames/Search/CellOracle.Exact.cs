using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <content>What doubles do not decide.</content>
internal sealed partial class CellOracle
{
    /// <summary>The alternative decided in integers, as far as it is linear.</summary>
    private CellAnswer Exactly(int forced, int all, CancellationToken ct)
    {
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
                return used!.Contains(all) ? CellAnswer.Unconfirmed.Answer : new CellAnswer.Empty(NodeOf(used!, forced, null));
            }

            return IsPoint(linear, all) is { } inside ? new CellAnswer.Inhabited(inside) : OnBall(vectors, linear, forced, all, ct);
        }

        BigInteger[]? z = ExactGordan.Solve(vectors, out int[]? support, ct);
        if (z is null)
        {
            return new CellAnswer.Empty(NodeOf(support!, forced, null));
        }

        return IsPoint(_arrangement.IsConic ? [.. z, BigInteger.One] : z, all) is { } point ? new CellAnswer.Inhabited(point) : CellAnswer.Unconfirmed.Answer;
    }

    /// <summary>
    /// A cell that touches the ball, or reaches into it by little: the nearest point of the closed cell, in fractions, by the rows that the fit ended with. Where
    /// it is not inside the ball, its weights are the contradiction; else a step from it towards a point inside the cell ends in both.
    /// </summary>
    private CellAnswer OnBall(BigInteger[][] vectors, BigInteger[] inside, int forced, int all, CancellationToken ct)
    {
        int[] support = [.. _solver.Support.ToArray().Order()];
        int[] order = [.. Order(support, forced)];
        if (NearestPoint.Of([.. order.Select(k => vectors[k])], ct) is not { } nearest)
        {
            return CellAnswer.Unconfirmed.Answer;
        }

        if (ContradictionCheck.HoldsInBall([.. order.Select(k => vectors[k])], nearest.Weights, _arrangement.Radius!.Value))
        {
            return new CellAnswer.Empty(NodeOf(support, forced, null, nearest.Weights));
        }

        // (1 - 2^-shift) of the way stays at the nearest point.
        BigInteger[] near = [.. nearest.Point.Select(v => v * inside[^1])];
        BigInteger[] far = [.. inside.Select(v => v * nearest.Point[^1])];
        for (int shift = 1; shift <= 4096; shift *= 2)
        {
            if (IsPoint([.. near.Zip(far, (a, b) => ((a << shift) - a) + b)], all) is { } point)
            {
                return new CellAnswer.Inhabited(point);
            }
        }

        return CellAnswer.Unconfirmed.Answer;
    }
}
