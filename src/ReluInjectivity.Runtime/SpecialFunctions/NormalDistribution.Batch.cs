using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctionKernels;

namespace ReluInjectivity.Runtime.SpecialFunctions;

public static partial class NormalDistribution
{
    /// <summary>phi of every element of <paramref name="x"/>, which may be the destination itself.</summary>
    /// <param name="x">Any values, NaN and infinities included.</param>
    /// <param name="destination">At least as long as <paramref name="x"/>.</param>
    /// <remarks>Measured relative error: at most 2.5 ulp, 0.5 on average; from the scalar function at most 4 ulp.</remarks>
    public static void Pdf(ReadOnlySpan<double> x, Span<double> destination) =>
        Elementwise.Apply<PdfFunction>(x, destination);

    /// <summary>Phi of every element of <paramref name="x"/>, which may be the destination itself.</summary>
    /// <param name="x">Any values, NaN and infinities included.</param>
    /// <param name="destination">At least as long as <paramref name="x"/>.</param>
    /// <remarks>Measured relative error: at most 3.8 ulp, 0.6 on average; from the scalar function at most 4 ulp.</remarks>
    public static void Cdf(ReadOnlySpan<double> x, Span<double> destination) =>
        Elementwise.Apply<CdfFunction>(x, destination);

    /// <summary>Phi(b) - Phi(a) for every pair of elements, by the formulas of the scalar function.</summary>
    /// <param name="a">Any values, NaN and infinities included.</param>
    /// <param name="b">As many values as <paramref name="a"/>.</param>
    /// <param name="destination">At least as long as the inputs; may be one of them.</param>
    /// <remarks>Measured relative error: at most 6 ulp, 0.7 on average; from the scalar function at most 6 ulp.</remarks>
    public static void CdfDifference(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> destination) =>
        Elementwise.Apply<CdfDifferenceFunction>(a, b, destination);

    /// <summary>phi of four values.</summary>
    public static Vector256<double> Pdf(Vector256<double> x) => PdfFunction.Evaluate(x);

    /// <summary>Phi of four values.</summary>
    public static Vector256<double> Cdf(Vector256<double> x) => CdfFunction.Evaluate(x);

    /// <summary>Phi(b) - Phi(a) of four pairs.</summary>
    public static Vector256<double> CdfDifference(Vector256<double> a, Vector256<double> b) => CdfDifferenceFunction.Evaluate(a, b);

    /// <summary>Phi(-y) for y &gt;= 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> UpperTail(Vector256<double> y)
    {
        Vector256<double> bounded = AtMost(y, Underflow);
        return ExpOfNegativeSquare(bounded, 0.5)
            * (Vector256.Create(0.5) * ScaledErfc(bounded * Vector256.Create(InverseSqrt2)));
    }

    private readonly struct PdfFunction : IUnaryFunction
    {
        public static double Evaluate(double x) => Pdf(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Evaluate(Vector256<double> x) =>
            ExpOfNegativeSquare(AtMost(Vector256.Abs(x), Underflow + 0.1), 0.5) * Vector256.Create(InverseSqrt2Pi);
    }

    private readonly struct CdfFunction : IUnaryFunction
    {
        public static double Evaluate(double x) => Cdf(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Evaluate(Vector256<double> x)
        {
            Vector256<double> tail = UpperTail(Vector256.Abs(x));
            return Vector256.ConditionalSelect(
                Vector256.GreaterThan(x, Vector256<double>.Zero), Vector256<double>.One - tail, tail);
        }
    }

    private readonly struct CdfDifferenceFunction : IBinaryFunction
    {
        public static double Evaluate(double x, double y) => CdfDifference(x, y);

        public static Vector256<double> Evaluate(Vector256<double> x, Vector256<double> y)
        {
            Vector256<double> width = y - x;
            Vector256<double> sum = x + y;
            Vector256<double> size = Vector256.Abs(width);
            Vector256<double> isShort = Vector256.LessThanOrEqual(size, Vector256.Create(SeriesWidth))
                & Vector256.LessThanOrEqual(size * Vector256.Abs(sum), Vector256.Create(SeriesSlope));

            // Most calls have all four intervals short or all four long: then one of the formulas is enough.
            uint lanes = Vector256.ExtractMostSignificantBits(isShort);
            if (lanes == 0b1111)
            {
                return MidpointSeries(x, y, sum, width);
            }

            Vector256<double> difference = TailDifference(x, y);
            return lanes == 0 ? difference : Vector256.ConditionalSelect(isShort, MidpointSeries(x, y, sum, width), difference);
        }
    }

    private static Vector256<double> TailDifference(Vector256<double> a, Vector256<double> b)
    {
        Vector256<double> zero = Vector256<double>.Zero;
        Vector256<double> distanceA = Vector256.Abs(a);
        Vector256<double> distanceB = Vector256.Abs(b);
        Vector256<double> tailA = UpperTail(distanceA);
        Vector256<double> tailB = UpperTail(distanceB);
        Vector256<double> right = Vector256.GreaterThanOrEqual(a, zero) & Vector256.GreaterThanOrEqual(b, zero);
        Vector256<double> left = Vector256.LessThanOrEqual(a, zero) & Vector256.LessThanOrEqual(b, zero);
        Vector256<double> oneSided = Vector256.ConditionalSelect(right, tailA - tailB, tailB - tailA);
        Vector256<double> isOneSided = right | left;
        if (Vector256.ExtractMostSignificantBits(isOneSided) == 0b1111)
        {
            return oneSided;
        }

        // The ends lie on either side of 0: the two parts add up.
        Vector256<double> across = FromZero(distanceA, tailA) + FromZero(distanceB, tailB);
        across = Vector256.ConditionalSelect(Vector256.LessThan(b, zero), -across, across);
        return Vector256.ConditionalSelect(isOneSided, oneSided, across);
    }

    /// <summary>Phi(y) - 1/2 for y &gt;= 0, given tail = Phi(-y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FromZero(Vector256<double> y, Vector256<double> tail)
    {
        Vector256<double> half = Vector256.Create(0.5);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(y, Vector256.Create(SmallNormalArgument)),
            half * SmallErf(y * Vector256.Create(InverseSqrt2)),
            half - tail);
    }

    /// <remarks>See the scalar method of this name for the formula.</remarks>
    private static Vector256<double> MidpointSeries(
        Vector256<double> a, Vector256<double> b, Vector256<double> sum, Vector256<double> width)
    {
        Vector256<double> bPart = sum - a;
        Vector256<double> sumError = a - (sum - bPart) + (b - bPart);
        Vector256<double> midpoint = Vector256.Create(0.5) * sum;
        Vector256<double> bounded = AtMost(Vector256.Abs(midpoint), Underflow + 1);
        Vector256<double> q = Vector256.Create(0.25) * width * width;
        Vector256<double> factor = Vector256.Create(InverseSqrt2Pi) * HermiteSeries(bounded * bounded * q, q);
        factor = Vector256.FusedMultiplyAdd(Vector256.Create(-0.5) * midpoint * sumError, factor, factor);
        Vector256<double> result = ExpOfNegativeSquare(bounded, 0.5) * (factor * width);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(bounded, Vector256.Create(Underflow + 1)), result, Vector256<double>.Zero);
    }

    /// <remarks>See the scalar method of this name for the recurrence.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> HermiteSeries(Vector256<double> p, Vector256<double> q)
    {
        Vector256<double> q2 = q * q;
        Vector256<double> w1 = p - q;
        Vector256<double> w2 = Vector256.FusedMultiplyAdd(p - (5.0 * q), w1, -2.0 * q2);
        Vector256<double> w3 = Vector256.FusedMultiplyAdd(p - (9.0 * q), w2, -12.0 * q2 * w1);
        Vector256<double> w4 = Vector256.FusedMultiplyAdd(p - (13.0 * q), w3, -30.0 * q2 * w2);
        Vector256<double> w5 = Vector256.FusedMultiplyAdd(p - (17.0 * q), w4, -56.0 * q2 * w3);
        Vector256<double> w6 = Vector256.FusedMultiplyAdd(p - (21.0 * q), w5, -90.0 * q2 * w4);
        Vector256<double> w7 = Vector256.FusedMultiplyAdd(p - (25.0 * q), w6, -132.0 * q2 * w5);
        Vector256<double> w8 = Vector256.FusedMultiplyAdd(p - (29.0 * q), w7, -182.0 * q2 * w6);

        Vector256<double> sum = Vector256.FusedMultiplyAdd(w8, Vector256.Create(1.0 / 355687428096000), w7 * (1.0 / 1307674368000));
        sum = Vector256.FusedMultiplyAdd(w6, Vector256.Create(1.0 / 6227020800), sum);
        sum = Vector256.FusedMultiplyAdd(w5, Vector256.Create(1.0 / 39916800), sum);
        sum = Vector256.FusedMultiplyAdd(w4, Vector256.Create(1.0 / 362880), sum);
        sum = Vector256.FusedMultiplyAdd(w3, Vector256.Create(1.0 / 5040), sum);
        sum = Vector256.FusedMultiplyAdd(w2, Vector256.Create(1.0 / 120), sum);
        return Vector256<double>.One + Vector256.FusedMultiplyAdd(w1, Vector256.Create(1.0 / 6), sum);
    }
}
