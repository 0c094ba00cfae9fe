namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>Elementary functions in forms that are accurate near 0, which <see cref="Math"/> lacks.</summary>
public static partial class ElementaryFunctions
{
    private const double LogOf2 = 0.6931471805599453;
    private const int MostTerms = 400;

    /// <summary><c>x</c>, where what is computed would be the same for any other number in its place.</summary>
    public static double Chosen(double x) => x;

    /// <summary><c>log(1 + x)</c> for x &gt; -1, to a few ulp; -infinity at -1, NaN below. (W. Kahan's quotient.)</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary><c>exp(x) - 1</c> for every x, to a few ulp. (W. Kahan's quotient.)</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
        {
            return x;
        }

        double difference = u - 1;
        return difference == -1 || double.IsPositiveInfinity(u) ? difference : difference * (x / Math.Log(u));
    }

    /// <summary><c>1/(1 + exp(-x))</c> for every x, with full relative accuracy in both tails.</summary>
    public static double Logistic(double x)
    {
        if (x >= 0)
        {
            return 1 / (1 + Math.Exp(-x));
        }

        double e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <summary><c>log(1 + exp(x))</c> for every x, with full relative accuracy.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary><c>log(exp(x) + exp(y))</c> for all x and y, infinite ones included.</summary>
    public static double LogAddExp(double x, double y) =>
        x.Equals(y) ? x + LogOf2 : Math.Max(x, y) + Log1p(Math.Exp(-Math.Abs(x - y)));

    /// <summary><c>log(cosh(x))</c> for every x, relatively accurate near 0.</summary>
    public static double LogCosh(double x)
    {
        double y = Math.Abs(x);
        if (y >= 1)
        {
            return y - LogOf2 + Log1p(Math.Exp(-2 * y));
        }

        double s = Math.Sinh(0.5 * y);
        return Log1p(2 * s * s);
    }

    /// <summary><c>-p log(p) - (1 - p) log(1 - p)</c> for p from 0 to 1, in nats; 0 at both ends.</summary>
    public static double Entropy(double p)
    {
        // The smaller of p and 1 - p is exact.
        double small = p > 0.5 ? 1 - p : p;
        double large = p > 0.5 ? p : 1 - p;
        return small == 0 ? 0 : -(small * Math.Log(small)) - (large * Log1p(-small));
    }

    /// <summary>The number of choices of k among n, infinite where it is beyond double precision, 0 for k &gt; n; NaN where they are no whole numbers from 0, n at most 10 000.</summary>
    public static double Binomial(double n, double k)
    {
        if (!(n is >= 0 and <= 10_000 && k >= 0 && n == Math.Floor(n) && k == Math.Floor(k)))
        {
            return double.NaN;
        }

        double last = Math.Min(k, n - k);
        double value = k > n ? 0 : 1;
        for (double j = 1; j <= last; j++)
        {
            value = value * (n - last + j) / j;
        }

        return value;
    }

    /// <summary><c>(exp(x) - 1)/x</c> for every x, 1 at 0.</summary>
    public static double ExpRel(double x) => x == 0 ? 1 : double.IsNegativeInfinity(x) ? 0 : Expm1(x) / x;

    /// <summary>The integral of <c>t^n exp(x t)</c> over t from 0 to 1: the n-th derivative of <see cref="ExpRel"/>.</summary>
    /// <param name="order">The order n, a whole number from 0.</param>
    /// <param name="x">Any number.</param>
    public static double ExpMoment(double order, double x)
    {
        int n = (int)order;
        if (Math.Abs(x) > n + 2)
        {
            // I_n = (exp(x) - n I_(n-1))/x, by parts
            double value = ExpRel(x);
            for (int k = 1; k <= n; k++)
            {
                value = (Math.Exp(x) - (k * value)) / x;
            }

            return value;
        }

        // sum_k x^k/(k! (n + 1 + k)), or exp(x) sum_k (-x)^k/((n + 1) ... (n + 1 + k)): terms of one sign.
        double term = x < 0 ? 1.0 / (n + 1) : 1;
        double sum = 0;
        for (int k = 0; k < MostTerms; k++)
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
