using System.Globalization;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>
/// Roots of one equation in one unknown, at scales drawn over hundreds of decades. The equations are factored, so their roots are known: what is tested
/// is that a root is reported where there is one, its bar holds, and nothing else is called a root.
/// </summary>
public sealed class RootTests
{
    private const int Draws = 60;

    private static readonly TestedModel Factored = new("""
        model factored "Three roots, scaled"
        given s = 1 in (0, inf)
        given a = 1 in (0, inf)
        given b = 2 in (0, inf)
        given c = 3 in (0, inf)
        unknown x in (0, inf)
        equation s*(x/a - 1)*(x/b - 1)*(x/c - 1) = 0
        solve x
        """);

    private static readonly TestedModel Shapes = new("""
        model shapes "One shape chosen by a given"
        given shape = 0 in (-1, 10)
        given s = 1 in (0, inf)
        given a = 1 in (0, inf)
        given d = 1e-3 in (0, 1)
        unknown x in (0, inf)
        let pole = s/(x - a)
        let jump = piecewise(x < a: -s; else: 2*s)
        let touch = s*(x/a - 1)^2
        let above = s*((x/a - 1)^2 + d)
        let pair = s*(abs(x/a - 1) - d)
        let gap = piecewise(x < a: -s; x < 2*a: log(a - x); else: s)
        equation piecewise(shape < 0.5: pole; shape < 1.5: jump; shape < 2.5: touch; shape < 3.5: above; shape < 4.5: pair; else: gap) = 0
        solve x
        """);

    /// <summary>Residuals from 1e-200 to 1e200, roots from 1e-60 to 1e60, each of three asked for by its place.</summary>
    [Fact]
    public void EachOfThreeRoots_AtAnyScale()
    {
        var random = new Random(11);
        for (int i = 0; i < Draws; i++)
        {
            double first = Math.Pow(10, (120 * random.NextDouble()) - 60);
            double[] roots = [first, first * (1.5 + random.NextDouble()), first * (10 + (1e3 * random.NextDouble()))];
            double scale = Math.Pow(10, (400 * random.NextDouble()) - 200);
            int wanted = random.Next(3);
            SolveResult result = Root(Factored, wanted + 1, 1e-2, ("s", scale), ("a", roots[0]), ("b", roots[1]), ("c", roots[2]));
            string what = string.Create(CultureInfo.InvariantCulture, $"draw {i}: root {wanted + 1} of {string.Join(", ", roots)}, scale {scale}: {result.Status} {result.Value} +- {result.ErrorEstimate}, {result.Message}");
            Assert.True(result.Status is SolveStatus.Solved or SolveStatus.Imprecise, what);
            Assert.True(Math.Abs(result.Value - roots[wanted]) <= result.ErrorEstimate, what);
            Assert.True(result.ErrorEstimate <= 1e-11 * result.Value, what);
            Assert.Contains($"root {wanted + 1} of the 3 found", result.Message!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MoreRootsThanThereAre_IsNoRoot()
    {
        SolveResult result = Root(Factored, 4, 1e-10);
        Assert.Equal(SolveStatus.NoRoot, result.Status);
        Assert.StartsWith("root 4 was asked for, but 3 found, near ", result.Message!, StringComparison.Ordinal);
        Assert.True(double.IsNaN(result.Value) && double.IsPositiveInfinity(result.ErrorEstimate));
    }

    /// <summary>A pole, a jump, a value that only touches zero or stays above it, a gap without values: no roots, at any scale.</summary>
    [Theory]
    [InlineData(0, "at a pole or a jump, near ")]
    [InlineData(1, "at a pole or a jump, near ")]
    [InlineData(2, "no sign change among ")]
    [InlineData(3, "no sign change among ")]
    [InlineData(5, "not finite on [")]
    public void WhatIsNoRoot(int shape, string message)
    {
        var random = new Random(shape);
        for (int i = 0; i < Draws / 4; i++)
        {
            double scale = Math.Pow(10, (200 * random.NextDouble()) - 100);
            double a = Math.Pow(10, (6 * random.NextDouble()) - 3);
            SolveResult result = Root(Shapes, 1, 1e-10, ("shape", shape), ("s", scale), ("a", a));
            Assert.Equal((SolveStatus.NoRoot, true), (result.Status, double.IsPositiveInfinity(result.ErrorEstimate)));
            Assert.Contains(message, result.Message!, StringComparison.Ordinal);
            Assert.StartsWith("for x: ", result.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Two roots far closer than the points looked at, at a kink between them.</summary>
    [Fact]
    public void TwoRootsBetweenNeighbouringPoints()
    {
        var random = new Random(5);
        for (int i = 0; i < Draws / 2; i++)
        {
            double a = Math.Pow(10, (6 * random.NextDouble()) - 3);
            double d = Math.Pow(10, (-5 * random.NextDouble()) - 2);
            SolveResult result = Root(Shapes, 2, 1e-2, ("shape", 4), ("s", Math.Pow(10, (200 * random.NextDouble()) - 100)), ("a", a), ("d", d));
            string what = string.Create(CultureInfo.InvariantCulture, $"a {a}, d {d}: {result.Status} {result.Value} +- {result.ErrorEstimate}, {result.Message}");
            Assert.True(result.Status is SolveStatus.Solved, what);
            Assert.True(Math.Abs(result.Value - (a * (1 + d))) <= result.ErrorEstimate + (1e-15 * a), what);
        }
    }

    /// <summary>(x - 1)^7, multiplied out, is noise around 1: the bar has to span it.</summary>
    [Fact]
    public void MultipleRoot_HasABarThatHolds()
    {
        SolveResult result = Root(
            new TestedModel("model noise \"A root of order seven\"\nunknown x in (0, 3)\nequation x^7 - 7*x^6 + 21*x^5 - 35*x^4 + 35*x^3 - 21*x^2 + 7*x - 1 = 0\nsolve x"), 1, 1e-10);
        Assert.Equal(SolveStatus.Imprecise, result.Status);
        Assert.InRange(Math.Abs(result.Value - 1), 0, result.ErrorEstimate);
        Assert.InRange(result.ErrorEstimate, 1e-3, 0.3);
    }

    /// <summary>Beyond 8 the rounding of 1 - Phi(x) is all there is of it; whatever is said of x = 9.26 (1 - Phi(x) = 1e-20; mpmath) must hold.</summary>
    [Fact]
    public void NoiseIsNoRoot()
    {
        SolveResult result = Root(new TestedModel("model tail \"Noise\"\nunknown x in (0, 30)\nlet one = Phi(x) + 1e-17\nequation cos(x)^2 + sin(x)^2 - 1 = 1e-20\nsolve x\noutput one"), 1, 1e-10);
        Assert.NotEqual(SolveStatus.Solved, result.Status);
        Assert.Contains("not told from zero by its rounding on", result.Message!, StringComparison.Ordinal);
    }

    private static SolveResult Root(TestedModel model, int root, double tolerance, params (string Name, double Value)[] given) =>
        model.Attempt("x", new SolveOptions { Tolerance = tolerance, Root = root }, given);
}
