using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Three small models as readers see them after each stage.</summary>
public sealed class StageTextTests
{
    private const int Lines = 60;

    private const string ClosedForm = """
        model    bound "A bound in closed form"
        unknown  c in (2, inf)                   "outputs per input"
        let      h(p) = -p*log(p) - (1 - p)*log1p(-p)
        equation "exponent" 2*h(1/c) = log(2)
        solve    c
        expect   c = 9.0886 +- 1e-3
        """;

    private const string OneExpectation = """
        model    unit "One unit"
        given    w = 2 in (0, inf)               "gain"
        unknown  m in (0, inf)
        let      active = E(z, logistic(m + z))
        minimise v = m^2/2 - w*active
        output   active                          "share of the time"
        """;

    private const string TwoLinks = """
        model    chain "Two links"
        level    r = 2..2
        unknown  x
        let      f[r](h) = max(h, 0)
        let      f[k](h) = log(E(z, exp(f[k+1](h + z/2)))) for k = 1..r-1
        solve    x
        equation "mean" x = E(z, f[1](z))
        """;

    private static readonly Dictionary<string, (string Text, FamilyMember Member)> Models = new(StringComparer.Ordinal)
    {
        ["ClosedForm"] = (ClosedForm, FamilyMember.Only),
        ["OneExpectation"] = (OneExpectation, FamilyMember.Only),
        ["TwoLinks"] = (TwoLinks, MemberOf.Level(2)),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string model in Models.Keys)
            {
                foreach (string stage in Stages.Names)
                {
                    cases.Add(model, stage);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Stage(string model, string stage)
    {
        (string text, FamilyMember member) = Models[model];
        FrontResult front = Compiler.Read(text);
        CompiledStages compiled = Compiler.CompileInStages(front.Model!, member, default);
        Assert.Empty(front.Diagnostics.Concat(compiled.Member.Diagnostics));
        string printed = Stages.Print(compiled, stage)!;
        Assert.True(printed.Count(static c => c == '\n') < Lines, printed);
        Snapshot.Match(printed, $"{model}.{stage}");
    }

    [Fact]
    public void Names_AreThoseOfTheStages() => Assert.Equal(["flat", "lowered", "integrated", "discretised", "scheduled", "kernel"], Stages.Names);

    [Fact]
    public void UnknownStage_Throws()
    {
        CompiledStages compiled = Compiler.CompileInStages(Compiler.Read(ClosedForm).Model!, FamilyMember.Only, default);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Stages.Print(compiled, "printed"));
        Assert.StartsWith("There is no stage 'printed'; there are flat, lowered", error.Message, StringComparison.Ordinal);
    }
}
