using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>
/// A number with a bound on what rounding has done to it: kernels run over it give, beside each value, its running error (J. H. Wilkinson; N. J. Higham,
/// Accuracy and Stability of Numerical Algorithms, section 3.3). To first order: products of errors are left out, as is the rounding of the bounds themselves.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Bound">The bound on its absolute error; infinite where nothing is known, 0 for an infinite number that has overflowed beyond doubt.</param>
public readonly record struct Rounded(double Value, double Bound) : IPacked<Rounded, Rounded>
{
    /// <summary>The relative rounding of one operation of arithmetic.</summary>
    private const double Unit = 1.12e-16;

    /// <summary>The relative rounding of a function: more than was measured of any of them.</summary>
    private const double UnitOfFunctions = 1.2e-15;

    /// <summary>A double, as it is.</summary>
    public Rounded(double value)
        : this(value, 0)
    {
    }

    /// <summary>The bounds of grid functions stand where jets have the derivative along the first direction, since convolutions spread both alike.</summary>
    public static bool HasTangents => true;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static Rounded Pi => Constant(Math.PI);

    /// <inheritdoc/>
    public static Vector512<double> Tangent(Rounded x) => Vector512.CreateScalar(x.Bound);

    /// <inheritdoc/>
    public static Rounded Create(double value, Vector512<double> slope) => Of(value, slope[0], UnitOfFunctions);

    /// <summary>A constant: exact if it is a whole number, else rounded to a double.</summary>
    public static implicit operator Rounded(double value) => Constant(value);

    /// <inheritdoc/>
    public static explicit operator double(Rounded x) => x.Value;

    /// <inheritdoc/>
    public static Rounded operator -(Rounded a) => new(-a.Value, a.Bound);

    /// <inheritdoc/>
    public static Rounded operator +(Rounded a, Rounded b) => IsOverflown(a) && double.IsFinite(b.Value + b.Bound) ? a
        : IsOverflown(b) && double.IsFinite(a.Value + a.Bound) ? b
        : Of(a.Value + b.Value, a.Bound + b.Bound);

    /// <inheritdoc/>
    public static Rounded operator +(double a, Rounded b) => Constant(a) + b;

    /// <inheritdoc/>
    public static Rounded operator +(Rounded a, double b) => a + Constant(b);

    /// <inheritdoc/>
    public static Rounded operator -(Rounded a, Rounded b) => Of(a.Value - b.Value, a.Bound + b.Bound);

    /// <inheritdoc/>
    public static Rounded operator -(double a, Rounded b) => Constant(a) - b;

    /// <inheritdoc/>
    public static Rounded operator -(Rounded a, double b) => a - Constant(b);

    /// <inheritdoc/>
    public static Rounded operator *(Rounded a, Rounded b) => Of(a.Value * b.Value, Times(b.Value, a.Bound) + Times(a.Value, b.Bound) + (a.Bound * b.Bound));

    /// <inheritdoc/>
    public static Rounded operator *(double a, Rounded b) => Constant(a) * b;

    /// <inheritdoc/>
    public static Rounded operator *(Rounded a, double b) => a * Constant(b);

    /// <inheritdoc/>
    public static Rounded operator /(Rounded a, Rounded b)
    {
        double quotient = a.Value / b.Value;
        if (IsOverflown(b) && double.IsFinite(a.Value))
        {
            return Of(quotient, (Math.Abs(a.Value) + a.Bound) / double.MaxValue);
        }

        double least = Math.Abs(b.Value) - b.Bound;
        return Of(quotient, least > 0 ? (a.Bound + Times(quotient, b.Bound)) / least : double.PositiveInfinity);
    }

    /// <inheritdoc/>
    public static Rounded operator /(double a, Rounded b) => Constant(a) / b;

    /// <inheritdoc/>
    public static Rounded operator /(Rounded a, double b) => a / Constant(b);

    /// <inheritdoc/>
    public static Rounded Sqrt(Rounded x)
    {
        double root = Math.Sqrt(x.Value);

        // |sqrt(x + e) - sqrt(x)| <= min(e/sqrt(x), sqrt(e)).
        return Of(root, x.Bound == 0 ? 0 : Math.Min(x.Bound / root, Math.Sqrt(x.Bound)));
    }

    /// <inheritdoc/>
    public static Rounded Pow(Rounded x, double exponent) =>
        Of(Math.Pow(x.Value, exponent), Times(exponent * Math.Pow(x.Value, exponent - 1), x.Bound), UnitOfFunctions);

    /// <inheritdoc/>
    public static Rounded Pow(Rounded x, Rounded exponent)
    {
        double power = Math.Pow(x.Value, exponent.Value);
        double byBase = Times(exponent.Value * Math.Pow(x.Value, exponent.Value - 1), x.Bound);
        return Of(power, byBase + Times(power * Math.Log(x.Value), exponent.Bound), UnitOfFunctions);
    }

    /// <inheritdoc/>
    public static Rounded Min(Rounded a, Rounded b) => new(Math.Min(a.Value, b.Value), Clear(a, b) ? (a.Value < b.Value ? a : b).Bound : Math.Max(a.Bound, b.Bound));

    /// <inheritdoc/>
    public static Rounded Max(Rounded a, Rounded b) => new(Math.Max(a.Value, b.Value), Clear(a, b) ? (a.Value > b.Value ? a : b).Bound : Math.Max(a.Bound, b.Bound));

    /// <summary>Where rounding decides the condition, both values are possible.</summary>
    public static Rounded IfLess(Rounded a, Rounded b, Rounded then, Rounded otherwise) => Choose(Clear(a, b), a.Value < b.Value, then, otherwise);

    /// <summary>Where rounding decides the condition, both values are possible.</summary>
    public static Rounded IfAtMost(Rounded a, Rounded b, Rounded then, Rounded otherwise) => Choose(Clear(a, b), a.Value <= b.Value, then, otherwise);

    /// <inheritdoc/>
    public static Rounded Apply<TFunction>(Rounded x)
        where TFunction : IFunction
    {
        double value = TFunction.Value(x.Value);
        if (double.IsInfinity(value) && double.IsFinite(x.Value) && x.Bound > 0 && TFunction.Value(x.Value - x.Bound) == value && TFunction.Value(x.Value + x.Bound) == value)
        {
            return new(value, 0);
        }

        return Of(value, Times(TFunction.Slope(x.Value, value), x.Bound), UnitOfFunctions);
    }

    /// <inheritdoc/>
    public static Rounded Apply<TFunction>(params ReadOnlySpan<Rounded> x)
        where TFunction : IFunctionOfSeveral
    {
        Span<double> values = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = x[i].Value;
        }

        double value = TFunction.Value(values);
        double bound = 0;
        for (int i = 0; i < x.Length; i++)
        {
            bound += x[i].Bound == 0 ? 0 : Times(TFunction.Slope(values, value, i), x[i].Bound);
        }

        return Of(value, bound, UnitOfFunctions);
    }

    /// <inheritdoc/>
    public static Rounded Of(Rounded x) => x;

    /// <summary>What a convolution has left, its own rounding included.</summary>
    public static Rounded Load(GridFunction function, int index) => Of(function.Values[index], function.Tangents[GridFunction.Directions * index], UnitOfFunctions);

    /// <inheritdoc/>
    public static Rounded Load(ReadOnlySpan<double> values, int index) => Of(values[index], 0);

    /// <inheritdoc/>
    public static Rounded Coordinate(EquispacedGrid grid, int index) => new(grid.Coordinate(index));

    /// <inheritdoc/>
    public static void Store(GridFunction function, int index, int stop, Rounded x) =>
        (function.Values[index], function.Tangents[GridFunction.Directions * index]) = (x.Value, x.Bound);

    /// <inheritdoc/>
    public static Rounded Keep(Rounded x, int index, int stop) => x;

    /// <inheritdoc/>
    public static Rounded Sum(Rounded x) => x;

    private static Rounded Constant(double value) => new(value, value == Math.Truncate(value) ? 0 : Unit * Math.Abs(value));

    private static Rounded Of(double value, double bound, double unit = Unit) =>
        new(value, double.IsNaN(bound) ? double.PositiveInfinity : Math.Abs(bound) + (unit * Math.Abs(value)) + Underflow(value));

    /// <summary>Whether a number is too large for a double, whatever rounding has done.</summary>
    private static bool IsOverflown(Rounded x) => double.IsInfinity(x.Value) && x.Bound == 0;

    /// <summary>Subnormal results are rounded absolutely.</summary>
    private static double Underflow(double value) => Math.Abs(value) < 2.3e-308 && value != 0 ? double.Epsilon : 0;

    /// <summary>|slope| times an error; an exact number has none, however steep it is.</summary>
    private static double Times(double slope, double bound) => bound == 0 ? 0 : Math.Abs(slope) * bound;

    /// <summary>Whether rounding cannot change which of two is the larger.</summary>
    private static bool Clear(Rounded a, Rounded b) => !(Math.Abs(a.Value - b.Value) <= a.Bound + b.Bound) || (a.Bound == 0 && b.Bound == 0);

    private static Rounded Choose(bool isClear, bool condition, Rounded then, Rounded otherwise)
    {
        (Rounded chosen, Rounded other) = condition ? (then, otherwise) : (otherwise, then);
        return isClear ? chosen : new(chosen.Value, Math.Max(chosen.Bound, Math.Abs(chosen.Value - other.Value) + other.Bound));
    }
}
