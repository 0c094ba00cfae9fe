using Parquet;
using Parquet.Schema;

namespace ReluInjectivity.Studies;

/// <summary>Tables as Parquet files: columns of text, whole numbers or doubles, each of which may lack entries. The same table gives the same bytes.</summary>
public static class ParquetTable
{
    /// <summary>Writes a table, as one row group.</summary>
    /// <param name="output">Where to; it must be able to seek.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="rows">The rows: a cell a column, each a string, an int, a double or null; those of a column are of one type.</param>
    public static void Write(Stream output, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(rows);
        WriteAsync(output, names, rows).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(Stream output, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        DataField[] fields = [.. names.Select((name, i) => Field(name, rows.Select(r => r[i]).FirstOrDefault(static c => c is not null)))];
        ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), output).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
            {
                object?[] cells = [.. rows.Select(r => r[i])];
                await (fields[i] switch
                {
                    DataField<int?> => group.WriteAsync<int>(fields[i], cells.Select(static c => (int?)c).ToArray()),
                    DataField<double?> => group.WriteAsync<double>(fields[i], cells.Select(static c => (double?)c).ToArray()),
                    _ => group.WriteAsync(fields[i], [.. cells.Select(static c => (string)c!)]),
                }).ConfigureAwait(false);
            }
        }
    }

    private static DataField Field(string name, object? sample) => sample switch
    {
        int => new DataField<int?>(name),
        double => new DataField<double?>(name),
        _ => new DataField<string>(name),
    };
}
