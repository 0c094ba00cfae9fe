using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>A model where it stands in the report of a command.</summary>
internal sealed record ReportEntry(string Model, ReportInfo Info);

/// <summary>What the equation files declare, by <c>report</c>, to stand in the report of a command.</summary>
internal static class Reports
{
    /// <summary>The entries of a command, those that it takes by default first.</summary>
    public static IReadOnlyList<ReportEntry> Of(IReadOnlyList<IEquationSystem> systems, string command) =>
    [
        .. EquationFamily.Group(systems).Select(f => f.Systems[0].Description).DistinctBy(d => d.Model, StringComparer.Ordinal)
            .SelectMany(d => d.Reports.Where(r => string.Equals(r.Command, command, StringComparison.Ordinal)).Select(r => new ReportEntry(d.Model, r)))
            .OrderByDescending(e => e.Info.IsDefault),
    ];

    /// <summary>What a line sets of givens, where the rest of it sets indices of the family.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Givens(IEnumerable<KeyValuePair<string, double>> at, EquationFamily family) =>
        at.Where(s => family.Indices.All(i => !string.Equals(i.Name, s.Key, StringComparison.Ordinal)));

    /// <summary>What a line sets an index of the family to; null where it says nothing of it, or no value that the family has.</summary>
    public static int? Index(IEnumerable<KeyValuePair<string, double>> at, FamilyRange index) =>
        at.Where(s => string.Equals(s.Key, index.Name, StringComparison.Ordinal) && index.Values.Contains((int)s.Value)).Select(static s => (int?)s.Value).FirstOrDefault();

    /// <summary>The values of one key, the default first.</summary>
    public static string[] Choices(IReadOnlyList<ReportEntry> entries, int key) =>
        [.. entries.Where(e => e.Info.Keys.Count > key).Select(e => e.Info.Keys[key]).Distinct(StringComparer.Ordinal)];
}
