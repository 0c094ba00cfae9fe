using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Expressions read as polynomials in one symbol.</summary>
public static class Polynomials
{
    /// <summary>
    /// The coefficients of 1, z, z^2, ..., each free of <paramref name="variable"/>, without trailing zeros (at least one).
    /// Null where the expression is no polynomial or its degree is above <paramref name="maximumDegree"/>.
    /// </summary>
    public static IReadOnlyList<Expr>? TryCoefficients(Expr expression, Symbol variable, int maximumDegree)
    {
        IReadOnlyList<Expr>? coefficients = Read(expression, variable, maximumDegree);
        return coefficients is null ? null : Trim(coefficients);
    }

    /// <summary>The product of two polynomials.</summary>
    public static IReadOnlyList<Expr> Multiply(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b)
    {
        var product = new Expr[a.Count + b.Count - 1];
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = a[0].Factory.Add(Enumerable.Range(0, a.Count).Where(j => i - j >= 0 && i - j < b.Count).Select(j => a[j] * b[i - j]));
        }

        return product;
    }

    /// <summary>The sum of two polynomials.</summary>
    public static IReadOnlyList<Expr> Add(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b)
    {
        (IReadOnlyList<Expr> longer, IReadOnlyList<Expr> shorter) = a.Count >= b.Count ? (a, b) : (b, a);
        return [.. longer.Select((c, i) => i < shorter.Count ? c + shorter[i] : c)];
    }

    /// <summary>
    /// Multiplies out products and powers of sums, so that terms that cancel meet. Sums of known sign stay as they are, which keeps the sign
    /// known, and so do those that would have more than 64 terms.
    /// </summary>
    public static Expr Expand(Expr expression, Facts facts)
    {
        ExprFactory f = expression.Factory;
        switch (expression)
        {
            case Sum sum:
                return f.Add(sum.Children.Select(c => Expand(c, facts)));
            case Product product:
                // Numbers last: -1 times a lone sum would turn its signs around and hide it from its like.
                return product.Children.OrderBy(c => c is Number ? 1 : 0).Select(c => Expand(c, facts)).Aggregate((a, b) => Expanded(a, b, facts));
            case Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } e } } power when e.Numerator <= 4 && IsOpen(power.Base, facts):
                return Enumerable.Repeat(Expand(power.Base, facts), (int)e.Numerator).Aggregate((a, b) => Expanded(a, b, facts));
            default:
                return expression;
        }
    }

    private static bool IsOpen(Expr expression, Facts facts) => expression is Sum && facts.SignOf(expression) == Sign.Unknown;

    private static Expr Expanded(Expr a, Expr b, Facts facts)
    {
        IReadOnlyList<Expr> left = IsOpen(a, facts) ? a.Children : [a];
        IReadOnlyList<Expr> right = IsOpen(b, facts) ? b.Children : [b];
        return left.Count * right.Count > 64 ? a * b : a.Factory.Add(left.SelectMany(s => right.Select(t => s * t)));
    }

    private static IReadOnlyList<Expr>? Read(Expr expression, Symbol variable, int maximumDegree)
    {
        if (!expression.Contains(variable))
        {
            return [expression];
        }

        switch (expression)
        {
            case Symbol:
                return maximumDegree < 1 ? null : [expression.Factory.Zero, expression.Factory.One];
            case Sum sum:
                IReadOnlyList<Expr>? total = [expression.Factory.Zero];
                foreach (Expr term in sum.Children)
                {
                    IReadOnlyList<Expr>? read = Read(term, variable, maximumDegree);
                    if (read is null)
                    {
                        return null;
                    }

                    total = Add(total, read);
                }

                return total;
            case Product product:
                return Fold(product.Children, variable, maximumDegree);
            case Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } e } } power when e.Numerator <= maximumDegree:
                return Fold(Enumerable.Repeat(power.Base, (int)e.Numerator), variable, maximumDegree);
            default:
                return null;
        }
    }

    private static IReadOnlyList<Expr>? Fold(IEnumerable<Expr> factors, Symbol variable, int maximumDegree)
    {
        IReadOnlyList<Expr>? product = null;
        foreach (Expr factor in factors)
        {
            IReadOnlyList<Expr>? read = Read(factor, variable, maximumDegree);
            if (read is null)
            {
                return null;
            }

            product = product is null ? read : Trim(Multiply(product, read));
            if (product.Count > maximumDegree + 1)
            {
                return null;
            }
        }

        return product;
    }

    private static IReadOnlyList<Expr> Trim(IReadOnlyList<Expr> coefficients)
    {
        int count = coefficients.Count;
        while (count > 1 && coefficients[count - 1].IsZero)
        {
            count--;
        }

        return count == coefficients.Count ? coefficients : [.. coefficients.Take(count)];
    }
}
