using System.Globalization;
using System.Text.Json;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>margin and reconstruct of networks of several layers.</summary>
public sealed class NetworkMarginCommandTests : IDisposable
{
    private static readonly double[][][] Paired = [[[2, 0], [0, 5], [-2, 0], [0, -5]], [[3, 0, 0, 0], [0, 3, 0, 0], [0, 0, 3, 0], [0, 0, 0, 3]]];
    private static readonly double[][][] Folded = [[[1], [-1]], [[1, 1]]];
    private readonly string _folder = Directory.CreateTempSubdirectory("ratios").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // By hand: [A; -A] has sigma_min(A) / sqrt 2, the diagonal 3; regions see 2 * 3 at least.
    [Fact]
    public void Margin_BracketsTheInverse()
    {
        string model = TextNetwork.Write(_folder, Paired);

        CliRun run = CliRun.Of("margin", model, "--format", "json");
        CliRun text = CliRun.Of("margin", model);

        Assert.Empty(run.Error);
        Assert.Equal((0, 0), (run.ExitCode, text.ExitCode));
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(6 / Math.Sqrt(2), report.GetProperty("inverseLipschitz").GetProperty("lower").GetDouble(), 1e-12);
        Assert.Equal(6, report.GetProperty("inverseLipschitz").GetProperty("upper").GetDouble(), 1e-12);
        Assert.Equal(Math.Sqrt(2) / 6, report.GetProperty("lipschitzOfInverse").GetProperty("upper").GetDouble(), 1e-12);
        Assert.Equal(2, report.GetProperty("layers").GetArrayLength());
        Assert.Contains("Lipschitz constant of its inverse: between 0.16", text.Output, StringComparison.Ordinal);
        Assert.Equal(3, CliRun.Of("margin", TextNetwork.Write(_folder, Folded)).ExitCode);
        Assert.Equal(2, CliRun.Of("margin", model, "--domain", "sphere").ExitCode);
        CliRun layer = CliRun.Of("margin", model + "#a", "--domain", "rn");
        Assert.Equal(0, layer.ExitCode);
        Assert.Contains("Lipschitz constant of the inverse   0.70710678", layer.Output, StringComparison.Ordinal);
    }

    /// <summary>Seven inputs and forty rows with ReLU are too many for the regions; fifteen rows are 2 n + 1. With fourteen, or where it is decided, nothing is said.</summary>
    [Fact]
    public void Check_NotesTheDoublingOfAnUndecidedNetwork()
    {
        Random random = new(4);
        double[][] Drawn(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
        string Check(int last, string code)
        {
            CliRun run = CliRun.Of("check", TextNetwork.Write(_folder, [Drawn(200, 7), Drawn(last, 200)]), "--certificate", "none", "--time-limit", "1", "--format", "json");
            Assert.Equal(code, JsonDocument.Parse(run.Output).RootElement.GetProperty("verdict").GetString());
            return run.Output;
        }

        Assert.Contains("the last layer has 15 rows, and 2n + 1 are 15", Check(15, "undecided"), StringComparison.Ordinal);
        Assert.DoesNotContain("2n + 1", Check(14, "undecided"), StringComparison.Ordinal);
        Assert.DoesNotContain("2n + 1", Check(6, "notInjective"), StringComparison.Ordinal);
    }

    // (2 x)+, (5 y)+, their negatives, times 3, for x = 0.1, y = -0.7; rounded to single precision, as text and as an array.
    [Fact]
    public void Reconstruct_TakesTheTypeOfTheNumbers()
    {
        string model = TextNetwork.Write(_folder, Paired);
        float[] y = [0.6f, 0, 0, 10.5f];
        string text = Path.Combine(_folder, "y.csv");
        File.WriteAllText(text, string.Concat(y.Select(v => v.ToString("R", CultureInfo.InvariantCulture) + "\n")));
        string array = Path.Combine(_folder, "y.npy");
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }".PadRight(117) + "\n";
        File.WriteAllBytes(array, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header.Select(c => (byte)c), .. y.SelectMany(BitConverter.GetBytes)]);

        CliRun run = CliRun.Of("reconstruct", model, array, "--format", "json");
        CliRun exact = CliRun.Of("reconstruct", model, text);

        Assert.Empty(run.Error);
        Assert.Equal((0, 0), (run.ExitCode, exact.ExitCode));
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(Math.ScaleB(1, -16), report.GetProperty("tolerance").GetDouble());
        Assert.Equal([0.1, -0.7], report.GetProperty("input").EnumerateArray().Select(v => Math.Round(v.GetDouble(), 6)));
        Assert.Equal(("layers", true), (report.GetProperty("method").GetString(), report.GetProperty("unique").GetBoolean()));
        Assert.StartsWith("input = (0.0999", exact.Output.Replace("(0.1,", "(0.0999", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // |x| = 2: x = 2 or -2, each alone in its region.
    [Fact]
    public void Reconstruct_OfAFoldIsNotUnique()
    {
        string model = TextNetwork.Write(_folder, Folded);
        string y = Path.Combine(_folder, "y.csv");
        File.WriteAllText(y, "2\n");

        CliRun run = CliRun.Of("reconstruct", model, y);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the only one in its region; found by the composed map", run.Output, StringComparison.Ordinal);
        Assert.Contains("inputs of other regions may have this output too", run.Output, StringComparison.Ordinal);
        Assert.Contains("OUTPUT: the output has 1 entries", CliRun.Of("reconstruct", TextNetwork.Write(_folder, Paired), y).Error, StringComparison.Ordinal);
        Assert.Equal(2, CliRun.Of("reconstruct", model, y, "--method", "frame").ExitCode);
    }
}
