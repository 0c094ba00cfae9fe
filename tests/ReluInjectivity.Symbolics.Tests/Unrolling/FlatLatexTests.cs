using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Tests.Language;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Unrolling;

public sealed class FlatLatexTests
{
    private const string Header = "model m \"m\"\nunknown x\nunknown chi\nunknown q[k] for k = 1..2\nlet f[2](h) = h\nminimise v = x*chi*q[1]*q[2] + f[2](x)\noutput w = ";

    [Theory]
    [InlineData("x/(2*chi)", @"\frac{x}{2 \, \chi}")]
    [InlineData("-chi*(x + 1)", @"-\chi \, \left(x + 1\right)")]
    [InlineData("-x/2*(x - chi)^2", @"-\frac{x}{2} \, \left(x - \chi\right)^{2}")]
    [InlineData("(x + chi)/(-x)", @"\frac{x + \chi}{-x}")]
    [InlineData("x + -chi", @"x - \chi")]
    [InlineData("x - (chi - 1)", @"x - \left(\chi - 1\right)")]
    [InlineData("x*-chi", @"x \, \left(-\chi\right)")]
    [InlineData("2/3*x", @"\frac{2}{3} \, x")]
    [InlineData("(2/3)^x", @"\left(\frac{2}{3}\right)^{x}")]
    [InlineData("(-x)^2", @"\left(-x\right)^{2}")]
    [InlineData("x^-chi", @"x^{-\chi}")]
    [InlineData("x^2^3", @"x^{2^{3}}")]
    [InlineData("(x^2)^3", @"\left(x^{2}\right)^{3}")]
    [InlineData("1.5e-3 + 1e9*x", @"1.5 \cdot 10^{-3} + 10^{9} \, x")]
    [InlineData("sqrt(q[1]/chi)", @"\sqrt{\frac{q_{1}}{\chi}}")]
    [InlineData("sum(k = 1..2, k*q[k])", @"1 \, q_{1} + 2 \, q_{2}")]
    [InlineData("product(k = 1..2, k)", @"1 \cdot 2")]
    [InlineData("f[2](exp(-x^2/2))", @"f_{2}\left(\exp\left(-\frac{x^{2}}{2}\right)\right)")]
    [InlineData("Phi(x)*phi(x)", @"\Phi\left(x\right) \, \varphi\left(x\right)")]
    [InlineData("max(abs(x), pi)", @"\max\left(\left|x\right|, \pi\right)")]
    [InlineData("E(z, x*z)", @"\mathbb{E}_{z} \left[x \, z\right]")]
    [InlineData("E(z_1, x*z_1)", @"\mathbb{E}_{\mathrm{z\_1}} \left[x \, \mathrm{z\_1}\right]")]
    [InlineData("maximum(t in (-inf, 0), x*t - t^2)", @"\max_{t \in \left(-\infty, 0\right)} \left[x \, t - t^{2}\right]")]
    [InlineData("diff(q[1]^2, q[1])", @"\frac{\partial}{\partial q_{1}} \left[q_{1}^{2}\right]")]
    [InlineData("piecewise(x <= 0: 1; 0 < x < chi: x; else: -1)", @"\begin{cases} 1 & x \le 0 \\ x & 0 < x < \chi \\ -1 & \text{otherwise} \end{cases}")]
    public void Expression_HasItsForm(string expression, string latex) =>
        Assert.Equal(latex, FlatLatex.Print(Flat.Of(Header + expression).Outputs[0].Value));

    [Fact]
    public void EveryFunction_HasAForm() => Assert.All(Registry.Writable, f =>
        Assert.StartsWith("\\", FlatLatex.Print(Flat.Of($"{Header}{f.Name}({(f.Arity == 1 ? "x" : "x, chi")})").Outputs[0].Value), StringComparison.Ordinal));

    [Theory]
    [InlineData("single-layer", 2, null)]
    [InlineData("deep/deep-plain", null, 2)]
    public void Model_IsTheFilesFormulas(string file, int? level, int? depth) => Snapshot.Match(
        string.Join('\n', FlatLatex.Lines(Flat.Of(EquationFiles.All.Single(f => f.Name == file + ".eq").Text, level, depth))),
        $"{Path.GetFileName(file)}{level}{depth}", "tex");
}
