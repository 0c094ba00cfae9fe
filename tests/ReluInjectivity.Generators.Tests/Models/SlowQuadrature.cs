namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Expectations over a standard normal the plain way: a five-point Gauss rule on hundreds of short panels, cut at given points.</summary>
internal static class SlowQuadrature
{
    private const double Reach = 10;
    private const int Panels = 200;

    private static readonly (double Node, double Weight)[] Rule =
    [
        (0, 128.0 / 225),
        .. new[] { -1, 1 }.SelectMany(side => new[] { -1, 1 }.Select(s =>
            (side * Math.Sqrt(5 + (s * 2 * Math.Sqrt(10.0 / 7))) / 3, (322 - (s * 13 * Math.Sqrt(70))) / 900))),
    ];

    /// <summary>E f(z).</summary>
    /// <param name="f">The integrand; smooth but at the cuts.</param>
    /// <param name="cuts">Where it has kinks or jumps.</param>
    public static double Expectation(Func<double, double> f, params double[] cuts)
    {
        double[] ends = [-Reach, .. cuts.Where(c => Math.Abs(c) < Reach).Order(), Reach];
        double sum = 0;
        for (int piece = 0; piece + 1 < ends.Length; piece++)
        {
            double half = (ends[piece + 1] - ends[piece]) / (2 * Panels);
            for (int panel = 0; panel < Panels; panel++)
            {
                double middle = ends[piece] + (((2 * panel) + 1) * half);
                foreach ((double node, double weight) in Rule)
                {
                    double z = middle + (half * node);
                    sum += half * weight * f(z) * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
                }
            }
        }

        return sum;
    }

    /// <summary>The standard normal distribution function, by the same rule.</summary>
    public static double Phi(double x) => Expectation(z => z < x ? 1 : 0, x);

    /// <summary>The standard normal density.</summary>
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
