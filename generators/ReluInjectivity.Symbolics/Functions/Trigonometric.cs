using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Circular and hyperbolic functions.</summary>
public static class Trigonometric
{
    /// <summary><c>sin(x)</c>.</summary>
    public static BuiltInFunction Sin { get; } = new("sin", 1, Sign.Unknown, "global::System.Math.Sin", @"\sin",
        // sin'(x) = cos(x)
        (f, x, _) => f.Call(Cos!, x[0]));

    /// <summary><c>cos(x)</c>.</summary>
    public static BuiltInFunction Cos { get; } = new("cos", 1, Sign.Unknown, "global::System.Math.Cos", @"\cos",
        // cos'(x) = -sin(x)
        (f, x, _) => -f.Call(Sin, x[0]));

    /// <summary><c>tan(x)</c>.</summary>
    public static BuiltInFunction Tan { get; } = new("tan", 1, Sign.Unknown, "global::System.Math.Tan", @"\tan",
        // tan'(x) = 1 + tan(x)^2
        (f, x, _) => f.One + f.Power(f.Call(Tan!, x[0]), f.Number(2)));

    /// <summary><c>atan(x)</c>.</summary>
    public static BuiltInFunction Atan { get; } = new("atan", 1, Sign.Unknown, "global::System.Math.Atan", @"\arctan",
        // atan'(x) = 1/(1 + x^2)
        (f, x, _) => f.One / (f.One + f.Power(x[0], f.Number(2))));

    /// <summary><c>sinh(x)</c>.</summary>
    public static BuiltInFunction Sinh { get; } = new("sinh", 1, Sign.Unknown, "global::System.Math.Sinh", @"\sinh",
        // sinh'(x) = cosh(x)
        (f, x, _) => f.Call(Cosh!, x[0]));

    /// <summary><c>cosh(x)</c>.</summary>
    public static BuiltInFunction Cosh { get; } = new("cosh", 1, Sign.Positive, "global::System.Math.Cosh", @"\cosh",
        // cosh'(x) = sinh(x)
        (f, x, _) => f.Call(Sinh, x[0]));

    /// <summary><c>tanh(x)</c>.</summary>
    public static BuiltInFunction Tanh { get; } = new("tanh", 1, Sign.Unknown, "global::System.Math.Tanh", @"\tanh",
        // tanh'(x) = 1 - tanh(x)^2
        (f, x, _) => f.One - f.Power(f.Call(Tanh!, x[0]), f.Number(2)));
}
