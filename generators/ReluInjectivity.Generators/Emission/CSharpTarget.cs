using System.Globalization;
using System.Numerics;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Emission;

/// <summary>How C# writes numbers and functions.</summary>
internal static class CSharpTarget
{
    private const long MostExact = 1L << 53;

    /// <summary>Numbers as <c>double</c>.</summary>
    public static Target Double { get; } = new(
        Type: "double",
        Number: static value => Literal(value.ToDouble()),
        Pi: "global::System.Math.PI",
        Undefined: "double.NaN",
        SquareRoot: "global::System.Math.Sqrt",
        Power: "global::System.Math.Pow",
        Smaller: "global::System.Math.Min",
        Larger: "global::System.Math.Max",
        Function: static f => Imports.Short(f.CSharp));

    /// <summary>Numbers of a type parameter that is an <c>IReal</c>; functions as in the equation file.</summary>
    /// <param name="type">The type parameter.</param>
    /// <param name="function">The name of a function's method.</param>
    public static Target Generic(string type, Func<BuiltInFunction, string> function) => new(
        Type: type,
        Number: value => IsDouble(value) || !IsDouble(new Rational(value.Numerator, 1)) || !IsDouble(new Rational(value.Denominator, 1))
            ? Literal(value.ToDouble())
            : $"(({type}){Literal((double)value.Numerator)} / {Literal((double)value.Denominator)})",
        Pi: type + ".Pi",
        Undefined: "double.NaN",
        SquareRoot: type + ".Sqrt",
        Power: type + ".Pow",
        Smaller: type + ".Min",
        Larger: type + ".Max",
        Function: function,
        Choose: (left, isStrict, right, then, otherwise) => $"{type}.{(isStrict ? "IfLess" : "IfAtMost")}({left}, {right}, {then}, {otherwise})");

    /// <summary>Whether a number is a <c>double</c>; others are written as quotients, so that each type rounds or encloses them itself.</summary>
    private static bool IsDouble(Rational value) =>
        BigInteger.Abs(value.Numerator) <= MostExact && value.Denominator.IsPowerOfTwo && value.Denominator <= MostExact;

    /// <summary>A <c>double</c> literal.</summary>
    public static string Literal(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
            : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
            : text.IndexOfAny(['.', 'E']) >= 0 ? text : text + ".0";
    }
}
