using System.Text.Json;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>Studies as CSV and JSON. They hold no times, so that two runs of one study give the same bytes.</summary>
internal static class StudyText
{
    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(StudyFile file, TextWriter output)
    {
        var columns = StudyColumns.Of(file.Rows());
        CsvText.WriteRow(output, columns.Names);
        foreach (StudyRow row in file.Rows())
        {
            CsvText.WriteRow(output, columns.Cells(row).Select(StudyColumns.Print));
        }
    }

    /// <summary>Writes a JSON array, an object a row.</summary>
    public static void WriteJson(StudyFile file, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (StudyRow row in file.Rows())
        {
            json.WriteStartObject();
            json.WriteString("model", row.Model);
            json.WriteString("goal", row.Goal);
            json.WriteIntegerOrNull("depth", row.Depth);
            json.WriteIntegerOrNull("level", row.Level);
            json.WriteString("status", Notation.CamelCase(row.Status));
            json.WriteFinite("value", row.Value);
            json.WriteFinite("errorEstimate", row.ErrorEstimate);
            Write(json, "given", row.Given);
            Write(json, "unknowns", row.Unknowns);
            Write(json, "outputs", row.Outputs);
            json.WriteString("message", row.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, string key, IEnumerable<KeyValuePair<string, double>> values)
    {
        json.WriteStartObject(key);
        foreach ((string name, double value) in values)
        {
            json.WriteFinite(name, value);
        }

        json.WriteEndObject();
    }
}
