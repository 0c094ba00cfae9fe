using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Curves whose branches are known.</summary>
public sealed class BranchJumpsTests
{
    private const int Count = 21;

    private static readonly SystemDescription System = new()
    {
        Model = "curve",
        Title = "A curve",
        Sources = [],
        File = "curve.eq",
        Indices = [],
        IsNested = false,
        Kind = GoalKind.Minimise,
        Goal = "v",
        Unknowns = [new UnknownInfo("x", "x", null, double.NegativeInfinity, double.PositiveInfinity, Ordering.None, null), new UnknownInfo("q", "q", null, 0, 1, Ordering.None, null)],
        Givens = [],
        Outputs = [],
        Equations = [],
        References = [],
        Lines = [],
    };

    /// <summary>One branch each: analytic, with a vertical slope at an end, setting in like a root between two points or at one, constant, growing by decades, and in a logarithmic range.</summary>
    [Fact]
    public void OneBranch_HasNoJump()
    {
        Func<double, double>[] branches =
        [
            t => t, t => Math.Sin(4 * t), Math.Sqrt, Math.Cbrt, t => Math.Sqrt(Math.Max(0, t - 0.41)), t => Math.Sqrt(Math.Max(0, t - 0.45)), t => Math.Cbrt(Math.Max(0, t - 0.45)), _ => 0.3,
            t => Math.Exp(5 * t), t => 1 / (0.05 + t), t => Math.Abs(t - 0.52), t => 1e-9 * Math.Sin(1e9 * t), t => Math.Log(t + 0.01),
        ];
        foreach ((Func<double, double> branch, int i) in branches.Select((b, i) => (b, i)))
        {
            double[][] ranges = [[.. Enumerable.Range(0, Count).Select(k => k / (Count - 1.0))], [.. Enumerable.Range(0, Count).Select(k => Math.Pow(10, -2.0 * k / (Count - 1)))]];
            Assert.All(ranges, range => Assert.All(BranchJumps.Of(System, [.. range.Select(t => At(t, branch(t), 0.5))]), jump => Assert.True(jump is null, $"branch {i}: {jump}")));
            Assert.All(ranges, range => Assert.All(BranchJumps.Of(System, [.. range.Select(t => At(t, 0, 1 / (1 + Math.Exp(-branch(t)))))]), jump => Assert.True(jump is null, $"branch {i} in (0, 1): {jump}")));
        }
    }

    /// <summary>Another branch from a point on, the one point only, or up to it: each is named at the point, and nothing else is.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void AnotherBranch_IsNamed(double scale)
    {
        double[] range = [.. Enumerable.Range(0, Count).Select(k => k / (Count - 1.0))];
        for (int first = 1; first < Count; first++)
        {
            for (int length = 1; length <= Count - first; length++)
            {
                double X(int k) => (scale * 0.01 * Math.Sin(2 * range[k])) + (k >= first && k < first + length ? scale : 0);
                IReadOnlyList<string?> jumps = BranchJumps.Of(System, [.. range.Select((t, k) => At(t, X(k), 0.5))]);
                int[] expected = [.. new[] { first, first + length }.Where(k => k < Count)];
                bool isClear = first > 1 && first + length < Count - 1 && length is 1 or > 3;
                int[] seen = [.. Enumerable.Range(0, Count).Where(k => jumps[k] is not null)];
                Assert.True(!isClear || seen.SequenceEqual(expected), $"{first}, {length}: seen {string.Join(", ", seen)}");
                Assert.Subset(expected.ToHashSet(), seen.ToHashSet());
                Assert.All(seen, k => Assert.StartsWith("jumps, since ", jumps[k], StringComparison.Ordinal));
                Assert.All(seen, k => Assert.Contains(": x from ", jumps[k]!, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void AnotherStatus_IsSaid()
    {
        IReadOnlyList<string?> jumps = BranchJumps.Of(System, [At(1, 0, 0.5), At(2, 0, 0.5) with { Status = SolveStatus.Stalled, Unknowns = [double.NaN, 1] }, At(3, 0, 0.5), At(4, 0, 0.5)]);
        Assert.Equal([null, "the status has changed since 1: perhaps another branch", "the status has changed since 2: perhaps another branch", null], jumps);
        Assert.Throws<ArgumentException>(() => BranchJumps.Of(System, [new CurveSample(0, SolveStatus.Solved, [1])]));
        Assert.Empty(BranchJumps.Of(System, []));
    }

    private static CurveSample At(double abscissa, double x, double q) => new(abscissa, SolveStatus.Solved, [x, q]);
}
