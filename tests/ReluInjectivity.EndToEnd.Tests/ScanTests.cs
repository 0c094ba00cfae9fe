using System.Globalization;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;
using Xunit.Abstractions;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>
/// The models with givens, at values drawn from two decades, against tables that <c>Scans/scans.py</c> makes with integrals and searches of its own: what has
/// a bar lies within it, nothing lies beyond a declared bound, and little is not solved. <c>.ci/long</c> takes all rows.
/// </summary>
public sealed class ScanTests(ITestOutputHelper output)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "ReluInjectivity.EndToEnd.Tests", "Scans");

    [Theory]
    [InlineData("single-layer", "single-layer", 6)]
    [InlineData("single-layer", "single-layer-dual", 6)]
    [InlineData("deep-plain", "deep-plain", 4)]
    [InlineData("deep-unit-dual", "deep-unit-dual", 4)]
    [InlineData("deep-partial", "deep-partial", 3)]
    [InlineData("deep-lifted", "deep-lifted", 2)]
    [InlineData("replica-symmetric-instability", "replica-symmetric-instability", 4)]
    public void What_is_solved_lies_within_its_bar(string table, string model, int draws)
    {
        Row[] rows = [.. Read(table).Where(r => Families.All.Any(f => f.Model == model && f.Goal == r.Goal)).Take(Draws.Of(draws))];
        Outcome[] outcomes = [.. rows.Select(r => new Outcome(r, Solve(model, r)))];
        foreach (Outcome o in outcomes.Where(o => !o.IsSolved || !o.IsWithinBar))
        {
            output.WriteLine(o.ToString());
        }

        Outcome[] wrong = [.. outcomes.Where(o => !o.IsWithinBar || o.Result.Status == SolveStatus.BoundViolated)];
        int unsolved = outcomes.Count(o => !o.IsSolved);
        output.WriteLine($"{model}: {rows.Length} points, {rows.Count(r => r.Value is null)} of them without a value, {unsolved} not solved, {wrong.Length} wrong");
        Assert.NotEmpty(rows);
        Assert.Empty(wrong.Select(o => o.ToString()));
        Assert.InRange(unsolved, 0, 0.1 * rows.Length);
    }

    private static SolveResult Solve(string model, Row row)
    {
        EquationFamily family = Families.Of(model, row.Goal);
        IEquationSystem system = family.Systems.Single(s =>
            s.Description.Indices.ValueOf(FamilyIndexKind.Level) == row.Level && s.Description.Indices.ValueOf(FamilyIndexKind.Depth) == row.Depth);
        SolveResult result = FamilySolver.SolveMembers(family, [system], row.Given, SolveOptions.Default).Single();
        return ModelBounds.Check([result], Catalog.Systems).Single();
    }

    private static IEnumerable<Row> Read(string table) => File.ReadLines(Path.Combine(Folder, table + ".txt")).Where(l => !l.StartsWith('#')).Select(line =>
    {
        string[] parts = line.Split(" | ");
        Dictionary<string, double> at = parts[2].Split(", ").Select(p => p.Split(" = ")).ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        int? level = at.Remove("r", out double r) ? (int)r : null;
        int? depth = at.Remove("l", out double l) ? (int)l : null;
        return new Row(parts[0] == "none" ? null : Exact(parts[0]), Exact(parts[1]), parts[3], level, depth, at);
    });

    private static decimal Exact(string number) => decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <param name="Value">Null: there is none.</param>
    /// <param name="Accuracy">The table's own error.</param>
    /// <param name="Goal">The goal's name.</param>
    /// <param name="Index">Level or depth.</param>
    /// <param name="Given">The values of givens.</param>
    private sealed record Row(decimal? Value, decimal Accuracy, string Goal, int? Level, int? Depth, IReadOnlyDictionary<string, double> Given)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Goal} of level {Level}, depth {Depth} at {string.Join(", ", Given.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} = {g.Value:R}")))}");
    }

    private sealed record Outcome(Row Row, SolveResult Result)
    {
        public bool IsSolved => Result.Status == (Row.Value is null ? SolveStatus.NoValue : SolveStatus.Solved);

        /// <summary>Whether the value lies within the bar, where there is one.</summary>
        public bool IsWithinBar => !double.IsFinite(Result.ErrorEstimate) || (Row.Value is not null && Error <= (decimal)Result.ErrorEstimate + Row.Accuracy);

        private decimal Error => Math.Abs(Exact(Result.Value.ToString("F26", CultureInfo.InvariantCulture)) - (Row.Value ?? 0));

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Result.System.Model}, {Row}: {Result.Status} {Result.Value:R} +- {Result.ErrorEstimate:0.0e0}, true {Row.Value?.ToString(CultureInfo.InvariantCulture) ?? "none"}{(double.IsFinite(Result.Value) ? string.Create(CultureInfo.InvariantCulture, $", off by {(double)Error:0.0e0}") : string.Empty)} {Result.Message}");
    }
}
