using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary>The distribution function <c>Phi(x)</c>, relatively accurate in the left tail; its Gaussian integrals are worked out directly.</summary>
    public static BuiltInFunction Distribution { get; } = new(
        "Phi",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Vanishes(degree: 2, rate: new Rational(1, 2)),
            Right = EndBehaviour.TendsTo(static (f, _) => f.One, degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "standard normal distribution function",
        Values = new(0, 1),
        Value = static x => ErrorFunctionValues.NormalDistribution(x[0]),
        IntegrandForm = IntegrandForm.Is(GaussianPrimitive.NormalDistribution),

        // Phi'(x) = phi(x)
        Derivative = static (f, x, _) => f.Call(Density!, x[0]),

        // Phi(0) = 1/2
        Identities = static (f, x, _) => x[0].IsZero ? f.Half : null,

        // 1 - Phi(x) = Phi(-x)
        Complement = static (f, x) => f.Call(Distribution!, -x[0]),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.Cdf",
        CSharpVector = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.Cdf",
        Latex = @"\Phi",
        C = "rij_Phi",

        // erfc(t)/2 at t = -x/sqrt(2) rounded, moved on by what rounding lost: d/dt log erfc(t) is -(t + sqrt(t^2 + 2)), nearly
        CSource = """
            static double rij_Phi(double x)
            {
                double t = -x * 0.70710678118654752440;
                if (!(t > 0.5 && t < 28)) return 0.5 * erfc(t);
                double lost = fma(-x, 0.70710678118654752440, -t) - x * -4.8336466567264567e-17;
                return 0.5 * erfc(t) * (1 - lost * (t + sqrt(t * t + 2)));
            }
            """,
    };
}
