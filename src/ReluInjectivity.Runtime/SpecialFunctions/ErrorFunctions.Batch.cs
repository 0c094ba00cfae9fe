using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctionKernels;

namespace ReluInjectivity.Runtime.SpecialFunctions;

public static partial class ErrorFunctions
{
    /// <summary>erfc of every element of <paramref name="x"/>, which may be the destination itself.</summary>
    /// <param name="x">Any values, NaN and infinities included.</param>
    /// <param name="destination">At least as long as <paramref name="x"/>.</param>
    /// <remarks>Measured relative error: at most 3.5 ulp, 0.5 on average; from the scalar function at most 4 ulp.</remarks>
    public static void Erfc(ReadOnlySpan<double> x, Span<double> destination) =>
        Elementwise.Apply<ErfcFunction>(x, destination);

    /// <summary>erfcx of every element of <paramref name="x"/>, which may be the destination itself.</summary>
    /// <param name="x">Any values, NaN and infinities included.</param>
    /// <param name="destination">At least as long as <paramref name="x"/>.</param>
    /// <remarks>Measured relative error: at most 3 ulp, 0.4 on average; from the scalar function at most 4 ulp.</remarks>
    public static void Erfcx(ReadOnlySpan<double> x, Span<double> destination) =>
        Elementwise.Apply<ErfcxFunction>(x, destination);

    /// <summary>erfc of four values.</summary>
    public static Vector256<double> Erfc(Vector256<double> x) => ErfcFunction.Evaluate(x);

    /// <summary>erfcx of four values.</summary>
    public static Vector256<double> Erfcx(Vector256<double> x) => ErfcxFunction.Evaluate(x);

    private readonly struct ErfcFunction : IUnaryFunction
    {
        public static double Evaluate(double x) => Erfc(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Evaluate(Vector256<double> x)
        {
            Vector256<double> y = AtMost(Vector256.Abs(x), ErfcUnderflow);
            Vector256<double> tail = ExpOfNegativeSquare(y, 1) * ScaledErfc(y);
            return Vector256.ConditionalSelect(
                Vector256.LessThan(x, Vector256<double>.Zero), Vector256.Create(2.0) - tail, tail);
        }
    }

    private readonly struct ErfcxFunction : IUnaryFunction
    {
        public static double Evaluate(double x) => Erfcx(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Evaluate(Vector256<double> x)
        {
            Vector256<double> y = Vector256.Abs(x);
            Vector256<double> right = ScaledErfc(AtMost(y, double.MaxValue));
            right = Vector256.ConditionalSelect(
                Vector256.Equals(y, Vector256.Create(double.PositiveInfinity)), Vector256<double>.Zero, right);
            Vector256<double> negative = Vector256.LessThan(x, Vector256<double>.Zero);
            return negative == Vector256<double>.Zero ? right : Reflect(x, y, negative, right);
        }

        /// <summary>2 exp(x^2) - erfcx(-x) in the negative lanes.</summary>
        private static Vector256<double> Reflect(
            Vector256<double> x, Vector256<double> y, Vector256<double> negative, Vector256<double> right)
        {
            Vector256<double> growth = Vector256.Create(2.0) * ExpOfPositiveSquare(AtMost(y, -ErfcxOverflow), 1);
            Vector256<double> left = Vector256.ConditionalSelect(
                Vector256.GreaterThan(x, Vector256.Create(ErfcxOverflow)), growth - right, Vector256.Create(double.PositiveInfinity));
            return Vector256.ConditionalSelect(negative, left, right);
        }
    }
}
