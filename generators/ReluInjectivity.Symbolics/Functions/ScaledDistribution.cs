namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary>
    /// <c>expPhi(q, x) = exp(q + x^2/2) Phi(x)</c>, in which neither factor overflows or underflows for x &lt; 0: what the integral of an
    /// exponential over a half-line comes to, q being the exponent at its end.
    /// </summary>
    public static BuiltInFunction ScaledDistribution { get; } = new(
        "expPhi",
        new Argument("q") { Domain = RealInterval.Line, Left = EndBehaviour.Vanishes(degree: 1, rate: 1), Right = EndBehaviour.Grows(degree: 1, coefficient: 1), LengthScale = null },
        new Argument("x") { Domain = RealInterval.Line, Left = EndBehaviour.Vanishes(degree: 0, rate: 0), Right = null, LengthScale = LengthScaleRules.Linear })
    {
        Summary = "exp(q + x^2/2) Phi(x), without overflow for negative x",
        IsWritable = false,
        Values = RealInterval.Positive,
        Value = static x => ErrorFunctionValues.ScaledNormalDistribution(x[0], x[1]),

        // expPhi(q, x) = exp(q + x^2/2) Phi(x)
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) => f.Call(Exponentials.Exp, x[0] + (x[1] * x[1] / 2)) * f.Call(Distribution, x[1])),

        // d/dq expPhi = expPhi, d/dx expPhi = x expPhi + exp(q)/sqrt(2 pi)
        Derivative = static (f, x, index) => index == 0
            ? f.Call(ScaledDistribution!, x[0], x[1])
            : (x[1] * f.Call(ScaledDistribution!, x[0], x[1])) + (f.Call(Exponentials.Exp, x[0]) / f.Sqrt(2 * f.Pi)),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.ScaledCdf",
        Latex = @"\operatorname{expPhi}",
        C = "rij_expPhi",
        CPrerequisites = new[] { "Phi", "erfcx" }.ToEquatableArray(),
        CSource = """
            static double rij_expPhi(double q, double x)
            {
                if (x < 0) return 0.5 * exp(q) * rij_erfcx(-x * 0.70710678118654752440);
                return exp(fma(0.5 * x, x, q)) * rij_Phi(x);
            }
            """,
    };
}
