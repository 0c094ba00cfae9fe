using System.Globalization;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.TestKit;
using Xunit.Abstractions;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>
/// Random models of eight kinds, their parameters spread over four decades, against tables that <c>Random/models.py</c> makes with an integrator that shares
/// nothing with the program: what is solved lies within its bar, always, and little is not solved. <c>.ci/long</c> takes all of them.
/// </summary>
public sealed class RandomModelTests(ITestOutputHelper output)
{
    private const int ToAnAssembly = 100;

    private static readonly string[] Kinds = ["product", "sum", "exponential", "kink", "oscillation", "peak", "growth", "singular"];
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "ReluInjectivity.Generators.Tests", "Models", "Random");

    [Fact]
    public void WhatIsSolved_LiesWithinItsBar()
    {
        Case[] cases = [.. Kinds.SelectMany(k => Read(k).Take(Draws.Of(38)))];
        output.WriteLine($"{cases.Length} models; {File.ReadLines(Path.Combine(Folder, Kinds[0] + ".txt")).First()}");
        Outcome[] outcomes = [.. cases.Select((c, i) => (c, i)).Chunk(ToAnAssembly).SelectMany(Solve)];
        foreach (Outcome o in outcomes.Where(o => !o.IsVouchedFor || !o.IsWithinBar))
        {
            output.WriteLine(o.ToString());
        }

        foreach (IGrouping<string, Outcome> kind in outcomes.GroupBy(o => o.Case.Kind, StringComparer.Ordinal))
        {
            output.WriteLine($"{kind.Key}: {kind.Count()} models, {kind.Count(o => !o.IsVouchedFor)} not solved, {kind.Count(o => !o.IsWithinBar)} outside their bar");
        }

        Assert.Empty(outcomes.Where(o => !o.IsWithinBar).Select(o => o.ToString()));
        Assert.All(outcomes.GroupBy(o => o.Case.Kind, StringComparer.Ordinal), k => Assert.True(k.Count(o => !o.IsVouchedFor) <= 0.1 * k.Count(), k.Key));
        Assert.InRange(outcomes.Count(o => !o.IsVouchedFor), 0, 0.05 * outcomes.Length);
    }

    private static IEnumerable<Case> Read(string kind) => File.ReadLines(Path.Combine(Folder, kind + ".txt")).Where(l => !l.StartsWith('#')).Select(line =>
    {
        string[] parts = line.Split(" | ", 2);
        return new Case(kind, decimal.Parse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture), parts[1].Split('\t'));
    });

    private static IEnumerable<Outcome> Solve(IReadOnlyList<(Case Case, int Index)> some)
    {
        string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"random{index}");
        ILookup<string, EquationFamily> families = EquationFamily.Group(GeneratorDriverHelper.Run(
            [.. some.Select(s => ($"equations/{Name(s.Index)}.eq", string.Join('\n', s.Case.Statements).Replace("NAME", Name(s.Index), StringComparison.Ordinal) + "\n"))]).Compile())
            .ToLookup(f => f.Model, StringComparer.Ordinal);
        return [.. some.Select(s => new Outcome(s.Case, FamilySolver.Solve(families[Name(s.Index)].Single(), []).Single()))];
    }

    private sealed record Case(string Kind, decimal Value, IReadOnlyList<string> Statements);

    private sealed record Outcome(Case Case, SolveResult Result)
    {
        public bool IsVouchedFor => Result.Status == SolveStatus.Solved;

        /// <summary>Whether the value lies within the bar, where there is one; the table's own digits end at 1e-17 of the integrand's size.</summary>
        public bool IsWithinBar => !double.IsFinite(Result.ErrorEstimate) || Error <= (decimal)Result.ErrorEstimate;

        private decimal Error => Math.Abs(BitDecimal(Result.Value) - Case.Value);

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Case.Kind}: {Result.Status} {Result.Value:R} +- {Result.ErrorEstimate:0.0e0}, true {Case.Value}, off by {(double.IsFinite(Result.Value) ? (double)Error : double.NaN):0.0e0} {Result.Message} {string.Join("; ", Case.Statements.Skip(1))}");

        /// <summary>All digits of a double, which a cast to decimal would round to fifteen.</summary>
        private static decimal BitDecimal(double value) => decimal.Parse(value.ToString("F28", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
