using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Tests.SpecialFunctions;

public sealed class SpecialFunctionPropertyTests
{
    [Fact]
    public void Erf_IsOdd() => Check(x => ErrorFunctions.Erf(-x) == -ErrorFunctions.Erf(x));

    [Fact]
    public void Erfc_OfBothSignsAddsToTwo() =>
        Check(x => Math.Abs(ErrorFunctions.Erfc(x) + ErrorFunctions.Erfc(-x) - 2) <= 4.5e-16);

    [Fact]
    public void Erfc_AndErfAddToOne() =>
        Check(x => Math.Abs(ErrorFunctions.Erfc(x) + ErrorFunctions.Erf(x) - 1) <= 4.5e-16);

    [Fact]
    public void LogErfc_IsTheLogOfErfc() =>
        Check(x => x > 26 || Close(ErrorFunctions.LogErfc(x), Math.Log(ErrorFunctions.Erfc(x)), 2e-15, 1e-15));

    [Fact]
    public void Erfcx_ScalesErfc() =>
        Check(x => Math.Abs(x) > 5 || Close(ErrorFunctions.Erfcx(x), Math.Exp(x * x) * ErrorFunctions.Erfc(x), 1e-14));

    [Fact]
    public void Cdf_OfBothSignsAddsToOne() =>
        Check(x => Math.Abs(NormalDistribution.Cdf(x) + NormalDistribution.Cdf(-x) - 1) <= 2.3e-16);

    [Fact]
    public void Cdf_IsDensityTimesMillsRatio() =>
        Check(x => x < -36 || x > 36 || Close(NormalDistribution.Cdf(-x), NormalDistribution.Pdf(x) * NormalDistribution.MillsRatio(x), 3e-15));

    [Fact]
    public void LogCdf_IsTheLogOfCdf() =>
        Check(x => x < -37 || Close(NormalDistribution.LogCdf(x), Math.Log(NormalDistribution.Cdf(x)), 2e-15, 2e-15));

    [Fact]
    public void Functions_AreStrictlyMonotone() => Check2((x, step) =>
    {
        double y = x + 1e-3 + Math.Abs(step) / 100;
        return (x < -3 || y > 26 || ErrorFunctions.Erfc(x) > ErrorFunctions.Erfc(y))
            && (x < -25 || ErrorFunctions.Erfcx(x) > ErrorFunctions.Erfcx(y))
            && (x < -3 || ErrorFunctions.LogErfc(x) > ErrorFunctions.LogErfc(y))
            && (x < -36 || y > 5 || NormalDistribution.Cdf(x) < NormalDistribution.Cdf(y))
            && (y > 36 || NormalDistribution.LogCdf(x) < NormalDistribution.LogCdf(y))
            && (x < -36 || NormalDistribution.MillsRatio(x) > NormalDistribution.MillsRatio(y));
    });

    [Fact]
    public void CdfDifference_IsAntisymmetricAndEven() => Check2((a, b) =>
        NormalDistribution.CdfDifference(a, b) == -NormalDistribution.CdfDifference(b, a)
        && NormalDistribution.CdfDifference(a, b) == NormalDistribution.CdfDifference(-b, -a));

    [Fact]
    public void CdfDifference_IsAdditive() => Check2((a, c) =>
    {
        // Both halves have the sign of the whole, so the sum keeps relative accuracy.
        double b = a + (0.375 * (c - a));
        double whole = NormalDistribution.CdfDifference(a, c);
        double halves = NormalDistribution.CdfDifference(a, b) + NormalDistribution.CdfDifference(b, c);
        return Math.Abs(whole) < 1e-290 || Close(whole, halves, 4e-15);
    });

    [Fact]
    public void CdfDifference_OfShortIntervalsIsDensityTimesLength() => Check2((a, exponent) =>
    {
        double h = 1e-9 * (1 + Math.Abs(exponent)) / (1 + Math.Abs(a));
        double b = a + h;
        double middle = a + (0.5 * h);
        return Math.Abs(a) > 36
            || Close(NormalDistribution.CdfDifference(a, b), NormalDistribution.Pdf(middle) * (b - a), 1e-13 + (a * a * 2.3e-16));
    });

    [Fact]
    public void CdfDifference_AgreesWithCdfWhereNothingCancels() => Check2((a, b) =>
        Math.Abs(NormalDistribution.CdfDifference(a, b) - (NormalDistribution.Cdf(b) - NormalDistribution.Cdf(a))) <= 4.5e-16);

    private static bool Close(double x, double y, double relative, double absolute = 0) =>
        Math.Abs(x - y) <= absolute + (relative * Math.Max(Math.Abs(x), Math.Abs(y)));

    /// <summary>Arguments in [-40, 40], half of them in [-2, 2].</summary>
    private static Gen<double> Arguments() => Gen.OneOf(
        Gen.Choose(-2_000_000, 2_000_000).Select(i => i * 1e-6),
        Gen.Choose(-40_000_000, 40_000_000).Select(i => i * 1e-6));

    private static void Check(Func<double, bool> property) =>
        Prop.ForAll(Arguments().ToArbitrary(), property).Check(Settings());

    private static void Check2(Func<double, double, bool> property) =>
        Prop.ForAll(Arguments().ToArbitrary(), Arguments().ToArbitrary(), property).Check(Settings());

    private static Config Settings() => Config.QuickThrowOnFailure.WithMaxTest(3000);
}
