namespace ReluInjectivity.Symbolics.Tests;

/// <summary>Comparison of numbers that were rounded.</summary>
internal static class Approximate
{
    /// <summary>Fails unless the numbers agree to a relative error, or to an absolute one near zero.</summary>
    public static void AssertClose(double expected, double actual, double relative, double absolute = 1e-14) =>
        Assert.True(Math.Abs(expected - actual) <= absolute + (relative * Math.Abs(expected)), $"expected {expected:R}, not {actual:R}");
}
