using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary><c>logPhi(x) = log(Phi(x))</c>, where Phi underflows too: about <c>-x^2/2 - log(-x) - log(2 pi)/2</c> far to the left.</summary>
    public static BuiltInFunction LogDistribution { get; } = new(
        "logPhi",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Moderate,
            Right = EndBehaviour.Vanishes(degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "log(Phi(x)), also where Phi(x) underflows",
        Values = new(double.NegativeInfinity, 0),
        Value = static x => ErrorFunctionValues.LogNormalDistribution(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // logPhi'(x) = phi(x)/Phi(x)
        Derivative = static (f, x, _) => f.Call(InverseMills!, x[0]),

        // logPhi(0) = -log(2)
        Identities = static (f, x, _) => x[0].IsZero ? -f.Call(Exponentials.Log, f.Number(2)) : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.LogCdf",
        Latex = @"\log\Phi",
        C = "rij_logPhi",
        CPrerequisites = new[] { "Phi", "erfcx" }.ToEquatableArray(),
        CSource = """
            static double rij_logPhi(double x)
            {
                if (x >= 0) return log1p(-rij_Phi(-x));
                return log(0.5 * rij_erfcx(-x * 0.70710678118654752440)) - 0.5 * x * x;
            }
            """,
    };
}
