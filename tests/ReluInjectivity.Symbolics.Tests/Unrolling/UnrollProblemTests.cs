using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Tests.Binding;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Tests.Unrolling;

/// <summary>What unrolling finds wrong. An <c>@</c> stands before the node reported.</summary>
public sealed class UnrollProblemTests
{
    private const string Header = "model m \"m\"\n";
    private const string Fine = Header + "unknown x\n";
    private const string Levels = Header + "level r = 2..4\nunknown x\nunknown q[k] for k = 1..r\ngiven g[k] = k for k = 1..r\nminimise v = x^2 + q[1]*g[1] + a*r given a = 1\n";

    public static TheoryData<int, string, string, string> Files => new()
    {
        { 4, "a[1,3]", "defined: a[1,1], a[1,2], a[2,2]", Fine + "let a[i,k] = x for i = 1..2, k = i..2\nminimise v = a[2,2] + @a[1,3]" },
        { 12, "q[2,2]", "declared twice", Header + "unknown q[i,k] for i = 1..2, k = 1..2\n@unknown q[i,k] for i = 2..3, k = 2..2\nminimise v = q[1,1]*q[2,2]*q[3,2]" },
        { 4, "k", "the range has 10002 values, more than the 10001 that one range may have", Fine + "minimise v = sum(@k = 0..10001, x)" },
        { 4, "i", "more than the 10001 values", Header + "unknown q[i,k] for @i = 1..9000, k = 1..9000\nminimise v = q[1,1]^2" },
        { 4, "i", "more than the 10001 values", Fine + "let a[i,j,k] = x for @i = 1..100, j = 1..i, k = 1..j\nminimise v = a[1,1,1]" },
        { 4, "i", "the range has 20000 values", Fine + "let a[i] = x for @i = 1..20000\nminimise v = a[1]" },
        { 4, "j", "more than the 1000000 nodes", Fine + "minimise v = sum(k = 1..10000, sum(@j = 1..10000, x))" },
        { 4, "k", "the index is too large", Fine + "minimise v = sum(@k = 1..1000*1000, x)" },
        { 4, "a", "the index is too large", Fine + "let a[@1000*1000] = x\nminimise v = a[1]" },
        { 4, "a[0]", "defined: a[1], a[2], ..., a[5000]", Fine + "let a[i] = x + i for i = 1..5000\nminimise v = @a[0]" },
        { 4, "a[3]", "defined: a[1], a[2], a[10]", Fine + "let a[i] = x + i for i = 1..2\nlet a[10] = 1\nminimise v = @a[3]" },
        { 4, "a[3]", "defined: a[1], a[2]", Fine + "let a[i] = x + i for i = 1..2\nminimise v = sum(i = 1..3, @a[i])" },
        { 5, "a", "leads back to itself through a", Fine + "let a = x + @a\nminimise v = a" },
        { 5, "c", "leads back to itself through c, a, b", Fine + "let c = a + x\nlet a = b\nlet b = @c\nminimise v = a" },
        { 5, "a[2]", "leads back to itself through a[2], a[3]", Fine + "let a[1] = x\nlet a[k] = @a[5-k] for k = 2..3\nminimise v = a[2]" },
        { 5, "v", "leads back to itself through v", Fine + "minimise v = x + @v" },
        { 5, "f", "applies itself through f, g", Fine + "let f(h) = g(h)\nlet g(h) = @f(h - 1)\nminimise v = f(x)" },
        { 12, "q[2]", "declared twice; make the ranges disjoint", Header + "unknown q[k] for k = 1..2\n@unknown q[k] for k = 2..3\nminimise v = q[1]*q[2]*q[3]" },
        { 16, "inf", "end of an interval", Fine + "minimise v = x^2 + maximum(t in (-inf, 0), t - t^2) + @inf" },
        { 16, "k", "an unknown or a given", Fine + "given k = 1\nminimise v = x^2*k + sum(k = 1..2, diff(x^2, @k))" },
        { 4, "r = 1001", "from -1000 to 1000 at most", Header + "@level r = 1..1001\nunknown x\nminimise v = x^2 + r" },
        { 11, "r", "ascending range", Header + "@level r = 2..1\nunknown x\nminimise v = x^2 + r" },
        { 4, "r = 9", "the family runs over r = 2..4", Levels + "expect v = 1 +- 1 at @r = 9" },
        { 15, "sqrt(4)", "write a whole number", Levels + "expect v = 1 +- 1 at r = @sqrt(4)" },
        { 4, "q[5]", "defined at r = 4: q[1], q[2], q[3], q[4]", Levels + "@expect q[5] = 1 +- 1" },
        { 4, "q[3]", "defined at r = 2: q[1], q[2]", Levels + "@expect q[3] = 1 +- 1 at r = 2" },
        { 4, "g[3]", "defined at r = 2: g[1], g[2]", Levels + "expect v = 1 +- 1 at r = 2, @g[3] = 1" },
        { 4, "q", "whole numbers", Levels + "@expect q[1/2] = 1 +- 1" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Problem_HasItsKindSubjectAndPlace(int id, string subject, string hint, string marked) => AssertProblem(id, subject, hint, marked, Find(marked));

    /// <summary>The bad files of binding and lowering: what unrolling says of them is what they are bad for.</summary>
    [Theory]
    [MemberData(nameof(DiagnosticTests.Files), MemberType = typeof(DiagnosticTests))]
    public void Problem_IsTheOnlyOne(int id, string subject, string hint, string marked)
    {
        List<(Diagnostic Problem, SourceSpan Span)> problems = Find(marked);
        if (problems.Count > 0 || id is 4 or 5 or 11)
        {
            AssertProblem(id, subject, hint, marked, problems);
        }
    }

    [Fact]
    public void Problems_ComeInTheOrderOfTheText() => Assert.Equal(
        ["IndexOutOfRange b[1]", "CyclicDefinition c", "IndexOutOfRange a[7]"],
        Flat.Problems(Fine + "let a[1] = x\nlet b[2] = a[1] + b[1]\nlet c = c\nminimise v = a[7] + b[2] + c").Select(d => $"{d.Kind} {d.Subject}"));

    private static void AssertProblem(int id, string subject, string hint, string marked, List<(Diagnostic Problem, SourceSpan Span)> problems)
    {
        (Diagnostic problem, SourceSpan span) = Assert.Single(problems);
        string[] before = marked[..marked.IndexOf('@', StringComparison.Ordinal)].Split('\n');
        Assert.Equal(((DiagnosticKind)id, subject), (problem.Kind, problem.Subject));
        Assert.Contains(hint, problem.Hint, StringComparison.Ordinal);
        Assert.Equal((before.Length - 1, before[^1].Length), (span.StartLine, span.StartColumn));
    }

    /// <summary>What is wrong with a file that parses and binds, once for all its members.</summary>
    private static List<(Diagnostic Problem, SourceSpan Span)> Find(string marked)
    {
        ParseResult parsed = Parse.Run(marked.Replace("@", "", StringComparison.Ordinal));
        BindResult bound = Bind.Run(parsed.File);
        if (parsed.Diagnostics.Count > 0 || bound.Diagnostics.Any(d => d.Kind.IsError()))
        {
            return [];
        }

        (EquatableArray<FamilyMember> members, EquatableArray<Diagnostic> problems) = Family.Members(bound.Model!);
        return [.. problems.Concat(members.SelectMany(m => Unroll.Run(new(bound.Model!, m)).Diagnostics)).DistinctBy(d => (d.Kind, d.Node)).Select(d => (d, parsed.Spans[d.Node]))];
    }
}
