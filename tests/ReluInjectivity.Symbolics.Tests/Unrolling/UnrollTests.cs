using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Tests.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Tests.Unrolling;

public sealed class UnrollTests
{
    private const string Header = "model m \"m\"\nunknown x\n";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void EveryFile_UnrollsAtEveryMember() => Assert.All(EquationFiles.All, static file =>
    {
        (EquatableArray<FamilyIndex> members, EquatableArray<Symbolics.Language.Diagnostic> problems) = Family.Members(Flat.Bound(file.Text));
        Assert.Empty(problems);
        Assert.All(members, m => Assert.True(Flat.Of(file.Text, m.Level, m.Depth).Definitions.All(d => d.IsUsed)));
    });

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
    public void LongProduct_IsNoRecursion() =>
        AssertSoon(Header + "minimise v = product(k = 1..5000, x + k)", 0);

    private static void AssertSoon(string text, int definitions)
    {
        var watch = Stopwatch.StartNew();
        FlatModel? flat = null;
        var thread = new Thread(() => flat = Flat.Of(text), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(definitions, flat!.Definitions.Count);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }
}
