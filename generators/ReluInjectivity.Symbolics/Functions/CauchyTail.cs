namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Tails of powers of a Cauchy density, which Gaussian integrals over wedges lead to.</summary>
public static class CauchyTails
{
    /// <summary>
    /// <c>cauchytail(n, x, d)</c>, the integral of <c>(d + t^2)^-n</c> over t from x to infinity, for n = 1, 2, ...; d &gt; 0, or
    /// d &gt; -x^2 where x &gt; 0. For n = 1 it is <c>(pi/2 - atan(x/sqrt(d)))/sqrt(d)</c>, continued through d = 0.
    /// </summary>
    public static BuiltInFunction Tail { get; } = new(
        "cauchytail",
        new Argument("n") { Domain = RealInterval.From(1), IsWhole = true, DomainNote = "n = 1, 2, ...", Left = null, Right = null, LengthScale = null },
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Moderate,
            Right = EndBehaviour.Vanishes(degree: 0, rate: 0),
            LengthScale = null,
        },
        new Argument("d")
        {
            Domain = RealInterval.Positive,
            DomainNote = "d > 0, or d > -x^2 where x > 0",
            Left = null,
            Right = EndBehaviour.Vanishes(degree: 0, rate: 0),
            LengthScale = null,
        })
    {
        Summary = "integral of (d + t^2)^-n over t from x to infinity",
        IsWritable = false,
        Values = RealInterval.Positive,
        Value = static x => TailValue(x[0], x[1], x[2]),
        IntegrandForm = IntegrandForm.Opaque,
        Derivative = static (f, x, index) => index switch
        {
            // d/dx T_n = -(d + x^2)^-n
            1 => -f.Power(x[2] + (x[1] * x[1]), -x[0]),

            // d/dd T_n = -n T_(n+1)
            2 => -x[0] * f.Call(Tail!, x[0] + f.One, x[1], x[2]),
            _ => throw new InvalidOperationException("cauchytail has no derivative by its order."),
        },
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.CauchyTail.Value",
        Latex = @"\operatorname{cauchytail}",
        C = "rij_cauchytail",

        // the two branches of the value below
        CSource = """
            static double rij_cauchytail(double order, double x, double d)
            {
                int n = (int)order;
                if (n < 1 || !(d + x * x > 0) || (x <= 0 && d <= 0)) return NAN;
                if (x > 0 && fabs(d) < 0.25 * x * x)
                {
                    double ratio = d / (x * x), term = 1, sum = 0;
                    for (int k = 0; k < 200; k++)
                    {
                        double add = term / (2 * n - 1 + 2 * k);
                        sum += add;
                        if (fabs(add) <= 1e-17 * fabs(sum)) break;
                        term *= -(n + k) * ratio / (k + 1);
                    }
                    return sum * pow(x, 1 - 2 * n);
                }
                double root = sqrt(fabs(d)), power = 1;
                double tail = (d > 0 ? atan2(root, x) : atanh(root / x)) / root;
                for (int k = 1; k < n; k++)
                {
                    power /= d + x * x;
                    tail = ((2 * k - 1) * tail - x * power) / (2 * k * d);
                }
                return tail;
            }
            """,
    };

    private static double TailValue(double order, double x, double d)
    {
        int n = (int)order;
        if (n < 1 || !(d + (x * x) > 0) || (x <= 0 && d <= 0))
        {
            return double.NaN;
        }

        if (x > 0 && Math.Abs(d) < 0.25 * x * x)
        {
            return Series(n, x, d / (x * x));
        }

        // (2 n d) T_(n+1) = (2n - 1) T_n - x (d + x^2)^-n, by parts
        double root = Math.Sqrt(Math.Abs(d));
        double tail = (d > 0 ? Math.Atan2(root, x) : 0.5 * Math.Log((x + root) / (x - root))) / root;
        double power = 1;
        for (int k = 1; k < n; k++)
        {
            power /= d + (x * x);
            tail = ((((2 * k) - 1) * tail) - (x * power)) / (2 * k * d);
        }

        return tail;
    }

    /// <summary>T_n = x^(1-2n) sum_k binomial(-n, k) (d/x^2)^k/(2n - 1 + 2k).</summary>
    private static double Series(int n, double x, double ratio)
    {
        double term = 1;
        double sum = 0;
        for (int k = 0; k < 200; k++)
        {
            double add = term / ((2 * n) - 1 + (2 * k));
            sum += add;
            if (Math.Abs(add) <= 1e-17 * Math.Abs(sum))
            {
                break;
            }

            term *= -(n + k) * ratio / (k + 1);
        }

        return sum * Math.Pow(x, 1 - (2 * n));
    }
}
