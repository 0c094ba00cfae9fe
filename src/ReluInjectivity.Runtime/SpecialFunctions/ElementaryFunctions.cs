namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>Elementary functions in forms that are accurate near 0, which <see cref="Math"/> lacks.</summary>
public static class ElementaryFunctions
{
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
}
