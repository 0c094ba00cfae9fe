using System.Text.Json;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Cli.Reporting.Frames;

/// <summary>Counts over data, for people or as JSON; the keys are documented with the command.</summary>
internal static class BatchReport
{
    private const string Unfinished = "the end of the file was not reached: --time-limit, Ctrl-C or SIGTERM came before it";

    /// <summary>Writes the counts of a layer as JSON.</summary>
    public static void Write(Utf8JsonWriter json, PointwiseCounts counts, bool isComplete)
    {
        json.WriteStartObject();
        json.WriteNumber("inputs", counts.Inputs);
        json.WriteNumber("injective", counts.Injective);
        json.WriteFinite("fraction", counts.Fraction);
        json.WriteNumber("injectiveWithTies", counts.InjectiveWithTies);
        json.WriteNumber("fewestActive", counts.FewestActive);
        json.WriteFinite("meanActive", counts.MeanActive);
        json.WriteIntegerOrNull("firstFailure", counts.FirstFailure);
        json.WriteBoolean("isComplete", isComplete);
        json.WriteEndObject();
    }

    /// <summary>Writes the counts of a network as JSON.</summary>
    public static void Write(Utf8JsonWriter json, LocalInjectivity counter, bool isComplete)
    {
        LocalCounts counts = counter.Counts;
        json.WriteStartObject();
        json.WriteNumber("inputs", counts.Inputs);
        json.WriteNumber("injective", counts.Injective);
        json.WriteNumber("undecided", counts.Undecided);
        json.WriteFinite("fraction", counts.Fraction);
        json.WriteNumber("lowestRank", counts.LowestRank);
        json.WriteIntegerOrNull("firstFailure", counts.FirstFailure);
        json.WriteNumber("layers", counter.Layers);
        json.WriteBoolean("isWhole", counter.IsWhole);
        json.WriteBoolean("isComplete", isComplete);
        json.WriteEndObject();
    }

    /// <summary>Writes the counts of a layer for people.</summary>
    public static void Write(TextWriter output, PointwiseCounts counts, Layer layer, bool isComplete)
    {
        output.WriteLine(FormattableString.Invariant($"pointwise injective at {counts.Injective} of {counts.Inputs} inputs: {Notation.Brief(counts.Fraction)}"));
        if (counts.InjectiveWithTies != counts.Injective)
        {
            output.WriteLine(FormattableString.Invariant($"with ties (w x + b = 0) taken as active: at {counts.InjectiveWithTies}"));
        }

        output.WriteLine(FormattableString.Invariant(
            $"active rows: {counts.FewestActive} at least, {Notation.Brief(counts.MeanActive)} on average, of {layer.Outputs}; {layer.Inputs} inputs"));
        WriteEnd(output, counts.FirstFailure, isComplete);
    }

    /// <summary>Writes the counts of a network for people.</summary>
    public static void Write(TextWriter output, LocalInjectivity counter, Network network, bool isComplete)
    {
        LocalCounts counts = counter.Counts;
        output.WriteLine(FormattableString.Invariant($"injective around {counts.Injective} of {counts.Inputs} inputs: {Notation.Brief(counts.Fraction)}; undecided at {counts.Undecided}"));
        output.WriteLine(FormattableString.Invariant($"lowest rank of the composed matrix: {counts.LowestRank}; {counter.Inputs} inputs"));
        WriteEnd(output, counts.FirstFailure, isComplete);
        if (!counter.IsWhole)
        {
            output.WriteLine(FormattableString.Invariant(
                $"note: only the first {counter.Layers} of {network.Stages.Count} layers compose to one matrix{(network.Unread is { } unread ? $"; {unread}" : string.Empty)}: full rank there leaves an input undecided"));
        }
    }

    private static void WriteEnd(TextWriter output, long? first, bool isComplete)
    {
        if (first is { } row)
        {
            output.WriteLine(FormattableString.Invariant($"first input that is not: row {row} (from 0)"));
        }

        if (!isComplete)
        {
            output.WriteLine($"note: {Unfinished}");
        }
    }
}
