using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>The columns of a study: one header for all its rows. A row has no entry in the columns of names that its system lacks.</summary>
internal sealed class StudyColumns
{
    private StudyColumns(IReadOnlyList<string> givens, IReadOnlyList<string> unknowns, IReadOnlyList<string> outputs) => (Givens, Unknowns, Outputs) = (givens, unknowns, outputs);

    /// <summary>The givens of any row, in the order in which they first come.</summary>
    public IReadOnlyList<string> Givens { get; }

    /// <summary>The unknowns of any row.</summary>
    public IReadOnlyList<string> Unknowns { get; }

    /// <summary>The outputs of any row.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The names of all columns: model, goal, depth, level, the givens, status, value, errorEstimate, unknown.NAME, output.NAME, message.</summary>
    public IReadOnlyList<string> Names =>
        ["model", "goal", "depth", "level", .. Givens, "status", "value", "errorEstimate", .. Unknowns.Select(static n => "unknown." + n), .. Outputs.Select(static n => "output." + n), "message"];

    /// <summary>The columns of some rows.</summary>
    public static StudyColumns Of(IEnumerable<StudyRow> rows)
    {
        List<string>[] names = [[], [], []];
        HashSet<string>[] known = [.. names.Select(static _ => new HashSet<string>(StringComparer.Ordinal))];
        foreach (StudyRow row in rows)
        {
            IReadOnlyList<KeyValuePair<string, double>>[] values = [row.Given, row.Unknowns, row.Outputs];
            for (int i = 0; i < values.Length; i++)
            {
                names[i].AddRange(values[i].Select(static v => v.Key).Where(known[i].Add));
            }
        }

        return new(names[0], names[1], names[2]);
    }

    /// <summary>The cells of a row: text, whole numbers, numbers, and null where there is nothing.</summary>
    public IReadOnlyList<object?> Cells(StudyRow row) =>
    [
        row.Model, row.Goal, row.Depth, row.Level, .. Find(Givens, row.Given), Notation.CamelCase(row.Status), Finite(row.Value), Finite(row.ErrorEstimate),
        .. Find(Unknowns, row.Unknowns), .. Find(Outputs, row.Outputs), row.Message,
    ];

    /// <summary>The place in the family: <c>depth</c> and <c>level</c>, where there are.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Member(StudyRow row) => new[] { ("depth", row.Depth), ("level", row.Level) }
        .Where(static m => m.Item2 is not null).Select(static m => KeyValuePair.Create(m.Item1, m.Item2!.Value));

    /// <summary>A cell as CSV has it.</summary>
    public static string Print(object? cell) => cell switch
    {
        null => string.Empty,
        double number => Notation.Shortest(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)cell,
    };

    private static IEnumerable<object?> Find(IReadOnlyList<string> names, IReadOnlyList<KeyValuePair<string, double>> values)
    {
        var found = values.ToDictionary(StringComparer.Ordinal);
        return names.Select(n => found.TryGetValue(n, out double value) ? Finite(value) : null);
    }

    private static object? Finite(double value) => double.IsFinite(value) ? value : null;
}
