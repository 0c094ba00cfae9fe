using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>The generated systems, and shorthands to solve them.</summary>
internal static class Families
{
    /// <summary>The systems of all equation files, those of the gallery included.</summary>
    public static IReadOnlyList<IEquationSystem> Systems { get; } = [.. Catalog.Systems, .. Gallery.Catalog.Systems];

    public static IReadOnlyList<EquationFamily> All { get; } = EquationFamily.Group(Systems);

    public static EquationFamily Of(string model, string? goal = null) => All.First(f => f.Model == model && (goal is null || f.Goal == goal));

    public static IEquationSystem System(string model, int level) => Of(model).Systems.First(s => s.Description.Indices.ValueOf(FamilyIndexKind.Level) == level);

    public static IReadOnlyList<SolveResult> Solve(string model, IReadOnlyCollection<int> levels, params (string Name, double Value)[] given) =>
        FamilySolver.Solve(Of(model), levels, given.ToDictionary(g => g.Name, g => g.Value), SolveOptions.Default);

    /// <summary>One member of a family with levels and depths.</summary>
    public static SolveResult SolveAt(string model, int level, int depth, params (string Name, double Value)[] given) => FamilySolver.SolveMembers(
        Of(model), [Member(model, level, depth)], given.ToDictionary(g => g.Name, g => g.Value), SolveOptions.Default).Single();

    public static IEquationSystem Member(string model, int level, int depth) => Of(model).Systems.Single(s =>
        s.Description.Indices.ValueOf(FamilyIndexKind.Level) == level && s.Description.Indices.ValueOf(FamilyIndexKind.Depth) == depth);
}
