namespace ReluInjectivity.Weights.Tests;

/// <summary>Whether a first line is titles: found out, or told.</summary>
public sealed class TextHeaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", TextHeader.Auto, 2)]
    [InlineData("a,b\n1,2\n3,4\n", TextHeader.Yes, 2)]
    [InlineData("0,1\n1,2\n3,4\n", TextHeader.Auto, 3)]
    [InlineData("0,1\n1,2\n3,4\n", TextHeader.No, 3)]
    [InlineData("0,1\n1,2\n3,4\n", TextHeader.Yes, 2)]
    [InlineData("0;1\r\n1;2\r\n3;4\r\n", TextHeader.Yes, 2)]
    [InlineData("\n# note\n0 1 # titles\n1 2\n3 4\n", TextHeader.Yes, 2)]
    [InlineData("1,NA\n1,2\n3,4", TextHeader.Yes, 2)]
    [InlineData(",x\n1,2\n3,4", TextHeader.Yes, 2)]
    [InlineData("\"0, 1\",7,8\n1,2\n3,4", TextHeader.Yes, 2)]
    [InlineData("0,1,2\n0.5,1.5,2.5\n", TextHeader.No, 2)]
    [InlineData("0,1\n0.5,1.5\n", TextHeader.No, 2)]
    [InlineData("0,1\n-0.8660254037844386,-0.5\n0.866,-0.5\n", TextHeader.Auto, 3)]
    [InlineData("0,1\n0.6,8e-1\n-3,1\n", TextHeader.Auto, 3)]
    [InlineData("0\n0.1\n0.2\n", TextHeader.Auto, 3)]
    [InlineData("0,1,2\n0.5,1.5,2.5\n", TextHeader.Yes, 1)]
    public void First_line_is_titles_or_a_row(string text, TextHeader header, int rows)
    {
        using TemporaryFile file = TemporaryFile.OfText("w.csv", text);
        Assert.Equal(rows, WeightFile.ReadMatrix(file.Path, header: header).RowCount);
        using RowSource source = RowSource.Open(file.Path, header);
        double[] buffer = new double[source.Columns * 9];
        Assert.Equal(rows, source.Read(buffer));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", TextHeader.No, "line 1, column 1")]
    [InlineData("a,2\n1,2\n", TextHeader.Auto, "line 1, column 1")]
    [InlineData("1,NA\n1,2\n", TextHeader.Auto, "line 1, column 3")]
    [InlineData("a,b\nc,d\n1,2\n", TextHeader.Yes, "line 2, column 1")]
    [InlineData("0,1,2\n0.5,1.5,2.5\n", TextHeader.Auto, "line 1, column 1")]
    [InlineData("0,1\n0.5,1.5\n-2e-3,4\n", TextHeader.Auto, "line 1, column 1")]
    [InlineData("0,1\n", TextHeader.Yes, "line 2")]
    public void A_line_of_doubt_is_an_error(string text, TextHeader header, string where)
    {
        using TemporaryFile file = TemporaryFile.OfText("w.csv", text);
        Assert.Equal(where, Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(file.Path, header: header)).Where);
    }
}
