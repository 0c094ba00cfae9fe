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
        value = Evaluate(expression, null, 0);
        return !double.IsNaN(value) && !double.IsInfinity(value);
    }

    /// <summary>Whether the expression is constant, free of expectations, and no number; one that is merely too large for double precision is.</summary>
    public static bool IsUndefined(Expr expression) => double.IsNaN(Evaluate(expression, null, 0))
        && !Traversal.Nodes(expression).Any(n => n is Expectation or Derivative or Call { Function: not BuiltInFunction } || (n is Symbol s && !ReferenceEquals(s, s.Factory.Pi)) || (n is Number { Value: var v } && double.IsInfinity(v.ToDouble())));

    /// <summary>The value where one symbol has one; not a number where others occur.</summary>
    public static double Evaluate(Expr expression, Symbol? variable, double at) => expression switch
    {
        Number number => number.Value.ToDouble(),
        Symbol symbol when ReferenceEquals(symbol, variable) => at,
        Symbol symbol when ReferenceEquals(symbol, symbol.Factory.Pi) => Math.PI,
        Sum sum => sum.Children.Sum(c => Evaluate(c, variable, at)),
        Product product => product.Children.Aggregate(1.0, (p, f) => p * Evaluate(f, variable, at)),
        Power { Exponent: Number e } power when e.Value == new Rational(1, 2) => Math.Sqrt(Evaluate(power.Base, variable, at)),
        Power power => Math.Pow(Evaluate(power.Base, variable, at), Evaluate(power.Exponent, variable, at)),
        Call call => call.Function.Evaluate([.. call.Children.Select(c => Evaluate(c, variable, at))]),
        Piecewise p when Order(p.Condition, variable, at) is { } holds => Evaluate(holds ? p.Then : p.Else, variable, at),
        _ => double.NaN,
    };

    private static bool? Order(Comparison condition, Symbol? variable, double at)
    {
        (double left, double right) = (Evaluate(condition.Left, variable, at), Evaluate(condition.Right, variable, at));
        return double.IsNaN(left) || double.IsNaN(right) ? null : left < right || (left == right && !condition.IsStrict);
    }
}
