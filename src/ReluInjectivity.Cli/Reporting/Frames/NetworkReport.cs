using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Cli.Reporting.Frames;

/// <summary>The verdicts on a network's layers, for people or as JSON.</summary>
internal static class NetworkReport
{
    /// <summary>Writes what was found of each layer, in the format asked for.</summary>
    public static void Write(string format, NetworkResult result, IReadOnlyList<string> notes, IReadOnlyList<string?> certificates, string? whole, CommandContext around)
    {
        if (format is "json")
        {
            WriteJson(result, notes, certificates, whole, around.Output);
            return;
        }

        TextTable table = new(["layer", "shape", "domain", "verdict", "why"], 4);
        foreach (StageResult stage in result.Stages)
        {
            CellColour colour = stage.Verdict is ReluInjectivity.Frames.Verdict.Injective ? CellColour.Good : CellColour.Bad;
            string kind = stage.Stage.IsConvolution ? " kernels" : string.Empty;
            table.AddRow(
                [
                    stage.Stage.Name, FormattableString.Invariant($"{stage.Stage.Layer.Outputs} x {stage.Stage.Layer.Inputs}{kind}"), stage.Domain.ToString(),
                    CheckReport.Words(stage.Verdict), stage.Reason,
                ],
                3, colour);
        }

        table.Write(around.Output, around.OutputIsTerminal);
        around.Output.WriteLine($"end to end: {CheckReport.Words(result.EndToEnd)}: {result.Reason}");
        if (result.Pair is { } pair)
        {
            (float[] first, float[] second, double difference) = Replay(result);
            around.Output.WriteLine($"x = {CheckReport.Vector(pair.RoundedX)}");
            around.Output.WriteLine($"y = {CheckReport.Vector(pair.RoundedY)}");
            around.Output.WriteLine($"in float32 they give {CheckReport.Vector([.. first.Select(v => (double)v)])} and {CheckReport.Vector([.. second.Select(v => (double)v)])}, {Notation.Brief(difference)} apart");
        }

        foreach (string note in notes)
        {
            around.Output.WriteLine($"note: {note}");
        }

        foreach (string? certificate in certificates.Prepend(whole).Where(c => c is not null))
        {
            around.Output.WriteLine($"certificate: {certificate}");
        }
    }

    private static void WriteJson(NetworkResult result, IReadOnlyList<string> notes, IReadOnlyList<string?> certificates, string? whole, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("verdict", Notation.CamelCase(result.EndToEnd));
        json.WriteString("reason", result.Reason);
        json.WriteString("evidence", result.Evidence is NetworkEvidence.None ? null : Notation.CamelCase(result.Evidence));
        json.WriteString("certificate", whole);
        if (result.Pair is { } pair)
        {
            (float[] first, float[] second, double difference) = Replay(result);
            CheckReport.WriteArray(json, "x", pair.RoundedX);
            CheckReport.WriteArray(json, "y", pair.RoundedY);
            json.WriteStartArray("outputsInFloat32");
            foreach (float[] output in new[] { first, second })
            {
                json.WriteStartArray();
                Array.ForEach(output, json.WriteNumberValue);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteFinite("differenceInFloat32", difference);
        }

        json.WriteStartArray("layers");
        foreach ((StageResult stage, string? certificate) in result.Stages.Zip(certificates))
        {
            json.WriteStartObject();
            json.WriteString("name", stage.Stage.Name);
            json.WriteString("kind", stage.Stage.IsConvolution ? "convolution" : "linear");
            json.WriteBoolean("relu", stage.Stage.HasReLU);
            json.WriteString("layerVerdict", Notation.CamelCase(stage.Verdict));
            json.WriteString("layerReason", stage.Reason);
            CheckReport.WriteKeys(json, stage.Stage.Layer, stage.Domain, stage.Check, certificate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    // The layers that compose, as a program in single precision runs them.
    private static (float[] First, float[] Second, double Difference) Replay(NetworkResult result)
    {
        float[] first = SinglePrecision.Run(result, result.Pair!.RoundedX);
        float[] second = SinglePrecision.Run(result, result.Pair.RoundedY);
        return (first, second, first.Zip(second, (a, b) => Math.Abs((double)a - b)).Max());
    }
}
