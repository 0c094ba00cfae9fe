using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Tests.Language;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Relations;

/// <summary>The relations among the lifting parameters of the single layer, as derived from its dual form.</summary>
public sealed partial class DualFormTests
{
    private static readonly string Text = EquationFiles.All.Single(f => f.Name == "single-layer-dual.eq").Text;

    /// <summary>The same file with nothing to be derived: all unknowns stay, and the goal is the objective itself.</summary>
    private static readonly string Objective = GoalsAndRelations().Replace(Text, string.Empty)
        .Replace("for k = 1..1  decreasing", "for k = 1..1", StringComparison.Ordinal) + "stationary psi = -S - alpha*F given alpha = 6 in (0, inf)\n";

    /// <summary>
    /// Put into the derivatives of the objective, taken from a system that knows nothing of relations, they leave exactly zero at random
    /// overlaps; p[r] and q[r] are squares of rationals, so that the square root is one too.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Relations_MakeTheObjectiveStationary_Exactly(int level)
    {
        DerivedRelations relations = Derived.Of(Text, level);
        Assert.Null(relations.Failure);
        Formula formula = Formula.File(Objective, level);
        Symbol[] varied = [.. formula.System.Unknowns.Where(u => u.Name.Stem is "q" or "Gamma").Select(u => u.Symbol)];
        Assert.Equal(level + 1, varied.Length);
        Expr[] conditions = [.. varied.Select(v => Derivatives.Of(formula.Value, v))];
        var random = new Random(20_241_020 + level);
        for (int sample = 0; sample < 20; sample++)
        {
            Dictionary<string, Rational> at = RandomOverlaps(level, random);
            foreach (Relation relation in relations.Relations)
            {
                Rational value = Derived.Exact(relation.Formula, at);
                Assert.Equal(value, Derived.Exact(relation.Explicit, at));
                at.Add(relation.Name.ToString(), value);
            }

            Assert.All(conditions, c => Assert.True(Derived.Exact(c, at).IsZero));

            // The test can fail: a parameter a little off is no solution.
            at["chi"] += new Rational(1, 1_000_000_000);
            Assert.Contains(conditions, c => !Derived.Exact(c, at).IsZero);
        }
    }

    /// <summary>Lambda_r = sqrt(p_r/q_r), Lambda_(k-1) = (p_(k-1) - p_k)/((q_(k-1) - q_k) Lambda_k): arXiv:2410.20646, in exact arithmetic.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Relations_AreThePublishedOnes(int level)
    {
        DerivedRelations relations = Derived.Of(Text, level);
        Dictionary<string, Rational> at = RandomOverlaps(level, new Random(level));
        Rational P(int k) => k == 1 ? 1 : at[Name("p", k)];
        Rational Q(int k) => at[Name("q", k)];
        var lambda = new Rational[level + 1];
        Assert.True((P(level) / Q(level)).TrySqrt(out lambda[level]));
        for (int k = level; k >= 2; k--)
        {
            lambda[k - 1] = (P(k - 1) - P(k)) / ((Q(k - 1) - Q(k)) * lambda[k]);
        }

        Rational Value(string name) => Derived.Exact(relations.Relations.Single(r => r.Name.ToString() == name).Explicit, at);
        Assert.Equal(lambda[1], Value("chi"));
        for (int k = 1; k <= level; k++)
        {
            Assert.Equal(1 / lambda[k], Value(Name("Gamma", k)));
            if (k > 1)
            {
                Assert.Equal((lambda[k] - lambda[k - 1]) / (P(k - 1) - P(k)), Value(Name("c", k)));
            }
        }
    }

    [Fact]
    public void Latex()
    {
        var text = new StringBuilder();
        foreach (int level in Enumerable.Range(1, 6))
        {
            text.Append(CultureInfo.InvariantCulture, $"% level {level}\n");
            foreach (Relation r in Derived.Of(Text, level).Relations)
            {
                text.Append(CultureInfo.InvariantCulture, $"{LatexPrinter.Name(r.Name)} = {LatexPrinter.Print(r.Explicit)}\n");
            }
        }

        Snapshot.Match(text.ToString(), extension: "tex");
    }

    [Fact]
    public void Derivation_IsDeterministic() => Assert.Equal(Derived.Of(Text, 5).Lines(), Derived.Of(Text, 5).Lines());

    [Fact]
    public void Levels_ShareOnePattern()
    {
        (int, DerivedRelations)[] levels = [.. Enumerable.Range(1, 5).Select(l => (l, Derived.Of(Text, l)))];
        PatternEquation[] pattern = [.. RelationPattern.Of(levels, "r")];
        Assert.Equal(
            [
                ("Gamma[r] = sqrt(q[r]/p[r])", null),
                ("Gamma[k] = (q[k] - q[k+1])/(Gamma[k+1]*(p[k] - p[k+1]))", "k = 1..r-1"),
                ("c[k] = (Gamma[k-1] - Gamma[k])/(q[k-1] - q[k])", "k = 2..r"),
                ("chi = 1/Gamma[1]", null),
            ],
            pattern.Select(p => (p.Text, p.Range)));
        Assert.Equal(@"c_{k} = \frac{\Gamma_{k-1} - \Gamma_{k}}{q_{k-1} - q_{k}}", pattern[2].Latex);
    }

    /// <summary>A level that deviates, if only in one relation, leaves no pattern; nor do two levels make one.</summary>
    [Fact]
    public void Deviation_LeavesNoPattern()
    {
        (int Level, DerivedRelations Relations)[] levels = [.. Enumerable.Range(1, 4).Select(l => (l, Derived.Of(Text, l)))];
        DerivedRelations deviating = Derived.Of(Text.Replace("G - chi*q[1]/2", "G - (1 + (r - 1)*(r - 2)*(r - 4))*chi*q[1]/2", StringComparison.Ordinal), 3);
        Assert.Null(deviating.Failure);
        Assert.NotEmpty(RelationPattern.Of(levels, "r"));
        Assert.Empty(RelationPattern.Of([.. levels.Select(l => l.Level == 3 ? (3, deviating) : l)], "r"));
        Assert.Empty(RelationPattern.Of(levels[..2], "r"));
    }

    private static Dictionary<string, Rational> RandomOverlaps(int level, Random random)
    {
        Rational Square() => new Rational(random.Next(1, 40), random.Next(40, 90)).Pow(2);
        var at = new Dictionary<string, Rational>(StringComparer.Ordinal) { ["kappa"] = 1 };
        Rational p = Square();
        Rational q = Square() * 9;
        at.Add(Name("q", level), q);
        if (level > 1)
        {
            at.Add(Name("p", level), p);
        }

        for (int k = level - 1; k >= 1; k--)
        {
            p += (1 - p) * new Rational(random.Next(1, 30), 31);
            q += new Rational(random.Next(1, 100), random.Next(1, 50));
            at.Add(Name("q", k), q);
            if (k > 1)
            {
                at.Add(Name("p", k), p);
            }
        }

        return at;
    }

    private static string Name(string family, int index) => string.Create(CultureInfo.InvariantCulture, $"{family}[{index}]");

    [GeneratedRegex("^(relations|minimise|output|expect).*\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex GoalsAndRelations();
}
