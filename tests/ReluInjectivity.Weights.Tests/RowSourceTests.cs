using System.Globalization;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Rows of data files in blocks: the same rows for every format and block size, in bounded memory.</summary>
public sealed class RowSourceTests
{
    private const int Rows = 300_000;
    private const int Columns = 7;

    [Theory]
    [InlineData("<f8", false, 1000)]
    [InlineData(">f4", false, 1)]
    [InlineData("<f8", true, 1000)]
    [InlineData("<f4", true, 70_000)]
    [InlineData("<i2", true, 77)]
    public void Npy_rows_come_in_order_whatever_the_block(string descr, bool fortran, int block)
    {
        const int Count = 100_003;
        byte[] data = Numbers.Bytes(descr[1..], [.. Entries(Count, fortran)], descr[0] == '>');
        using TemporaryFile file = TemporaryFile.OfBytes("x.npy", NpyWriter.Array(descr, [Count, Columns], data, fortran));
        using RowSource source = RowSource.Open(file.Path);
        Assert.Equal((Columns, Count, file.Path), (source.Columns, source.RowCount, source.Path));
        Assert.Equal(Count, CheckRows(source, block));
    }

    [Fact]
    public void Csv_rows_come_in_order()
    {
        const int Count = 5000;
        string text = string.Join('\n', Entries(Count, fortran: false).Chunk(Columns).Select(row => string.Join(';', row)));
        using TemporaryFile file = TemporaryFile.OfText("x.csv", "a;b;c;d;e;f;g\n" + text);
        using RowSource source = RowSource.Open(file.Path);
        Assert.Null(source.RowCount);
        Assert.Equal(Count, CheckRows(source, 64));
    }

    [Theory]
    [InlineData("x.npy", false)]
    [InlineData("x.npy", true)]
    [InlineData("x.csv", false)]
    public void Reading_a_large_file_takes_little_memory(string name, bool fortran)
    {
        // 300 000 rows of 7: 16.8 MB of doubles.
        using TemporaryFile file = name.EndsWith(".csv", StringComparison.Ordinal)
            ? TemporaryFile.OfText(name, string.Join('\n', Entries(Rows, false).Chunk(Columns).Select(row => string.Join(',', row))))
            : TemporaryFile.OfBytes(name, NpyWriter.Array("<f8", [Rows, Columns], Numbers.Bytes("f8", [.. Entries(Rows, fortran)]), fortran));
        double[] buffer = new double[1000 * Columns];
        long before = GC.GetAllocatedBytesForCurrentThread();
        double sum = 0;
        using (RowSource source = RowSource.Open(file.Path))
        {
            for (int rows = source.Read(buffer); rows > 0; rows = source.Read(buffer))
            {
                sum += buffer.AsSpan(0, rows * Columns).ToArray()[^1];
            }

            Assert.Equal(Rows, source.Position);
        }

        // The loop's own ToArray allocates once for each block of at most 1000 rows: count it out.
        long own = (long)((Rows / 1000.0) + 1) * ((1000 * Columns * sizeof(double)) + 64);
        Assert.True(sum > 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - own, long.MinValue, 2 << 20);
    }

    [Fact]
    public void Rows_one_by_one_are_those_of_the_blocks()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("x.npy", NpyWriter.Doubles([3, 2], 1, 2, 3, 4, 5, 6));
        using RowSource source = RowSource.Open(file.Path);
        Assert.Equal([1, 2, 3, 4, 5, 6], source.Rows(2).SelectMany(row => row.ToArray()));
        Assert.Empty(source.Rows());
        Assert.Throws<ArgumentException>(() => source.Read(new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Rows(0));
    }

    [Fact]
    public void An_entry_that_is_not_finite_is_named_by_row_and_column()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("x.npy", NpyWriter.Doubles([3, 2], 1, 2, 3, 4, double.NaN, 6));
        using RowSource source = RowSource.Open(file.Path);
        double[] row = new double[2];
        Assert.Equal((1, 1), (source.Read(row), source.Read(row)));
        Assert.Equal("index [2, 0]", Assert.Throws<WeightFileException>(() => source.Read(row)).Where);
    }

    [Fact]
    public void Files_without_rows_are_refused()
    {
        using TemporaryFile vector = TemporaryFile.OfBytes("x.npy", NpyWriter.Doubles([3], 1, 2, 3));
        Assert.Contains("(3)", Assert.Throws<WeightFileException>(() => RowSource.Open(vector.Path)).Problem, StringComparison.Ordinal);
        using TemporaryFile none = TemporaryFile.OfBytes("x.npy", NpyWriter.Doubles([0, int.MaxValue]));
        Assert.Contains("(0, 2147483647)", Assert.Throws<WeightFileException>(() => RowSource.Open(none.Path)).Problem, StringComparison.Ordinal);
        using TemporaryFile archive = TemporaryFile.OfBytes("x.npz", NpzWriter.Stored(("x.npy", NpyWriter.Doubles([1, 1], 1))));
        Assert.Contains("rows are not read", Assert.Throws<WeightFileException>(() => RowSource.Open(archive.Path)).Problem, StringComparison.Ordinal);
        using TemporaryFile text = TemporaryFile.OfText("x.csv", "# nothing\n");
        Assert.Contains("no number", Assert.Throws<WeightFileException>(() => RowSource.Open(text.Path)).Problem, StringComparison.Ordinal);
    }

    // Entry (i, j) = (7 i + j) mod 10007, in the file's order.
    private static IEnumerable<double> Entries(int rows, bool fortran) => fortran
        ? from j in Enumerable.Range(0, Columns) from i in Enumerable.Range(0, rows) select Entry(i, j)
        : from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, Columns) select Entry(i, j);

    private static double Entry(long i, int j) => ((Columns * i) + j) % 10007;

    private static long CheckRows(RowSource source, int block)
    {
        double[] buffer = new double[(block * Columns) + 3];
        long at = 0;
        for (int rows = source.Read(buffer); rows > 0; rows = source.Read(buffer))
        {
            for (int i = 0; i < rows; i++, at++)
            {
                for (int j = 0; j < Columns; j++)
                {
                    if (buffer[(i * Columns) + j] != Entry(at, j))
                    {
                        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"row {at}, column {j}"));
                    }
                }
            }
        }

        Assert.Equal(at, source.Position);
        return at;
    }
}
