using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Pages;

/// <summary>A result as a report shows it.</summary>
/// <param name="System">The system; null where its description is not at hand.</param>
/// <param name="Model">The model.</param>
/// <param name="Goal">The goal.</param>
/// <param name="Member">The place in the family: <c>depth</c> and <c>level</c>, where there are.</param>
/// <param name="Given">The givens by name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Value">The value.</param>
/// <param name="ErrorEstimate">Its bar, in the units of the value.</param>
/// <param name="Unknowns">The unknowns by name.</param>
/// <param name="Outputs">The outputs by name.</param>
/// <param name="Message">What there is to say; null: nothing.</param>
internal sealed record ReportRow(
    SystemDescription? System,
    string Model,
    string Goal,
    IReadOnlyList<KeyValuePair<string, int>> Member,
    IReadOnlyList<KeyValuePair<string, double>> Given,
    SolveStatus Status,
    double Value,
    double ErrorEstimate,
    IReadOnlyList<KeyValuePair<string, double>> Unknowns,
    IReadOnlyList<KeyValuePair<string, double>> Outputs,
    string? Message)
{
    /// <summary>Whether the status vouches for the value.</summary>
    public bool IsGood => ExitCode.IsGood(Status);

    /// <summary>The values that the equation file expects of the goal at these givens.</summary>
    public IEnumerable<ReferenceValue> Expected => System is null ? [] : System.References.Where(r => string.Equals(r.Quantity, Goal, StringComparison.Ordinal) && Given.All(g => At(r, g.Key) == g.Value));

    /// <summary>That of a result.</summary>
    public static ReportRow Of(SolveResult result) => new(
        result.System, result.System.Model, result.System.Goal, [.. result.System.Indices.Select(static i => KeyValuePair.Create(Reporting.Notation.CamelCase(i.Kind), i.Value))],
        [.. result.System.Givens.Zip(result.Given, static (g, v) => KeyValuePair.Create(g.Name, v))], result.Status, result.Value, result.ErrorEstimate,
        [.. result.System.Unknowns.Zip(result.Unknowns, static (u, v) => KeyValuePair.Create(u.Name, v))], [.. result.System.Outputs.Zip(result.Outputs, static (o, v) => KeyValuePair.Create(o.Name, v))], result.Message);

    private double At(ReferenceValue reference, string given) => reference.At.Where(a => string.Equals(a.Key, given, StringComparison.Ordinal)).Select(static a => (double?)a.Value).FirstOrDefault()
        ?? System!.Givens.Where(g => string.Equals(g.Name, given, StringComparison.Ordinal)).Select(static g => g.Default).FirstOrDefault(double.NaN);
}
