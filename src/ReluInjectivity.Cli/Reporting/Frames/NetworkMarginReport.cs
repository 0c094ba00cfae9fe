using System.Text.Json;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Cli.Reporting.Frames;

/// <summary>The bracket of a network's inverse Lipschitz constant, for people or as JSON; the keys are documented with the command.</summary>
internal static class NetworkMarginReport
{
    /// <summary>Writes the bracket, in the format asked for.</summary>
    public static void Write(string format, NetworkRatio ratio, Domain domain, IReadOnlyList<string> notes, CommandContext around)
    {
        (double least, double most) = ratio.OfInverse;
        if (format is "json")
        {
            JsonText.Write(around.Output, json => WriteJson(json, ratio, domain, notes));
            return;
        }

        TextTable layers = new(["layer", "domain", "kappa_L, at least", "Lipschitz, at most"], 4);
        foreach (LayerRatio layer in ratio.Layers)
        {
            layers.AddRow([layer.Name, layer.Domain.ToString(), Notation.Shortest(layer.Lower), Notation.Shortest(layer.Lipschitz)]);
        }

        layers.Write(around.Output, around.OutputIsTerminal);
        around.Output.WriteLine($"network: |f(x) - f(y)| / |x - y| is at least {Notation.Shortest(ratio.Lower)} (product of the layers) and somewhere at most {Notation.Shortest(ratio.Upper)}");
        around.Output.WriteLine(double.IsFinite(least)
            ? $"Lipschitz constant of its inverse: between {Notation.Shortest(least)} and {(double.IsFinite(most) ? Notation.Shortest(most) : "infinity")}"
            : "Lipschitz constant of its inverse: infinite");
        if (ratio.WorstInput.Count > 0)
        {
            around.Output.WriteLine(FormattableString.Invariant($"the former at x = {CheckReport.Vector(ratio.WorstInput)}, the worst of {ratio.Regions} inputs"));
        }

        foreach (string note in ratio.Notes.Concat(notes))
        {
            around.Output.WriteLine($"note: {note}");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, NetworkRatio ratio, Domain domain, IReadOnlyList<string> notes)
    {
        (double least, double most) = ratio.OfInverse;
        json.WriteStartObject();
        json.WriteString("domain", domain.ToString());
        json.WriteStartObject("inverseLipschitz");
        json.WriteFinite("lower", ratio.Lower);
        json.WriteFinite("upper", ratio.Upper);
        json.WriteEndObject();
        json.WriteStartObject("lipschitzOfInverse");
        json.WriteFinite("lower", least);
        json.WriteFinite("upper", most);
        json.WriteEndObject();
        json.WriteFinite("lipschitz", ratio.Lipschitz);
        CheckReport.WriteArray(json, "worstInput", ratio.WorstInput);
        json.WriteNumber("regions", ratio.Regions);
        json.WriteStartArray("layers");
        foreach (LayerRatio layer in ratio.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("domain", layer.Domain.ToString());
            json.WriteFinite("inverseLipschitzLower", layer.Lower);
            json.WriteFinite("lipschitz", layer.Lipschitz);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in ratio.Notes.Concat(notes))
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
