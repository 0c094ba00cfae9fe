using System.Globalization;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>What the reports for people say of each result, as text without layout.</summary>
internal static class ResultCells
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["model", "level", "status", "value", "error", "unknowns", "outputs"];

    /// <summary>The first columns, which are not to wrap.</summary>
    public const int FixedColumns = 5;

    /// <summary>The column of the status.</summary>
    public const int StatusColumn = 2;

    /// <summary>One result, a cell a column.</summary>
    public static IReadOnlyList<string> Row(SolveResult result) =>
    [
        result.System.Model,
        result.System.Indices is [var index] ? index.Value.ToString(CultureInfo.InvariantCulture) : Member(result.System.Indices) ?? "-",
        Notation.CamelCase(result.Status),
        $"{result.System.Goal} = {Notation.Supported(result.Value, result.ErrorEstimate)}",
        "± " + Notation.Error(result.ErrorEstimate),
        Pairs(result.System.Unknowns.Select(u => u.Name), result.Unknowns, Notation.Brief),
        Pairs(result.System.Outputs.Select(o => o.Name), result.Outputs, Notation.Brief),
    ];

    /// <summary>The lines below the table: the givens, then what each result has to say.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<SolveResult> results)
    {
        IEnumerable<string> given = results
            .Where(r => r.Given.Count > 0)
            .Select(r => (Goal: r.System.Goal, Values: Pairs(r.System.Givens.Select(g => g.Name), r.Given, Notation.Shortest)))
            .Distinct()
            .GroupBy(g => g.Values, g => g.Goal, StringComparer.Ordinal)
            .Select(g => $"{string.Join(", ", g.Distinct(StringComparer.Ordinal))} given {g.Key}");
        return given.Concat(results.Where(r => r.Message is not null).Select(r => $"{Name(r.System)}: {r.Message}"));
    }

    /// <summary>A system in a few words.</summary>
    public static string Name(SystemDescription system) =>
        Member(system.Indices) is { } member ? $"{system.Model} {member}" : system.Model;

    /// <summary>A place in a family in words, such as <c>level 2</c> or <c>depth 2, level 3</c>; null where there is none.</summary>
    public static string? Member(IReadOnlyList<FamilyIndex> indices) => indices.Count == 0
        ? null
        : string.Join(", ", indices.Select(i => string.Create(CultureInfo.InvariantCulture, $"{Notation.CamelCase(i.Kind)} {i.Value}")));

    private static string Pairs(IEnumerable<string> names, IEnumerable<double> values, Func<double, string> print) =>
        string.Join("  ", names.Zip(values, (name, value) => $"{name}={print(value)}"));
}
