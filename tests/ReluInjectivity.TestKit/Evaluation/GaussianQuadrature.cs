namespace ReluInjectivity.TestKit.Evaluation;

/// <summary>
/// Expectations over a standard normal by adaptive Gauss-Kronrod quadrature: slow, with no knowledge of closed forms, and so an
/// oracle for them.
/// </summary>
public static class GaussianQuadrature
{
    private const int MaximumDepth = 40;

    private static readonly double[] Nodes =
    [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
        0.741531185599394439863864773280788, 0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
        0.207784955007898467600689403773245, 0,
    ];

    private static readonly double[] KronrodWeights =
    [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ];

    private static readonly double[] GaussWeights =
    [
        0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975,
        0.417959183673469387755102040816327,
    ];

    /// <summary>The expectation of a function, split where it has kinks or jumps.</summary>
    /// <param name="f">The function.</param>
    /// <param name="splits">Its kinks and jumps.</param>
    /// <param name="reach">Beyond plus and minus this the integrand is negligible against its integral.</param>
    /// <param name="tolerance">The error, relative to the integral of the absolute value.</param>
    public static double Expectation(Func<double, double> f, IEnumerable<double>? splits = null, double reach = 20, double tolerance = 1e-13) =>
        Expectation(z => new[] { f(z) }, splits ?? [], reach, tolerance)[0];

    /// <summary>The expectations of several functions computed together.</summary>
    public static double[] Expectation(Func<double, double[]> f, IEnumerable<double> splits, double reach = 20, double tolerance = 1e-13)
    {
        int count = (int)Math.Ceiling(2 * reach);
        double[] ends =
        [
            .. Enumerable.Range(0, count + 1).Select(i => -reach + (2 * reach * i / count)).Concat(splits.Where(s => Math.Abs(s) < reach))
                .Distinct().Order(),
        ];
        (double Lower, double Upper, Estimate Estimate)[] panels = [.. ends.Zip(ends.Skip(1), (a, b) => (a, b, Rule(f, a, b)))];
        double[] sizes = [.. panels[0].Estimate.Integral.Select((_, i) => panels.Sum(p => p.Estimate.Size[i]))];
        double[] total = new double[sizes.Length];
        foreach ((double lower, double upper, Estimate estimate) in panels)
        {
            double[] part = Refine(f, lower, upper, estimate, [.. sizes.Select(s => tolerance * s / count)], 0);
            for (int i = 0; i < total.Length; i++)
            {
                total[i] += part[i];
            }
        }

        return total;
    }

    private static double[] Refine(Func<double, double[]> f, double lower, double upper, Estimate estimate, double[] tolerance, int depth)
    {
        bool isFine = depth == MaximumDepth;
        if (!isFine)
        {
            isFine = true;
            for (int i = 0; i < tolerance.Length; i++)
            {
                isFine &= estimate.Error[i] <= Math.Max(tolerance[i], 4e-16 * estimate.Size[i]);
            }
        }

        if (isFine)
        {
            return estimate.Integral;
        }

        double middle = (lower + upper) / 2;
        double[] left = Refine(f, lower, middle, Rule(f, lower, middle), tolerance, depth + 1);
        double[] right = Refine(f, middle, upper, Rule(f, middle, upper), tolerance, depth + 1);
        return [.. left.Zip(right, (a, b) => a + b)];
    }

    private static Estimate Rule(Func<double, double[]> f, double lower, double upper)
    {
        double center = (lower + upper) / 2;
        double half = (upper - lower) / 2;
        double[]? kronrod = null;
        double[] gauss = [];
        double[] size = [];
        void Sample(double z, int node)
        {
            double density = half * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
            double[] value = f(z);
            if (kronrod is null)
            {
                (kronrod, gauss, size) = (new double[value.Length], new double[value.Length], new double[value.Length]);
            }

            for (int i = 0; i < value.Length; i++)
            {
                double weighted = density == 0 ? 0 : density * value[i];
                kronrod[i] += KronrodWeights[node] * weighted;
                size[i] += KronrodWeights[node] * Math.Abs(weighted);
                gauss[i] += node % 2 == 1 ? GaussWeights[node / 2] * weighted : 0;
            }
        }

        for (int node = 0; node < Nodes.Length; node++)
        {
            Sample(center + (half * Nodes[node]), node);
            if (Nodes[node] != 0)
            {
                Sample(center - (half * Nodes[node]), node);
            }
        }

        return new(kronrod!, [.. kronrod!.Zip(gauss, (k, g) => Math.Abs(k - g))], size);
    }

    private sealed record Estimate(double[] Integral, double[] Error, double[] Size);
}
