using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Factors of products that grow or fall like exponentials.</summary>
public static class ExponentialFactors
{
    /// <summary>
    /// An expression with factors of which one overflows where the other underflows made one exponential: exp(a) Phi(b) is exp(a + logPhi(b)), which overflows where the product does only.
    /// </summary>
    public static Expr Together(Expr expression) => expression.Rewrite(static e => e is Product product ? OfProduct(product) : e);

    /// <summary>Whether it is an exponential.</summary>
    public static bool IsExponential(Expr expression) => expression is Call call && call.Function == Exponentials.Exp;

    /// <summary>Whether it is the logarithm of a tail, as <see cref="Together"/> leaves it in exponents: no more than 0, and next to it where its argument is positive.</summary>
    public static bool IsLogTail(Expr expression) => expression is Call call && call.Function == Normal.LogDistribution;

    private static Expr OfProduct(Product product)
    {
        if (product.Children.FirstOrDefault(IsExponential) is not { } exponential
            || product.Children.FirstOrDefault(static f => f is Call call && call.Function == Normal.Distribution) is not { } tail)
        {
            return product;
        }

        ExprFactory factory = product.Factory;
        Expr together = factory.Call(Exponentials.Exp, exponential.Children[0] + factory.Call(Normal.LogDistribution, tail.Children[0]));
        return product.Children.Where(f => f != exponential && f != tail).Aggregate(together, static (p, f) => p * f);
    }
}
