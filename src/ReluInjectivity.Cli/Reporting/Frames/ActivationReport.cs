using System.Globalization;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Activations;

namespace ReluInjectivity.Cli.Reporting.Frames;

/// <summary>Verdicts and bounds for other activations than ReLU, for people or as JSON; the keys are documented with the commands.</summary>
internal static class ActivationReport
{
    /// <summary>Writes a verdict.</summary>
    public static void Write(string format, Layer layer, Activation activation, Domain domain, ActivationResult result, CommandContext around)
    {
        if (format is "json")
        {
            JsonText.Write(around.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("verdict", Notation.CamelCase(result.Verdict));
                json.WriteString("reason", result.Reason);
                json.WriteString("activation", activation.ToString());
                json.WriteString("domain", domain.ToString());
                json.WriteNumber("outputs", layer.Outputs);
                json.WriteNumber("inputs", layer.Inputs);
                json.WriteNumber("nodes", result.Nodes);
                if (result.Pair is { } found)
                {
                    CheckReport.WriteArray(json, "x", found.RoundedX);
                    CheckReport.WriteArray(json, "y", found.RoundedY);
                }

                json.WriteEndObject();
            });
            return;
        }

        TextWriter output = around.Output;
        output.WriteLine($"{CheckReport.Words(result.Verdict)} on {domain} with {activation}: {result.Reason}");
        output.WriteLine(FormattableString.Invariant($"layer: {layer.Outputs} outputs, {layer.Inputs} inputs, {CheckReport.BiasOf(layer)}"));
        if (result.Pair is { } pair)
        {
            output.WriteLine($"x = {CheckReport.Vector(pair.RoundedX)}");
            output.WriteLine($"y = {CheckReport.Vector(pair.RoundedY)}");
            output.WriteLine("both have the same output, compared in exact arithmetic before the inputs were rounded");
        }

        if (result.Nodes > 0)
        {
            output.WriteLine(FormattableString.Invariant($"searched: {result.Nodes} nodes"));
        }
    }

    /// <summary>Writes bounds.</summary>
    public static void Write(string format, Activation activation, Domain domain, ActivationBounds bounds, CommandContext around)
    {
        if (format is "json")
        {
            JsonText.Write(around.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("activation", activation.ToString());
                json.WriteString("domain", domain.ToString());
                json.WriteStartObject("inverseLipschitz");
                json.WriteFinite("lower", bounds.Lower);
                json.WriteFinite("upper", bounds.Upper);
                json.WriteEndObject();
                json.WriteFinite("smallestSingularValue", bounds.SmallestSingularValue ?? double.NaN);
                json.WriteStartArray("rows");
                foreach (int row in bounds.Rows)
                {
                    json.WriteNumberValue(row);
                }

                json.WriteEndArray();
                CheckReport.WriteArray(json, "worstInput", bounds.WorstInput);
                json.WriteFinite("lipschitz", bounds.Lipschitz);
                json.WriteBoolean("complete", bounds.IsComplete);
                json.WriteEndObject();
            });
            return;
        }

        bool isAbsolute = activation is AbsoluteActivation;
        string name = isAbsolute ? "kappa_L up to a sign" : "kappa_L";
        string kind = bounds.Lower == bounds.Upper ? "exact" : "certificate";
        TextTable table = new(["quantity", "value", "reliability"], 2);
        table.AddRow([name + ", lower", Notation.Shortest(bounds.Lower), kind]);
        table.AddRow([name + ", upper", Notation.Shortest(bounds.Upper), kind]);
        if (bounds.SmallestSingularValue is { } s)
        {
            table.AddRow(["s, smallest singular value between the ends", Notation.Shortest(s), bounds.IsComplete ? "exact" : "estimate"]);
        }

        table.AddRow(["Lipschitz, at most |W|", Notation.Shortest(bounds.Lipschitz), "certificate"]);
        table.Write(around.Output, around.OutputIsTerminal);
        around.Output.WriteLine($"domain: {domain}, activation: {activation}");
        string rows = string.Join(' ', bounds.Rows.Select(row => row.ToString(CultureInfo.InvariantCulture)));
        if (isAbsolute)
        {
            around.Output.WriteLine($"the upper bound belongs to the rows {(rows.Length == 0 ? "(none)" : rows)} and the others");
        }
        else if (bounds.WorstInput.Count > 0)
        {
            around.Output.WriteLine($"s at x = {CheckReport.Vector(bounds.WorstInput)}, rows between {(rows.Length == 0 ? "(none)" : rows)}");
        }

        if (!bounds.IsComplete)
        {
            around.Output.WriteLine("note: the search was cut short; the bounds are those known by then");
        }
    }
}
