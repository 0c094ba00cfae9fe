using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

public sealed class CanonicalFormTests
{
    private static readonly ExprFactory F = new();
    private static readonly Symbol A = F.Symbol("a");
    private static readonly Symbol B = F.Symbol("b");
    private static readonly Symbol C = F.Symbol("c");
    private static readonly Symbol P = F.Symbol("p", Sign.Positive);

    public static TheoryData<string, string> Equalities => new()
    {
        { "a + b", "b + a" },
        { "(a + b) + c", "a + (c + b)" },
        { "a*b*c", "c*(b*a)" },
        { "2*a + 3*a", "5*a" },
        { "a + a", "2*a" },
        { "a - a", "0" },
        { "a*b - b*a", "0" },
        { "a/2 + a/3", "5*a/6" },
        { "2*a*b - a*b*3", "-(b*a)" },
        { "a - (b - c)", "a + c - b" },
        { "-(a - b)", "b - a" },
        { "a*a", "a^2" },
        { "a*a^2*a^b", "a^(b + 3)" },
        { "a/a", "1" },
        { "(a/b)*(b/c)", "a/c" },
        { "(a*b)^2", "b^2*a^2" },
        { "(a/b)^(-2)", "b^2/a^2" },
        { "(a^2)^3", "a^6" },
        { "(a^b)^2", "a^(2*b)" },
        { "(p^b)^c", "p^(b*c)" },
        { "(p^2)^(1/2)", "p" },
        { "sqrt(a)*sqrt(a)", "a" },
        { "sqrt(p)^3", "p^(3/2)" },
        { "2^10", "1024" },
        { "2^(-2)", "1/4" },
        { "(4/9)^(1/2)", "2/3" },
        { "8^(1/2)*2^(1/2)*0", "0" },
        { "sqrt(2)*sqrt(2)", "2" },
        { "sqrt(2)/2", "1/sqrt(2)*sqrt(2)/2*sqrt(2)" },
        { "a^0", "1" },
        { "1^a", "1" },
        { "a^1", "a" },
        { "0*a", "0" },
        { "0.1 + 0.2", "3/10" },
        { "exp(0)", "1" },
        { "exp(log(a))", "a" },
        { "log(exp(a))", "a" },
        { "log(1)", "0" },
        { "exp(a)^2", "exp(2*a)" },
        { "1/exp(a)", "exp(-a)" },
        { "log(exp(a)*p)", "a + log(p)" },
        { "log(p*exp(a)*exp(b))", "log(p) + a + b" },
        { "log(exp(a)*2)", "a + log(2)" },
        { "log(1/sqrt(p))", "-log(p)/2" },
        { "Phi(0)", "1/2" },
        { "PhiBetween(a, a)", "0" },
        { "sin(0) + atan(0) + expm1(0) + log1p(0)", "0" },
        { "piecewise(1 < 2: a; else: b)", "a" },
        { "piecewise(2 < 2: a; else: b)", "b" },
        { "piecewise(2 <= 2: a; else: b)", "a" },
        { "piecewise(a < b: c; else: c)", "c" },
        { "E(z, a*b)", "b*a" },
        { "E(z, 1)", "1" },
    };

    public static TheoryData<string, string> Inequalities => new()
    {
        { "(a^2)^(1/2)", "a" },
        { "(a^b)^c", "a^(b*c)" },
        { "log(exp(a)*b)", "a + log(b)" },
        { "log(a/b)", "log(a) - log(b)" },
        { "sqrt(a*b)", "sqrt(a)*sqrt(b)" },
        { "a - b", "b - a" },
        { "sqrt(p^2*a)", "p*sqrt(a)" },
        { "piecewise(a < b: c; else: a)", "piecewise(a <= b: c; else: a)" },
    };

    [Theory]
    [MemberData(nameof(Equalities))]
    public void LawsOfArithmetic_GiveOneObject(string left, string right)
    {
        Formula both = Formula.Of(left, "a; b; c; p in (0, inf)", $"output other = {right}");
        Assert.Same(both.System.Outputs[1].Expression, both.System.Outputs[0].Expression);
    }

    [Theory]
    [MemberData(nameof(Inequalities))]
    public void WhatNeedsMoreThanArithmetic_StaysApart(string left, string right)
    {
        Formula both = Formula.Of(left, "a; b; c; p in (0, inf)", $"output other = {right}");
        Assert.NotSame(both.System.Outputs[1].Expression, both.System.Outputs[0].Expression);
    }

    [Fact]
    public void EqualNodes_AreOneObject()
    {
        Assert.Same(F.Number(new Rational(2, 4)), F.Half);
        Assert.Same(A, F.Symbol("a"));
        Assert.Same(F.Call(Trigonometric.Sin, A + B), F.Call(Trigonometric.Sin, B + A));
        Assert.Same(F.Compare(A, B, isStrict: true), F.Compare(A, B, isStrict: true));
        Assert.NotSame(F.Compare(A, B, isStrict: true), F.Compare(A, B, isStrict: false));
        Assert.NotSame(F.Call(Trigonometric.Sin, A), F.Call(Trigonometric.Cos, A));
        Assert.Same(F.Piecewise(F.Compare(A, B, isStrict: true), A, B), F.Piecewise(F.Compare(A, B, isStrict: true), A, B));
    }

    [Fact]
    public void Operands_ComeBeforeTheirUsers() =>
        Assert.All(Traversal.Nodes(F.Sqrt((A * B) + F.Call(Exponentials.Exp, C))), node => Assert.All(node.Children, c => Assert.True(c.Height < node.Height)));

    [Fact]
    public void Sum_IsFlatWithOneTermOfAKind()
    {
        var sum = Assert.IsType<Sum>((A + B) + ((2 * A) - C) + F.Number(3) + F.One);
        Assert.Equal(4, sum.Children.Count);
        Assert.Contains(F.Number(4), sum.Children);
        Assert.Contains(3 * A, sum.Children);
    }

    [Fact]
    public void Product_LeadsWithItsNumber()
    {
        var product = Assert.IsType<Product>(A * F.Number(3) * B * F.Half);
        Assert.Equal([F.Number(new Rational(3, 2)), A, B], product.Children);
    }

    [Fact]
    public void Products_AreNotMultipliedOut()
    {
        Symbol q1 = F.Symbol("q[1]", Sign.Positive);
        Symbol q2 = F.Symbol("q[2]", Sign.Positive);
        var product = Assert.IsType<Product>(C * (q2 - q1));
        Assert.Contains(q2 - q1, product.Children);
        Assert.IsType<Product>(2 * (q2 - q1));
        Assert.Same(q2 - q1, Assert.IsType<Power>((q2 - q1) * (q2 - q1)).Base);
        Assert.Same(q2 - q1, Assert.IsType<Power>(F.Sqrt(q2 - q1)).Base);
        Assert.Same((q2 - q1) / P, Assert.IsType<Call>(F.Call(Exponentials.Log1p, (q2 - q1) / P)).Children[0]);
    }

    [Fact]
    public void StableFunctions_StayAsWritten()
    {
        Formula stable = Formula.Of("erfcx(a) + log1p(b) + expm1(a) + PhiBetween(a, b)", "a; b");
        Assert.Equal(
            ["PhiBetween", "erfcx", "expm1", "log1p"],
            Traversal.Nodes(stable.Expression).OfType<Call>().Select(c => c.Function.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Symbols_AreToldApartByTheirIdentityAlone()
    {
        var factory = new ExprFactory();
        var identity = new SymbolIdentity(SymbolRole.Input, new IndexedName("z"), string.Empty, 0, Sign.Unknown, null);
        Symbol z = factory.Symbol("z");
        Assert.Same(z, factory.Symbol(identity));
        SymbolIdentity[] others =
        [
            identity with { Role = SymbolRole.Bound }, identity with { Name = new IndexedName("z", 1) }, identity with { Owner = "f" }, identity with { Number = 1 },
            identity with { Sign = Sign.Positive }, identity with { Domain = new Domain(0, Region.Core) },
        ];
        Symbol[] symbols = [z, .. others.Select(factory.Symbol)];
        Assert.Equal(symbols, symbols.Distinct());
        Assert.Equal(symbols, [z, .. others.Select(factory.Symbol)]);
        Assert.Same(z, factory.Symbol("z"));
    }

    [Fact]
    public void WrongNumberOfArguments_Throws() => Assert.Throws<ArgumentException>(() => F.Call(Normal.Between, A));
}
