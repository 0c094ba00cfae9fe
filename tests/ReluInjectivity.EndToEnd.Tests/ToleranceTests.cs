using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>A loose tolerance costs less than a tight one, at any parameter, and its bar holds.</summary>
public sealed class ToleranceTests
{
    private static readonly int[] Levels = [.. Enumerable.Range(1, 8)];

    [Fact]
    public void Loose_tolerances_are_cheaper_and_their_bars_hold()
    {
        Arbitrary<(double Kappa, double Tolerance)> problems = (from k in Gen.Choose(-160, 150) from t in Gen.Choose(-80, -40) select (Math.Pow(10, k / 100.0), Math.Pow(10, t / 10.0))).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(6)), Prop.ForAll(problems, problem =>
        {
            (double kappa, double tolerance) = problem;
            IReadOnlyList<SolveResult> At(double to) =>
                FamilySolver.Solve(Families.Of("single-layer"), Levels, new Dictionary<string, double> { ["kappa"] = kappa }, new SolveOptions { Tolerance = to });
            IReadOnlyList<SolveResult> loose = At(tolerance);
            IReadOnlyList<SolveResult> tight = At(1e-12);
            Assert.All(loose, r => Assert.Equal(SolveStatus.Solved, r.Status));
            Assert.All(loose.Zip(tight), p => Assert.True(Math.Abs(p.First.Value - p.Second.Value) <= p.First.ErrorEstimate + p.Second.ErrorEstimate));
            Assert.All(loose, r => Assert.True(r.ErrorEstimate <= tolerance));
            Assert.True(loose.Sum(r => r.Iterations) <= tight.Sum(r => r.Iterations));
            Assert.True(loose.Sum(r => r.ValueEvaluations) <= tight.Sum(r => r.ValueEvaluations));
        }));
    }
}
