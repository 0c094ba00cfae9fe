using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace ReluInjectivity.Studies.Tests;

/// <summary>What <c>export</c> writes.</summary>
public sealed class ExportTests : StudyFolder
{
    [Fact]
    public void Formats_SayTheSame()
    {
        string[] csv = Export(Solved()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("model,goal,depth,level,kappa,status,value,errorEstimate,unknown.chi,unknown.q[1],unknown.c[1],output.S,output.F,message", csv[0]);
        string[][] rows = [.. csv.Skip(1).Select(static l => l.Split(','))];
        Assert.Equal(["1", "2", "1", "2", "1", "2"], rows.Select(static r => r[3]));
        Assert.Equal(["1", "1", "1.5", "1.5", "2", "2"], rows.Select(static r => r[4]));

        JsonElement[] json = [.. JsonDocument.Parse(Run("export", At("s.db"), "--format", "json").Output).RootElement.EnumerateArray()];
        Assert.Equal(rows.Select(static r => Number(r[6])), json.Select(static o => o.GetProperty("value").GetDouble()));
        Assert.Equal(rows.Select(static r => Number(r[8])), json.Select(static o => o.GetProperty("unknowns").GetProperty("chi").GetDouble()));
        Assert.False(json[0].GetProperty("unknowns").TryGetProperty("q[1]", out _));
        Assert.Equal(JsonValueKind.Null, json[0].GetProperty("depth").ValueKind);
    }

    [Fact]
    public async Task Parquet_ReadsBack()
    {
        string[][] rows = [.. Export(Solved()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l.Split(','))];
        Assert.Equal(0, Run("export", At("s.db"), "-o", At("s.parquet")).ExitCode);
        await using ParquetReader reader = await ParquetReader.CreateAsync(At("s.parquet"));
        Assert.Equal(rows[0], reader.Schema.GetDataFields().Select(static f => f.Name));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        double?[] values = new double?[6];
        await group.ReadAsync<double>(reader.Schema.GetDataFields()[6], values.AsMemory());
        Assert.Equal(rows.Skip(1).Select(static r => Number(r[6])), values.Select(static v => v!.Value));
        double?[] overlaps = new double?[6];
        await group.ReadAsync<double>(reader.Schema.GetDataFields()[9], overlaps.AsMemory());
        Assert.Equal(rows.Skip(1).Select(static r => r[9].Length == 0 ? (double?)null : Number(r[9])), overlaps);
        byte[] first = await File.ReadAllBytesAsync(At("s.parquet"));
        Assert.Equal(0, Run("export", At("s.db"), "-o", At("s.parquet")).ExitCode);
        Assert.Equal(first, await File.ReadAllBytesAsync(At("s.parquet")));
    }

    [Fact]
    public void Latex_HasTheDigitsThatTheBarsLeave()
    {
        string[] lines = Run("export", Solved(), "--format", "latex").Output.Split('\n');
        Assert.Contains(@"level & $\kappa$ & $\alpha$ & error \\", lines);
        string[] row = [.. lines.Single(static l => l.StartsWith("2 & $1.5$", StringComparison.Ordinal)).TrimEnd('\\', ' ').Split(" & ")];
        string value = row[2].Trim('$');
        double bar = Number(row[3].Trim('$').Replace(@" \cdot 10^{", "e", StringComparison.Ordinal).Replace("10^{", "1e", StringComparison.Ordinal).TrimEnd('}'));
        string full = Export(At("s.db")).Split('\n').Single(static l => l.StartsWith("single-layer,alpha,,2,1.5", StringComparison.Ordinal)).Split(',')[6];
        Assert.InRange(Math.Abs(Number(value) - Number(full)), 0, bar);
        Assert.InRange(Math.Pow(10, -value.Split('.')[1].Length), bar / 5, bar * 20);
    }

    [Theory]
    [InlineData("--format parquet", "name a file with --output")]
    [InlineData("--format xml", "none of csv, json, parquet, latex")]
    [InlineData("-o s.xls", "ends in none of .csv, .json, .parquet, .tex")]
    public void BadArguments_AreExplained(string options, string expected)
    {
        (int exitCode, _, string error) = Run(["export", Solved(), .. options.Split(' ')]);
        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string Solved()
    {
        Assert.Equal(0, Run("sweep", "single-layer", "--level", "1..2", "--over", "kappa=1:2:3", "--output", At("s.db")).ExitCode);
        return At("s.db");
    }
}
