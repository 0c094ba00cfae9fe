using System.Globalization;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>Comma-separated values: RFC 4180 quoting, <c>\n</c> line ends, numbers that read back as the same double.</summary>
internal static class CsvText
{
    /// <summary>A number; empty where it is not finite.</summary>
    public static string Print(double value) => double.IsFinite(value) ? Notation.Shortest(value) : string.Empty;

    /// <summary>A whole number; empty for null.</summary>
    public static string PrintWhole(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>Writes a row.</summary>
    public static void WriteRow(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields.Select(Quoted)));
        output.Write('\n');
    }

    /// <summary>A field, in quotes where it takes them.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
