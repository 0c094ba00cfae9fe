using System.Globalization;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>The equations of some systems of one model as text.</summary>
internal static class EquationsText
{
    /// <summary>Writes the model, then each system.</summary>
    public static void Write(IReadOnlyList<SystemDescription> systems, TextWriter output)
    {
        foreach (string line in Model(systems[0]))
        {
            output.WriteLine(line);
        }

        foreach (SystemDescription system in systems)
        {
            output.WriteLine();
            output.WriteLine(Heading(system));
            foreach (string line in About(system))
            {
                output.WriteLine("  " + line);
            }

            output.WriteLine("  equations");
            foreach (string line in Columns(system.Lines.Select(l => new[] { l.Text, l.Method is null ? string.Empty : $"[{l.Method}]" })))
            {
                output.WriteLine("    " + line);
            }
        }
    }

    /// <summary>What all systems of a model share.</summary>
    public static IEnumerable<string> Model(SystemDescription system) =>
    [
        $"{system.Model}: {system.Title}",
        $"file: {system.File}",
        .. system.Sources.Select(s => $"source: {s}"),
    ];

    /// <summary>A system in a line.</summary>
    public static string Heading(SystemDescription system)
    {
        string goal = $"{Notation.CamelCase(system.Kind)} {system.Goal}";
        return ResultCells.Member(system.Indices) is { } member ? $"{member}, {goal}" : goal;
    }

    /// <summary>A system's unknowns, givens, outputs and reference values, under headings.</summary>
    public static IEnumerable<string> About(SystemDescription system) =>
    [
        .. Section("unknowns", system.Unknowns.Select(Unknown)),
        .. Section("givens", system.Givens.Select(Given)),
        .. Section("outputs", system.Outputs.Select(o => new[] { o.Name, o.Text ?? string.Empty })),
        .. Section("reference values", system.References.Select(Reference)),
    ];

    private static string[] Unknown(UnknownInfo unknown)
    {
        string order = unknown.Ordering == Ordering.None ? string.Empty : Notation.CamelCase(unknown.Ordering);
        return [unknown.Name, "in " + Notation.Interval(unknown.Lower, unknown.Upper), order, unknown.Text ?? string.Empty];
    }

    private static string[] Given(GivenInfo given) =>
        [$"{given.Name} = {Notation.Shortest(given.Default)}", "in " + Notation.Interval(given.Lower, given.Upper), given.Text ?? string.Empty];

    private static string[] Reference(ReferenceValue reference)
    {
        string at = reference.At.Count == 0 ? string.Empty : "at " + string.Join(", ", reference.At.Select(p => $"{p.Key} = {Notation.Shortest(p.Value)}"));
        string value = $"{reference.Quantity} = {Notation.Shortest(reference.Value)} ± {Notation.Error(reference.Tolerance)}";
        return [value, at, reference.Citation ?? "computed by this project"];
    }

    private static IEnumerable<string> Section(string heading, IEnumerable<string[]> rows)
    {
        IReadOnlyList<string> lines = Columns(rows);
        return lines.Count == 0 ? [] : [heading, .. lines.Select(l => "  " + l)];
    }

    /// <summary>Rows with their cells aligned, two spaces apart; columns that are empty in all rows are left out.</summary>
    private static IReadOnlyList<string> Columns(IEnumerable<string[]> rows)
    {
        IReadOnlyList<string[]> all = [.. rows];
        if (all.Count == 0)
        {
            return [];
        }

        IReadOnlyList<int> widths = [.. Enumerable.Range(0, all[0].Length).Select(column => Math.Min(100, all.Max(row => row[column].Length)))];
        return [.. all.Select(row => string.Join("  ", row.Zip(widths).Where(c => c.Second > 0).Select(c => c.First.PadRight(c.Second))).TrimEnd())];
    }
}
