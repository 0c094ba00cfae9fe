using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Rows;

/// <summary>Chooses the reader for the rows of a data file.</summary>
internal static class RowSources
{
    public static RowSource Open(string path, TextHeader header)
    {
        SourceFile file = SourceFile.Open(path, header);
        try
        {
            return file.Format switch
            {
                FileFormat.Text => new TextRowSource(file),
                FileFormat.Npy => new NpyRowSource(file),
                _ => throw file.Error(string.Empty, "rows are not read from this format", "write them to a .npy or .csv file"),
            };
        }
        catch (WeightFileException)
        {
            file.Dispose();
            throw;
        }
    }
}
