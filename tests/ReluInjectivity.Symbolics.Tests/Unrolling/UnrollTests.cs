using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Tests.Language;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Unrolling;

public sealed class UnrollTests
{
    private const string Header = "model m \"m\"\nunknown x\n";

    /// <summary>Unrolling takes a tenth of a second; a quadratic walk takes minutes.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void EveryFile_UnrollsAtEveryMember() => Assert.All(EquationFiles.All, static file =>
    {
        (EquatableArray<FamilyMember> members, EquatableArray<Symbolics.Language.Diagnostic> problems) = Family.Members(Flat.Bound(file.Text));
        Assert.Empty(problems);
        Assert.All(members, m => Assert.True(Flat.Of(file.Text, m.ValueOf(FamilyIndexKind.Level), m.ValueOf(FamilyIndexKind.Depth)).Definitions.All(d => d.IsUsed)));
    });

    [Theory]
    [InlineData("level r = 1..4\n", "1 2 3 4")]
    [InlineData("level r = 2..2*3-1\n", "2 3 4 5")]
    [InlineData("level r = -1..1\n", "-1 0 1")]
    [InlineData("", "")]
    public void Levels_AreTheDeclared(string statement, string levels) =>
        Assert.Equal(levels, string.Join(' ', Family.Members(Flat.Bound("model m \"m\"\n" + statement + "unknown x\nminimise v = x^2")).Members.Select(m => m.ValueOf(FamilyIndexKind.Level))));

    [Fact]
    public void Depths_AreTheDeclared() => Assert.Equal(
        [MemberOf.Depth(1), MemberOf.Depth(2)], Family.Members(Flat.Bound("model m \"m\"\ndepth l = 1..2\nunknown x\nminimise v = x^2")).Members);

    [Fact]
    public void LevelsStandAtEveryDepth()
    {
        const string Text = "model m \"m\"\nlevel r = 1..2\ndepth l = 3..4\nunknown x\nminimise v = x^2 + l/r";
        Assert.Equal(["l = 3, r = 1", "l = 3, r = 2", "l = 4, r = 1", "l = 4, r = 2"], Family.Members(Flat.Bound(Text)).Members.Select(m => m.ToString()));
        Assert.Contains("x^2 + 4/2", FlatPrinter.Print(Flat.Of(Text, 2, 4)), StringComparison.Ordinal);
    }

    [Fact]
    public void SingleLayer_AtLevelThree()
    {
        FlatModel flat = Flat.Of(EquationFiles.All.Single(f => f.Name == "single-layer.eq").Text, 3);
        Assert.Equal(["q[1]", "q[2]", "c[1]", "c[2]", "chi"], flat.Unknowns.Select(u => u.Name.ToString()));
        Assert.Equal(["q[3]", "lambda[3]", "lambda[2]", "lambda[1]", "S", "f[3]", "f[2]", "f[1]", "F"], flat.Definitions.Select(d => d.Name.ToString()));
        FlatExpectation expected = Assert.Single(flat.Expectations);
        Assert.Equal("6.7003919494", SyntaxPrinter.Print(expected.Value));
        Assert.Empty(expected.At);
    }

    [Fact]
    public void Relations_NameUnknowns()
    {
        FlatModel flat = Flat.Of(EquationFiles.All.Single(f => f.Name == "single-layer-dual.eq").Text, 3);
        Assert.Equal(["chi", "c", "Gamma"], flat.Relations!.Names);
        Assert.Equal(["q[1]", "q[2]", "q[3]", "Gamma[1]"], flat.Relations.Over.Select(n => n.ToString()));
        Assert.Equal("alpha", Assert.Single(flat.Relations.Givens).Name.ToString());
        Assert.Equal("-S - alpha*F", FlatPrinter.Print(flat.Relations.Value));
    }

    [Fact]
    public void EqualFiles_GiveEqualModels() => Assert.All(EquationFiles.All, static file =>
    {
        FamilyMember member = Family.Members(Flat.Bound(file.Text)).Members[^1];
        FlatModel once = Flat.Of(file.Text, member.ValueOf(FamilyIndexKind.Level), member.ValueOf(FamilyIndexKind.Depth));
        FlatModel again = Flat.Of(file.Text.Replace("\n", " # comment\r\n", StringComparison.Ordinal), member.ValueOf(FamilyIndexKind.Level), member.ValueOf(FamilyIndexKind.Depth));
        Assert.Equal(once, again);
        Assert.Equal(once.GetHashCode(), again.GetHashCode());
    });

    /// <summary>The order of definitions is that of the text where uses leave it free, and nothing else depends on it.</summary>
    [Fact]
    public void LetLines_MayStandInAnyOrder() => Assert.All(EquationFiles.All, static file =>
    {
        EquationFileSyntax syntax = Parse.Run(file.Text).File;
        StatementSyntax[] others = [.. syntax.Statements.Where(s => s is not LetSyntax)];
        LetSyntax[] lets = [.. syntax.Statements.OfType<LetSyntax>()];
        foreach (IEnumerable<LetSyntax> order in new[] { lets.Reverse(), lets.OrderBy(l => l.Name, StringComparer.Ordinal), lets.OrderBy(l => l.Body.GetHashCode()) })
        {
            string permuted = SyntaxPrinter.Print(new EquationFileSyntax(others.Concat(order).ToEquatableArray()));
            foreach (FamilyMember member in Family.Members(Flat.Bound(file.Text)).Members)
            {
                FlatModel flat = Flat.Of(permuted, member.ValueOf(FamilyIndexKind.Level), member.ValueOf(FamilyIndexKind.Depth));
                Assert.Equal(Lines(Flat.Of(file.Text, member.ValueOf(FamilyIndexKind.Level), member.ValueOf(FamilyIndexKind.Depth))).Order(StringComparer.Ordinal), Lines(flat).Order(StringComparer.Ordinal));
                AssertOrdered(flat);
            }
        }
    });

    [Fact]
    public void FixedMembers_StayWhereNothingUsesThem()
    {
        FlatModel flat = Flat.Of("model m \"m\"\nunknown q[k] for k = 1..2 increasing in (0, 1)\nlet q[3] = one\nlet one = 1\nlet p = q[1]\nminimise v = q[1] + q[2] + p");
        Assert.Equal([("one", false), ("q[3]", false), ("p", true)], flat.Definitions.Select(d => (d.Name.ToString(), d.IsUsed)));
    }

    [Fact]
    public void Constants_MayUseDefinitions()
    {
        FlatModel flat = Flat.Of("model m \"m\"\nlet two = 2\nunknown x = two - 1 in (0, two)\nminimise v = x^2");
        Assert.Equal("two", Assert.Single(flat.Definitions).Name.ToString());
        Assert.True(flat.Definitions[0].IsUsed);
    }

    [Fact]
    public void Expectations_AreTheMembers()
    {
        const string text = """
            model m "m"
            level r = 1..3
            unknown q[k] for k = 1..r
            given g[k] = 1 for k = 1..r
            minimise v = q[1]*g[1] + t given t = 1
            output w = r
            expect v = r + 1 +- 1e-9
            expect w = 2 +- 1e-9 at r = 1.0
            expect q[r] = sqrt(9) +- E(z, abs(z)) at r = 6/2, g[r-1] = -exp(1), t = pi
            expect q[2] = 5 +- 1
            """;
        string[] lines = [.. Enumerable.Range(1, 3).Select(r => string.Join(
            "; ", FlatPrinter.Print(Flat.Of(text, r)).Split('\n').Where(l => l.StartsWith("expect", StringComparison.Ordinal))))];
        Assert.Equal(
            [
                "expect v = 1 + 1 +- 1e-9; expect w = 2 +- 1e-9",
                "expect v = 2 + 1 +- 1e-9; expect q[2] = 5 +- 1",
                "expect v = 3 + 1 +- 1e-9; expect q[3] = sqrt(9) +- E(z, abs(z)) at g[2] = -exp(1), t = pi; expect q[2] = 5 +- 1",
            ],
            lines);
        Assert.Empty(Family.Members(Flat.Bound(text)).Diagnostics);
    }

    [Fact]
    public void ChainOfLets_IsNoRecursion()
    {
        var text = new StringBuilder(Header + "let a0 = x\n");
        for (int i = 1; i <= 5000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"let a{i} = a{i - 1} + 1\n");
        }

        AssertSoon(text.Append("minimise v = a5000^2").ToString(), 5001);
    }

    [Fact]
    public void ChainOfIndices_IsNoRecursion() =>
        AssertSoon(Header + "let a[0] = x\nlet a[i] = sin(a[i-1]) + x for i = 1..5000\nminimise v = a[5000]^2", 5001);

    [Fact]
    public void LongProduct_IsNoRecursion() => AssertSoon(Header + "minimise v = product(k = 1..5000, x + k)", 0);

    private static void AssertSoon(string text, int definitions)
    {
        FlatModel? flat = null;
        TimeSpan unrolled = default;
        bool isSame = false;
        var thread = new Thread(
            () =>
            {
                var watch = Stopwatch.StartNew();
                flat = Flat.Of(text);
                unrolled = watch.Elapsed;
                FlatModel again = Flat.Of(FlatPrinter.Print(flat));
                isSame = flat == Flat.Of(text) && flat.GetHashCode() == Flat.Of(text).GetHashCode() && FlatPrinter.Print(flat) == FlatPrinter.Print(again);
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(definitions, flat!.Definitions.Count);
        Assert.True(isSame);
        Assert.InRange(unrolled, TimeSpan.Zero, Soon);
    }

    private static string[] Lines(FlatModel flat) => FlatPrinter.Print(flat).Split('\n');

    private static void AssertOrdered(FlatModel flat)
    {
        var defined = new HashSet<string>(StringComparer.Ordinal);
        string[] all = [.. flat.Definitions.Select(d => d.Name.ToString())];
        foreach (FlatDefinition definition in flat.Definitions)
        {
            IEnumerable<string> used = TreeDump.Nodes(definition.Body).OfType<ReferenceSyntax>().Select(r => r.NameOf().ToString()).Intersect(all, StringComparer.Ordinal)
                .Except(definition.Parameters?.Select(p => p.Name) ?? [], StringComparer.Ordinal);
            Assert.All(used, u => Assert.Contains(u, defined));
            defined.Add(definition.Name.ToString());
        }
    }
}
