using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary>
    /// <c>invMillsBetween(a, b) = phi(b)/(Phi(b) - Phi(a))</c> for a &lt; b, the slope of <c>log(Phi(b) - Phi(a))</c> in b; at <c>(-b, -a)</c> it is
    /// <c>phi(a)/(Phi(b) - Phi(a))</c>.
    /// </summary>
    public static BuiltInFunction InverseMillsBetween { get; } = new(
        "invMillsBetween",
        new Argument("a")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, x) => f.Call(InverseMills!, x[1]), degree: 2, rate: new Rational(1, 2)),
            Right = null,
            LengthScale = LengthScaleRules.NearZero,
        },
        new Argument("b")
        {
            Domain = RealInterval.Line,
            DomainNote = "a < b",
            Left = null,
            Right = EndBehaviour.Vanishes(degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "phi(b)/(Phi(b) - Phi(a)), also where both underflow",
        Values = RealInterval.Positive,
        Value = static x => InverseMillsBetweenValue(x[0], x[1]),
        IntegrandForm = IntegrandForm.Opaque,

        // with r = phi(b)/(Phi(b) - Phi(a)): d/da = r phi(a)/(Phi(b) - Phi(a)), d/db = -r (b + r)
        Derivative = static (f, x, i) => i == 0
            ? f.Call(InverseMillsBetween!, x[0], x[1]) * f.Call(InverseMillsBetween!, -x[1], -x[0])
            : -(f.Call(InverseMillsBetween!, x[0], x[1]) * (x[1] + f.Call(InverseMillsBetween!, x[0], x[1]))),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.InverseMillsBetween",
        Latex = @"\operatorname{invMillsBetween}",
        C = "rij_inv_mills_between",
        CPrerequisites = new[] { "phi", "Phi", "PhiBetween", "erfcx" }.ToEquatableArray(),

        // on one side of 0 by the difference over the density at the nearer end, in which nothing underflows
        CSource = """
            static double rij_inv_mills_between(double a, double b)
            {
                double near = a > 0 ? a : -b, far = a > 0 ? b : -a, width = b - a, half = 0.5 * width, x = 0.70710678118654752440;
                double middle = near + half, fall = half * (near + far), scaled;
                if (!(a < b)) return NAN;
                if (!(near > 0)) return rij_phi(b) / rij_phi_between(a, b);
                scaled = width <= 0.5 && fall <= 1.5
                    ? width * rij_phi_series(middle * middle * half * half, half * half) * exp(-0.5 * half * (near + middle))
                    : 1.2533141373155002512 * (rij_erfcx(near * x) - exp(-fall) * rij_erfcx(far * x));
                return (a > 0 ? exp(-fall) : 1) / scaled;
            }
            """,
    };

    /// <summary>
    /// On one side of 0 by the difference over the density at the nearer end: the midpoint series, or sqrt(pi/2) (erfcx(near/sqrt(2)) -
    /// exp(-(far^2 - near^2)/2) erfcx(far/sqrt(2))), in which nothing underflows.
    /// </summary>
    private static double InverseMillsBetweenValue(double a, double b)
    {
        (double near, double far) = a > 0 ? (a, b) : (-b, -a);
        if (!(a < b) || !(near > 0))
        {
            return a < b ? Density.Evaluate(b) / BetweenValue(a, b) : double.NaN;
        }

        double half = 0.5 * (b - a);
        double middle = near + half;
        double fall = half * (near + far);
        double scaled = half <= 0.25 && fall <= 1.5
            ? 2 * half * MidpointSeries(middle * middle * half * half, half * half) * Math.Exp(-0.5 * half * (near + middle))
            : Math.Sqrt(Math.PI / 2) * (ErrorFunctionValues.Erfcx(near / Math.Sqrt(2)) - (Math.Exp(-fall) * ErrorFunctionValues.Erfcx(far / Math.Sqrt(2))));
        return (a > 0 ? Math.Exp(-fall) : 1) / scaled;
    }
}
