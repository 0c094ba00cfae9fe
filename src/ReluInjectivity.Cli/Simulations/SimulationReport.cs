using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Simulation.Statistics;

namespace ReluInjectivity.Cli.Simulations;

/// <summary>Simulations as a table, JSON or CSV; the keys are documented with the command.</summary>
internal static class SimulationReport
{
    /// <summary>Writes a row a size, and what the numbers mean below.</summary>
    public static void WriteTable(IReadOnlyList<SimulationPoint> points, string? model, TextWriter output, bool isTerminal)
    {
        bool isExact = points[0].Exact is not null;
        TextTable table = new(["n", "outputs", "samples", points[0].Quantity, "95% interval", .. isExact ? ["exact", "found"] : Array.Empty<string>(), "theory", "gap"], 9);
        foreach (SimulationPoint p in points)
        {
            string theory = p.Theory is { } t ? Notation.Brief(t.Value) : "-";
            table.AddRow(
            [
                Print(p.Settings.Inputs), string.Join(',', p.Settings.Outputs.Select(Print)), Print(p.Found.Samples), Fixed(p.Found.Mean),
                double.IsNaN(p.Found.Lower) ? "-" : $"[{Fixed(p.Found.Lower)}, {Fixed(p.Found.Upper)}]",
                .. p.Exact is { } exact ? [Fixed(exact.Mean), $"{Print(p.ExactlyFound)}/{Print(p.Found.Samples)}"] : Array.Empty<string>(),
                theory, p.Theory is { } value ? Fixed(p.Found.Mean - value.Value) : "-",
            ]);
        }

        table.Write(output, isTerminal);
        output.WriteLine(points[0].Side is "upper"
            ? "The search gives upper estimates of each minimum; the interval is Student's for the mean of what it finds, not for the minimum."
            : "The search gives lower estimates of each maximum; the interval is Student's for the mean of what it finds, not for the maximum.");
        if (points.Select(p => p.Theory).OfType<TheoryValue>().FirstOrDefault() is { } first)
        {
            string level = first.Indices is [var index] ? string.Create(CultureInfo.InvariantCulture, $" level {index.Value}") : ResultCells.Member(first.Indices) is { } member ? " " + member : string.Empty;
            output.WriteLine($"theory: {model}{level}, n to infinity at the ratios of each row; the gap is the finite size's and the search's");
        }

        foreach (string reason in points.Select(p => p.NoTheory).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            output.WriteLine($"no theory value: {reason}");
        }
    }

    /// <summary>Writes an object a size.</summary>
    public static void WriteJson(IReadOnlyList<SimulationPoint> points, string? model, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (SimulationPoint p in points)
        {
            json.WriteStartObject();
            json.WriteString("quantity", p.Quantity);
            json.WriteString("estimate", p.Side);
            json.WriteNumber("n", p.Settings.Inputs);
            json.WriteStartArray("outputs");
            foreach (int m in p.Settings.Outputs)
            {
                json.WriteNumberValue(m);
            }

            json.WriteEndArray();
            json.WriteNumber("seed", p.Settings.Seed);
            json.WriteNumber("restarts", p.Settings.Search.Restarts);
            json.WriteNumber("sweeps", p.Settings.Search.Sweeps);
            WriteMean(json, p.Found);
            WriteExact(json, p);
            if (p.Theory is { } theory)
            {
                json.WriteStartObject("theory");
                json.WriteString("model", model);
                json.WriteMember(theory.Indices);
                json.WriteFinite("value", theory.Value);
                json.WriteFinite("errorEstimate", theory.ErrorEstimate);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("theory");
            }

            json.WriteString("noTheory", p.NoTheory);
            json.WriteStartArray("values");
            foreach (double value in p.Samples.Select(s => s.Found))
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes a row a size.</summary>
    public static void WriteCsv(IReadOnlyList<SimulationPoint> points, TextWriter output)
    {
        output.WriteLine("n,outputs.1,outputs.2,samples,mean,standardDeviation,lower,upper,exact.mean,exact.found,theory.value,theory.errorEstimate");
        foreach (SimulationPoint p in points)
        {
            output.WriteLine(string.Join(
                ',',
                Print(p.Settings.Inputs), Print(p.Settings.Outputs[0]), p.Settings.Outputs.Count > 1 ? Print(p.Settings.Outputs[1]) : string.Empty,
                Print(p.Found.Samples), Cell(p.Found.Mean), Cell(p.Found.StandardDeviation), Cell(p.Found.Lower), Cell(p.Found.Upper),
                Cell(p.Exact?.Mean), p.Exact is null ? string.Empty : Print(p.ExactlyFound), Cell(p.Theory?.Value), Cell(p.Theory?.ErrorEstimate)));
        }
    }

    private static void WriteMean(System.Text.Json.Utf8JsonWriter json, MeanEstimate mean)
    {
        json.WriteNumber("samples", mean.Samples);
        json.WriteFinite("mean", mean.Mean);
        json.WriteFinite("standardDeviation", mean.StandardDeviation);
        json.WriteFinite("lower", mean.Lower);
        json.WriteFinite("upper", mean.Upper);
    }

    private static void WriteExact(System.Text.Json.Utf8JsonWriter json, SimulationPoint point)
    {
        if (point.Exact is null)
        {
            json.WriteNull("exact");
            return;
        }

        json.WriteStartObject("exact");
        json.WriteFinite("mean", point.Exact.Mean);
        json.WriteNumber("found", point.ExactlyFound);
        json.WriteEndObject();
    }

    private static string Print(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Fixed(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Cell(double? value) => value is { } number && double.IsFinite(number) ? Notation.Shortest(number) : string.Empty;
}
