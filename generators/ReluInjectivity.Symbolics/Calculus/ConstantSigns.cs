using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Signs of constant expressions: of rational numbers exactly, of others where they are further from zero than what rounding does to any of their parts.</summary>
internal static class ConstantSigns
{
    /// <summary>How far from zero a value is that rounding cannot have moved there, by the largest of its parts: 10^7 units in the last place.</summary>
    private const double Slack = 1e-9;

    /// <summary>The sign; unknown where the expression is not constant, or too close to zero to tell.</summary>
    public static Sign Of(Expr expression)
    {
        if (expression is Number number)
        {
            return Signs.Of(number.Value);
        }

        if (!ConstantEvaluator.TryEvaluate(expression, out double value))
        {
            return Sign.Unknown;
        }

        double largest = 1;
        foreach (double size in ConstantEvaluator.Parts(expression))
        {
            if (double.IsNaN(size) || double.IsInfinity(size))
            {
                return Sign.Unknown;
            }

            largest = Math.Max(largest, Math.Abs(size));
        }

        return value > Slack * largest ? Sign.Positive : value < -Slack * largest ? Sign.Negative : Sign.Unknown;
    }
}
