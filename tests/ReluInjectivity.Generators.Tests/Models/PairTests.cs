using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Functions of two variables defined through each other's expectations, which are convolved on pairs of nodes.</summary>
public sealed class PairTests
{
    /// <summary>Two spins in fields that have a common part and one of their own, coupled by J; the first field's mean is m.</summary>
    internal const string Spins = """
        model    spins "Two coupled spins, one step"
        given    J = 0.4 in (-inf, inf)
        given    m = 0.3 in (-inf, inf)
        unknown  q = 0.4 in (0, 1)
        unknown  p = 0.6 in (0, 1)
        unknown  c = 0.7 in (0, inf)
        let f(g, v) = log(exp(J)*cosh(g + v) + exp(-J)*cosh(g - v))
        let h(g, v) = log(E(z, E(w, exp(c*f(g + sqrt(1 - q)*z, v + sqrt(1 - p)*w)))))/c
        minimise y = E(z, E(w, h(m + sqrt(q)*z, sqrt(p)*w))) + q^2 + p^2
        """;

    /// <summary>The deep ReLU network of two layers of theory: level r of fully lifted random duality.</summary>
    internal const string TwoLayers = """
        model    two-layers "Deep ReLU network of two layers"
        level    r = 1..3
        given    kappa = 1 in (0, inf)
        given    alpha = 7.64769493543528 in (0, inf)
        unknown  chiA = 0.055 in (0, inf)
        unknown  chiB = 0.055 in (0, inf)
        unknown  q[k] = 0.75 for k = 1..r-1 increasing in (0, 1)
        unknown  s[k] = 0.75 for k = 1..r-1 increasing in (0, 1)
        unknown  d = 1.47 in (0, inf)
        unknown  p[k] = 0.2 for k = 1..r-1 increasing in (0, 1)
        unknown  c[k] = 3.2 for k = 1..r-1 increasing in (0, inf)
        let q[r] = 1
        let s[r] = 1
        let p[r] = 1
        let lambda[r] = chiA
        let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k]) for k = 1..r-1
        let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))
        let m = d^2*(chiB + sum(k = 1..r-1, c[k]*(p[k+1]*(s[k+1] - s[k]) + s[k]*(p[k+1] - p[k]))))
        let f[r](g, v) = max(maximum(t in (-inf, 0), -(t - g)^2/(2*chiA)), maximum(t in (0, inf), -(t - g)^2/(2*chiA) + d*v*t - m/2*t^2))
        let f[k](g, v) = log(E(z, E(w, exp(c[k]*f[k+1](g + sqrt(q[k+1] - q[k])*z, v + sqrt(p[k+1] - p[k])*w)))))/c[k] for k = 1..r-1
        let hidden = E(z, E(w, f[1](sqrt(q[1])*z, sqrt(p[1])*w)))
        let u[r](h) = piecewise(h <= 0: 0; h < sqrt(2*chiB): -h^2/(2*chiB); else: -1)
        let u[k](h) = log(E(z, exp(c[k]*u[k+1](h + sqrt(s[k+1] - s[k])*z))))/c[k] for k = 1..r-1
        let last = E(z, u[1](sqrt(s[1])*z))
        stationary capacity = (kappa + S + alpha*hidden)/(-last) minimise chiA, chiB, q, s, c maximise d, p
        """;

    /// <summary>Against sums over four equispaced variables, written here: the trapezoid rule, to 1e-12 at this step for what is analytic in a wide strip.</summary>
    [Theory]
    [InlineData(0.4, 0.3, 0.4, 0.6, 0.7)]
    [InlineData(-1.2, 0.0, 0.05, 0.9, 0.02)]
    [InlineData(0.0, -2.0, 0.97, 0.3, 1.5)]
    [InlineData(3.0, 0.7, 0.5, 0.003, 0.9)]
    public void Spins_AreAveragedOverFourVariables(double coupling, double mean, double q, double p, double c)
    {
        IEquationSystem system = new TestedModel(Spins).System("y");
        EquationKernel kernel = system.CreateKernel();
        Evaluation here = kernel.At([q, p, c], [coupling, mean], new Resolution(kernel.GridCount, 4, 10));
        Assert.Equal(
            Slowly(mean, q, p, c, (g, v) => (Math.Exp(coupling) * Math.Cosh(g + v)) + (Math.Exp(-coupling) * Math.Cosh(g - v))) + (q * q) + (p * p), here.Value, 1e-11);
    }

    /// <summary>Derivatives of both orders against central differences of the order below, on the same grids but for their sizes.</summary>
    [Theory]
    [InlineData("y", null, new[] { 0.4, 0.6, 0.7 }, 2e-8)]
    [InlineData("y", null, new[] { 0.9, 0.05, 0.2 }, 2e-8)]
    [InlineData("capacity", 2, new[] { 0.06, 0.05, 0.7, 0.8, 1.5, 0.2, 3.1 }, 2e-6)]
    [InlineData("capacity", 3, new[] { 0.3, 0.25, 0.4, 0.8, 0.5, 0.75, 1, 0.2, 0.6, 0.5, 1.2 }, 2e-6)]
    public void Derivatives_AreThoseOfTheValue(string goal, int? level, double[] at, double tolerance)
    {
        IEquationSystem system = new TestedModel(goal == "y" ? Spins : TwoLayers).System(goal, level);
        EquationKernel kernel = system.CreateKernel();
        double[] given = [.. system.Description.Givens.Select(g => g.Default)];
        var resolution = new Resolution(kernel.GridCount, 3, 9);
        Evaluation here = kernel.At(at, given, resolution);
        double[] gradient = [.. here.Residual], column = new double[at.Length], along = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            along[i] = at[i] * (0.1 + (0.3 * i % 0.7));
        }

        here.HessianVectorProduct(along, column);
        for (int i = 0; i < at.Length; i++)
        {
            double step = 1e-5 * at[i];
            double ValueAt(double x) => kernel.At([.. at.Select((a, j) => j == i ? x : a)], given, resolution).Value;
            Assert.Equal((ValueAt(at[i] + step) - ValueAt(at[i] - step)) / (2 * step), gradient[i], tolerance * (1 + Math.Abs(gradient[i])));
        }

        double[] GradientAt(double t) => [.. kernel.At([.. at.Select((x, i) => x + (t * along[i]))], given, resolution).Residual];
        double[] ahead = GradientAt(1e-6), behind = GradientAt(-1e-6);
        Assert.All(Enumerable.Range(0, at.Length), i => Assert.Equal((ahead[i] - behind[i]) / 2e-6, column[i], 20 * tolerance * (1 + Math.Abs(column[i]))));
    }

    /// <summary>
    /// The functional's value at stationary points known to eight digits, by a program of product lattices in numpy (its steps halved, its lattices widened). The second and third reach so far out that
    /// the innermost average, like exp(4.3 v^2) along a line in the plane, is beyond all numbers there.
    /// </summary>
    [Theory]
    [InlineData(1, 7.64769493543528, 14, 6.413057114159, 74.86546085, 76.10702754, 0.67878421, 0.97263425, 0.74297474, 0.97456118, 8.28506015, 0.16666431, 0.41312733, 5.32624404, 0.47015319)]
    [InlineData(2, 6.70039194944292, 18, 9.622463788907, 139.26222, 142.22937, 0.68020764, 0.97857247, 0.74528203, 0.98005011, 12.0423825, 0.11174916, 0.32478134, 4.48992386, 0.44941715)]
    [InlineData(1, 4, 20, 6.381394242159, 73.96138863, 77.4573071, 0.67357694, 0.97239921, 0.74976824, 0.97539497, 13.752796, 0.16836407, 0.41746625, 5.37971543, 0.47424754)]
    public void ThreeLevelsOfTwoLayers_HaveTheValueOfAnotherProgram(
        double kappa, double alpha, double reach, double value, double a0, double a1, double q1, double q2, double s1, double s2, double c, double p1, double p2, double x, double y)
    {
        IEquationSystem system = new TestedModel(TwoLayers).System("capacity", 3);
        EquationKernel kernel = system.CreateKernel();
        Evaluation here = kernel.At([x / 2 / a0, x / 2 / a1, q1, q2, s1, s2, c / x, p1, p2, y * x, x], [kappa, alpha], new Resolution(kernel.GridCount, 3, reach));
        Assert.Equal(value, here.Value, 1e-10);
        Assert.All(here.Residual, slope => Assert.InRange(slope, -1e-4, 1e-4));
    }

    /// <summary>Level 2 is what `deep-lifted` has by an average over its second variable: 6.43446638605 (the same other program). Grids reach as far out as the value asks for.</summary>
    [Fact]
    public void TwoLevelsOfTwoLayers_AreSolved()
    {
        SolveResult result = new TestedModel(TwoLayers).Solve("capacity", 2, 1e-10);
        Assert.Equal(6.43446638605, result.Value, 1e-11 + result.ErrorEstimate);
    }

    [Theory]
    [InlineData("E(z, E(w, exp(x*f(g + v*z, v + w))))", "h(z, w)", "must not depend on the other variable")]
    [InlineData("E(z, E(w, exp(x*f(g + z, v + w))))", "h(z*w, w)", "one argument linear in each variable")]
    [InlineData("E(z, E(w, exp(x*f(g*v + z, v + w))))", "h(z, w)", "must not depend on the other variable")]
    [InlineData("E(z, E(w, exp(x*f(g + z, v + g*w))))", "h(z, w)", "must be added to one of the function's two variables")]
    [InlineData("E(z, E(w, exp(x*f(g + z + w, v + w))))", "h(z, w)", "must be added to one of the function's two variables")]
    public void AnotherShape_IsRefusedBySayingWhy(string definition, string applied, string why)
    {
        string file = $"model m \"m\"\nunknown x in (0, inf)\nlet f(g, v) = log(x*cosh(g + v) + cosh(g - v))\nlet h(g, v) = log({definition})\nminimise y = x^2 + E(z, E(w, {applied}))";
        Assert.Contains(why, string.Join("\n", GeneratorDriverHelper.Run(("equations/model.eq", file)).Result.Diagnostics), StringComparison.Ordinal);
    }

    /// <summary>With x = 1 the exponential of the logarithm is gone, and one sum holds all four variables: they part by the signs they have in the other.</summary>
    [Fact]
    public void Variables_ArePairedWhereSumsHoldThemAll()
    {
        const string File = """
            model    m "m"
            given    J = 0.4 in (-inf, inf)
            unknown  q in (0, 1)
            unknown  p in (0, 1)
            let f(g, v) = log(exp(J)*softplus(g + v) + exp(-J)*softplus(g - v))
            let h(g, v) = log(E(z, E(w, exp(f(g + sqrt(1 - q)*z, v + sqrt(1 - p)*w)))))
            minimise y = E(z, E(w, h(sqrt(q)*z, sqrt(p)*w)))
            """;
        IEquationSystem system = new TestedModel(File).System("y");
        EquationKernel kernel = system.CreateKernel();
        double here = kernel.At([0.3, 0.8], [0.4], new Resolution(kernel.GridCount, 4, 10)).Value;
        static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
        Assert.Equal(Slowly(0, 0.3, 0.8, 1, (g, v) => (Math.Exp(0.4) * Softplus(g + v)) + (Math.Exp(-0.4) * Softplus(g - v))), here, 1e-10);
    }

    private static double Slowly(double mean, double q, double p, double c, Func<double, double, double> inside)
    {
        const double Step = 0.4;
        const int Half = 20;
        double[] nodes = [.. Enumerable.Range(-Half, (2 * Half) + 1).Select(k => k * Step)];
        double[] weights = [.. nodes.Select(z => Step * SlowQuadrature.Density(z))];
        double total = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            for (int j = 0; j < nodes.Length; j++)
            {
                double inner = 0;
                for (int k = 0; k < nodes.Length; k++)
                {
                    double g = mean + (Math.Sqrt(q) * nodes[i]) + (Math.Sqrt(1 - q) * nodes[k]);
                    for (int l = 0; l < nodes.Length; l++)
                    {
                        double v = (Math.Sqrt(p) * nodes[j]) + (Math.Sqrt(1 - p) * nodes[l]);
                        inner += weights[k] * weights[l] * Math.Pow(inside(g, v), c);
                    }
                }

                total += weights[i] * weights[j] * Math.Log(inner) / c;
            }
        }

        return total;
    }
}
