using System.Text.Json;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>The relations of some levels of one model as JSON.</summary>
internal static class RelationsJson
{
    /// <summary>Writes one object.</summary>
    public static void Write(IReadOnlyList<RelationsDescription> levels, TextWriter output) => JsonText.Write(output, json =>
    {
        RelationsDescription first = levels[0];
        json.WriteStartObject();
        json.WriteString("model", first.Model);
        json.WriteString("title", first.Title);
        json.WriteString("file", first.File);
        WriteStrings(json, "sources", first.Sources);
        json.WriteStartArray("levels");
        foreach (RelationsDescription level in levels)
        {
            WriteLevel(json, level);
        }

        json.WriteEndArray();
        RelationsDescription? general = levels.FirstOrDefault(l => l.Pattern.Count > 0);
        json.WriteStartArray("pattern");
        foreach (PatternLine line in general?.Pattern ?? [])
        {
            json.WriteStartObject();
            json.WriteString("text", line.Text);
            json.WriteString("latex", line.Latex);
            json.WriteString("range", line.Range);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("patternLevels");
        foreach (int level in general?.PatternLevels ?? [])
        {
            json.WriteNumberValue(level);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteLevel(Utf8JsonWriter json, RelationsDescription level)
    {
        json.WriteStartObject();
        json.WriteMember(level.Indices);
        json.WriteString("objective", level.Objective);
        WriteStrings(json, "stationaryIn", level.Over);
        WriteStrings(json, "arguments", level.Arguments);
        json.WriteString("failure", level.Failure);
        json.WriteStartArray("relations");
        foreach (RelationLine relation in level.Relations)
        {
            json.WriteStartObject();
            json.WriteString("name", relation.Unknown.Name);
            json.WriteString("meaning", relation.Unknown.Text);
            json.WriteString("explicit", relation.ExplicitText);
            json.WriteString("explicitLatex", relation.ExplicitLatex);
            json.WriteString("throughOthers", relation.Text);
            json.WriteString("throughOthersLatex", relation.Latex);
            json.WriteString("origin", relation.Origin);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
