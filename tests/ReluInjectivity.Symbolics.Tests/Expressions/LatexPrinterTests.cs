using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

public sealed class LatexPrinterTests
{
    [Theory]
    [InlineData("chi + x/2", @"\chi + \frac{x}{2}")]
    [InlineData("x/(2*chi)", @"\frac{x}{2 \, \chi}")]
    [InlineData("-chi*(x + 1)", @"-\chi \, \left(1 + x\right)")]
    [InlineData("-1/x", @"-\frac{1}{x}")]
    [InlineData("2/3", @"\frac{2}{3}")]
    [InlineData("-2/3 + x", @"x - \frac{2}{3}")]
    [InlineData("sqrt(x/chi)", @"\sqrt{\frac{x}{\chi}}")]
    [InlineData("(x + 1)^chi", @"\left(1 + x\right)^{\chi}")]
    [InlineData("(2/3)^x", @"\left(\frac{2}{3}\right)^{x}")]
    [InlineData("x^(-chi)", @"x^{-\chi}")]
    [InlineData("exp(-x^2/2)", @"\exp\left(-\frac{x^{2}}{2}\right)")]
    [InlineData("Phi(x)*phi(x)*atan(x)*erfcx(x)", @"\Phi\left(x\right) \, \arctan\left(x\right) \, \operatorname{erfcx}\left(x\right) \, \varphi\left(x\right)")]
    [InlineData("PhiBetween(x, chi)", @"\Phi\left(\chi\right) - \Phi\left(x\right)")]
    [InlineData("-PhiBetween(x, chi)", @"-\left(\Phi\left(\chi\right) - \Phi\left(x\right)\right)")]
    [InlineData("x - PhiBetween(x, chi)", @"x - \left(\Phi\left(\chi\right) - \Phi\left(x\right)\right)")]
    [InlineData("2*PhiBetween(x, chi)", @"2 \, \left(\Phi\left(\chi\right) - \Phi\left(x\right)\right)")]
    [InlineData("PhiBetween(x, chi)^2", @"\left(\Phi\left(\chi\right) - \Phi\left(x\right)\right)^{2}")]
    [InlineData("PhiBetween(x, chi)/x", @"\frac{\Phi\left(\chi\right) - \Phi\left(x\right)}{x}")]
    [InlineData("piecewise(x <= 0: 1; x < chi: x; else: -1)", @"\begin{cases} 1 & x \le 0 \\ x & x < \chi \\ -1 & \text{otherwise} \end{cases}")]
    [InlineData("E(z, cosh(z*x))", @"\mathbb{E}_{z} \left[\cosh\left(x \, z\right)\right]")]
    public void Expression_HasItsForm(string expression, string latex) =>
        Assert.Equal(latex, LatexPrinter.Print(Formula.Of(expression, "x; chi in (0, inf)").Expression));

    [Theory]
    [InlineData("x", null, "x")]
    [InlineData("kappa", null, @"\kappa")]
    [InlineData("lambda", 2, @"\lambda_{2}")]
    [InlineData("q", -1, "q_{-1}")]
    [InlineData("q", 12, "q_{12}")]
    [InlineData("rate_of", 12, @"\mathrm{rate\_of}_{12}")]
    public void Name_HasItsForm(string stem, int? index, string latex) => Assert.Equal(latex, LatexPrinter.Name(new IndexedName(stem, index)));

    [Fact]
    public void Symbols_TakeTheNamesGiven()
    {
        Formula f = Formula.Of("x/chi + E(z, f(z, x))", "x; chi", "let f(a, b) = a*b");
        Assert.Equal(@"\frac{X}{CHI} + \mathbb{E}_{Z} \left[f\left(Z, X\right)\right]", LatexPrinter.Print(f.Expression, static s => s.Name.Stem.ToUpperInvariant()));
        Assert.Equal(@"\lambda_{k+1}", LatexPrinter.Subscripted("lambda", "k+1"));
    }

    [Fact]
    public void DefinedFunction_HasItsIndexBelow() =>
        Assert.Contains(@"f_{2}\left(", LatexPrinter.Print(Formula.Repository("single-layer.eq", 2).Definition("f[1]")), StringComparison.Ordinal);

    [Fact]
    public void EveryFunction_HasAForm()
    {
        var factory = new ExprFactory();
        Symbol x = factory.Symbol("x");
        Expr[] symbols = [x, factory.Symbol("y"), factory.Symbol("w")];
        Assert.All(Registry.All, f => Assert.StartsWith("\\", LatexPrinter.Print(factory.Call(f, symbols[..f.Arity])), StringComparison.Ordinal));
    }
}
