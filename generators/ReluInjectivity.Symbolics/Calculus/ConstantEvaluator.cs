using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>The value of constant expressions: numbers, pi, arithmetic, exp and log.</summary>
internal static class ConstantEvaluator
{
    /// <summary>Evaluates in double precision; false where the expression is not constant or the value is not finite.</summary>
    public static bool TryEvaluate(Expr expression, out double value)
    {
        value = Evaluate(expression);
        return !double.IsNaN(value) && !double.IsInfinity(value);
    }

    private static double Evaluate(Expr expression) => expression switch
    {
        Number number => number.Value.ToDouble(),
        Symbol symbol when ReferenceEquals(symbol, symbol.Factory.Pi) => Math.PI,
        Sum sum => sum.Children.Sum(Evaluate),
        Product product => product.Children.Aggregate(1.0, (p, f) => p * Evaluate(f)),
        Power { Exponent: Number e } power when e.Value == new Rational(1, 2) => Math.Sqrt(Evaluate(power.Base)),
        Power power => Math.Pow(Evaluate(power.Base), Evaluate(power.Exponent)),
        Call call when ReferenceEquals(call.Function, Exponentials.Exp) => Math.Exp(Evaluate(call.Children[0])),
        Call call when ReferenceEquals(call.Function, Exponentials.Log) => Math.Log(Evaluate(call.Children[0])),
        _ => double.NaN,
    };
}
