using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Kernels in C# over one type of numbers: all of the emitted text that depends on it.</summary>
/// <param name="Numbers">How numbers and functions are written.</param>
/// <param name="Kernel">The base class of kernels: the members of <c>EquationKernel</c> that their methods use, over the type.</param>
internal sealed record CSharpTarget(Target Numbers, string Kernel)
{
    /// <summary>Numbers as <c>double</c>.</summary>
    public static CSharpTarget Double { get; } = new(
        new Target(
            Type: "double",
            Number: static value => Literal(value.ToDouble()),
            Pi: "global::System.Math.PI",
            Undefined: "double.NaN",
            SquareRoot: "global::System.Math.Sqrt",
            Power: "global::System.Math.Pow",
            Smaller: "global::System.Math.Min",
            Larger: "global::System.Math.Max",
            Function: static f => f.CSharp),
        "global::ReluInjectivity.Runtime.Systems.EquationKernel");

    /// <summary>A <c>double</c> literal.</summary>
    public static string Literal(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
            : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
            : text.IndexOfAny(['.', 'E']) >= 0 ? text : text + ".0";
    }
}
