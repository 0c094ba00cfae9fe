using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Exponential, logarithm, and their forms that are accurate near 0.</summary>
public static partial class Exponentials
{
    /// <summary><c>exp(x)</c>, the base of all growth: its Gaussian integrals are worked out directly.</summary>
    public static BuiltInFunction Exp { get; } = new(
        "exp",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Vanishes(degree: 1, rate: 1),
            Right = EndBehaviour.Grows(degree: 1, coefficient: 1),
            LengthScale = LengthScaleRules.Exponential,
        })
    {
        Summary = "exponential",
        Values = RealInterval.Positive,
        Value = static x => Math.Exp(x[0]),
        IntegrandForm = IntegrandForm.Is(GaussianPrimitive.Exponential),

        // exp'(x) = exp(x)
        Derivative = static (f, x, _) => f.Call(Exp!, x[0]),

        // exp(0) = 1, exp(log x) = x
        Identities = static (f, x, _) => x[0].IsZero ? f.One : x[0] is Call { Function: var inner } && ReferenceEquals(inner, Log) ? x[0].Children[0] : null,

        // exp(x)^n = exp(n x)
        WholePower = static (f, x, n) => f.Call(Exp!, n * x[0]),
        CSharp = "global::System.Math.Exp",
        CSharpVector = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Exp",
        Latex = @"\exp",
        C = "exp",
    };
}
