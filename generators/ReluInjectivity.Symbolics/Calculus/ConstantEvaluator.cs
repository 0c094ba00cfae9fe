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

    /// <summary>The values of all parts of an expression, its own last; not a number where one is not constant.</summary>
    public static IEnumerable<double> Parts(Expr expression) => Traversal.Nodes(expression).Select(new Evaluation(null, 0).Of);

    /// <summary>Whether the expression is constant, free of expectations, and no number; one that is merely too large for double precision is.</summary>
    public static bool IsUndefined(Expr expression) => double.IsNaN(Evaluate(expression, null, 0))
        && !Traversal.Nodes(expression).Any(n => n is Expectation or Derivative or Call { Function: not BuiltInFunction } || (n is Symbol s && !ReferenceEquals(s, s.Factory.Pi)) || (n is Number { Value: var v } && double.IsInfinity(v.ToDouble())));

    /// <summary>The value where one symbol has one; not a number where others occur. What is used in several places is worked out once.</summary>
    public static double Evaluate(Expr expression, Symbol? variable, double at) => new Evaluation(variable, at).Of(expression);

    private sealed class Evaluation(Symbol? variable, double at)
    {
        private readonly Dictionary<Expr, double> _known = [];

        public double Of(Expr expression)
        {
            if (expression.Children.Count == 0)
            {
                return Worked(expression);
            }

            if (!_known.TryGetValue(expression, out double value))
            {
                value = Worked(expression);
                _known.Add(expression, value);
            }

            return value;
        }

        private double Worked(Expr expression) => expression switch
        {
            Number number => number.Value.ToDouble(),
            Symbol symbol when ReferenceEquals(symbol, variable) => at,
            Symbol symbol when ReferenceEquals(symbol, symbol.Factory.Pi) => Math.PI,
            Sum sum => sum.Children.Sum(Of),
            Product product => product.Children.Aggregate(1.0, (p, f) => p * Of(f)),
            Power { Exponent: Number e } power when e.Value == new Rational(1, 2) => Math.Sqrt(Of(power.Base)),
            Power power => Math.Pow(Of(power.Base), Of(power.Exponent)),
            Call call => call.Function.Evaluate([.. call.Children.Select(Of)]),
            Piecewise p when Order(p.Condition) is { } holds => Of(holds ? p.Then : p.Else),
            _ => double.NaN,
        };

        private bool? Order(Comparison condition)
        {
            (double left, double right) = (Of(condition.Left), Of(condition.Right));
            return double.IsNaN(left) || double.IsNaN(right) ? null : left < right || (left == right && !condition.IsStrict);
        }
    }
}
