using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Tests.SpecialFunctions;

/// <summary>The span versions against exact values and against the scalar functions.</summary>
public sealed class BatchTests
{
    private delegate void Batch(ReadOnlySpan<double> x, Span<double> destination);

    [Fact]
    public void Erfc_IsAccurate() => AssertAccurate(ErrorFunctions.Erfc, ReferenceValues.Erfc, 4);

    [Fact]
    public void Erfcx_IsAccurate() => AssertAccurate(ErrorFunctions.Erfcx, ReferenceValues.Erfcx, 4);

    [Fact]
    public void Pdf_IsAccurate() => AssertAccurate(NormalDistribution.Pdf, ReferenceValues.Pdf, 4);

    [Fact]
    public void Cdf_IsAccurate() => AssertAccurate(NormalDistribution.Cdf, ReferenceValues.Cdf, 4);

    [Fact]
    public void Exp_IsAccurate() => AssertAccurate(Four(ElementaryFunctions.Exp), ElementaryReferenceValues.Exp, 1);

    [Fact]
    public void Log_IsAccurate() => AssertAccurate(Four(ElementaryFunctions.Log), ElementaryReferenceValues.Log, 1);

    [Fact]
    public void ExpAndLog_AtTheEndsOfTheLine()
    {
        var ends = Vector256.Create(double.NegativeInfinity, double.PositiveInfinity, double.NaN, 1e300);
        Assert.Equal(Vector256.Create(0, double.PositiveInfinity, double.NaN, double.PositiveInfinity), ElementaryFunctions.Exp(ends));
        Assert.Equal(0, ElementaryFunctions.Exp(Vector256.Create(-1e300))[0]);
        Assert.Equal(
            Vector256.Create(double.NegativeInfinity, double.NegativeInfinity, double.NaN, double.PositiveInfinity),
            ElementaryFunctions.Log(Vector256.Create(0, -0.0, -1, double.PositiveInfinity)));
        Assert.Equal(Vector256.Create(double.NaN), ElementaryFunctions.Log(Vector256.Create(double.NaN, double.NegativeInfinity, -1e-320, -1e300)));
    }

    [Fact]
    public void CdfDifference_IsAccurate()
    {
        string[][] rows = ReferenceValueTests.Rows(ReferenceValues.CdfDifference).ToArray();
        double[] a = rows.Select(row => ReferenceValueTests.Number(row[0])).ToArray();
        double[] b = rows.Select(row => ReferenceValueTests.Number(row[1])).ToArray();
        double[] forward = new double[rows.Length];
        double[] backward = new double[rows.Length];
        NormalDistribution.CdfDifference(a, b, forward);
        NormalDistribution.CdfDifference(b, a, backward);
        for (int i = 0; i < rows.Length; i++)
        {
            double error = UlpError.Of(forward[i], rows[i][2]);
            Assert.True(error <= 7, $"CdfDifference({a[i]:R}, {b[i]:R}) is wrong by {error:F2} ulp");
            Assert.Equal(-forward[i], backward[i]);
        }
    }

    [Fact]
    public void Unary_AgreesWithScalar()
    {
        double[] x = Grid();
        AssertAgrees(ErrorFunctions.Erfc, ErrorFunctions.Erfc, x);
        AssertAgrees(ErrorFunctions.Erfcx, ErrorFunctions.Erfcx, x);
        AssertAgrees(NormalDistribution.Pdf, NormalDistribution.Pdf, x);
        AssertAgrees(NormalDistribution.Cdf, NormalDistribution.Cdf, x);
    }

    [Fact]
    public void CdfDifference_AgreesWithScalar()
    {
        double[] a = Grid();
        foreach (double width in new[] { 0, 1e-12, 1e-3, 0.3, 0.5, 0.7, 4, double.PositiveInfinity })
        {
            double[] b = a.Select((value, i) => i % 3 == 0 ? value - width : value + width).ToArray();
            double[] actual = new double[a.Length];
            NormalDistribution.CdfDifference(a, b, actual);
            for (int i = 0; i < a.Length; i++)
            {
                AssertClose(NormalDistribution.CdfDifference(a[i], b[i]), actual[i], 8, a[i]);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void Result_DependsNeitherOnLengthNorOnPosition(int length)
    {
        double[] x = Grid().Skip(100).Take(length).ToArray();
        double[] whole = new double[length + 1];
        whole[length] = 42;
        NormalDistribution.Cdf(x, whole);
        double[] single = new double[1];
        for (int i = 0; i < length; i++)
        {
            NormalDistribution.Cdf(x.AsSpan(i, 1), single);
            Assert.Equal(single[0], whole[i]);
        }

        Assert.Equal(42, whole[length]);
    }

    [Fact]
    public void Destination_MayBeTheInput()
    {
        double[] x = Grid();
        double[] expected = new double[x.Length];
        ErrorFunctions.Erfcx(x, expected);
        ErrorFunctions.Erfcx(x, x);
        Assert.Equal(expected, x);
    }

    [Fact]
    public void Misuse_Throws()
    {
        double[] x = new double[8];
        Assert.Throws<ArgumentException>(() => NormalDistribution.Pdf(x, new double[7]));
        Assert.Throws<ArgumentException>(() => NormalDistribution.Pdf(x.AsSpan(0, 4), x.AsSpan(1, 4)));
        Assert.Throws<ArgumentException>(() => NormalDistribution.CdfDifference(x, new double[7], new double[8]));
    }

    /// <summary>A fixed mix of fine and coarse points, limits and NaN; its length is no multiple of four.</summary>
    private static double[] Grid()
    {
        List<double> x = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, 1e308, -1e308];
        for (int i = -5000; i <= 5000; i++)
        {
            x.Add(i * 0.00803);
            x.Add(i * 0.000317);
        }

        x.Add(double.MaxValue);
        return [.. x];
    }

    private static void AssertAccurate(Batch batch, string table, double maxUlps)
    {
        string[][] rows = ReferenceValueTests.Rows(table).ToArray();
        double[] x = rows.Select(row => ReferenceValueTests.Number(row[0])).ToArray();
        double[] actual = new double[x.Length];
        batch(x, actual);
        for (int i = 0; i < x.Length; i++)
        {
            double error = UlpError.Of(actual[i], rows[i][1]);
            Assert.True(error <= maxUlps, $"x = {x[i]:R}: {actual[i]:R} is wrong by {error:F2} ulp");
        }
    }

    private static Batch Four(Func<Vector256<double>, Vector256<double>> function) => (x, destination) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = function(Vector256.Create(x[i]))[i % 4];
        }
    };

    private static void AssertAgrees(Func<double, double> scalar, Batch batch, double[] x)
    {
        double[] actual = new double[x.Length];
        batch(x, actual);
        for (int i = 0; i < x.Length; i++)
        {
            AssertClose(scalar(x[i]), actual[i], 4, x[i]);
        }
    }

    private static void AssertClose(double expected, double actual, double maxUlps, double x)
    {
        if (double.IsFinite(expected))
        {
            double size = Math.Abs(expected);
            double ulps = Math.Abs(actual - expected) / (Math.BitIncrement(size) - size);
            Assert.True(ulps <= maxUlps, $"x = {x:R}: {actual:R} and {expected:R} differ by {ulps} ulp");
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }
}
