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

    /// <summary>The values of one key, the default first.</summary>
    public static string[] Choices(IReadOnlyList<ReportEntry> entries, int key) =>
        [.. entries.Where(e => e.Info.Keys.Count > key).Select(e => e.Info.Keys[key]).Distinct(StringComparer.Ordinal)];
}
