using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Tests.Expressions;
using ReluInjectivity.TestKit.Evaluation;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

public sealed class ExprPrinterTests
{
    private const string Givens = "x in (0, inf); y in (0, inf); u; v";

    [Theory]
    [InlineData("2*x/3 - u/(v*x)", "2*x/3 - u/(v*x)")]
    [InlineData("-x*u", "-u*x")]
    [InlineData("-(x + u) + 1", "1 - u - x")]
    [InlineData("1/x", "1/x")]
    [InlineData("-1/(2*x)", "-1/(2*x)")]
    [InlineData("(x + u)*v", "v*(u + x)")]
    [InlineData("2*(x + u)", "2*(u + x)")]
    [InlineData("(-x)^2 + u^3", "u^3 + x^2")]
    [InlineData("sqrt(x)/sqrt(y)", "sqrt(x)/sqrt(y)")]
    [InlineData("x^(3/2)", "x^(3/2)")]
    [InlineData("x^(-u)", "x^(-u)")]
    [InlineData("(x^u)^v", "x^(u*v)")]
    [InlineData("(u^x)^v", "(u^x)^v")]
    [InlineData("2^u^v", "2^u^v")]
    [InlineData("(1/2)^u", "(1/2)^u")]
    [InlineData("(-2)^u", "(-2)^u")]
    [InlineData("1/(x + u)^2", "1/(u + x)^2")]
    [InlineData("exp(-x^2/2)*pi", "pi*exp(-x^2/2)")]
    [InlineData("PhiBetween(u, v)", "PhiBetween(u, v)")]
    [InlineData("piecewise(u < 0: 1; u <= x: u; else: v)", "piecewise(u < 0: 1; u <= x: u; else: v)")]
    [InlineData("E(z, exp(z*u))", "E(z, exp(u*z))")]
    public void Text_IsWhatOneWouldWrite(string written, string printed) => Assert.Equal(printed, ExprPrinter.Print(Formula.Of(written, Givens).Expression));

    [Fact]
    public void ParsedBack_TheValueIsTheSame()
    {
        int telling = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(500)), Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Tree.Points), (tree, point) =>
        {
            var factory = new ExprFactory();
            Expr expression = tree.Build(factory);
            Formula parsed = Formula.Of(ExprPrinter.Print(expression), Givens);
            BoundedNumber before = TreeEvaluator.Bounded(expression, Tree.At(factory, point));
            BoundedNumber after = TreeEvaluator.Bounded(parsed.Expression, parsed.At(Tree.Variables.Zip(point)));
            telling += before.IsTelling ? 1 : 0;
            return BoundedNumber.Agree(before, after);
        }));
        Assert.InRange(telling, 250, int.MaxValue);
    }

    [Fact]
    public void Names_StandForTheirExpressions()
    {
        Formula f = Formula.Of("exp(x + u)*(x + u)^2", Givens);
        Expr sum = f["x"] + f["u"];
        Assert.Equal("s^2*exp(s)", ExprPrinter.Print(f.Expression, e => ReferenceEquals(e, sum) ? "s" : null));
        Assert.Equal("u + x", ExprPrinter.Print(sum, e => ReferenceEquals(e, sum) ? "s" : null));
    }

    [Fact]
    public void NamedSum_KeepsItsBrackets()
    {
        Formula f = Formula.Of("1 - a*v - s + v/s - v*s", Givens, "let s = x + u\nlet a = 2*y");
        Assert.Equal("1 - (u + x) - v*(2*y) - v*(u + x) + v/(u + x)", ExprPrinter.Print(f.Expression));
    }

    [Fact]
    public void GridNodes_HaveAForm()
    {
        var factory = new ExprFactory();
        Symbol x = factory.Symbol(new SymbolIdentity(SymbolRole.Input, new IndexedName("x"), string.Empty, 0, Sign.Unknown, new Domain(0, Region.Core)));
        Symbol s = factory.Symbol("s", Sign.Positive);
        Assert.Equal("sum(x)", factory.Reduction(x).ToString());
        Assert.Equal("convolve1[0->2](s, 0, x^2, 0)", factory.GaussianConvolution(1, 0, 2, s, factory.Zero, x * x, factory.Zero).ToString());
        // A coordinate is stored for it, as an operation.
        Assert.Equal("convolve1[0->2](s, 0, x^1, 0)", factory.GaussianConvolution(1, 0, 2, s, factory.Zero, x, factory.Zero).ToString());
        Assert.StartsWith("convolveAdjoint0[2->", factory.GaussianConvolutionAdjoint(0, new Domain(0, Region.Left), 2, s, x).ToString(), StringComparison.Ordinal);
    }
}
