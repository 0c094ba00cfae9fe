using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Tests.Language;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Unrolling;

public sealed class FlatPrinterTests
{
    private const string Header = "model m \"m\"\nunknown x\nunknown y\ngiven a = 1\ngiven b = 2\n";

    [Fact]
    public void EveryFile_IsAFixpointAtEveryMember() => Assert.All(EquationFiles.All, static file => Assert.All(
        Family.Members(Flat.Bound(file.Text)).Members, m => AssertFixpoint(Flat.Of(file.Text, m.ValueOf(FamilyIndexKind.Level), m.ValueOf(FamilyIndexKind.Depth)))));

    [Theory]
    [InlineData("single-layer", 1, null)]
    [InlineData("single-layer", 3, null)]
    [InlineData("single-layer-dual", 2, null)]
    [InlineData("deep/deep-plain", null, 3)]
    [InlineData("deep/deep-lifted", 2, 2)]
    [InlineData("geometric/replica-symmetric-instability", null, null)]
    public void Model_IsTheFilesWithIndicesFilledIn(string file, int? level, int? depth) => Snapshot.Match(
        FlatPrinter.Print(Flat.Of(EquationFiles.All.Single(f => f.Name == file + ".eq").Text, level, depth)),
        $"{Path.GetFileName(file)}{level}{depth}", "eq");

    /// <summary>Nothing is rearranged; unrolled sums and products stand as an author would write them.</summary>
    [Theory]
    [InlineData("-x^2/(2*y)", "-x^2/(2*y)")]
    [InlineData("(a + x)/(-y)", "(a + x)/(-y)")]
    [InlineData("max(maximum(t in (-inf, 0), x*t - t^2), 0*x)", "max(maximum(t in (-inf, 0), x*t - t^2), 0*x)")]
    [InlineData("sum(k = 1..3, k*x)", "1*x + 2*x + 3*x")]
    [InlineData("sum(k = -1..1, k)*x", "(-1 + 0 + 1)*x")]
    [InlineData("sum(k = 1..2, x - k)", "x - 1 + x - 2")]
    [InlineData("sum(k = 1..2, -x^k)", "-x^1 - x^2")]
    [InlineData("sum(k = 1..2, -x*k/y)", "-x*1/y - x*2/y")]
    [InlineData("x - sum(k = 1..2, y^k)", "x - (y^1 + y^2)")]
    [InlineData("x + sum(k = 1..2, y^k) + a", "x + y^1 + y^2 + a")]
    [InlineData("x + sum(k = 2..1, y)", "x")]
    [InlineData("sum(k = 2..1, y) + x", "x")]
    [InlineData("sum(k = 2..1, y) - x", "0 - x")]
    [InlineData("x*product(k = 2..1, y)", "x")]
    [InlineData("x/product(k = 2..1, y)", "x")]
    [InlineData("x^sum(k = 2..1, y)", "x^0")]
    [InlineData("sum(k = 1..1, x + y)*a", "(x + y)*a")]
    [InlineData("product(k = 1..2, x + k)", "(x + 1)*(x + 2)")]
    [InlineData("product(k = 1..2, k*x)", "1*x*2*x")]
    [InlineData("product(k = 1..2, x/k)", "x/1*(x/2)")]
    [InlineData("product(k = 1..2, -x)", "-x*(-x)")]
    [InlineData("product(k = 1..2, x^k)^2", "(x^1*x^2)^2")]
    [InlineData("sum(j = 1..2, sum(k = j..2, x^k*j))", "x^1*1 + x^2*1 + x^2*2")]
    [InlineData("sum(j = 1..2, product(k = 1..2, x + j*k))", "(x + 1*1)*(x + 1*2) + (x + 2*1)*(x + 2*2)")]
    [InlineData("E(k, sum(k = 1..2, k)*k)", "E(k, (1 + 2)*k)")]
    [InlineData("sum(k = 1..2, E(k, k*x))", "E(k, k*x) + E(k, k*x)")]
    [InlineData("piecewise(x < sum(k = 1..2, y): x; else: diff(x^2, x))", "piecewise(x < y + y: x; else: diff(x^2, x))")]
    public void Expression_IsTheAuthors(string written, string printed)
    {
        FlatModel flat = Flat.Of(Header + "minimise v = a*b*y + x\noutput w = " + written);
        Assert.Equal(printed, FlatPrinter.Print(flat.Outputs[0].Value));
        AssertFixpoint(flat);
    }

    [Theory]
    [InlineData("minimise v = x\noutput v", "minimise v = x\noutput v\n")]
    [InlineData("solve v\noutput v = x", "solve v\noutput v = x\n")]
    [InlineData("minimise v = x\noutput w = v^2", "minimise v = x\noutput w = v^2\n")]
    [InlineData("solve x\noutput x \"again\"", "solve x\noutput x \"again\"\n")]
    [InlineData("minimise v = x*a given a = 7\nmaximise w = v*x given x = 3 in (1, 4)", "minimise v = x*a given a = 7\nmaximise w = v*x given x = 3 in (1, 4)\n")]
    [InlineData("let c = v + 1\nminimise v = x\noutput c", "let c = v + 1\nminimise v = x\noutput c\n")]
    [InlineData("given g[i] = i for i = 1..2\nminimise v = x*g[1]", "given g[i] = 1 for i = 1..1\ngiven g[i] = 2 for i = 2..2\nminimise v = x*g[1]\n")]
    [InlineData("unknown q[k] for k = 1..2\nunknown p[k] for k = 1..0\nlet q[5] = 1\nlet p[1] = 2\nminimise v = p[1] + q[1]", "unknown q[k] for k = 1..2\nlet q[5] = 1\nlet p[1] = 2\nminimise v = p[1] + q[1]\n")]
    [InlineData("solve x\nequation x = 1\nequation \"e\" y = k for k = 1..2", "equation \"equation 1\" x = 1\nequation \"e[1]\" y = 1\nequation \"e[2]\" y = 2\nsolve x\n")]
    [InlineData("minimise v = x\nexpect v = 1 + 2 +- 1e-3/2 at a = -3, b = sqrt(2) \"text\"", "minimise v = x\nexpect v = 1 + 2 +- 1e-3/2 at a = -3, b = sqrt(2) \"text\"\n")]
    [InlineData("unknown p[k] for k = 1..0\nunknown q[k] for k = 1..1\nstationary v = q[1]^2 minimise p, x, y maximise q", "unknown q[k] for k = 1..1\nstationary v = q[1]^2 minimise x, y maximise q\n")]
    [InlineData("unknown p[k] for k = 1..1\nunknown q[k] for k = 1..0\nstationary v = p[1]^2 minimise q maximise p, x, y", "unknown p[k] for k = 1..1\nstationary v = p[1]^2 maximise p, x, y\n")]
    public void Statements_ParseBack(string written, string printed)
    {
        const string rest = "output used = a*b";
        FlatModel flat = Flat.Of(Header + written + "\n" + rest);
        string[] lines = FlatPrinter.Print(flat).Split('\n');
        Assert.Equal(printed, string.Concat(lines.Where(l => !Header.Split('\n').Contains(l) && l != rest).Select(l => l + "\n")));
        AssertFixpoint(flat);
    }

    /// <summary>More parts than a parser takes beside each other stand in groups.</summary>
    [Theory]
    [InlineData("sum(k = 1..1000, x^k)")]
    [InlineData("product(k = 1..1000, x + k)")]
    [InlineData("sum(k = 1..1000, y - k*x)")]
    public void LongSums_ParseBack(string expression) => AssertFixpoint(Flat.Of(Header + "minimise v = a*b*y + " + expression));

    /// <summary>Whatever a slip of the pen makes of a file: it has problems (what is never used is not printed again), or it prints as a file that unrolls to the same.</summary>
    [Fact]
    public void MutatedFiles_AreFixpointsOrHaveProblems()
    {
        string[] inserts = ["", "\n", " ", "(", ")", "=", "+", "-", "x", "1", "0", "[1]", "[k]", "r", "l", "k", "for k = 1..2", "sum(k = 1..2, ", "inf", "given q = 1 "];
        Gen<string> texts =
            from file in Gen.Elements(EquationFiles.All.Select(static f => f.Text).ToArray())
            from start in Gen.Choose(0, file.Length)
            from length in Gen.Choose(0, 4)
            from insert in Gen.Elements(inserts)
            select file[..start] + insert + file[Math.Min(start + length, file.Length)..];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(5000)), Prop.ForAll(Arb.From(texts), static text => IsSound(text)));
    }

    private static bool IsSound(string text)
    {
        ParseResult parsed = Parse.Run(text);
        BindResult bound = Bind.Run(parsed.File);
        if (parsed.Diagnostics.Count > 0 || bound.Diagnostics.Any(d => d.Kind.IsError() || d.Kind == DiagnosticKind.Unused))
        {
            return true;
        }

        (EquatableArray<FamilyMember> members, EquatableArray<Diagnostic> problems) = Family.Members(bound.Model!);
        UnrollResult[] results = [.. members.Take(3).Select(m => Unroll.Run(new(bound.Model!, m)))];
        return problems.Concat(bound.Diagnostics).Concat(results.SelectMany(r => r.Diagnostics)).All(d => d.Node >= 0 && d.Node < parsed.Spans.Count)
            && results.Select(r => r.Model).OfType<FlatModel>().All(IsFixpoint);
    }

    private static bool IsFixpoint(FlatModel flat)
    {
        string printed = FlatPrinter.Print(flat);
        ParseResult parsed = Parse.Run(printed);
        BindResult bound = Bind.Run(parsed.File);

        // What other members of the family use, and this one does not, is not printed again.
        if (parsed.Diagnostics.Count == 0 && bound.Diagnostics.Any(static d => d.Kind == DiagnosticKind.Unused) && !bound.Diagnostics.Any(static d => d.Kind.IsError()))
        {
            return true;
        }

        UnrollResult? again = parsed.Diagnostics.Count > 0 || bound.Diagnostics.Any(d => d.Kind.IsError()) ? null : Unroll.Run(new(bound.Model!, FamilyMember.Only));
        return again?.Model is { } model && string.Equals(printed, FlatPrinter.Print(model), StringComparison.Ordinal)
            ? true
            : throw new InvalidOperationException(printed + string.Join('\n', parsed.Diagnostics.Concat(bound.Diagnostics).Concat(again?.Diagnostics ?? [])));
    }

    private static void AssertFixpoint(FlatModel flat)
    {
        string printed = FlatPrinter.Print(flat);
        Assert.Equal(printed, FlatPrinter.Print(Flat.Of(printed)));
    }
}
