using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Tests.Unrolling;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Lowering;

public sealed class LowerTests
{
    [Fact]
    public void SingleLayer_AtLevelThree()
    {
        EquationSystem system = Formula.Repository("single-layer.eq", 3).System;
        Assert.Equal(("single-layer", (int?)3, GoalKind.Minimise, "alpha"), (system.Model, system.Member.ValueOf(FamilyIndexKind.Level), system.Goals[0].Kind, system.Goals[0].Name));
        Assert.Equal(["q[1]", "q[2]", "c[1]", "c[2]", "chi"], system.Unknowns.Select(u => u.Name.ToString()));
        Assert.Equal([("q", (int?)1), ("q", 2), ("c", 1), ("c", 2), ("chi", null)], system.Unknowns.Select(u => (u.Name.Stem, u.Name.Index)));
        Assert.Equal(
            [Ordering.Increasing, Ordering.Increasing, Ordering.Increasing, Ordering.Increasing, Ordering.None],
            system.Unknowns.Select(u => u.Ordering));
        Assert.Equal(["0..1", "0..1", "0..", "0..", "0.."], system.Unknowns.Select(u => $"{u.Lower}..{u.Upper}"));
        Given kappa = Assert.Single(system.Givens);
        Assert.Equal(("kappa", 1, 0, double.PositiveInfinity), (kappa.Name.ToString(), kappa.Default, kappa.Lower, kappa.Upper));
        Assert.Equal(["S", "F"], system.Outputs.Select(o => o.Name));
        Assert.All(system.Goals, g => Assert.Empty(g.Residuals));
        Assert.Equal(
            ["F", "S", "f[1]", "f[2]", "f[3]", "lambda[1]", "lambda[2]", "lambda[3]", "q[3]"],
            system.Definitions.Select(d => d.Name.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Definitions_ComeAfterWhatTheyUse(int level)
    {
        EquationSystem system = Formula.Repository("single-layer.eq", level).System;
        for (int i = 0; i < system.Definitions.Count; i++)
        {
            string[] later = [.. system.Definitions.Skip(i).Where(d => d.Function is not null).Select(d => d.Name.ToString())];
            Assert.DoesNotContain(
                Traversal.Nodes(system.Definitions[i].Value).OfType<Call>(), c => later.Contains(c.Function.Name, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Definitions_HaveTheirValues()
    {
        Formula f = Formula.Repository("single-layer.eq", 3);
        Dictionary<Symbol, double> at = f.At(("q[1]", 0.3), ("q[2]", 0.8), ("c[1]", 1.5), ("c[2]", 4), ("chi", 0.25), ("kappa", 1));
        double lambda2 = 0.25 + (4 * (1 - 0.8));
        double lambda1 = lambda2 + (1.5 * (0.8 - 0.3));
        Assert.Equal(lambda2, TreeEvaluator.Value(f.Definition("lambda[2]"), at), 1e-15);
        Assert.Equal(lambda1, TreeEvaluator.Value(f.Definition("lambda[1]"), at), 1e-15);
        double s = (0.3 / (2 * lambda1)) + (Math.Log(lambda1 / lambda2) / 3) + (Math.Log(lambda2 / 0.25) / 8);
        Assert.Equal(s, TreeEvaluator.Value(f.Definition("S"), at), 1e-15);
        Assert.Equal(f.System.Outputs[0].Expression, f.Definition("S"));
        Assert.Equal((1 + s) / 0.125, TreeEvaluator.Value(f.Value.Substitute(new Dictionary<Expr, Expr> { [f.Definition("F")] = f.Factory.Number(new Rational(-1, 8)) }), at), 1e-13);
    }

    [Fact]
    public void LevelOne_HasTheCitedValue()
    {
        // arXiv:2302.14112: at its minimum alpha = 1/Q(h); h is chi's root here.
        Formula f = Formula.Repository("single-layer.eq", 1).Integrated();
        double best = Enumerable.Range(1, 400).Min(i => TreeEvaluator.Value(f.Value, f.At(("chi", 0.002 * i), ("kappa", 1)), 10));
        Assert.InRange(best, 7.6476949, 7.6478);
    }

    [Theory]
    [InlineData("sum(k = 1..4, k*x^k)", "x + 2*x^2 + 3*x^3 + 4*x^4")]
    [InlineData("product(k = 1..3, x + k)", "(x + 1)*(x + 2)*(x + 3)")]
    [InlineData("sum(k = 2..1, x)", "0")]
    [InlineData("product(k = 2..1, x)", "1")]
    [InlineData("sum(j = 1..2, sum(k = j..2, x^(j + k)))", "x^2 + x^3 + x^4")]
    [InlineData("a[3]", "3*a[2]")]
    [InlineData("g(x, 2*y)", "x - 2*y")]
    [InlineData("g(y, x)", "y - x")]
    [InlineData("min(x, y)", "piecewise(x <= y: x; else: y)")]
    [InlineData("max(x, y)", "piecewise(x <= y: y; else: x)")]
    [InlineData("abs(x)", "piecewise(x < 0: -x; else: x)")]
    [InlineData("piecewise(x > y: 1; else: 2)", "piecewise(y < x: 1; else: 2)")]
    [InlineData("piecewise(x >= y: 1; else: 2)", "piecewise(y <= x: 1; else: 2)")]
    [InlineData("piecewise(0 < x and x <= y: 1; else: 2)", "piecewise(0 < x: piecewise(x <= y: 1; else: 2); else: 2)")]
    [InlineData("piecewise(0 < x < 3 and y >= x: 1; else: 2)", "piecewise(0 < x: piecewise(x < 3: piecewise(x <= y: 1; else: 2); else: 2); else: 2)")]
    [InlineData("piecewise(x < 0 or y < x: 1; else: 2)", "piecewise(x < 0: 1; y < x: 1; else: 2)")]
    [InlineData("piecewise(x < 0 or 1 < x and y < 2: 1; else: 2)", "piecewise(x < 0: 1; else: piecewise(1 < x: piecewise(y < 2: 1; else: 2); else: 2))")]
    [InlineData("piecewise(0 < x <= y: 1; else: 2)", "piecewise(0 < x: piecewise(x <= y: 1; else: 2); else: 2)")]
    [InlineData("-x^2", "0 - (x*x)")]
    [InlineData("2^3^2", "512")]
    [InlineData("x - y - 1", "(x - y) - 1")]
    [InlineData("x/y/2", "x/(2*y)")]
    public void Syntax_MeansWhatItSays(string expression, string meaning)
    {
        Formula f = Formula.Of(expression, "x; y", "let a[1] = x\nlet a[k] = k*a[k-1] for k = 2..3\nlet g(x, h) = x - h\noutput used = a[1] + g(1, 1)\noutput meaning = " + meaning);

        // What has a name stays an operand of its own; that makes no difference to the meaning.
        Expr Inlined(Expr e) => f.Factory.Keep(Inline.Apply(e, _ => true));
        Assert.Same(Inlined(f.System.Outputs[2].Expression), Inlined(f.Expression));
    }

    [Fact]
    public void Definitions_MayComeInAnyOrder()
    {
        Formula f = Formula.File("model m \"m\"\nminimise v = b\nlet b = a + 1\nlet a = x^2\nunknown x");
        Assert.Equal(["a", "b"], f.System.Definitions.Select(d => d.Name.ToString()));
        Assert.Equal("1 + x^2", Inline.Apply(f.Value, _ => true).ToString());
    }

    [Fact]
    public void BoundVariables_KeepApart()
    {
        Formula f = Formula.Of("E(z, z*E(z, exp(z)))*z + E(z, z^2)", "z");
        Assert.Equal(3, f.System.Origins.Count);
        Expectation[] nested = [.. Traversal.Nodes(f.Expression).OfType<Expectation>().OrderBy(e => e.Height)];
        Assert.Equal(3, nested.Length);
        (Expectation square, Expectation inner, Expectation outer) = (nested.Single(e => e.Body is Power), nested.Single(e => e.Body is Call), nested[2]);
        Assert.True(outer.Contains(inner));
        Assert.Equal(3, new[] { inner.Variable, outer.Variable, f["z"] }.Distinct().Count());
        Assert.All(nested, e => Assert.Equal("z", e.Variable.Name.ToString()));

        // Only what is nested must be kept apart: a variable is told by how deep expectations nest from it inwards.
        Assert.Same(inner.Variable, square.Variable);
    }

    [Fact]
    public void Residual_IsLeftMinusRight()
    {
        EquationSystem system = Formula.File("model m \"m\"\nunknown x\nunknown y\nequation \"one\" x = y^2\nequation x*y = 1\nsolve x").System;
        Assert.Equal(["one", "equation 2"], system.Goals[0].Residuals.Select(r => r.Label));
        Assert.Equal(["x = y^2", "x*y = 1"], system.Goals[0].Residuals.Select(r => r.Written));
        (Symbol x, Symbol y) = (system.Unknowns[0].Symbol, system.Unknowns[1].Symbol);
        Assert.Equal([x - (y * y), (x * y) - x.Factory.One], system.Goals[0].Residuals.Select(r => r.Expression));
        Assert.Equal("x", system.Goals[0].Value.ToString());
    }

    [Fact]
    public void GoalsGiven_IsItsAlone()
    {
        EquationSystem system = Formula.File("model m \"m\"\nunknown x\nminimise v = x^2*t given t = 2 in (0, 3)\nmaximise w = -x^2").System;
        Assert.Equal([1, 0], system.Goals.Select(g => g.Givens.Count));
        Assert.Empty(system.Givens);
        Assert.Equal([GoalKind.Minimise, GoalKind.Maximise], system.Goals.Select(g => g.Kind));
        Assert.Equal(2, system.Goals[0].Givens[0].Default);
    }

    [Theory]
    [InlineData("level r = 1..4\n", "1 2 3 4")]
    [InlineData("level r = 2..2*3-1\n", "2 3 4 5")]
    [InlineData("", "")]
    public void Levels_AreTheDeclared(string statement, string levels)
    {
        (EquatableArray<FamilyMember> members, EquatableArray<Diagnostic> problems) = Family.Members(Flat.Bound("model m \"m\"\n" + statement + "unknown x\nminimise v = x^2"));
        Assert.Empty(problems);
        Assert.Equal(levels, string.Join(' ', members.Select(m => m.ValueOf(FamilyIndexKind.Level))));
    }

    [Fact]
    public void Depths_AreTheDeclared()
    {
        const string Text =
            "model m \"m\"\ndepth l = 1..3\ngiven a[i] = i for i = 1..l-1 in (0, inf)\nunknown x = 0.5 in (0, 1)\nminimise v = x^2 + sum(i = 1..l-1, a[i])";
        Assert.Equal([MemberOf.Depth(1), MemberOf.Depth(2), MemberOf.Depth(3)], Family.Members(Flat.Bound(Text)).Members);
        EquationSystem system = Formula.File(Text, depth: 3).System;
        Assert.Equal([("a[1]", 1.0), ("a[2]", 2.0)], system.Givens.Select(g => (g.Name.ToString(), g.Default)));
        Assert.Equal(0.5, Assert.Single(system.Unknowns).Start);
    }

    [Fact]
    public void OrderedUnknowns_MayBeContinuedByADefinitionWithARange()
    {
        Formula f = Formula.File("model m \"m\"\nunknown q[k] for k = 1..2 increasing in (0, 10)\nlet q[k] = 7 + k for k = 3..4\nminimise v = sum(k = 1..3, (q[k+1] - q[k])^2) + q[1]");
        Assert.Equal(["q[1]", "q[2]"], f.System.Unknowns.Select(u => u.Name.ToString()));
    }

    [Fact]
    public void Equations_AndOutcomes_AreUnrolled()
    {
        Formula f = Formula.File("""
            model m "m"
            depth l = 1..3
            unknown x[i] for i = 1..l in (0, inf)
            equation "square" x[i]^2 = i for i = 1..l
            outcome "large" when x[i] >= 2 for i = 1..l
            solve v = sum(i = 1..l, x[i])
            """, depth: 3);
        Assert.Equal(["square[1]", "square[2]", "square[3]"], f.System.Goals[0].Residuals.Select(r => r.Label));
        Assert.Equal(["x[1] - 2", "x[2] - 2", "x[3] - 2"], f.System.Outcomes.Select(o => o.Margin.ToString()));
    }

    /// <summary>The maximum of a concave quadratic is that of its top or of an end; written out it has no maximum left.</summary>
    [Theory]
    [InlineData(-3.0)]
    [InlineData(0.25)]
    [InlineData(2.5)]
    [InlineData(40.0)]
    public void Maximum_IsThatOfSampling(double b)
    {
        Formula f = Formula.Of("maximum(t in (-1, 2), 3 + b*t - a*t^2)", "a in (0, inf); b");
        double sampled = Enumerable.Range(0, 300_001).Select(i => -1 + (i * 1e-5)).Max(t => 3 + (b * t) - (1.75 * t * t));
        Assert.Equal(sampled, TestKit.Evaluation.TreeEvaluator.Value(f.Expression, f.At(("a", 1.75), ("b", b))), 1e-9);
    }

    /// <summary>Names that the compiler uses for itself are free for a file.</summary>
    [Theory]
    [InlineData("d_x")]
    [InlineData("w0")]
    [InlineData("step0")]
    [InlineData("h")]
    public void Names_DoNotCollideWithTheCompilers(string name)
    {
        string text = "model m \"m\"\nunknown x in (0, inf)\nunknown n in (0, inf)\nlet f(h) = log(cosh(h))\n"
            + "minimise v = x^2 + n^2 + E(z, f(n + x*z)) + E(z, piecewise(z < n: cosh(z)/(2 + cos(z*x)); else: 0))";
        var names = new[] { "n", name };
        string[] counts = [.. names.Select(n =>
        {
            DifferentiatedProgram plan = Differentiate.Run(Discretise.Run(Formula.File(System.Text.RegularExpressions.Regex.Replace(text, @"\bn\b", n, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))).Integrated().System).Program!);
            Assert.All(plan.Program.Grids, l => Assert.DoesNotContain(plan.Program.System.Unknowns, u => ReferenceEquals(u.Symbol, l.Weight) || ReferenceEquals(u.Symbol, l.Step)));
            return $"{plan.Program.Grids.Count} {plan.Gradient.Count}";
        })];
        Assert.Equal(counts[0], counts[1]);
    }
}
