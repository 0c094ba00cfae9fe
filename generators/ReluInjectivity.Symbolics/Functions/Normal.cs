using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    private const string Runtime = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.";

    /// <summary>The density <c>phi(x) = exp(-x^2/2)/sqrt(2 pi)</c>.</summary>
    public static BuiltInFunction Density { get; } = new("phi", 1, Sign.Positive, Runtime + "Pdf", @"\varphi",
        // phi'(x) = -x phi(x)
        (f, x, _) => -(x[0] * f.Call(Density!, x[0])));

    /// <summary>The distribution function <c>Phi(x)</c>.</summary>
    public static BuiltInFunction Distribution { get; } = new("Phi", 1, Sign.Positive, Runtime + "Cdf", @"\Phi",
        // Phi'(x) = phi(x)
        (f, x, _) => f.Call(Density, x[0]));

    /// <summary>The difference <c>PhiBetween(a, b) = Phi(b) - Phi(a)</c>, accurate in the tails.</summary>
    public static BuiltInFunction Between { get; } = new("PhiBetween", 2, Sign.Unknown, Runtime + "CdfDifference", @"\Phi",
        // d/da = -phi(a), d/db = phi(b)
        (f, x, i) => i == 0 ? -f.Call(Density, x[0]) : f.Call(Density, x[1]));
}
