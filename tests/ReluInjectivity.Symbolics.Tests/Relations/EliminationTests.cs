using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Tests.Algebra;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Relations;

/// <summary>Other objectives, and why some have no relations.</summary>
public sealed class EliminationTests
{
    private const string Header = "model m \"m\"\n";

    /// <summary>
    /// The spherical p-spin with one step of replica symmetry breaking in a field (A. Crisanti, H.-J. Sommers, Z. Phys. B 87 (1992) 341):
    /// with x0 = 1 - q1 + m (q1 - q0), mu = p beta^2/2, mu (q1^(p-1) - q0^(p-1)) = (q1 - q0)/((1 - q1) x0) and
    /// mu q0^(p-1) + h^2 = q0/x0^2, both squares to be expressed by the overlaps.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void SphericalSpins_WithTwoOverlaps(int p)
    {
        DerivedRelations relations = Derived.Of(Header + $"""
            given   m = 0.5 in (0, 1)        "breaking parameter"
            unknown q0 in (0, 1)
            unknown q1 in (0, 1)
            unknown B in (0, inf)            "squared inverse temperature"
            unknown H in (0, inf)            "squared field"
            let x1 = 1 - q1
            let x0 = x1 + m*(q1 - q0)
            relations B, H from stationary free = B*(1 - (1 - m)*q1^{p} - m*q0^{p})/4 + H*x0/2 + (log(x1) + log(x0/x1)/m + q0/x0)/2
                      over q0, q1
            stationary v = q0^2 + q1^2 + B + H
            """);
        Assert.Null(relations.Failure);
        Assert.Equal(["B", "H"], relations.Relations.Select(r => r.Name.ToString()).Order(StringComparer.Ordinal));
        var random = new Random(1992);
        for (int sample = 0; sample < 20; sample++)
        {
            Rational q0 = new(random.Next(1, 50), 100);
            Rational q1 = new(random.Next(51, 99), 100);
            Rational m = new(random.Next(1, 99), 100);
            var at = new Dictionary<string, Rational>(StringComparer.Ordinal) { ["q0"] = q0, ["q1"] = q1, ["m"] = m };
            Rational x1 = 1 - q1;
            Rational x0 = x1 + (m * (q1 - q0));
            Rational mu = (q1 - q0) / (x1 * x0 * (q1.Pow(p - 1) - q0.Pow(p - 1)));
            Assert.Equal(2 * mu / p, Derived.Exact(relations.Relations.Single(r => r.Name.ToString() == "B").Explicit, at));
            Assert.Equal((q0 / (x0 * x0)) - (mu * q0.Pow(p - 1)), Derived.Exact(relations.Relations.Single(r => r.Name.ToString() == "H").Explicit, at));
        }
    }

    [Theory]
    [InlineData("over y", "y from stationary s = x*y^2/2 - y^4/4", "y in (0, inf)", "y = sqrt(x)")]
    [InlineData("over y", "y from stationary s = x*y - y^4/4", "y in (0, inf)", "y = x^(1/3)")]
    [InlineData("over x, z", "y, z from stationary s = x^2*y + x*z + z^2*x", "z", "z = -1/2; y = 1/(8*x)")]
    [InlineData("over y", "y from stationary s = log(y) - sqrt(x)*y", "y in (0, inf)", "y = 1/sqrt(x)")]
    [InlineData("over y", "y from stationary s = (x - 1)*y - x*y^2/2 + E(w, cos(x*w))", "y", "y = (x - 1)/x")]
    public void ShortSystems(string over, string relations, string declared, string expected)
    {
        string others = declared.StartsWith('z') ? "unknown y\nunknown z\n" : "unknown " + declared + "\n";
        string all = Header + "unknown x in (0, inf)\n" + others + "relations " + relations + " " + over + "\nstationary v = x^2 + y" + (declared.StartsWith('z') ? " + z" : string.Empty);
        DerivedRelations derived = Derived.Of(all);
        Assert.Null(derived.Failure);
        Assert.Equal(expected, string.Join("; ", derived.Lines()));
    }

    [Theory]
    [InlineData("y^4/4 - x*y^2/2", "y", "y", "d s/d y = 0 is neither linear in y nor in one power of it: its degree is 3")]
    [InlineData("y^3/3 - x*y", "y", "y", "d s/d y = 0 determines y^2 but not the sign of y; declare it in (0, inf)")]
    [InlineData("exp(y) - x*y", "y", "y", "no equation free of expectations is left for y; d s/d y = 0 is not rational: it holds exp(y)")]
    [InlineData("E(w, cos(y*w)) - x*y", "y", "y", "no equation free of expectations is left for y; d s/d y = 0 holds an expectation")]
    [InlineData("x*y - y", "y", "y", "d s/d y = 0 is left over: it restricts the given quantities; vary in as many unknowns as are to be expressed")]
    [InlineData("x*y - y^2", "y, x", "y", "d s/d x = 0 is left over: it restricts the given quantities; vary in as many unknowns as are to be expressed")]
    [InlineData("x^2*y^2*z^2", "z", "y, z", "d s/d z = 0 holds y, z, none of them linearly with a coefficient free of the others")]
    [InlineData("x^2 + 3*x", "x", "y", "d s/d x = 0 is left over: it restricts the given quantities; vary in as many unknowns as are to be expressed")]
    [InlineData("y + x*z", "y", "y", "d s/d y = 0 cannot hold")]
    [InlineData("k*x*y - y^2", "y", "y", "they depend on 'k', a parameter of the objective alone; declare it as a given of the file")]
    public void Failure_NamesTheEquationAndTheReason(string objective, string over, string names, string expected)
    {
        DerivedRelations derived = Derived.Of(
            Header + $"unknown x\nunknown y\nunknown z\nrelations {names} from stationary s = {objective} over {over} given k = 1\nstationary v = x^2 + y^2 + z^2");
        Assert.Equal(expected, derived.Failure);
    }

    /// <summary>Random triangular systems: what is found, put in place, makes every equation vanish exactly.</summary>
    [Fact]
    public void SolvedThenSubstituted_IsZero()
    {
        // Variables 0 and 1 are expressed by 2: (a(t) + 1) x = b(t), and (c(t, x)^2 + 1) y = d(t, x).
        Gen<Polynomial> given = AlgebraGenerator.Polynomials.Select(p => p.Substitute(0, Polynomial.One).Substitute(1, Polynomial.One));
        Gen<Polynomial> given0 = AlgebraGenerator.Polynomials.Select(p => p.Substitute(1, Polynomial.One));
        Gen<(Polynomial First, Polynomial Second)> systems =
            from a in given
            from b in given
            from c in given0
            from d in given0
            select (((a * a) + Polynomial.One) * Polynomial.Variable(0) - b, (((c * c) + Polynomial.One) * Polynomial.Variable(1)) - d);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(100)), Prop.ForAll(systems.ToArbitrary(), s =>
        {
            var system = new RelationSystem(new[] { "x", "y", "t" }.ToEquatableArray(), 2, new AlgebraicEquation[] { new("second", s.Second, null), new("first", s.First, null) }.ToEquatableArray(), [], []);
            (IReadOnlyList<Solution> solutions, string? failure) = Elimination.Solve(system);
            RationalFunction[] equations = [.. new[] { s.First, s.Second }.Select(e => RationalFunction.Of(e, Polynomial.One))];
            foreach (Solution solution in solutions.Reverse())
            {
                var value = RationalFunction.Of(solution.Numerator, solution.Denominator);
                equations = [.. equations.Select(e => e.Substitute(solution.Target, value))];
            }

            return failure is null && solutions.Count == 2 && Array.TrueForAll(equations, e => e.IsZero);
        }));
    }
}
