using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Error functions.</summary>
public static class ErrorFunctions
{
    private const string Runtime = "global::ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctions.";

    /// <summary><c>erf(x)</c>.</summary>
    public static BuiltInFunction Erf { get; } = new("erf", 1, Sign.Unknown, Runtime + "Erf", @"\operatorname{erf}",
        // erf'(x) = 2/sqrt(pi) exp(-x^2)
        (f, x, _) => Bell(f, x[0]));

    /// <summary><c>erfc(x) = 1 - erf(x)</c>.</summary>
    public static BuiltInFunction Erfc { get; } = new("erfc", 1, Sign.Positive, Runtime + "Erfc", @"\operatorname{erfc}",
        // erfc'(x) = -2/sqrt(pi) exp(-x^2)
        (f, x, _) => -Bell(f, x[0]));

    /// <summary><c>erfcx(x) = exp(x^2) erfc(x)</c>.</summary>
    public static BuiltInFunction Erfcx { get; } = new("erfcx", 1, Sign.Positive, Runtime + "Erfcx", @"\operatorname{erfcx}",
        // erfcx'(x) = 2 x erfcx(x) - 2/sqrt(pi)
        (f, x, _) => (2 * x[0] * f.Call(Erfcx!, x[0])) - (2 / f.Sqrt(f.Pi)));

    private static Expr Bell(ExprFactory f, Expr x) => 2 / f.Sqrt(f.Pi) * f.Call(Exponentials.Exp, -f.Power(x, f.Number(2)));
}
