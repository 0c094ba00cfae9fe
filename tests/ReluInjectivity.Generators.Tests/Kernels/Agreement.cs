using ReluInjectivity.Generators.Tests.C;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>A kernel in two languages, method by method.</summary>
internal static class Agreement
{
    /// <summary>Runs every method of two kernels at one point, and asks that they agree.</summary>
    /// <param name="sharp">The C# kernel's evaluation.</param>
    /// <param name="c">The C kernel, planned at the same point.</param>
    /// <param name="tolerance">Relative to the largest of what a method computes.</param>
    public static void Run(Evaluation sharp, CKernel c, double tolerance = 1e-12)
    {
        c.Evaluate();
        Agree([sharp.Value], [c.Value], tolerance);
        c.Gradient();
        Agree(sharp.Residual, c.Residual, tolerance);
        Agree(sharp.Outputs, c.Outputs(), tolerance);
        if (double.IsFinite(sharp.Value))
        {
            Assert.Equal(sharp.FirstNonFinite(), c.FirstNonFinite());
        }
    }

    private static void Agree(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                FormattableString.Invariant($"component {i}: C# {expected[i]:R}, C {actual[i]:R}, scale {scale:R}"));
        }
    }
}
