using System.Text.Json;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>
/// Results as JSON: an array with an object for each result, in the order solved. The keys, always all present and in this order:
/// <list type="table">
/// <item><term>model</term><description>string: the model's name.</description></item>
/// <item><term>level</term><description>integer; null for a model without levels.</description></item>
/// <item><term>depth</term><description>integer; null for a model without depths.</description></item>
/// <item><term>goal</term><description>string: the quantity that <c>value</c> is of.</description></item>
/// <item><term>status</term><description>string: <see cref="SolveStatus"/> in camel case; only <c>solved</c>, <c>atBoundary</c> and <c>flat</c> vouch for the value.</description></item>
/// <item><term>value</term><description>number: the goal's value.</description></item>
/// <item><term>errorEstimate</term><description>number: a bound on the absolute error of <c>value</c>.</description></item>
/// <item><term>quadratureError</term><description>number: the part of it that refining the quadrature showed.</description></item>
/// <item><term>optimiserError</term><description>number: the part of it from not standing exactly at the solution.</description></item>
/// <item><term>given</term><description>object, name to number: the parameters.</description></item>
/// <item><term>unknowns</term><description>object, name to number: the solution.</description></item>
/// <item><term>outputs</term><description>object, name to number: the quantities reported beside the goal.</description></item>
/// <item><term>iterations</term><description>integer: Newton iterations, over all starts.</description></item>
/// <item><term>valueEvaluations, gradientEvaluations, tangentEvaluations</term><description>integers.</description></item>
/// <item><term>gradientNorm, lastStep, conditionNumber</term><description>numbers, in the solver's unconstrained coordinates.</description></item>
/// <item><term>nodes</term><description>integer: quadrature nodes; 0 for a closed form.</description></item>
/// <item><term>message</term><description>string; null where there is nothing to say.</description></item>
/// <item><term>strategy</term><description>string: the search that found the solution, such as <c>level-before</c>; null where none did.</description></item>
/// </list>
/// A number is the shortest text that reads back as the same double, and null where it is not finite.
/// </summary>
/// <remarks>Keys may be added, but none of these is renamed or removed.</remarks>
internal static class JsonReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(IReadOnlyList<SolveResult> results, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (SolveResult result in results)
        {
            WriteResult(json, result);
        }

        json.WriteEndArray();
    });

    /// <summary>Writes one result as an object.</summary>
    public static void WriteResult(Utf8JsonWriter json, SolveResult result)
    {
        json.WriteStartObject();
        json.WriteString("model", result.System.Model);
        json.WriteIntegerOrNull("level", result.System.Indices.ValueOf(FamilyIndexKind.Level));
        json.WriteIntegerOrNull("depth", result.System.Indices.ValueOf(FamilyIndexKind.Depth));
        json.WriteString("goal", result.System.Goal);
        json.WriteString("status", Notation.CamelCase(result.Status));
        json.WriteFinite("value", result.Value);
        json.WriteFinite("errorEstimate", result.ErrorEstimate);
        json.WriteFinite("quadratureError", result.QuadratureError);
        json.WriteFinite("optimiserError", result.OptimiserError);
        WriteNamed(json, "given", result.System.Givens.Select(g => g.Name), result.Given);
        WriteNamed(json, "unknowns", result.System.Unknowns.Select(u => u.Name), result.Unknowns);
        WriteNamed(json, "outputs", result.System.Outputs.Select(o => o.Name), result.Outputs);
        json.WriteNumber("iterations", result.Iterations);
        json.WriteNumber("valueEvaluations", result.ValueEvaluations);
        json.WriteNumber("gradientEvaluations", result.GradientEvaluations);
        json.WriteNumber("tangentEvaluations", result.HessianVectorProducts);
        json.WriteFinite("gradientNorm", result.GradientNorm);
        json.WriteFinite("lastStep", result.LastStep);
        json.WriteFinite("conditionNumber", result.ConditionNumber);
        json.WriteNumber("nodes", result.Nodes);
        json.WriteString("message", result.Message);
        json.WriteString("strategy", result.Strategy);
        json.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter json, string key, IEnumerable<string> names, IReadOnlyList<double> values)
    {
        json.WriteStartObject(key);
        foreach ((string name, double value) in names.Zip(values))
        {
            json.WriteFinite(name, value);
        }

        json.WriteEndObject();
    }
}
