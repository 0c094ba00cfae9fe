using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>The identities applied whenever a function is applied. Each makes the expression smaller or its evaluation more stable.</summary>
internal static class CallIdentities
{
    /// <summary>The simpler form, or null where none applies.</summary>
    public static Expr? TryApply(ExprFactory factory, Function function, IReadOnlyList<Expr> arguments, Func<Expr, bool> isPositive)
    {
        Expr x = arguments.Count == 1 ? arguments[0] : factory.Zero;
        if (ReferenceEquals(function, Exponentials.Exp))
        {
            // exp(0) = 1, exp(log x) = x
            return x.IsZero ? factory.One : x is Call { Function: var f } inner && ReferenceEquals(f, Exponentials.Log) ? inner.Children[0] : null;
        }

        if (ReferenceEquals(function, Exponentials.Log))
        {
            return Log(factory, x, isPositive);
        }

        if (ReferenceEquals(function, Normal.Between))
        {
            // Phi(a) - Phi(a) = 0
            return ReferenceEquals(arguments[0], arguments[1]) ? factory.Zero : null;
        }

        if (ReferenceEquals(function, Normal.Distribution) && x.IsZero)
        {
            return factory.Half;
        }

        bool vanishesAtZero = ReferenceEquals(function, Exponentials.Expm1) || ReferenceEquals(function, Exponentials.Log1p)
            || ReferenceEquals(function, Trigonometric.Sin) || ReferenceEquals(function, Trigonometric.Atan);
        return vanishesAtZero && x.IsZero ? factory.Zero : null;
    }

    private static Expr? Log(ExprFactory factory, Expr x, Func<Expr, bool> isPositive)
    {
        if (x.IsOne)
        {
            return factory.Zero;
        }

        // log(exp x) = x
        if (IsExp(x))
        {
            return x.Children[0];
        }

        // log(exp(a) b) = a + log b: the exponential can no longer underflow
        if (x is Product && x.Children.FirstOrDefault(IsExp) is { } exponential)
        {
            Expr rest = factory.Multiply(x.Children.Where(f => !ReferenceEquals(f, exponential)));
            return isPositive(rest) ? exponential.Children[0] + factory.Call(Exponentials.Log, rest) : null;
        }

        // log(b^-1/2) = -1/2 log b
        return x is Power { Exponent: Number exponent } power && isPositive(power.Base) && exponent.Value == new Rational(-1, 2)
            ? exponent * factory.Call(Exponentials.Log, power.Base)
            : null;
    }

    private static bool IsExp(Expr e) => e is Call { Function: var f } && ReferenceEquals(f, Exponentials.Exp);
}
