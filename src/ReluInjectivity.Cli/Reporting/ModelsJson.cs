using System.Text.Json;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>
/// The models as JSON: an array of objects with the keys <c>model</c>, <c>title</c>, <c>file</c>, <c>levels</c> (or the depths; empty: none), where a model has both <c>depths</c>,
/// <c>nested</c>, <c>goals</c>, <c>sources</c>. A goal has <c>name</c>, <c>kind</c>, <c>givens</c> and <c>outputs</c>; a given has
/// <c>name</c>, <c>default</c>, <c>lower</c> and <c>upper</c> (null: infinite) and <c>text</c> (null: none); an output <c>name</c> and <c>text</c>.
/// </summary>
internal static class ModelsJson
{
    /// <summary>Writes the list.</summary>
    public static void Write(IReadOnlyList<EquationFamily> families, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (IGrouping<string, EquationFamily> model in families.GroupBy(f => f.Model, StringComparer.Ordinal))
        {
            WriteModel(json, [.. model]);
        }

        json.WriteEndArray();
    });

    private static void WriteModel(Utf8JsonWriter json, IReadOnlyList<EquationFamily> families)
    {
        SystemDescription first = families[0].Systems[0].Description;
        json.WriteStartObject();
        json.WriteString("model", first.Model);
        json.WriteString("title", first.Title);
        json.WriteString("file", first.File);
        IReadOnlyList<FamilyRange> indices = families[0].Indices;
        WriteValues(json, "levels", indices.Count == 0 ? [] : indices[^1].Values);
        if (indices.Count > 1)
        {
            WriteValues(json, "depths", indices[0].Values);
        }

        json.WriteBoolean("nested", first.IsNested);
        json.WriteStartArray("goals");
        foreach (EquationFamily family in families)
        {
            WriteGoal(json, family.Systems[0].Description);
        }

        json.WriteEndArray();
        json.WriteStartArray("sources");
        foreach (string source in first.Sources)
        {
            json.WriteStringValue(source);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string key, IReadOnlyList<int> values)
    {
        json.WriteStartArray(key);
        foreach (int value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteGoal(Utf8JsonWriter json, SystemDescription system)
    {
        json.WriteStartObject();
        json.WriteString("name", system.Goal);
        json.WriteString("kind", Notation.CamelCase(system.Kind));
        json.WriteStartArray("givens");
        foreach (GivenInfo given in system.Givens)
        {
            json.WriteStartObject();
            json.WriteString("name", given.Name);
            json.WriteFinite("default", given.Default);
            json.WriteFinite("lower", given.Lower);
            json.WriteFinite("upper", given.Upper);
            json.WriteString("text", given.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("outputs");
        foreach (OutputInfo quantity in system.Outputs)
        {
            json.WriteStartObject();
            json.WriteString("name", quantity.Name);
            json.WriteString("text", quantity.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
