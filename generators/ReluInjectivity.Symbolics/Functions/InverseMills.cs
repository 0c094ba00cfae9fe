using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary><c>invMills(x) = phi(x)/Phi(x)</c>, the slope of <c>log(Phi(x))</c>: near <c>-x</c> far to the left.</summary>
    public static BuiltInFunction InverseMills { get; } = new(
        "invMills",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Moderate,
            Right = EndBehaviour.Vanishes(degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "phi(x)/Phi(x), also where both underflow",
        Values = RealInterval.Positive,
        Value = static x => ErrorFunctionValues.InverseMills(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // invMills'(x) = -invMills(x) (x + invMills(x))
        Derivative = static (f, x, _) => -(f.Call(InverseMills!, x[0]) * (x[0] + f.Call(InverseMills!, x[0]))),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.InverseMills",
        Latex = @"\operatorname{invMills}",
        C = "rij_invMills",
        CPrerequisites = new[] { "phi", "Phi", "erfcx" }.ToEquatableArray(),
        CSource = """
            static double rij_invMills(double x)
            {
                return x > 0 ? rij_phi(x) / rij_Phi(x) : 0.79788456080286535588 / rij_erfcx(-x * 0.70710678118654752440);
            }
            """,
    };
}
