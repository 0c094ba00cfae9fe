using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Algebra;

/// <summary>The laws of exact algebra, on random input. Equality is that of canonical forms; nothing is compared within a tolerance.</summary>
public sealed class RationalFunctionPropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(200));

    /// <summary>For laws whose two sides are polynomials of high degree.</summary>
    private static readonly Config FewCases = Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(25));

    [Fact]
    public void CanonicalForm_IsIdempotent_AndPreservesTheValue() => Holds(
        from top in AlgebraGenerator.Polynomials from bottom in AlgebraGenerator.NonzeroPolynomials from at in AlgebraGenerator.Points select (top, bottom, at),
        static c =>
        {
            var f = RationalFunction.Of(c.top, c.bottom);
            bool isIdempotent = RationalFunction.Of(f.Numerator, f.Denominator) == f;
            bool hasLeadingOne = f.Denominator.Leading.Coefficient.IsOne;
            Rational bottom = c.bottom.Evaluate(c.at);
            return isIdempotent && hasLeadingOne && (bottom.IsZero || f.Evaluate(c.at) == c.top.Evaluate(c.at) / bottom);
        });

    [Fact]
    public void CommonFactor_Cancels() => Holds(
        from a in AlgebraGenerator.Polynomials from b in AlgebraGenerator.NonzeroPolynomials from c in AlgebraGenerator.NonzeroPolynomials select (a, b, c),
        static c => RationalFunction.Of(c.a * c.c, c.b * c.c) == RationalFunction.Of(c.a, c.b));

    [Fact]
    public void GreatestCommonDivisor_Divides_AndHoldsEveryCommonFactor() => Holds(
        from a in AlgebraGenerator.NonzeroPolynomials from b in AlgebraGenerator.NonzeroPolynomials from c in AlgebraGenerator.NonzeroPolynomials select (a, b, c),
        static c =>
        {
            var divisor = Polynomial.GreatestCommonDivisor(c.a * c.c, c.b * c.c);
            return (c.a * c.c).TryDivide(divisor, out _) && (c.b * c.c).TryDivide(divisor, out _) && divisor.TryDivide(c.c, out _);
        });

    [Fact]
    public void QuotientsChain() => Holds(
        from a in AlgebraGenerator.Functions from b in AlgebraGenerator.NonzeroFunctions from c in AlgebraGenerator.NonzeroFunctions select (a, b, c),
        static c => c.a / c.b * (c.b / c.c) == c.a / c.c);

    [Fact]
    public void SumsAndProducts_Distribute() => Holds(
        from a in AlgebraGenerator.Functions from b in AlgebraGenerator.Functions from c in AlgebraGenerator.Functions select (a, b, c),
        static c => (c.a + c.b) * c.c == (c.a * c.c) + (c.b * c.c) && c.a - c.a == RationalFunction.Zero && c.a + c.b == c.b + c.a);

    [Fact]
    public void DerivativeOfAQuotient() => Holds(
        from a in AlgebraGenerator.Functions from b in AlgebraGenerator.NonzeroFunctions from v in Gen.Choose(0, AlgebraGenerator.Variables - 1) select (a, b, v),
        static c => (c.a / c.b).Differentiate(c.v) == ((c.a.Differentiate(c.v) * c.b) - (c.a * c.b.Differentiate(c.v))) / (c.b * c.b),
        FewCases);

    [Fact]
    public void Substitution_IsEvaluationAtTheValue() => Holds(
        from f in AlgebraGenerator.Functions from value in AlgebraGenerator.Functions from at in AlgebraGenerator.Points select (f, value, at),
        static c =>
        {
            Rational bottom = c.value.Denominator.Evaluate(c.at);
            if (bottom.IsZero)
            {
                return true;
            }

            Rational inner = c.value.Evaluate(c.at);
            Rational At(int v) => v == 0 ? inner : c.at(v);
            return c.f.Denominator.Evaluate(At).IsZero || c.f.Substitute(0, c.value).Evaluate(c.at) == c.f.Evaluate(At);
        });

    /// <summary>Where a x + b = 0 is solved for x, putting the solution in its place leaves exactly zero.</summary>
    [Fact]
    public void SolvedThenSubstituted_IsZero() => Holds(
        from a in AlgebraGenerator.NonzeroPolynomials from b in AlgebraGenerator.Polynomials select (a.Substitute(0, Polynomial.One), b.Substitute(0, Polynomial.One)),
        static c =>
        {
            (Polynomial a, Polynomial b) = c;
            if (a.IsZero)
            {
                return true;
            }

            var equation = RationalFunction.Of((a * Polynomial.Variable(0)) + b, Polynomial.One);
            return equation.Substitute(0, RationalFunction.Of(-b, a)).IsZero;
        });

    /// <summary>The remainder is what is left, and no leading monomial of a divisor divides a term of it.</summary>
    [Fact]
    public void Reduction_LeavesNothingToReduce() => Holds(
        from p in AlgebraGenerator.Polynomials from a in AlgebraGenerator.NonzeroPolynomials from b in AlgebraGenerator.NonzeroPolynomials select (p, a, b),
        static c =>
        {
            Polynomial rest = c.p.Reduce([c.a, c.b]);
            bool isReduced = rest.Terms.All(t => !t.Monomial.TryDivide(c.a.Leading.Monomial, out _) && !t.Monomial.TryDivide(c.b.Leading.Monomial, out _));
            return isReduced && rest.Reduce([c.a, c.b]).Equals(rest) && (c.a * c.b).Reduce([c.a]).IsZero;
        });

    [Fact]
    public void KnownForms()
    {
        Polynomial x = Polynomial.Variable(0);
        Polynomial y = Polynomial.Variable(1);

        // (x^2 - y^2)/(2 x + 2 y) = (x - y)/2
        var f = RationalFunction.Of((x * x) - (y * y), (x + y) * 2);
        Assert.Equal((x - y) * new Rational(1, 2), f.Numerator);
        Assert.True(f.Denominator.IsOne);
        Assert.Equal(x + y, Polynomial.GreatestCommonDivisor((x + y).Pow(2) * x, (x + y) * y));
        Assert.False(((x * x) + y).TryDivide(x + y, out _));
        Assert.Throws<DivideByZeroException>(() => RationalFunction.Of(x, Polynomial.Zero));
        Assert.Throws<DivideByZeroException>(() => RationalFunction.Zero.Pow(-1));
    }

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law, Config? config = null) => Check.One(config ?? Cases, Prop.ForAll(cases.ToArbitrary(), law));
}
