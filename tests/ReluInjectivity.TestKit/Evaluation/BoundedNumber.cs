namespace ReluInjectivity.TestKit.Evaluation;

/// <summary>
/// A value with a bound of its rounding error, to first order and generous: what two ways of computing one expression may differ by.
/// Infinite where the computation is too ill-conditioned to say anything.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Error">The bound.</param>
public readonly record struct BoundedNumber(double Value, double Error)
{
    private const double Unit = 2e-14;

    /// <summary>Whether two values agree as far as the bounds tell; true where they tell nothing.</summary>
    public static bool Agree(BoundedNumber a, BoundedNumber b) =>
        !(double.IsFinite(a.Error) && double.IsFinite(b.Error)) || Math.Abs(a.Value - b.Value) <= a.Error + b.Error;

    /// <summary>Whether the bound is small enough for a comparison to mean something.</summary>
    public bool IsTelling => Error < 1e-6 * (1 + Math.Abs(Value));

    /// <summary>Below it, relative accuracy is lost.</summary>
    private const double Underflow = 1e-290;

    private static BoundedNumber Of(double value, double error) =>
        double.IsFinite(value) && double.IsFinite(error) ? new(value, error + (Unit * Math.Abs(value))) : new(value, double.PositiveInfinity);

    /// <summary>These numbers for an evaluator.</summary>
    public sealed class Arithmetic : IArithmetic<BoundedNumber>
    {
        /// <inheritdoc/>
        public BoundedNumber Constant(double value) => Of(value, 0);

        /// <inheritdoc/>
        public double ValueOf(BoundedNumber number) => number.Value;

        /// <inheritdoc/>
        public BoundedNumber Add(BoundedNumber a, BoundedNumber b) =>
            Of(a.Value + b.Value, a.Error + b.Error + (Unit * (Math.Abs(a.Value) + Math.Abs(b.Value))));

        /// <inheritdoc/>
        public BoundedNumber Multiply(BoundedNumber a, BoundedNumber b) =>
            Of(a.Value * b.Value, (a.Error * Math.Abs(b.Value)) + (b.Error * Math.Abs(a.Value)) + (a.Error * b.Error) + LossOfUnderflow(a.Value * b.Value, a.Value != 0 && b.Value != 0));

        /// <inheritdoc/>
        public BoundedNumber Power(BoundedNumber @base, BoundedNumber exponent)
        {
            double value = Math.Pow(@base.Value, exponent.Value);
            bool isInteger = exponent.Value == Math.Round(exponent.Value) && Math.Abs(exponent.Value) < 100;
            if ((!isInteger || exponent.Value < 0) && @base.Error > 0.01 * Math.Abs(@base.Value))
            {
                return new(value, double.PositiveInfinity);
            }

            // An upper bound of the derivative on the interval of the base; the exponent's error counts where it is no number.
            double reach = Math.Abs(@base.Value) + @base.Error;
            double nearest = exponent.Value >= 1 ? Math.Max(reach, 1e-300) : Math.Max(Math.Abs(@base.Value) - @base.Error, 1e-300);
            double byExponent = isInteger ? 0 : Math.Abs(value * Math.Log(Math.Abs(@base.Value))) * exponent.Error;
            double byBase = Math.Abs(exponent.Value) * Math.Pow(nearest, exponent.Value) * (@base.Error / nearest);
            return Of(value, byBase + byExponent + LossOfUnderflow(value, @base.Value != 0));
        }

        /// <inheritdoc/>
        public BoundedNumber Call(string function, IReadOnlyList<BoundedNumber> arguments)
        {
            double[] x = [.. arguments.Select(a => a.Value)];
            double error = 0;
            for (int i = 0; i < x.Length; i++)
            {
                // Twice the slope allows for its change over the interval.
                error += 2 * Math.Abs(DualNumber.Partial(function, i, x)) * arguments[i].Error;
                if (arguments[i].Error > 1e-4 * Math.Min(1, function is "log" ? Math.Abs(x[i]) : 1))
                {
                    error = double.PositiveInfinity;
                }
            }

            double value = RealArithmetic.Function(function, x);
            error += LossOfUnderflow(value, function is "exp" or "phi" or "Phi" or "PhiBetween" or "erfc" or "logistic");

            // The argument of a circular function may be large, 1 - erf(x) may cancel: absolute accuracy is all that is promised.
            return Of(value, error + (function is "sin" or "cos" or "log" or "log1p" or "erf" or "Phi" ? Unit : 0));
        }

        private static double LossOfUnderflow(double value, bool isPositive) => isPositive && Math.Abs(value) < Underflow ? double.PositiveInfinity : 0;

        /// <inheritdoc/>
        public double[] Components(BoundedNumber number) => throw new NotSupportedException("An integral has no bound.");

        /// <inheritdoc/>
        public BoundedNumber FromComponents(double[] components) => throw new NotSupportedException("An integral has no bound.");
    }
}
