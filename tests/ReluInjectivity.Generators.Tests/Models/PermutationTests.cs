using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>The order in which a file says things means nothing: every system of every permuted file evaluates to the same.</summary>
public sealed class PermutationTests
{
    private const int FilesDrawn = 3;
    private const int PointsTried = 6;
    private const int Levels = 3;
    private const int Depths = 2;
    private const double Rounding = 1e-11;

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["functions"] = Files.Functions,
        ["kinks"] = """
            model kinks "Kinks under a smoothing"
            given    c = 1 in (0, inf)
            unknown  s in (0, inf)
            unknown  a in (0, inf)
            let f(h) = -max(1 - h, 0)^2/2
            let g(h) = log(E(z, exp(c*f(h + s*z))))/c
            let k(h) = log(E(z, exp(c*g(h + a*z))))/c
            let F = E(z, k(z))
            minimise v = s^2 + a^2 + F - log(s) - log(a)
            output   F
            """,
        ["routine"] = """
            model routine "A function worked out on its own"
            unknown a in (0, inf)
            let soft(a in (0, inf), s in (0, 1)) = E(w, E(z, log(2 + sin(s*w) + E(u, log(2 + cos(z + u + s*w)))*exp(-a*z))))
            minimise v = soft(a, 0.5) + a^2/4 - a/4
            """,
        ["chain"] = """
            model chain "Several equations"
            depth n = 1..2
            given a = 2 in (0, inf)
            unknown x[i] for i = 1..n in (0, inf)
            unknown y[i] for i = 1..n in (0, inf)
            equation "sum" x[n+1-i] + y[n+1-i] = a + i for i = 1..n
            equation "product" x[i]*y[i] = 1 for i = 1..n
            outcome "large" when x[i] + y[i] >= 6.5 for i = 1..n
            solve total = sum(i = 1..n, x[i]^2 + y[i]^2) - product(i = 1..n, 1 + x[i]/y[i]/a)
            """,
        ["facts"] = """
            model facts "Facts assumed for one expectation, not for another"
            given    a = 1 in (-inf, inf)
            unknown  x in (0, inf)
            let bad = E(z, exp(a*z^2))
            let good = E(z, z^2 + piecewise(2*a - 1 <= 0: 1; else: 3))
            minimise v = piecewise(a < 0.4: bad; else: 0) + x + good/x
            output   good
            """,
    };

    public static TheoryData<string> Names => [.. Repository.EquationFiles.Select(f => f.Path), .. Texts.Keys];

    /// <summary>The value, the gradient or residuals, a column of the Hessian and every output, at random points inside the declared intervals.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Order_MeansNothing(string name)
    {
        // Levels at depths have functions of two variables, on many nodes.
        string whole = Texts.GetValueOrDefault(name) ?? Repository.EquationFile(name).Text;
        bool isLarge = whole.Contains("\nlevel ", StringComparison.Ordinal) && whole.Contains("\ndepth ", StringComparison.Ordinal);
        string text = Permutation.Small(whole, "original", isLarge ? Depths : Levels, Depths);
        Gen<int[]> seeds = Gen.Choose(0, int.MaxValue).ListOf(FilesDrawn).Select(static s => s.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(1)).WithQuietOnSuccess(true), Prop.ForAll(seeds.ToArbitrary(), drawn =>
        {
            (string Path, string Text)[] files =
            [
                ("equations/original.eq", text),
                .. drawn.Select((seed, i) => (FormattableString.Invariant($"equations/permuted{i}.eq"), Named(new Permutation(seed).Of(text), i))),
            ];
            ILookup<string, IEquationSystem> systems = GeneratorDriverHelper.Run(files).Compile().ToLookup(s => s.Description.Model, StringComparer.Ordinal);
            for (int i = 0; i < drawn.Length; i++)
            {
                Agree(systems["original"], systems[FormattableString.Invariant($"permuted{i}")], FormattableString.Invariant($"{name}, seed {drawn[i]}"));
            }
        }));
    }

    [Fact]
    public void Permutation_ChangesTheText()
    {
        string text = Permutation.Small(Texts["functions"], "functions", Levels, Depths);
        Assert.Equal(text, Permutation.Small(text, "functions", Levels, Depths));
        string[] permuted = [.. Enumerable.Range(0, 20).Select(seed => new Permutation(seed).Of(text))];
        Assert.Equal(20, permuted.Distinct(StringComparer.Ordinal).Count());
        Assert.All(permuted, p => Assert.Equal(string.Concat(text.Where(char.IsLetter).Order()), string.Concat(p.Where(char.IsLetter).Order())));
    }

    /// <summary>'bad' exists only for a &lt; 1/2, is used only there, and 'good' does not depend on it.</summary>
    [Theory]
    [InlineData("v = piecewise(a < 0.4: bad; else: 0) + x + good/x")]
    [InlineData("v = x + good/x + piecewise(a < 0.4: bad; else: 0)")]
    public void Facts_OfOneExpectation_DoNotLeakIntoAnother(string goal)
    {
        SolveResult result = new TestedModel($"""
            model    leaked-fact "Facts assumed for one expectation and used in another"
            source   "a made-up case"
            given    a = 1 in (-inf, inf)
            unknown  x in (0, inf)
            let bad = E(z, exp(a*z^2))
            let good = E(z, z^2 + piecewise(2*a - 1 <= 0: 1; else: 3))
            minimise {goal}
            output   good
            expect   v = 4 +- 1e-9
            """).Solve("v");
        Assert.Equal(4, result.Value, 1e-9);
    }

    private static string Named(string text, int draw) => text.Replace("model original", FormattableString.Invariant($"model permuted{draw}"), StringComparison.Ordinal);

    private static void Agree(IEnumerable<IEquationSystem> originals, IEnumerable<IEquationSystem> permuted, string what)
    {
        static string Key(IEquationSystem s) => FormattableString.Invariant($"{s.Description.Goal} {string.Join(' ', s.Description.Indices)}");
        var others = permuted.ToDictionary(Key, StringComparer.Ordinal);
        Assert.NotEmpty(others);
        foreach (IEquationSystem original in originals)
        {
            Assert.True(others.Remove(Key(original), out IEquationSystem? other), what);
            AssertEqual(original, other, $"{what}, {Key(original)}");
        }

        Assert.Empty(others);
    }

    private static void AssertEqual(IEquationSystem original, IEquationSystem permuted, string what)
    {
        var random = new Random(5);
        EquationKernel left = original.CreateKernel();
        EquationKernel right = permuted.CreateKernel();
        int finite = 0;
        for (int i = 0; i < PointsTried; i++)
        {
            Dictionary<string, double> point = Draw(random, original.Description);
            Dictionary<string, double> expected = Evaluate(left, original.Description, point);
            Dictionary<string, double> actual = Evaluate(right, permuted.Description, point);
            double scale = expected.Values.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
            Assert.All(expected, e => Assert.True(
                e.Value.Equals(actual[e.Key]) || Math.Abs(e.Value - actual[e.Key]) <= Rounding * scale,
                FormattableString.Invariant($"{what}: {e.Key} is {e.Value:R}, permuted {actual[e.Key]:R}, the largest {scale:R}")));
            finite += expected.Values.All(double.IsFinite) ? 1 : 0;
        }

        Assert.True(finite > 0, what + ": no point with finite values");
    }

    /// <summary>What a kernel computes, by name.</summary>
    private static Dictionary<string, double> Evaluate(EquationKernel kernel, SystemDescription description, Dictionary<string, double> point)
    {
        double[] Values(IEnumerable<string> names) => [.. names.Select(n => point[n])];
        string[] unknowns = [.. description.Unknowns.Select(u => u.Name)];
        var result = new Dictionary<string, double>(StringComparer.Ordinal);
        double[] given = Values(description.Givens.Select(g => g.Name));
        Evaluation here;
        try
        {
            here = kernel.At(Values(unknowns), given, kernel.Resolution(description.Indices.Count < 2 ? 5 : 2));
        }
        catch (NotFiniteNumberException)
        {
            return new(StringComparer.Ordinal) { ["value"] = double.NaN };
        }

        result["value"] = here.Value;
        string[] rows = description.Equations.Count > 0 ? [.. description.Equations] : unknowns;
        for (int i = 0; i < rows.Length; i++)
        {
            result["row " + rows[i]] = here.Residual[i];
        }

        double[] column = new double[unknowns.Length];
        here.HessianVectorProduct(Values(unknowns.Select(n => "d " + n)), column);
        for (int i = 0; i < rows.Length; i++)
        {
            result["column " + rows[i]] = column[i];
        }

        IReadOnlyList<double> outputs = here.Outputs;
        string[] names = [.. description.Outputs.Select(o => o.Name), .. description.Outcomes.Select(o => o.Text + string.Join(' ', o.Unknowns.Select(u => unknowns[u]).Order(StringComparer.Ordinal)))];
        foreach (IGrouping<string, double> alike in names.Zip(outputs).GroupBy(p => p.First, p => p.Second, StringComparer.Ordinal))
        {
            // Outcomes of one statement that depend on no unknown have nothing to tell them apart.
            int i = 0;
            foreach (double value in alike.Order())
            {
                result[FormattableString.Invariant($"output {alike.Key} {i++}")] = value;
            }
        }

        return result;
    }

    /// <summary>Unknowns inside their intervals, in their order and near where a search may start; a direction; the givens near their defaults.</summary>
    private static Dictionary<string, double> Draw(Random random, SystemDescription description)
    {
        var point = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (GivenInfo given in description.Givens)
        {
            point[given.Name] = given.Default * (1 + (0.02 * random.NextDouble()));
        }

        foreach (IGrouping<string, UnknownInfo> family in description.Unknowns.GroupBy(u => u.Family, StringComparer.Ordinal))
        {
            UnknownInfo[] members = [.. family.OrderBy(u => u.Index)];
            double[] values = [.. members.Select(u => Inside(random, u))];
            if (members[0].Ordering != Ordering.None)
            {
                Array.Sort(values);
            }

            if (members[0].Ordering == Ordering.Decreasing)
            {
                Array.Reverse(values);
            }

            for (int i = 0; i < members.Length; i++)
            {
                point[members[i].Name] = values[i];
                point["d " + members[i].Name] = 0.5 + random.NextDouble();
            }
        }

        return point;
    }

    private static double Inside(Random random, UnknownInfo unknown)
    {
        if (unknown.Start is { } start)
        {
            return start * (0.95 + (0.1 * random.NextDouble()));
        }

        double low = double.IsFinite(unknown.Lower) ? unknown.Lower : -1;
        double high = double.IsFinite(unknown.Upper) ? unknown.Upper : low + 2;
        return low + ((high - low) * (0.1 + (0.8 * random.NextDouble())));
    }
}
