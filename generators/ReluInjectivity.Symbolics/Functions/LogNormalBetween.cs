using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary><c>logPhiBetween(a, b) = log(Phi(b) - Phi(a))</c> for a &lt; b, where the difference underflows too; what <c>log(Phi(b) - Phi(a))</c> becomes.</summary>
    public static BuiltInFunction LogBetween { get; } = new(
        "logPhiBetween",
        new Argument("a")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, x) => f.Call(LogDistribution!, x[1]), degree: 2, rate: new Rational(1, 2)),
            Right = null,
            LengthScale = LengthScaleRules.NearZero,
        },
        new Argument("b")
        {
            Domain = RealInterval.Line,
            DomainNote = "a < b",
            Left = null,
            Right = EndBehaviour.TendsTo(static (f, x) => f.Call(LogDistribution!, -x[0]), degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "log(Phi(b) - Phi(a)), also where the difference underflows",
        Values = new(double.NegativeInfinity, 0),
        Value = static x => LogBetweenValue(x[0], x[1]),
        IntegrandForm = IntegrandForm.Opaque,

        // d/da = -phi(a)/(Phi(b) - Phi(a)), d/db = phi(b)/(Phi(b) - Phi(a))
        Derivative = static (f, x, i) => i == 0 ? -f.Call(InverseMillsBetween!, -x[1], -x[0]) : f.Call(InverseMillsBetween!, x[0], x[1]),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.LogCdfDifference",
        Latex = @"\log\Phi",
        LatexForm = static x => new(@"\log\left(\Phi" + LatexCall.Arguments([x[1]]) + @" - \Phi" + LatexCall.Arguments([x[0]]) + @"\right)"),
        C = "rij_log_phi_between",
        CPrerequisites = new[] { "Phi", "PhiBetween", "invMillsBetween" }.ToEquatableArray(),

        // on one side of 0, log(phi(a)) at the nearer end a and the logarithm of the rest
        CSource = """
            static double rij_log_phi_between(double a, double b)
            {
                double near = a > 0 ? a : -b, far = a > 0 ? b : -a, outside;
                if (!(a < b)) return NAN;
                if (near > 0) return -0.5 * near * near - log(2.5066282746310005024 * rij_inv_mills_between(-far, -near));
                outside = rij_Phi(a) + rij_Phi(-b);
                return outside < 0.5 ? log1p(-outside) : log(rij_phi_between(a, b));
            }
            """,
    };

    /// <summary>log(phi(a)) at the nearer end a, and the logarithm of the rest; 0 inside, log(1 - Phi(a) - Phi(-b)) or the logarithm of the difference.</summary>
    private static double LogBetweenValue(double a, double b)
    {
        (double near, double far) = a > 0 ? (a, b) : (-b, -a);
        if (!(a < b))
        {
            return double.NaN;
        }

        if (near > 0)
        {
            return (-0.5 * near * near) - Math.Log(InverseMillsBetweenValue(-far, -near) / ErrorFunctionValues.InverseSqrt2Pi);
        }

        double outside = ErrorFunctionValues.NormalDistribution(a) + ErrorFunctionValues.NormalDistribution(-b);
        return outside < 0.5 ? Exponentials.Log1p.Evaluate(-outside) : Math.Log(BetweenValue(a, b));
    }
}
