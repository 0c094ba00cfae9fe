namespace ReluInjectivity.Weights.Formats;

/// <summary>A text file as one matrix.</summary>
internal static class TextTable
{
    private const int RowsAtOnce = 1024;

    /// <summary>Reads the file whole: its shape is known only at the end.</summary>
    /// <exception cref="WeightFileException">The text is not a table of finite numbers.</exception>
    public static ArrayEntry Entry(SourceFile file)
    {
        TextRowReader reader = new(file);
        List<double> values = [];
        long rows = 0;
        while (reader.ReadRow(values))
        {
            rows++;
            if (rows % RowsAtOnce == 0)
            {
                file.Cancellation.ThrowIfCancellationRequested();
            }
        }

        if (rows == 0)
        {
            throw file.Error(reader.Where, "the file holds no number", "write one row of numbers a line");
        }

        double[] entries = [.. values];
        return new ArrayEntry(file.Stem, [rows, reader.Columns], ElementType.Text, () => entries);
    }
}
