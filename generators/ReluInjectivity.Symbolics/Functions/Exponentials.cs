using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Exponential, logarithm, and their forms that are accurate near 0.</summary>
public static class Exponentials
{
    /// <summary><c>exp(x)</c>; every real x.</summary>
    public static BuiltInFunction Exp { get; } = new("exp", 1, Sign.Positive, "global::System.Math.Exp", @"\exp",
        // exp'(x) = exp(x)
        (f, x, _) => f.Call(Exp!, x[0]));

    /// <summary><c>log(x)</c>; x &gt; 0.</summary>
    public static BuiltInFunction Log { get; } = new("log", 1, Sign.Unknown, "global::System.Math.Log", @"\log",
        // log'(x) = 1/x
        (f, x, _) => f.One / x[0]);

    /// <summary><c>expm1(x) = exp(x) - 1</c>; every real x.</summary>
    public static BuiltInFunction Expm1 { get; } = new("expm1", 1, Sign.Unknown, Runtime + "Expm1", @"\operatorname{expm1}",
        // expm1'(x) = exp(x)
        (f, x, _) => f.Call(Exp, x[0]));

    /// <summary><c>log1p(x) = log(1 + x)</c>; x &gt; -1.</summary>
    public static BuiltInFunction Log1p { get; } = new("log1p", 1, Sign.Unknown, Runtime + "Log1p", @"\operatorname{log1p}",
        // log1p'(x) = 1/(1 + x)
        (f, x, _) => f.One / (f.One + x[0]));

    /// <summary><c>logistic(x) = 1/(1 + exp(-x))</c>; every real x.</summary>
    public static BuiltInFunction Logistic { get; } = new("logistic", 1, Sign.Positive, Runtime + "Logistic", @"\sigma",
        // logistic'(x) = logistic(x) logistic(-x)
        (f, x, _) => f.Call(Logistic!, x[0]) * f.Call(Logistic!, -x[0]));

    private const string Runtime = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.";
}
