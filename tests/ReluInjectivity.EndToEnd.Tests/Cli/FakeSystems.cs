using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Systems that can be described but not evaluated: <c>stairs</c> with levels 1..3, <c>two-goals</c> with a goal's own given, <c>bare</c> with nothing to set.</summary>
internal static class FakeSystems
{
    private static readonly GivenInfo Load = new("load", 1, 0, double.PositiveInfinity, "outputs per input");

    public static IReadOnlyList<IEquationSystem> All { get; } =
    [
        new Fake(Stairs(3)),
        new Fake(Stairs(1)),
        new Fake(Stairs(2)),
        new Fake(Describe("two-goals", null, GoalKind.Maximise, "alpha", Load)),
        new Fake(Describe("two-goals", null, GoalKind.Stationary, "theta", Load, new GivenInfo("angle", 0.5, -1, 1, null))),
        new Fake(Describe("bare", null, GoalKind.Solve, "c")),
    ];

    public static SystemDescription Stairs(int level) => Describe("stairs", level, GoalKind.Minimise, "alpha", Load) with
    {
        Unknowns =
        [
            .. Enumerable.Range(1, level - 1).Select(k => new UnknownInfo($"q[{k}]", "q", k, 0, 1, Ordering.Increasing, "overlap")),
            new UnknownInfo("chi", "chi", null, 0, double.PositiveInfinity, Ordering.None, null),
        ],
    };

    public static SystemDescription Describe(string model, int? level, GoalKind kind, string goal, params IReadOnlyList<GivenInfo> givens) => new()
    {
        Model = model,
        Title = "A title",
        Sources = ["arXiv:1234.5678", "A book"],
        File = model + ".eq",
        Indices = level is { } r ? [new FamilyIndex(FamilyIndexKind.Level, "r", r)] : [],
        IsNested = level is not null,
        Kind = kind,
        Goal = goal,
        Unknowns = [],
        Givens = givens,
        Outputs = [new OutputInfo("S", "entropy")],
        Equations = [],
        References = [new ReferenceValue(goal, 7.25, 1e-12, [new("load", 2)], "A book"), new ReferenceValue(goal, 7.5, 1e-2, [], null)],
        Lines = [new EquationLine("F = E(z, f(z))", @"F = \mathbb{E}\, f(z)", "grid"), new EquationLine("b = 1", "b = 1", null)],
    };

    public static SolveResult Result(SystemDescription system, SolveStatus status = SolveStatus.Solved) => new()
    {
        System = system,
        Status = status,
        Value = 6.7156968376712345,
        ErrorEstimate = 3e-13,
        QuadratureError = 2e-13,
        OptimiserError = 1e-20,
        Given = [.. system.Givens.Select(g => g.Default)],
        Unknowns = [.. system.Unknowns.Select((_, i) => 0.1 + (i / 3.0))],
        Outputs = [.. system.Outputs.Select(_ => 1234.5)],
        Iterations = 5,
        ValueEvaluations = 6,
        GradientEvaluations = 7,
        HessianVectorProducts = 8,
        GradientNorm = 1e-15,
        LastStep = double.NaN,
        ConditionNumber = double.PositiveInfinity,
        Nodes = 100,
    };

    private sealed class Fake(SystemDescription description) : IEquationSystem
    {
        public SystemDescription Description => description;

        public EquationKernel CreateKernel() => throw new NotSupportedException();
    }
}
