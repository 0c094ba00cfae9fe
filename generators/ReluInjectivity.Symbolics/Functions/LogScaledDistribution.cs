namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary><c>logExpPhi(x) = x^2/2 + log(Phi(x))</c>, without cancellation to the left.</summary>
    public static BuiltInFunction LogScaledDistribution { get; } = new(
        "logExpPhi",
        new Argument("x") { Domain = RealInterval.Line, Left = EndBehaviour.Moderate, Right = EndBehaviour.Moderate, LengthScale = LengthScaleRules.NearZero })
    {
        Summary = "x^2/2 + log(Phi(x)), without cancellation for negative x",
        IsWritable = false,
        Values = RealInterval.Line,
        Value = static x => ErrorFunctionValues.LogScaledNormalDistribution(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // logExpPhi'(x) = x + phi(x)/Phi(x)
        Derivative = static (f, x, _) => x[0] + f.Call(InverseMills, x[0]),

        // logExpPhi(0) = -log(2)
        Identities = static (f, x, _) => x[0].IsZero ? -f.Call(Exponentials.Log, f.Number(2)) : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.LogScaledCdf",
        Latex = @"\operatorname{logExpPhi}",
        C = "rij_logExpPhi",
        CPrerequisites = new[] { "Phi", "erfcx" }.ToEquatableArray(),
        CSource = """
            static double rij_logExpPhi(double x)
            {
                if (x < 0) return log(0.5 * rij_erfcx(-x * 0.70710678118654752440));
                return 0.5 * x * x + log1p(-rij_Phi(-x));
            }
            """,
    };
}
