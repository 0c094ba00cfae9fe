using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>
/// Where an operand vanishes like a normal density, its limit 0 settles a product with a power, but not exp(h^2) erfc(h), phi(h)/Phi(-h) or
/// log(Phi(h)): there what multiplies or divides is as fast.
/// </summary>
internal static class VanishingOperands
{
    /// <summary>Whether an expression's own form must stand in for its limit, because a limit 0 of an operand says nothing of it.</summary>
    /// <param name="expression">The expression; one with branches, expectations or functions of the file is left to its limits.</param>
    /// <param name="limits">The limits of its operands.</param>
    /// <param name="h">What goes to infinity.</param>
    public static bool Undecided(Expr expression, IReadOnlyList<Expr> limits, Symbol h) =>
        limits.Where((limit, i) => limit.IsZero && !expression.Children[i].IsZero).Any()
        && !Traversal.Nodes(expression).Any(n => n is Piecewise or Expectation or Call { Function: not BuiltInFunction })
        && expression switch
        {
            Product => expression.Children.Where((_, i) => !limits[i].IsZero).Any(c => MayOutgrow(c, h)),
            Power power => !limits[0].IsZero || power.Exponent is not Number { Value.Sign: > 0 },
            Call call => !IsFinite(call.Function, limits),
            _ => false,
        };

    private static bool IsFinite(Function function, IReadOnlyList<Expr> arguments)
    {
        double[] values = [.. arguments.Select(a => ConstantEvaluator.TryEvaluate(a, out double v) ? v : 1)];
        double value = function.Evaluate(values);
        return !double.IsNaN(value) && !double.IsInfinity(value);
    }

    /// <summary>Whether a factor may grow as fast as the inverse of a normal density.</summary>
    private static bool MayOutgrow(Expr factor, Symbol h) => Traversal.Nodes(factor).Where(n => n.Contains(h)).Any(n => n switch
    {
        Power { Exponent: Number { Value.Sign: > 0 } } => false,
        Power power => Polynomials.TryCoefficients(power.Base, h, 4) is null,
        Call { Function: BuiltInFunction f } call => call.Children.Where((c, i) => c.Contains(h) && Degree(c, h) * Growth(f.Arguments[i]) >= 2).Any(),
        _ => false,
    });

    private static int Degree(Expr argument, Symbol h) => Polynomials.TryCoefficients(argument, h, 4) is { } coefficients ? coefficients.Count - 1 : 4;

    /// <summary>The degree of the faster growth towards either end; 0 where the function grows like a power at most.</summary>
    private static int Growth(Argument argument) =>
        new[] { argument.Left, argument.Right }.Max(static end => end?.Growth is { Coefficient.Sign: > 0 } rate ? rate.Degree : 0);
}
