using System.Globalization;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>An equation file from text to solution: generated, compiled, loaded, solved.</summary>
internal sealed class TestedModel
{
    private readonly IReadOnlyList<EquationFamily> _families;

    public TestedModel(string text) => _families = EquationFamily.Group(GeneratorDriverHelper.Run(("equations/model.eq", text)).Compile());

    /// <summary>How each line of a system that holds an expectation is evaluated.</summary>
    public IReadOnlyList<string> Methods(string goal, int? level = null) =>
        [.. System(goal, level).Description.Lines.Select(l => l.Method).OfType<string>()];

    /// <summary>A system.</summary>
    public IEquationSystem System(string goal, int? level = null) =>
        _families.Single(f => f.Goal == goal).Systems.Single(s => s.Description.Indices.Select(i => (int?)i.Value).SingleOrDefault() == level);

    /// <summary>Solves one goal, at one level or depth where there are such, whatever comes of it.</summary>
    public SolveResult Attempt(string goal, int? level = null, params (string Name, double Value)[] given) => Run(goal, level, new SolveOptions { Tolerance = 1e-11 }, given);

    /// <summary>Solves one goal of a model without levels, whatever comes of it.</summary>
    public SolveResult Attempt(string goal, SolveOptions options, params (string Name, double Value)[] given) => Run(goal, null, options, given);

    /// <summary>Solves one goal, at one level where there are levels; the status must vouch for the value.</summary>
    public SolveResult Solve(string goal, int? level = null, double tolerance = 1e-11, params (string Name, double Value)[] given)
    {
        SolveResult result = Run(goal, level, new SolveOptions { Tolerance = tolerance }, given);
        Assert.True(
            result.Status == SolveStatus.Solved,
            string.Create(CultureInfo.InvariantCulture, $"{goal}: {result.Status} {result.Message} {result.Value} +- {result.ErrorEstimate}"));
        Assert.True(result.ErrorEstimate <= tolerance);
        return result;
    }

    private SolveResult Run(string goal, int? level, SolveOptions options, (string Name, double Value)[] given) => FamilySolver.Solve(
        _families.Single(f => f.Goal == goal),
        level is { } l ? [l] : [],
        given.ToDictionary(g => g.Name, g => g.Value, StringComparer.Ordinal),
        options).Single();
}
