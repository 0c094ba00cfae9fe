using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.TestKit.Evaluation;

/// <summary>Values and derivatives of expressions, independent of the emitted code and of the library's derivatives.</summary>
/// <example>
/// <code>
/// var factory = new ExprFactory();
/// Symbol x = factory.Symbol("x");
/// TreeEvaluator.Value(x * x, new() { [x] = 3 });          // 9
/// TreeEvaluator.Derivative(x * x, x, new() { [x] = 3 });  // 6
/// </code>
/// </example>
public static class TreeEvaluator
{
    /// <summary>The value; expectations by quadrature.</summary>
    public static double Value(Expr expression, IReadOnlyDictionary<Symbol, double> at, double reach = 20) =>
        ExprEvaluator<double>.Evaluate(new RealArithmetic(), expression, at, reach);

    /// <summary>The value with a bound of the rounding error.</summary>
    public static BoundedNumber Bounded(Expr expression, IReadOnlyDictionary<Symbol, double> at) =>
        ExprEvaluator<BoundedNumber>.Evaluate(new BoundedNumber.Arithmetic(), expression, at.ToDictionary(p => p.Key, p => new BoundedNumber(p.Value, 0)));

    /// <summary>The derivative by one symbol, with dual numbers; under an expectation the jumps must not move.</summary>
    public static double Derivative(Expr expression, Symbol by, IReadOnlyDictionary<Symbol, double> at, double reach = 20) =>
        ExprEvaluator<DualNumber>.Evaluate(
            new DualNumber.Arithmetic(), expression, at.ToDictionary(p => p.Key, p => new DualNumber(p.Value, ReferenceEquals(p.Key, by) ? 1 : 0)), reach).Derivative;
}
