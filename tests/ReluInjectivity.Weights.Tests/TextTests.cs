namespace ReluInjectivity.Weights.Tests;

/// <summary>Text files: separators, headers, comments, and errors with line and column.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\n3,4")]
    [InlineData("1;2\r\n3;4\r\n")]
    [InlineData("1\t2\r3\t4\r")]
    [InlineData("  1   2 \n\n 3\t4\n\n")]
    [InlineData("# two by two\n1, 2 # first\n3 ,4\n")]
    [InlineData("\uFEFFx1,x2\n1,2\n3,4\n")]
    [InlineData("\"x,1\",\"x2\"\n\"1\",2\n3,\"4\"\n")]
    [InlineData("1.0e0,+2\n0.3e1,4.\n")]
    public void Reads_a_table(string text)
    {
        using TemporaryFile file = TemporaryFile.OfText("w.csv", text);
        WeightArray array = Assert.Single(WeightFile.ReadArrays(file.Path));
        Assert.Equal([2, 2], array.Shape);
        Assert.Equal([1, 2, 3, 4], array.Values);
        Assert.Equal("w", array.Name);
        Assert.Equal(3, WeightFile.ReadMatrix(file.Path)[1, 0]);
        using RowSource rows = RowSource.Open(file.Path);
        Assert.Equal([1, 2], rows.Rows().First().ToArray());
    }

    [Theory]
    [InlineData("1,2\n3\n", "line 2", "number of numbers is 1 here and 2")]
    [InlineData("1,2\n3,4,5\n", "line 2", "number of numbers is 3 here and 2")]
    [InlineData("1,2\n\n3,x\n", "line 3, column 3", "'x' is not a number")]
    [InlineData("1,y\n3,4\n", "line 1, column 3", "'y' is not a number")]
    [InlineData("1,\n3,4\n", "line 1, column 3", "empty")]
    [InlineData("1,,2\n", "line 1, column 3", "empty")]
    [InlineData("1,nan\n", "line 1, column 3", "not a finite number")]
    [InlineData("1 -inf\n", "line 1, column 3", "not a finite number")]
    [InlineData("1,1e999\n", "line 1, column 3", "not a finite number")]
    [InlineData("1,\"2\n", "line 1, column 3", "not closed")]
    [InlineData("1,5;2,5\n", "line 1, column 1", "'1,5' is not a number")]
    [InlineData("a,b\n", "line 2", "no number")]
    [InlineData("a,b\n1,c\n", "line 2, column 3", "'c' is not a number")]
    [InlineData("\0\0\0", "line 1", "no number")]
    [InlineData("1 2\n\0 2\n", "line 2, column 1", "'\\u0000' is not a number")]
    public void Names_the_place_of_an_error(string text, string where, string problem)
    {
        using TemporaryFile file = TemporaryFile.OfText("w.csv", text);
        WeightFileException error = Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(file.Path));
        Assert.Equal(where, error.Where);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(file.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_longer_than_the_buffer_is_read()
    {
        double[] row = [.. Enumerable.Range(0, 40000).Select(i => (i * 0.1) - 7)];
        string line = string.Join(',', row.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        using TemporaryFile file = TemporaryFile.OfText("wide.csv", line + "\r\n" + line + "\r\n");
        WeightArray array = WeightFile.ReadArray(file.Path);
        Assert.Equal([2, 40000], array.Shape);
        Assert.Equal([.. row, .. row], array.Values);
    }

    [Fact]
    public void Line_endings_split_by_the_buffer_are_one()
    {
        // 65535 bytes are read at a time: put \r at the end of the first block and \n at the start of the second.
        for (int shift = -2; shift <= 2; shift++)
        {
            string text = new string(' ', 65535 - 4 + shift) + "1,2\r\n3,4\r5,6";
            using TemporaryFile file = TemporaryFile.OfText("w.csv", text);
            Assert.Equal([1, 2, 3, 4, 5, 6], WeightFile.ReadArray(file.Path).Values);
        }
    }

    [Fact]
    public void A_number_longer_than_the_limit_is_refused()
    {
        using TemporaryFile file = TemporaryFile.OfText("w.csv", "1,2\n3," + new string('4', WeightFileLimits.MaxNumberLength + 1));
        Assert.Equal("line 2, column 3", Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(file.Path)).Where);
    }
}
