using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Normal
{
    /// <summary>The difference <c>PhiBetween(a, b) = Phi(b) - Phi(a)</c>, accurate in the tails and for short intervals.</summary>
    public static BuiltInFunction Between { get; } = new(
        "PhiBetween",
        new Argument("a")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, x) => f.Call(Distribution!, x[1]), degree: 2, rate: new Rational(1, 2)),
            Right = EndBehaviour.TendsTo(static (f, x) => -f.Call(Distribution!, -x[1]), degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        },
        new Argument("b")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, x) => -f.Call(Distribution!, x[0]), degree: 2, rate: new Rational(1, 2)),
            Right = EndBehaviour.TendsTo(static (f, x) => f.Call(Distribution!, -x[0]), degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "Phi(b) - Phi(a), accurate in the tails",
        Values = new(-1, 1),
        Value = static x => BetweenValue(x[0], x[1]),

        // PhiBetween(a, b) = Phi(b) - Phi(a)
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) => f.Call(Distribution!, x[1]) - f.Call(Distribution!, x[0])),

        // d/da = -phi(a), d/db = phi(b)
        Derivative = static (f, x, i) => i == 0 ? -f.Call(Density!, x[0]) : f.Call(Density!, x[1]),

        // PhiBetween(a, a) = 0
        Identities = static (f, x, _) => ReferenceEquals(x[0], x[1]) ? f.Zero : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.CdfDifference",
        CSharpVector = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.CdfDifference",
        Latex = @"\Phi",
        LatexForm = static x => new(@"\Phi" + LatexCall.Arguments([x[1]]) + @" - \Phi" + LatexCall.Arguments([x[0]]), IsSum: true),
        C = "rij_phi_between",
        CPrerequisites = new[] { "phi", "Phi" }.ToEquatableArray(),

        // short intervals by the series below; others subtract tails on the side of 0 where they are small
        CSource = """
            static double rij_phi_series(double p, double q)
            {
                double w0 = 1, w1 = p - q, factorial = 6, total = 1 + w1 / 6;
                for (int k = 1; k < 8; k++)
                {
                    double w2 = (p - (4 * k + 1) * q) * w1 - 2 * k * (2 * k - 1) * q * q * w0;
                    factorial *= (2 * k + 2) * (2 * k + 3);
                    total += w2 / factorial;
                    w0 = w1;
                    w1 = w2;
                }
                return total;
            }

            static double rij_phi_between(double a, double b)
            {
                double width = b - a, sum = a + b;
                if (fabs(width) <= 0.5 && fabs(width * sum) <= 3)
                {
                    double m = 0.5 * sum, q = 0.25 * width * width;
                    double part = sum - a, lost = (a - (sum - part)) + (b - part);
                    return rij_phi(m) * (1 - 0.5 * m * lost) * rij_phi_series(m * m * q, q) * width;
                }
                double tail_a = rij_Phi(-fabs(a)), tail_b = rij_Phi(-fabs(b));
                if (a >= 0 && b >= 0) return tail_a - tail_b;
                if (a <= 0 && b <= 0) return tail_b - tail_a;
                return copysign((0.5 - tail_a) + (0.5 - tail_b), b);
            }
            """,
    };

    private static double BetweenValue(double a, double b)
    {
        double width = b - a;
        double sum = a + b;
        if (Math.Abs(width) <= 0.5 && Math.Abs(width * sum) <= 3)
        {
            return ShortInterval(a, b, sum, width);
        }

        double tailA = ErrorFunctionValues.NormalDistribution(-Math.Abs(a));
        double tailB = ErrorFunctionValues.NormalDistribution(-Math.Abs(b));
        return a >= 0 && b >= 0 ? tailA - tailB
            : a <= 0 && b <= 0 ? tailB - tailA
            : width < 0 ? (tailA - 0.5) + (tailB - 0.5) : (0.5 - tailA) + (0.5 - tailB);
    }

    /// <summary>The density at the midpoint times the width and <see cref="MidpointSeries"/>.</summary>
    private static double ShortInterval(double a, double b, double sum, double width)
    {
        double m = 0.5 * sum;
        double q = 0.25 * width * width;

        // The density magnifies the midpoint's rounding: 2 m is sum + lost, exactly.
        double part = sum - a;
        double lost = (a - (sum - part)) + (b - part);
        return Density.Evaluate(m) * (1 - (0.5 * m * lost)) * MidpointSeries(m * m * q, q) * width;
    }

    /// <summary>
    /// Taylor series about the midpoint m, half width d: (Phi(m + d) - Phi(m - d))/(2 d phi(m)) = sum_k w_k/(2k+1)!, w_k = He_2k(m) d^2k, by
    /// w_(k+1) = ((m d)^2 - (4k+1) d^2) w_k - 2k (2k-1) d^4 w_(k-1).
    /// </summary>
    /// <param name="p">(m d)^2.</param>
    /// <param name="q">d^2.</param>
    private static double MidpointSeries(double p, double q)
    {
        double before = 1;
        double current = p - q;
        double factorial = 6;
        double total = 1 + (current / 6);
        for (int k = 1; k < 8; k++)
        {
            (before, current) = (current, ((p - (((4 * k) + 1) * q)) * current) - (2 * k * ((2 * k) - 1) * q * q * before));
            factorial *= ((2 * k) + 2) * ((2 * k) + 3);
            total += current / factorial;
        }

        return total;
    }
}
