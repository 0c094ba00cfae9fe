using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Cli.Reporting.CsvText;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>
/// Results as comma-separated values: RFC 4180 quoting, one header, a row a result, <c>\n</c> line ends. The columns are the keys of
/// <see cref="JsonReport"/> in the same order; its three objects become columns <c>given.NAME</c>, <c>unknown.NAME</c> and
/// <c>output.NAME</c>, over all results, empty where a result lacks one. What is null there is empty here.
/// </summary>
internal static class CsvReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(IReadOnlyList<SolveResult> results, TextWriter output)
    {
        IReadOnlyList<string> given = Names(results.Select(GivenNames));
        IReadOnlyList<string> unknowns = Names(results.Select(UnknownNames));
        IReadOnlyList<string> outputs = Names(results.Select(OutputNames));
        WriteRow(
            output,
            [
                "model", "level", "depth", "goal", "status", "value", "errorEstimate", "quadratureError", "optimiserError",
                .. given.Select(n => "given." + n), .. unknowns.Select(n => "unknown." + n), .. outputs.Select(n => "output." + n),
                "iterations", "valueEvaluations", "gradientEvaluations", "tangentEvaluations",
                "gradientNorm", "lastStep", "conditionNumber", "nodes", "message", "strategy",
            ]);
        foreach (SolveResult r in results)
        {
            WriteRow(
                output,
                [
                    r.System.Model, PrintWhole(r.System.Indices.ValueOf(FamilyIndexKind.Level)), PrintWhole(r.System.Indices.ValueOf(FamilyIndexKind.Depth)), r.System.Goal, Notation.CamelCase(r.Status),
                    Print(r.Value), Print(r.ErrorEstimate), Print(r.QuadratureError), Print(r.OptimiserError),
                    .. Pick(given, GivenNames(r), r.Given), .. Pick(unknowns, UnknownNames(r), r.Unknowns), .. Pick(outputs, OutputNames(r), r.Outputs),
                    PrintWhole(r.Iterations), PrintWhole(r.ValueEvaluations), PrintWhole(r.GradientEvaluations), PrintWhole(r.HessianVectorProducts),
                    Print(r.GradientNorm), Print(r.LastStep), Print(r.ConditionNumber), PrintWhole(r.Nodes), r.Message ?? string.Empty, r.Strategy ?? string.Empty,
                ]);
        }
    }

    private static IEnumerable<string> GivenNames(SolveResult r) => r.System.Givens.Select(g => g.Name);

    private static IEnumerable<string> UnknownNames(SolveResult r) => r.System.Unknowns.Select(u => u.Name);

    private static IEnumerable<string> OutputNames(SolveResult r) => r.System.Outputs.Select(o => o.Name);

    /// <summary>All names once, in the order of the result that has the most.</summary>
    private static IReadOnlyList<string> Names(IEnumerable<IEnumerable<string>> names) =>
        [.. names.OrderByDescending(n => n.Count()).SelectMany(n => n).Distinct(StringComparer.Ordinal)];

    /// <summary>The values in the order of the columns.</summary>
    private static IEnumerable<string> Pick(IReadOnlyList<string> columns, IEnumerable<string> names, IReadOnlyList<double> values)
    {
        Dictionary<string, double> byName = names.Zip(values).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        return columns.Select(c => byName.TryGetValue(c, out double value) ? Print(value) : string.Empty);
    }
}
