using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>
/// The scale of a function of two variables along each line that it is convolved along. Exponentials of quadratics in both grow beyond all numbers far out, where the averages of
/// their logarithms are of use still: divided by their largest value on the line, which depends on the other variable only and is multiplied back in after the convolution.
/// </summary>
internal static class RowScale
{
    /// <summary>The logarithm of the scale in the other variable; null where no exponential is one of a quadratic in both.</summary>
    /// <param name="value">The function.</param>
    /// <param name="along">The variable convolved over.</param>
    /// <param name="other">The other variable.</param>
    public static Expr? Of(Expr value, Symbol along, Symbol other)
    {
        ExprFactory factory = value.Factory;
        Expr? scale = null;
        foreach (Expr exponential in Traversal.Nodes(value).Where(e => ExponentialFactors.IsExponential(e) && e.Contains(along) && e.Contains(other)))
        {
            Expr exponent = exponential.Children[0];
            Expr[] terms = exponent is Sum ? [.. exponent.Children] : [exponent];
            Expr quadratic = factory.Add(terms.Where(static t => !ExponentialFactors.IsLogTail(t)));
            if (Polynomials.TryCoefficients(quadratic, along, 2) is not { Count: 3 } c)
            {
                continue;
            }

            // The top of the parabola along the line, a quadratic again, where the tails beside it are no tails there.
            Expr at = -c[1] / (2 * c[2]);
            if (Polynomials.TryCoefficients(quadratic.Substitute(along, at), other, 2) is not { } top)
            {
                continue;
            }

            Expr here = factory.Piecewise(factory.Compare(c[2], factory.Zero, isStrict: true), Value(top, other), factory.Zero);
            foreach (Expr tail in terms.Where(ExponentialFactors.IsLogTail))
            {
                if (Polynomials.TryCoefficients(tail.Children[0].Substitute(along, at), other, 1) is { } line)
                {
                    here = factory.Piecewise(factory.Compare(factory.Zero, Value(line, other), isStrict: true), here, factory.Zero);
                }
            }

            Expr least = scale ?? factory.Zero;
            scale = factory.Piecewise(factory.Compare(least, here, isStrict: true), here, least);
        }

        return scale is null ? null : factory.Call(Choices.Chosen, scale);
    }

    /// <summary>A function divided by the exponential of a scale, which every exponential in it takes into its exponent.</summary>
    public static Expr Divide(Expr value, Expr scale)
    {
        ExprFactory factory = value.Factory;
        return value switch
        {
            Piecewise choice => factory.Piecewise(choice.Condition, Divide(choice.Then, scale), Divide(choice.Else, scale)),
            Sum => factory.Add(value.Children.Select(t => Divide(t, scale))),
            Product when value.Children.FirstOrDefault(ExponentialFactors.IsExponential) is { } exponential =>
                value.Children.Where(f => f != exponential).Aggregate(Divide(exponential, scale), static (p, f) => p * f),
            _ when ExponentialFactors.IsExponential(value) => factory.Call(Exponentials.Exp, value.Children[0] - scale),
            Undefined => value,
            _ => value * factory.Call(Exponentials.Exp, -scale),
        };
    }

    private static Expr Value(IReadOnlyList<Expr> coefficients, Symbol variable) =>
        variable.Factory.Add(coefficients.Select((c, power) => c * variable.Factory.Power(variable, variable.Factory.Number(power))));
}
