using System.Globalization;
using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Tests.SpecialFunctions;

/// <summary>Scalar functions against exact values; the bounds are the documented ones.</summary>
public sealed class ReferenceValueTests
{
    [Fact]
    public void Erf_IsAccurate() => AssertAccurate(ErrorFunctions.Erf, ReferenceValues.Erf, 2.5);

    [Fact]
    public void Erfc_IsAccurate() => AssertAccurate(ErrorFunctions.Erfc, ReferenceValues.Erfc, 3);

    [Fact]
    public void Erfcx_IsAccurate() => AssertAccurate(ErrorFunctions.Erfcx, ReferenceValues.Erfcx, 3);

    [Fact]
    public void LogErfc_IsAccurate() => AssertAccurate(ErrorFunctions.LogErfc, ReferenceValues.LogErfc, 4);

    [Fact]
    public void Pdf_IsAccurate() => AssertAccurate(NormalDistribution.Pdf, ReferenceValues.Pdf, 3);

    [Fact]
    public void Cdf_IsAccurate() => AssertAccurate(NormalDistribution.Cdf, ReferenceValues.Cdf, 4);

    [Fact]
    public void LogCdf_IsAccurate() => AssertAccurate(NormalDistribution.LogCdf, ReferenceValues.LogCdf, 5);

    [Fact]
    public void MillsRatio_IsAccurate() => AssertAccurate(NormalDistribution.MillsRatio, ReferenceValues.MillsRatio, 4);

    [Fact]
    public void CdfDifference_IsAccurate()
    {
        foreach (string[] fields in Rows(ReferenceValues.CdfDifference))
        {
            double a = Number(fields[0]);
            double b = Number(fields[1]);
            AssertWithin(NormalDistribution.CdfDifference(a, b), fields[2], 6, $"CdfDifference({fields[0]}, {fields[1]})");
        }
    }

    [Fact]
    public void UlpError_SeesASingleUlp()
    {
        Assert.Equal(0, UlpError.Of(0.5, "5e-1"));
        Assert.Equal(1, UlpError.Of(Math.BitIncrement(1.0), "1.0e0"));
        Assert.Equal(2, UlpError.Of(-4 * double.Epsilon, "-9.8813129168249308835313758573644274474e-324"), 1e-10);
        Assert.Equal(0.5, UlpError.Of(1, "1.00000000000000011102230246251565"), 1e-10);
        Assert.Equal(double.PositiveInfinity, UlpError.Of(double.NaN, "1"));
    }

    internal static IEnumerable<string[]> Rows(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(row => row.Split(' '));

    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertAccurate(Func<double, double> function, string table, double maxUlps)
    {
        int points = 0;
        foreach (string[] fields in Rows(table))
        {
            AssertWithin(function(Number(fields[0])), fields[1], maxUlps, $"x = {fields[0]}");
            points++;
        }

        Assert.True(points >= 60, $"only {points} reference points");
    }

    private static void AssertWithin(double actual, string expected, double maxUlps, string where)
    {
        double error = UlpError.Of(actual, expected);
        Assert.True(error <= maxUlps, $"{where}: {actual:R} is {error:F2} ulp from {expected}");
    }
}
