using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Studies;

/// <summary>Rows as columns of the table: numbers by name are JSON objects, in which each reads back as the same double; what is not finite is null there.</summary>
internal static class RowCells
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Statuses = [.. Enum.GetNames<SolveStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly SolveStatus[] StatusValues = Enum.GetValues<SolveStatus>();

    /// <summary>The columns, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "part", "point", "member", "model", "goal", "depth", "level", "status", "value", "error",
        "given", "unknowns", "outputs", "message", "iterations", "pass", "hessian", "seconds",
    ];

    /// <summary>Puts a row into the parameters, which stand in the order of the columns.</summary>
    public static void Fill(SqliteParameterCollection parameters, StudyRow row, double seconds)
    {
        int next = 0;
        void Put(object? value) => parameters[next++].Value = value ?? DBNull.Value;
        Put(row.Part);
        Put(row.Point);
        Put(row.Member);
        Put(row.Model);
        Put(row.Goal);
        Put(row.Depth);
        Put(row.Level);
        Put(NameOf(row.Status));
        Put(double.IsNaN(row.Value) ? null : row.Value);
        Put(double.IsNaN(row.ErrorEstimate) ? null : row.ErrorEstimate);
        Put(Json(row.Given));
        Put(Json(row.Unknowns));
        Put(Json(row.Outputs));
        Put(row.Message);
        Put(row.Iterations);
        Put(row.Pass);
        Put(row.Hessian is null ? null : MemoryMarshal.AsBytes<double>(row.Hessian.ToArray()).ToArray());
        Put(seconds);
    }

    /// <summary>The row that a reader stands at.</summary>
    public static StudyRow Read(SqliteDataReader reader)
    {
        int? Whole(int i) => reader.IsDBNull(i) ? null : reader.GetInt32(i);
        double Number(int i) => reader.IsDBNull(i) ? double.NaN : reader.GetDouble(i);
        return new(
            reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), Whole(5), Whole(6), StatusOf(reader.GetString(7)),
            Number(8), Number(9), Named(reader.GetString(10)), Named(reader.GetString(11)), Named(reader.GetString(12)), reader.IsDBNull(13) ? null : reader.GetString(13),
            reader.GetInt32(14), reader.GetInt32(15))
        {
            Hessian = reader.IsDBNull(16) ? null : MemoryMarshal.Cast<byte, double>(reader.GetFieldValue<byte[]>(16)).ToArray(),
        };
    }

    /// <summary>A status as reports write it.</summary>
    public static string NameOf(SolveStatus status) => Statuses[Array.IndexOf(StatusValues, status)];

    private static SolveStatus StatusOf(string name) =>
        Array.IndexOf(Statuses, name) is >= 0 and var i ? StatusValues[i] : throw new StudyException($"there is no status '{name}': the study was edited, or written by a newer program");

    private static string Json(IReadOnlyList<KeyValuePair<string, double>> values)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            foreach ((string name, double value) in values)
            {
                if (double.IsFinite(value))
                {
                    json.WriteNumber(name, value);
                }
                else
                {
                    json.WriteNull(name);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static IReadOnlyList<KeyValuePair<string, double>> Named(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, p.Value.ValueKind == JsonValueKind.Null ? double.NaN : p.Value.GetDouble()))];
    }
}
