using ReluInjectivity.Generators.Tests.C;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>A kernel in two languages, method by method.</summary>
internal static class Agreement
{
    /// <summary>Runs every method of two kernels whose grids have been laid, and asks that they agree.</summary>
    /// <param name="sharp">The C# kernel.</param>
    /// <param name="c">The C kernel.</param>
    /// <param name="tolerance">Relative to the largest of what a method computes.</param>
    public static void Run(EquationKernel sharp, CKernel c, double tolerance = 1e-12)
    {
        sharp.Evaluate();
        c.Evaluate();
        Agree([sharp.Value, .. sharp.Residual], [c.Value, .. c.Residual], tolerance);
        sharp.Gradient();
        c.Gradient();
        Agree(sharp.Residual, c.Residual, tolerance);
        Agree(sharp.Outputs(), c.Outputs(), tolerance);
        if (double.IsFinite(sharp.Value))
        {
            Assert.Equal(sharp.FirstNonFinite(), c.FirstNonFinite());
        }
    }

    private static void Agree(double[] expected, double[] actual, double tolerance)
    {
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                FormattableString.Invariant($"component {i}: C# {expected[i]:R}, C {actual[i]:R}, scale {scale:R}"));
        }
    }
}
