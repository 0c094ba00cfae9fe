using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.TestKit.Evaluation;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Calculus;

public sealed class PolynomialsTests
{
    [Theory]
    [InlineData("(1 + z)^3", "1, 3, 3, 1")]
    [InlineData("a*z^2 + b - z", "b, -1, a")]
    [InlineData("z/a + z", "0, 1 + 1/a")]
    [InlineData("exp(a)*b", "b*exp(a)")]
    [InlineData("(z + 1)^2 - z^2 - 2*z", "1")]
    [InlineData("(z - a)*(z + a)*2", "-2*a^2, 0, 2")]
    [InlineData("0", "0")]
    [InlineData("exp(z)", null)]
    [InlineData("1/z", null)]
    [InlineData("sqrt(z)", null)]
    [InlineData("z^a", null)]
    [InlineData("z^5", null)]
    [InlineData("(z + z^2)*z^3", null)]
    [InlineData("piecewise(z < 0: 0; else: z)", null)]
    public void Coefficients_AreRead(string expression, string? coefficients)
    {
        Formula f = Formula.Of(expression, "z; a; b");
        IReadOnlyList<Expr>? read = Polynomials.TryCoefficients(f.Expression, f["z"], 4);
        if (coefficients is null)
        {
            Assert.Null(read);
            return;
        }

        // Compared as expressions of one factory: sums may print in another order there.
        string[] expected = coefficients.Split(", ");
        Formula both = Formula.Of(expression, "z; a; b", string.Join('\n', expected.Select((c, i) => $"output o{i} = {c}")));
        Assert.Equal(both.System.Outputs.Skip(1).Select(o => o.Expression), Polynomials.TryCoefficients(both.Expression, both["z"], 4));
    }

    [Fact]
    public void SumAndProduct_AreThoseOfValues()
    {
        Gen<int[]> numbers = from n in Gen.Choose(1, 5) from list in Gen.Choose(-4, 4).ListOf(n) select list.ToArray();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(300)), Prop.ForAll(Arb.From(numbers), Arb.From(numbers), static (left, right) =>
        {
            var factory = new ExprFactory();
            Expr[] a = [.. left.Select(c => factory.Number(c))];
            Expr[] b = [.. right.Select(c => factory.Number(c))];
            return ValueAt2(Polynomials.Add(a, b)) == ValueAt2(a) + ValueAt2(b) && ValueAt2(Polynomials.Multiply(a, b)) == ValueAt2(a) * ValueAt2(b);
        }));
    }

    [Fact]
    public void Coefficients_MakeUpTheExpression()
    {
        Gen<string> polynomials = Expression(4);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(300)), Prop.ForAll(Arb.From(polynomials), static text =>
        {
            Formula f = Formula.Of(text, "z; a");
            IReadOnlyList<Expr>? read = Polynomials.TryCoefficients(f.Expression, f["z"], 40);
            Dictionary<Symbol, double> at = f.At(("z", 1.25), ("a", -0.75));
            Expr sum = f.Factory.Add(read!.Select((c, i) => c * f.Factory.Power(f["z"], f.Factory.Number(i))));
            return read!.All(c => !c.Contains(f["z"])) && (read!.Count == 1 || !read[^1].IsZero)
                && BoundedNumber.Agree(TreeEvaluator.Bounded(sum, at), TreeEvaluator.Bounded(f.Expression, at));
        }));
    }

    private static double ValueAt2(IReadOnlyList<Expr> coefficients) => coefficients.Select((c, i) => ((Number)c).Value.ToDouble() * Math.Pow(2, i)).Sum();

    private static Gen<string> Expression(int depth) => depth == 0
        ? Gen.Elements("z", "a", "2", "z", "0.5", "exp(a)")
        : Gen.OneOf(
            from l in Expression(depth - 1) from r in Expression(depth - 1) from op in Gen.Elements(" + ", " - ") select "(" + l + op + r + ")",
            depth < 3
                ? from l in Expression(depth - 1) from r in Expression(depth - 1) select "(" + l + ")*(" + r + ")"
                : from b in Expression(1) from e in Gen.Choose(2, 4) select "(" + b + ")^" + e);
}
