using System.Text.Json;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Certificates;

namespace ReluInjectivity.Cli.Reporting.Frames;

/// <summary>A verdict, for people or as JSON; the keys are documented with the command.</summary>
internal static class CheckReport
{
    private const int MostShown = 12;

    /// <summary>A verdict in capitals.</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Injective => "INJECTIVE",
        Verdict.NotInjective => "NOT INJECTIVE",
        _ => "UNDECIDED",
    };

    /// <summary>Whether a layer has a bias, in words.</summary>
    public static string BiasOf(Layer layer) => !layer.HasBias ? "no bias" : layer.IsBiasFree ? "bias zero" : "with bias";

    /// <summary>Writes the verdict on a layer and its evidence, in the format asked for.</summary>
    public static void Write(string format, Layer layer, Domain domain, CheckResult result, string? certificate, IReadOnlyList<string> notes, CommandContext around)
    {
        if (format is "json")
        {
            JsonText.Write(around.Output, json =>
            {
                json.WriteStartObject();
                WriteKeys(json, layer, domain, result, certificate);
                json.WriteStartArray("notes");
                foreach (string note in notes)
                {
                    json.WriteStringValue(note);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        TextWriter output = around.Output;
        output.WriteLine($"{Words(result.Verdict)} on {domain}: {result.Reason}");
        output.WriteLine(FormattableString.Invariant($"layer: {layer.Outputs} outputs, {layer.Inputs} inputs, {BiasOf(layer)}"));
        if (result.Certificate?.Evidence is CollisionEvidence { Pair: var pair })
        {
            output.WriteLine($"x = {Vector(pair.RoundedX)}");
            output.WriteLine($"y = {Vector(pair.RoundedY)}");
            output.WriteLine($"both give {Vector(layer.Rectified(pair.RoundedX))} (rounded; the certificate has exact fractions)");
        }
        else if (result.Certificate?.Evidence is DeficientCellEvidence cell)
        {
            output.WriteLine($"fewer rows are active than there are inputs at x = {Vector(Point(cell))}");
        }

        if (result.Verdict is Verdict.Undecided && result.FewestActive is { } fewest)
        {
            output.WriteLine(FormattableString.Invariant($"fewest active rows seen: {fewest} (fewer than {layer.Inputs} would prove NOT INJECTIVE)"));
        }

        if (result.MarginEstimate is { } margin)
        {
            output.WriteLine($"uniform margin c*: at most {Notation.Brief(margin)} (an estimate; below 0 would prove NOT INJECTIVE on rn)");
        }

        if (result.Nodes > 0)
        {
            output.WriteLine(FormattableString.Invariant($"searched: {result.Nodes} nodes"));
        }

        WriteParallelNote(result.Certificate?.ParallelRows.Count ?? 0, output);
        foreach (string note in notes)
        {
            output.WriteLine($"note: {note}");
        }

        if (certificate is not null)
        {
            output.WriteLine($"certificate: {certificate}");
        }
    }

    /// <summary>The keys of a layer's verdict.</summary>
    public static void WriteKeys(Utf8JsonWriter json, Layer layer, Domain domain, CheckResult result, string? certificate)
    {
        json.WriteString("verdict", Notation.CamelCase(result.Verdict));
        json.WriteString("reason", result.Reason);
        json.WriteString("domain", domain.ToString());
        json.WriteNumber("outputs", layer.Outputs);
        json.WriteNumber("inputs", layer.Inputs);
        json.WriteNumber("nodes", result.Nodes);
        json.WriteIntegerOrNull("fewestActive", result.FewestActive);
        json.WriteFinite("marginEstimate", result.MarginEstimate ?? double.NaN);
        json.WriteNumber("parallelRows", result.Certificate?.ParallelRows.Count ?? 0);
        json.WriteString("evidence", result.Certificate?.Evidence switch
        {
            CollisionEvidence => "collision",
            DeficientCellEvidence => "deficientCell",
            CellsEvidence => "cells",
            SphereEvidence => "sphere",
            _ => null,
        });
        json.WriteString("certificate", certificate);
        if (result.Certificate?.Evidence is CollisionEvidence { Pair: var pair })
        {
            WriteArray(json, "x", pair.RoundedX);
            WriteArray(json, "y", pair.RoundedY);
            WriteArray(json, "output", layer.Rectified(pair.RoundedX));
        }
        else if (result.Certificate?.Evidence is DeficientCellEvidence cell)
        {
            WriteArray(json, "x", Point(cell));
        }
    }

    /// <summary>Writes an array of numbers; null for those that are not finite.</summary>
    public static void WriteArray(Utf8JsonWriter json, string key, IEnumerable<double> values)
    {
        json.WriteStartArray(key);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumberValue(value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Says how many rows were taken as parallel.</summary>
    public static void WriteParallelNote(int rows, TextWriter output)
    {
        if (rows > 0)
        {
            output.WriteLine(FormattableString.Invariant(
                $"note: {rows} {(rows == 1 ? "row is" : "rows are")} parallel to others only to rounding and taken as exactly parallel; --parallel-tolerance 0 decides the matrix as stored"));
        }
    }

    /// <summary>A vector, its end left out where it is long.</summary>
    public static string Vector(IReadOnlyList<double> values)
    {
        string shown = string.Join(", ", values.Take(MostShown).Select(Notation.Shortest));
        return values.Count > MostShown ? FormattableString.Invariant($"({shown}, ... {values.Count} entries)") : $"({shown})";
    }

    private static double[] Point(DeficientCellEvidence cell) =>
        new ReluInjectivity.Frames.Search.Collision([.. cell.Point.Take(cell.Point.Count - 1)], [], cell.Point[^1]).RoundedX;
}
