using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Profiles whose limit and law are known.</summary>
public sealed class ProfileLimitTests
{
    /// <summary>
    /// Level r samples the line x + 0.4/r in steps of 1/(r + 1), so the limit is x; a law with another power, 1/sqrt(r) or r^-1.5, leads elsewhere, by least squares over
    /// levels 11 to 16 written out here. The bar is three times the larger of the two.
    /// </summary>
    [Fact]
    public void BarIsThreeTimesWhatOtherPowersMakeOfIt()
    {
        const double Slope = 0.4;
        ProfileLimit found = ProfileLimit.Of([.. Enumerable.Range(6, 11).Select(r => Level(r, Slope / r))], new ProfileInfo("q", "c", null), 2)!;
        double spread = new[] { 0.5, 1.5 }.Max(power => Math.Abs(Intercept([.. Enumerable.Range(11, 6).Select(r => (Math.Pow(r, -power), Slope / r))])));
        Assert.InRange(spread, 1e-3, 0.1);
        Assert.NotEmpty(found.Points);
        Assert.All(found.Points, p => Assert.Equal(p.At, p.Value, 1e-9));
        Assert.All(found.Points, p => Assert.Equal(3 * spread, p.ErrorEstimate, 1e-7));
    }

    private static double Intercept((double X, double Y)[] points)
    {
        (double n, double x, double y) = (points.Length, points.Sum(p => p.X), points.Sum(p => p.Y));
        (double xx, double xy) = (points.Sum(p => p.X * p.X), points.Sum(p => p.X * p.Y));
        return ((xx * y) - (x * xy)) / ((n * xx) - (x * x));
    }

    private static SolveResult Level(int level, double shift)
    {
        int[] steps = [.. Enumerable.Range(1, level)];
        static UnknownInfo Unknown(string family, int k) => new($"{family}[{k}]", family, k, double.NegativeInfinity, double.PositiveInfinity, Ordering.None, null);
        return new SolveResult
        {
            System = new SystemDescription
            {
                Model = "line",
                Title = "A line",
                Sources = [],
                File = "line.eq",
                Indices = [new FamilyIndex(FamilyIndexKind.Level, "r", level)],
                IsNested = true,
                Kind = GoalKind.Minimise,
                Goal = "v",
                Unknowns = [.. steps.Select(k => Unknown("q", k)), .. steps.Select(k => Unknown("c", k))],
                Givens = [],
                Outputs = [],
                Equations = [],
                References = [],
                Lines = [],
            },
            Status = SolveStatus.Solved,
            Value = 0,
            ErrorEstimate = 0,
            QuadratureError = 0,
            OptimiserError = 0,
            Given = [],
            Unknowns = [.. steps.Select(k => ((k - 0.5) / (level + 1)) + shift), .. steps.Select(k => k / (level + 1.0))],
            Outputs = [],
            Iterations = 0,
            ValueEvaluations = 0,
            GradientEvaluations = 0,
            HessianVectorProducts = 0,
            GradientNorm = 0,
            LastStep = 0,
            ConditionNumber = 1,
            Nodes = 0,
        };
    }
}
