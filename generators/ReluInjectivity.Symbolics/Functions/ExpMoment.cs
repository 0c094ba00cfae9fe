namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>expmoment(n, x)</c>, the integral of <c>t^n exp(x t)</c> over t from 0 to 1, for n = 0, 1, 2, ...: the derivatives of <c>exprel</c>.</summary>
    public static BuiltInFunction ExpMoment { get; } = new(
        "expmoment",
        new Argument("n") { Domain = RealInterval.From(0), IsWhole = true, DomainNote = "n = 0, 1, 2, ...", Left = null, Right = null, LengthScale = null },
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Vanishes(degree: 0, rate: 0),
            Right = EndBehaviour.Grows(degree: 1, coefficient: 1),
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "integral of t^n exp(x t) over t from 0 to 1",
        IsWritable = false,
        Values = RealInterval.Positive,
        Value = static x => ExpMomentValue(x[0], x[1]),
        IntegrandForm = IntegrandForm.Opaque,

        // d/dx expmoment(n, x) = expmoment(n + 1, x)
        Derivative = static (f, x, index) => index == 1
            ? f.Call(ExpMoment!, x[0] + f.One, x[1])
            : throw new InvalidOperationException("expmoment has no derivative by its order."),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.ExpMoment",
        Latex = @"\operatorname{expmoment}",
        C = "rij_expmoment",

        // the two branches of the value below
        CSource = """
            static double rij_expmoment(double order, double x)
            {
                int n = (int)order;
                if (fabs(x) > n + 2)
                {
                    double value = expm1(x) / x;
                    for (int k = 1; k <= n; k++) value = (exp(x) - k * value) / x;
                    return value;
                }
                double term = 1, sum = 0, y = fabs(x);
                for (int k = 0; k < 400; k++)
                {
                    double add = term / (n + 1 + k);
                    if (x < 0) { add = term; term *= y / (n + 2 + k); sum += add; }
                    else { term *= y / (k + 1); sum += add; }
                    if (add <= 1e-18 * sum) break;
                }
                return x < 0 ? exp(x) * sum / (n + 1) : sum;
            }
            """,
    };

    /// <summary>
    /// I_n = (exp(x) - n I_(n-1))/x, by parts, far out; a series of positive terms near 0: sum_k x^k/(k! (n + 1 + k)), or for
    /// negative x exp(x) sum_k (-x)^k/((n + 1) (n + 2) ... (n + 1 + k)).
    /// </summary>
    private static double ExpMomentValue(double order, double x)
    {
        int n = (int)order;
        if (Math.Abs(x) > n + 2)
        {
            double value = Expm1Value(x) / x;
            for (int k = 1; k <= n; k++)
            {
                value = (Math.Exp(x) - (k * value)) / x;
            }

            return value;
        }

        double term = x < 0 ? 1.0 / (n + 1) : 1;
        double sum = 0;
        for (int k = 0; k < 400; k++)
        {
            double add = x < 0 ? term : term / (n + 1 + k);
            term *= x < 0 ? -x / (n + 2 + k) : x / (k + 1);
            sum += add;
            if (add <= 1e-18 * sum)
            {
                break;
            }
        }

        return x < 0 ? Math.Exp(x) * sum : sum;
    }
}
