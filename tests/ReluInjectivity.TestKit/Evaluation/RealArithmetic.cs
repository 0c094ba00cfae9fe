using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.TestKit.Evaluation;

/// <summary>Arithmetic with doubles.</summary>
public sealed class RealArithmetic : IArithmetic<double>
{
    /// <summary>A function of the equation language at a point.</summary>
    public static double Function(string name, params ReadOnlySpan<double> x) => name switch
    {
        "exp" => Math.Exp(x[0]),
        "log" => Math.Log(x[0]),
        "chosen" => x[0],
        "expm1" => ElementaryFunctions.Expm1(x[0]),
        "log1p" => ElementaryFunctions.Log1p(x[0]),
        "logistic" => ElementaryFunctions.Logistic(x[0]),
        "softplus" => ElementaryFunctions.Softplus(x[0]),
        "logaddexp" => ElementaryFunctions.LogAddExp(x[0], x[1]),
        "logcosh" => ElementaryFunctions.LogCosh(x[0]),
        "exprel" => ElementaryFunctions.ExpRel(x[0]),
        "expmoment" => ElementaryFunctions.ExpMoment(x[0], x[1]),
        "entropy" => ElementaryFunctions.Entropy(x[0]),
        "binomial" => ElementaryFunctions.Binomial(x[0], x[1]),
        "logPhi" => NormalDistribution.LogCdf(x[0]),
        "invMills" => NormalDistribution.InverseMills(x[0]),
        "logPhiBetween" => NormalDistribution.LogCdfDifference(x[0], x[1]),
        "invMillsBetween" => NormalDistribution.InverseMillsBetween(x[0], x[1]),
        "expPhi" => NormalDistribution.ScaledCdf(x[0], x[1]),
        "logExpPhi" => NormalDistribution.LogScaledCdf(x[0]),
        "logErfc" => ErrorFunctions.LogErfc(x[0]),
        "sin" => Math.Sin(x[0]),
        "cos" => Math.Cos(x[0]),
        "tan" => Math.Tan(x[0]),
        "atan" => Math.Atan(x[0]),
        "sinh" => Math.Sinh(x[0]),
        "cosh" => Math.Cosh(x[0]),
        "tanh" => Math.Tanh(x[0]),
        "phi" => NormalDistribution.Pdf(x[0]),
        "Phi" => NormalDistribution.Cdf(x[0]),
        "PhiBetween" => NormalDistribution.CdfDifference(x[0], x[1]),
        "erf" => ErrorFunctions.Erf(x[0]),
        "erfc" => ErrorFunctions.Erfc(x[0]),
        "erfcx" => ErrorFunctions.Erfcx(x[0]),
        "cauchytail" => CauchyTail.Value(x[0], x[1], x[2]),
        _ => Registered(name, x.ToArray()),
    };

    /// <summary>A function without a value of its own here: the registry's, which the tests of the registry check against exact values.</summary>
    private static double Registered(string name, double[] x) =>
        (Symbolics.Functions.Registry.All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal))
            ?? throw new NotSupportedException($"There is no function {name}.")).Evaluate(x);

    /// <inheritdoc/>
    public double Constant(double value) => value;

    /// <inheritdoc/>
    public double ValueOf(double number) => number;

    /// <inheritdoc/>
    public double Add(double a, double b) => a + b;

    /// <inheritdoc/>
    public double Multiply(double a, double b) => a * b;

    /// <inheritdoc/>
    public double Power(double @base, double exponent) => Math.Pow(@base, exponent);

    /// <inheritdoc/>
    public double Call(string function, IReadOnlyList<double> arguments) => Function(function, [.. arguments]);

    /// <inheritdoc/>
    public double[] Components(double number) => [number];

    /// <inheritdoc/>
    public double FromComponents(double[] components) => components[0];
}
