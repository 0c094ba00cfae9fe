using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Emission;

/// <summary>How C# writes numbers and functions: all of the emitted arithmetic that depends on the type of numbers.</summary>
internal static class CSharpTarget
{
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
        Function: static f => f.CSharp);

    /// <summary>A <c>double</c> literal.</summary>
    public static string Literal(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
            : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
            : text.IndexOfAny(['.', 'E']) >= 0 ? text : text + ".0";
    }
}
