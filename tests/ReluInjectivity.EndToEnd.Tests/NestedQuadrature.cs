using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>
/// An oracle for the single-layer model that shares nothing with the generated code: every expectation by composite Gauss-Legendre
/// quadrature in its own variable, the innermost split at the kinks of f_r, each function between by piecewise Chebyshev interpolation.
/// </summary>
internal static class NestedQuadrature
{
    /// <summary>(kappa + S)/(-F) at given overlaps q_1..q_(r-1), exponents c_1..c_(r-1) and susceptibility.</summary>
    public static double Alpha(double kappa, double[] q, double[] c, double chi, int panels)
    {
        int r = q.Length + 1;
        double[] overlaps = [.. q, 1.0];
        double lambda = chi;
        double s = 0;
        for (int k = r - 1; k >= 1; k--)
        {
            double next = lambda + (c[k - 1] * (overlaps[k] - overlaps[k - 1]));
            s += Math.Log(next / lambda) / (2 * c[k - 1]);
            lambda = next;
        }

        s += overlaps[0] / (2 * lambda);
        (double[] nodes, double[] weights) = NormalRule(-9, 9, panels);
        Func<double, double> field = h => Innermost(h, overlaps, c, chi);
        for (int k = r - 2; k >= 1; k--)
        {
            Func<double, double> inner = Interpolate(field);
            double exponent = c[k - 1];
            double deviation = Math.Sqrt(overlaps[k] - overlaps[k - 1]);
            field = h => Math.Log(nodes.Zip(weights, (z, w) => w * Math.Exp(exponent * inner(h + (deviation * z)))).Sum()) / exponent;
        }

        double f = nodes.Zip(weights, (z, w) => w * field(Math.Sqrt(overlaps[0]) * z)).Sum();
        return (kappa + s) / -f;
    }

    /// <summary>
    /// E_k[f_k'(h)^2] for k = 1..r, r at least 2: h_1 has variance q_1 and the step from h_k to h_(k+1), of variance q_(k+1) - q_k, is weighted by
    /// exp(c_k (f_(k+1)(h_(k+1)) - f_k(h_k))).
    /// </summary>
    public static double[] SlopeMoments(double[] q, double[] c, double chi)
    {
        double[] overlaps = [.. q, 1.0];
        (double[] nodes, double[] weights) = NormalRule(-9, 9, 30);
        double InnermostMean(double h, int power)
        {
            double deviation = Math.Sqrt(1 - q[^1]);
            double low = Math.Clamp(-h / deviation, -9, 9);
            double high = Math.Clamp((Math.Sqrt(2 * chi) - h) / deviation, -9, 9);
            double Weighted(double u) => Math.Pow(-u / chi, power) * Math.Exp(-c[^1] * u * u / (2 * chi));
            return Integrate(low, high, z => Weighted(h + (deviation * z))) / Math.Exp(c[^1] * Innermost(h, overlaps, c, chi));
        }

        Func<double, double> field = h => Innermost(h, overlaps, c, chi);
        Func<double, double> slope = h => InnermostMean(h, 1);
        List<Func<double, double>> moments = [h => InnermostMean(h, 2)];
        for (int k = q.Length - 2; k >= 0; k--)
        {
            Func<double, double> inner = Interpolate(field);
            Func<double, double> innerSlope = Interpolate(slope);
            double exponent = c[k];
            double deviation = Math.Sqrt(overlaps[k + 1] - overlaps[k]);
            double Partition(double h, Func<double, double> of) =>
                nodes.Zip(weights, (z, w) => w * of(h + (deviation * z)) * Math.Exp(exponent * inner(h + (deviation * z)))).Sum();
            Func<double, double> Mean(Func<double, double> of) => h => Partition(h, of) / Partition(h, _ => 1);

            moments = [.. moments.Append(h => Math.Pow(innerSlope(h), 2)).Select(m => Mean(Interpolate(m)))];
            slope = Mean(innerSlope);
            field = h => Math.Log(Partition(h, _ => 1)) / exponent;
        }

        moments.Add(h => Math.Pow(slope(h), 2));
        return [.. moments.Select(m => nodes.Zip(weights, (z, w) => w * m(Math.Sqrt(q[0]) * z)).Sum()).Reverse()];
    }

    private static double Innermost(double h, double[] q, double[] c, double chi)
    {
        int k = q.Length - 1;
        double deviation = Math.Sqrt(q[k] - q[k - 1]);
        double edge = Math.Sqrt(2 * chi);
        double low = Math.Clamp(-h / deviation, -9, 9);
        double high = Math.Clamp((edge - h) / deviation, -9, 9);
        double value = Integrate(-9, low, _ => 1)
            + Integrate(low, high, z => Math.Exp(-c[k - 1] * Math.Pow(h + (deviation * z), 2) / (2 * chi)))
            + Integrate(high, 9, _ => Math.Exp(-c[k - 1]));
        return Math.Log(value) / c[k - 1];
    }

    /// <summary>Chebyshev interpolation of degree 11 on cells of width 1/16 over (-6, 6); constant beyond.</summary>
    private static Func<double, double> Interpolate(Func<double, double> function)
    {
        const int Cells = 192;
        const int Degree = 11;
        const double Edge = 6;
        double width = 2 * Edge / Cells;
        double[][] coefficients = new double[Cells][];
        Parallel.For(0, Cells, cell =>
        {
            double middle = -Edge + (width * (cell + 0.5));
            double[] values = [.. Enumerable.Range(0, Degree + 1).Select(j => function(middle + (0.5 * width * Math.Cos(Math.PI * (j + 0.5) / (Degree + 1)))))];
            coefficients[cell] =
            [
                .. Enumerable.Range(0, Degree + 1).Select(n => (n == 0 ? 1.0 : 2.0) / (Degree + 1)
                    * values.Select((v, j) => v * Math.Cos(Math.PI * n * (j + 0.5) / (Degree + 1))).Sum()),
            ];
        });
        return h =>
        {
            double at = (Math.Clamp(h, -Edge, Edge) + Edge) / width;
            int cell = Math.Min((int)at, Cells - 1);
            double t = (2 * (at - cell)) - 1;
            double[] a = coefficients[cell];
            double b1 = 0;
            double b2 = 0;
            for (int n = Degree; n >= 1; n--)
            {
                (b1, b2) = ((2 * t * b1) - b2 + a[n], b1);
            }

            return (t * b1) - b2 + a[0];
        };
    }

    private static double Integrate(double from, double to, Func<double, double> integrand)
    {
        if (to <= from)
        {
            return 0;
        }

        (double[] nodes, double[] weights) = NormalRule(from, to, 1 + (int)((to - from) / 4));
        return nodes.Zip(weights, (z, w) => w * integrand(z)).Sum();
    }

    private static (double[] Nodes, double[] Weights) NormalRule(double from, double to, int panels)
    {
        QuadratureRule rule = GaussLegendre.Rule(16);
        var nodes = new List<double>();
        var weights = new List<double>();
        double width = (to - from) / panels;
        for (int p = 0; p < panels; p++)
        {
            for (int k = 0; k < rule.Count; k++)
            {
                double z = from + (width * (p + (0.5 * (1 + rule.Nodes[k]))));
                nodes.Add(z);
                weights.Add(0.5 * width * rule.Weights[k] * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI));
            }
        }

        return ([.. nodes], [.. weights]);
    }
}
