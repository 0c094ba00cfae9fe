using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ReluInjectivity.Runtime.Solving;
using SQLitePCL;

namespace ReluInjectivity.Studies;

/// <summary>Rows as columns of the table: numbers by name are JSON objects, in which each reads back as the same double; what is not finite is null there.</summary>
internal sealed class RowCells : IDisposable
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

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _json;
    private int _next;

    /// <summary>Writes rows of one thread.</summary>
    public RowCells() => _json = new Utf8JsonWriter(_bytes, Options);

    /// <summary>Puts a row into the parameters of a statement, which stand in the order of the columns.</summary>
    public void Bind(sqlite3_stmt statement, StudyRow row, double seconds)
    {
        _next = 1;
        Put(statement, row.Part);
        Put(statement, row.Point);
        Put(statement, row.Member);
        Put(statement, row.Model);
        Put(statement, row.Goal);
        Put(statement, row.Depth);
        Put(statement, row.Level);
        Put(statement, NameOf(row.Status));
        PutNumber(statement, row.Value);
        PutNumber(statement, row.ErrorEstimate);
        Put(statement, row.Given);
        Put(statement, row.Unknowns);
        Put(statement, row.Outputs);
        Put(statement, row.Message);
        Put(statement, row.Iterations);
        Put(statement, row.Pass);
        if (row.Hessian is { } hessian)
        {
            raw.sqlite3_bind_blob(statement, _next++, MemoryMarshal.AsBytes<double>(hessian.ToArray()));
        }
        else
        {
            raw.sqlite3_bind_null(statement, _next++);
        }

        PutNumber(statement, seconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

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

    private void Put(sqlite3_stmt statement, string? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, _next++);
        }
        else
        {
            raw.sqlite3_bind_text(statement, _next++, value);
        }
    }

    private void Put(sqlite3_stmt statement, int? value)
    {
        if (value is { } number)
        {
            raw.sqlite3_bind_int(statement, _next++, number);
        }
        else
        {
            raw.sqlite3_bind_null(statement, _next++);
        }
    }

    /// <summary>What is no number is nothing, which SQLite makes of it by itself.</summary>
    private void PutNumber(sqlite3_stmt statement, double value) => raw.sqlite3_bind_double(statement, _next++, value);

    private void Put(sqlite3_stmt statement, IReadOnlyList<KeyValuePair<string, double>> values)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        foreach ((string name, double value) in values)
        {
            if (double.IsFinite(value))
            {
                _json.WriteNumber(name, value);
            }
            else
            {
                _json.WriteNull(name);
            }
        }

        _json.WriteEndObject();
        _json.Flush();
        raw.sqlite3_bind_text(statement, _next++, _bytes.WrittenSpan);
    }

    private static IReadOnlyList<KeyValuePair<string, double>> Named(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, p.Value.ValueKind == JsonValueKind.Null ? double.NaN : p.Value.GetDouble()))];
    }
}
