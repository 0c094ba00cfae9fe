using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>The value of constant expressions: numbers, pi, arithmetic, functions and choices between them.</summary>
internal static class ConstantEvaluator
{
    /// <summary>Evaluates in double precision; false where the expression is not constant or the value is not finite.</summary>
    public static bool TryEvaluate(Expr expression, out double value)
    {
        value = Evaluate(expression);
        return !double.IsNaN(value) && !double.IsInfinity(value);
    }

    /// <summary>Whether the expression is constant, free of expectations, and no number; one that is merely too large for double precision is.</summary>
    public static bool IsUndefined(Expr expression) => double.IsNaN(Evaluate(expression))
        && !Traversal.Nodes(expression).Any(n => n is Expectation or Derivative or Call { Function: not BuiltInFunction } || (n is Symbol s && !ReferenceEquals(s, s.Factory.Pi)) || (n is Number { Value: var v } && double.IsInfinity(v.ToDouble())));

    private static double Evaluate(Expr expression) => expression switch
    {
        Number number => number.Value.ToDouble(),
        Symbol symbol when ReferenceEquals(symbol, symbol.Factory.Pi) => Math.PI,
        Sum sum => sum.Children.Sum(Evaluate),
        Product product => product.Children.Aggregate(1.0, (p, f) => p * Evaluate(f)),
        Power { Exponent: Number e } power when e.Value == new Rational(1, 2) => Math.Sqrt(Evaluate(power.Base)),
        Power power => Math.Pow(Evaluate(power.Base), Evaluate(power.Exponent)),
        Call call => call.Function.Evaluate([.. call.Children.Select(Evaluate)]),
        Piecewise p when Order(p.Condition) is { } holds => Evaluate(holds ? p.Then : p.Else),
        _ => double.NaN,
    };

    private static bool? Order(Comparison condition)
    {
        (double left, double right) = (Evaluate(condition.Left), Evaluate(condition.Right));
        return double.IsNaN(left) || double.IsNaN(right) ? null : left < right || (left == right && !condition.IsStrict);
    }
}
