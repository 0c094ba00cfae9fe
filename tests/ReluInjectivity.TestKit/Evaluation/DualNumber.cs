namespace ReluInjectivity.TestKit.Evaluation;

/// <summary>
/// A value with its derivative by one variable: forward automatic differentiation with rules of its own, an oracle for the
/// derivatives of the library.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Derivative">The derivative.</param>
public readonly record struct DualNumber(double Value, double Derivative = 0)
{
    /// <summary>Sum.</summary>
    public static DualNumber operator +(DualNumber a, DualNumber b) => new(a.Value + b.Value, a.Derivative + b.Derivative);

    /// <summary>Product.</summary>
    public static DualNumber operator *(DualNumber a, DualNumber b) => new(a.Value * b.Value, (a.Derivative * b.Value) + (a.Value * b.Derivative));

    /// <summary>Power; the logarithm is taken only where the exponent varies.</summary>
    public static DualNumber Power(DualNumber x, DualNumber a)
    {
        double value = Math.Pow(x.Value, a.Value);
        double byBase = x.Derivative == 0 || a.Value == 0 ? 0 : x.Derivative * a.Value * Math.Pow(x.Value, a.Value - 1);
        double byExponent = a.Derivative == 0 ? 0 : a.Derivative * value * Math.Log(x.Value);
        return new(value, byBase + byExponent);
    }

    /// <summary>A function of the equation language.</summary>
    public static DualNumber Function(string name, IReadOnlyList<DualNumber> x)
    {
        double value = RealArithmetic.Function(name, [.. x.Select(a => a.Value)]);
        double derivative = 0;
        for (int i = 0; i < x.Count; i++)
        {
            derivative += x[i].Derivative == 0 ? 0 : x[i].Derivative * Partial(name, i, [.. x.Select(a => a.Value)]);
        }

        return new(value, derivative);
    }

    /// <summary>The partial derivative of a function by one of its arguments.</summary>
    public static double Partial(string name, int index, params ReadOnlySpan<double> arguments)
    {
        double x = arguments[index];
        return name switch
        {
            "exp" or "expm1" => Math.Exp(x),
            "log" => 1 / x,
            "chosen" => 0,
            "log1p" => 1 / (x + 1),
            "logistic" => 1 / (2 + (2 * Math.Cosh(x))),
            "sin" => Math.Cos(x),
            "cos" => -Math.Sin(x),
            "tan" => 1 / (Math.Cos(x) * Math.Cos(x)),
            "atan" => 1 / ((x * x) + 1),
            "sinh" => (Math.Exp(x) + Math.Exp(-x)) / 2,
            "cosh" => Math.Sinh(x),
            "tanh" => 1 / (Math.Cosh(x) * Math.Cosh(x)),
            "phi" => -x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
            "Phi" => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
            "PhiBetween" => (index == 0 ? -1 : 1) * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
            "erf" => 2 * Math.Exp(-x * x) / Math.Sqrt(Math.PI),
            "erfc" => -2 * Math.Exp(-x * x) / Math.Sqrt(Math.PI),
            "erfcx" => 2 * ((x * RealArithmetic.Function("erfcx", x)) - (1 / Math.Sqrt(Math.PI))),
            "cauchytail" => index == 1
                ? -Math.Pow(arguments[2] + (x * x), -arguments[0])
                : -arguments[0] * RealArithmetic.Function("cauchytail", arguments[0] + 1, arguments[1], arguments[2]),
            "softplus" => 1 / (1 + Math.Exp(-x)),
            "logaddexp" => 1 / (1 + Math.Exp(arguments[1 - index] - x)),
            "logcosh" => Math.Tanh(x),
            "logPhi" => MillsRatio(x),
            "logExpPhi" => x + MillsRatio(x),
            "logErfc" => -2 / (Math.Sqrt(Math.PI) * RealArithmetic.Function("erfcx", x)),
            _ => Slope(name, index, arguments),
        };
    }

    /// <summary>phi(x)/Phi(x) = sqrt(2/pi)/erfcx(-x/sqrt(2)).</summary>
    private static double MillsRatio(double x) => Math.Sqrt(2 / Math.PI) / RealArithmetic.Function("erfcx", -x / Math.Sqrt(2));

    /// <summary>A function without a rule here: central differences of two steps, extrapolated.</summary>
    private static double Slope(string name, int index, ReadOnlySpan<double> arguments)
    {
        double[] at = arguments.ToArray();
        double Secant(double h)
        {
            double[] right = [.. at];
            double[] left = [.. at];
            right[index] += h;
            left[index] -= h;
            return (RealArithmetic.Function(name, right) - RealArithmetic.Function(name, left)) / (right[index] - left[index]);
        }

        double step = 1e-3 * Math.Clamp(Math.Abs(at[index]), 1e-3, 1);
        return ((4 * Secant(step / 2)) - Secant(step)) / 3;
    }

    /// <summary>These numbers for an evaluator.</summary>
    public sealed class Arithmetic : IArithmetic<DualNumber>
    {
        /// <inheritdoc/>
        public DualNumber Constant(double value) => new(value);

        /// <inheritdoc/>
        public double ValueOf(DualNumber number) => number.Value;

        /// <inheritdoc/>
        public DualNumber Add(DualNumber a, DualNumber b) => a + b;

        /// <inheritdoc/>
        public DualNumber Multiply(DualNumber a, DualNumber b) => a * b;

        /// <inheritdoc/>
        public DualNumber Power(DualNumber @base, DualNumber exponent) => DualNumber.Power(@base, exponent);

        /// <inheritdoc/>
        public DualNumber Call(string function, IReadOnlyList<DualNumber> arguments) => Function(function, arguments);

        /// <inheritdoc/>
        public double[] Components(DualNumber number) => [number.Value, number.Derivative];

        /// <inheritdoc/>
        public DualNumber FromComponents(double[] components) => new(components[0], components[1]);
    }
}
