using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Factors of which one overflows where the other underflows, made one exponential: exp(a) Phi(b) is exp(a + logPhi(b)), which overflows where the product does only.</summary>
public static class Together
{
    /// <summary>An expression with such products taken together.</summary>
    public static Expr Apply(Expr expression) => expression.Rewrite(static e => e is Product product ? Of(product) : e);

    private static Expr Of(Product product)
    {
        if (product.Children.OfType<Call>().FirstOrDefault(static f => f.Function == Exponentials.Exp) is not { } exponential
            || product.Children.OfType<Call>().FirstOrDefault(static f => f.Function == Normal.Distribution) is not { } tail)
        {
            return product;
        }

        ExprFactory factory = product.Factory;
        Expr together = factory.Call(Exponentials.Exp, exponential.Children[0] + factory.Call(Normal.LogDistribution, tail.Children[0]));
        return product.Children.Where(f => f != exponential && f != tail).Aggregate(together, static (p, f) => p * f);
    }
}
