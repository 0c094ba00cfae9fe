using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Sums such as <c>1 - Phi(x)</c>, which lose all digits where the function is near 1, by what is left of it: <c>Phi(-x)</c>.</summary>
public static class Complements
{
    /// <summary>The sum with <c>c - k f(x)</c> written as <c>(c - k) + k (1 - f(x))</c>, in the function's own form of <c>1 - f(x)</c>, where that leaves a smaller constant.</summary>
    public static Expr Of(Sum sum)
    {
        if (sum.Children[0] is not Number constant)
        {
            return sum;
        }

        foreach (Expr term in sum.Children)
        {
            (Rational coefficient, Expr rest) = Split(term);
            Rational left = constant.Value + coefficient;
            if (rest is Call { Function: BuiltInFunction { Complement: { } complement } } call && Abs(left) < Abs(constant.Value))
            {
                ExprFactory f = sum.Factory;
                Expr without = f.Add([f.Number(left), -coefficient * complement(f, call.Children), .. sum.Children.Skip(1).Where(t => !ReferenceEquals(t, term))]);
                return sum.IsKept ? f.Keep(without) : without;
            }
        }

        return sum;
    }

    private static Rational Abs(Rational value) => value < Rational.Zero ? -value : value;

    private static (Rational Coefficient, Expr Term) Split(Expr term) =>
        term is Product { Children.Count: 2 } product && product.Children[0] is Number number ? (number.Value, product.Children[1]) : (Rational.One, term);
}
