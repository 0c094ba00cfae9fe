namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>Tails of powers of a Cauchy density, T_n(x, d) = integral over t from x to infinity of (d + t^2)^-n.</summary>
public static class CauchyTail
{
    private const double SeriesBelow = 0.25;

    /// <summary>T_n(x, d), to about 1e-15 relative for small n; NaN where the integral does not exist.</summary>
    /// <param name="order">The order n, a whole number from 1.</param>
    /// <param name="x">Where the tail begins.</param>
    /// <param name="d">The square of the width: d &gt; 0, or d &gt; -x^2 where x &gt; 0.</param>
    public static double Value(double order, double x, double d)
    {
        int n = (int)order;
        if (n < 1 || !(d + (x * x) > 0) || (x <= 0 && d <= 0))
        {
            return double.NaN;
        }

        if (x > 0 && Math.Abs(d) < SeriesBelow * x * x)
        {
            return Series(n, x, d);
        }

        // (2 n d) T_(n+1) = (2n - 1) T_n - x (d + x^2)^-n, by parts
        double tail = d > 0
            ? Math.Atan2(Math.Sqrt(d), x) / Math.Sqrt(d)
            : Math.Atanh(Math.Sqrt(-d) / x) / Math.Sqrt(-d);
        double power = 1;
        for (int k = 1; k < n; k++)
        {
            power /= d + (x * x);
            tail = (((2 * k) - 1) * tail - (x * power)) / (2 * k * d);
        }

        return tail;
    }

    /// <summary>T_n = x^(1-2n) sum_k binomial(-n, k) (d/x^2)^k/(2n - 1 + 2k).</summary>
    private static double Series(int n, double x, double d)
    {
        double ratio = d / (x * x);
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
