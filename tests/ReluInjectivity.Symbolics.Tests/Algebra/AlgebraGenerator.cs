using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;

namespace ReluInjectivity.Symbolics.Tests.Algebra;

/// <summary>Random polynomials and rational functions in three variables, and points to evaluate them at.</summary>
internal static class AlgebraGenerator
{
    public const int Variables = 3;

    public static Gen<Rational> Rationals => from n in Gen.Choose(-9, 9) from d in Gen.Choose(1, 5) select new Rational(n, d);

    /// <summary>Up to four terms of degree up to two in each variable.</summary>
    public static Gen<Polynomial> Polynomials =>
        from count in Gen.Choose(0, 4)
        from terms in Term.ListOf(count)
        select Polynomial.Of(terms);

    public static Gen<Polynomial> NonzeroPolynomials => Polynomials.Where(static p => !p.IsZero);

    public static Gen<RationalFunction> Functions =>
        from top in Polynomials from bottom in NonzeroPolynomials select RationalFunction.Of(top, bottom);

    public static Gen<RationalFunction> NonzeroFunctions => Functions.Where(static f => !f.IsZero);

    /// <summary>Primes and fractions far apart, where no small denominator vanishes by chance more than rarely.</summary>
    public static Gen<Func<int, Rational>> Points =>
        from values in (from n in Gen.Choose(11, 997) from d in Gen.Choose(1, 13) select new Rational(n, d)).ListOf(Variables)
        let array = values.ToArray()
        select (Func<int, Rational>)(v => array[v]);

    private static Gen<Polynomial.Term> Term =>
        from exponents in Gen.Choose(0, 2).ListOf(Variables)
        from coefficient in Rationals
        select new Polynomial.Term(exponents.Select((e, v) => e == 0 ? Monomial.One : Monomial.Of(v, e)).Aggregate((a, b) => a * b), coefficient);
}
