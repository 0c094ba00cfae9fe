using System.Text.Json;
using ReluInjectivity.Cli;
using ReluInjectivity.Equations;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The commands <c>curve</c> and <c>limit</c>.</summary>
public sealed class CurveAndLimitTests
{
    private static readonly string[] Sweep = ["curve", "single-layer", "--over", "alpha=4:8:9", "--level", "2"];

    [Fact]
    public void Curve_prints_an_object_for_each_point()
    {
        (int exitCode, string output, _) = Run([.. Sweep, "--format", "json"]);
        Assert.Equal(0, exitCode);
        JsonElement[] points = [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
        Assert.Equal(9, points.Length);
        Assert.Equal(
            ["model", "level", "goal", "alpha", "status", "value", "errorEstimate", "given", "unknowns", "outputs", "message", "jump"],
            points[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(4.5, points[1].GetProperty("alpha").GetDouble());
        Assert.Equal("energy", points[1].GetProperty("goal").GetString());
    }

    [Fact]
    public void Interrupted_curve_keeps_its_points_and_resumes()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        try
        {
            using var cancellation = new CancellationTokenSource();
            using var output = new StringWriter();
            using var error = new CancelAfter(cancellation, points: 3);
            int cancelled = CommandLine.Run(
                [.. Sweep, "--output", file],
                new CommandContext { Output = output, Error = error, ErrorIsTerminal = true, Systems = Catalog.Systems, Cancellation = cancellation.Token });
            Assert.Equal(130, cancelled);
            int kept = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetArrayLength();
            Assert.InRange(kept, 3, 8);

            (int exitCode, string csv, _) = Run([.. Sweep, "--output", file, "--resume", "--format", "csv"]);
            Assert.Equal(0, exitCode);
            Assert.Equal(10, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            Assert.Equal(9, JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetArrayLength());

            // Another curve is not mixed in.
            (int other, _, string message) = Run("curve", "single-layer", "--over", "alpha=4:8:9", "--level", "3", "--output", file, "--resume");
            Assert.Equal(2, other);
            Assert.Contains("another curve", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("alpha", "cannot read")]
    [InlineData("alpha=1:2", "cannot read")]
    [InlineData("alpha=1:2:0", "number of points")]
    [InlineData("alpha=1:x:3", "not a finite number")]
    [InlineData("alpha=-1:2:3:log", "positive ends")]
    [InlineData("alpha=-1:2:3", "open interval")]
    [InlineData("alfa=1:2:3", "did you mean 'alpha'?")]
    public void Bad_ranges_are_explained(string range, string expected)
    {
        (int exitCode, string output, string error) = Run("curve", "single-layer", "--over", range, "--level", "1");
        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--resume", "--output")]
    [InlineData("--plot picture.pdf", "neither in .svg nor in .png")]
    [InlineData("--plot picture.svg --quantity beta", "has no 'beta'")]
    [InlineData("--plot picture.svg --log z", "none of none, x, y, xy")]
    [InlineData("--output points.txt", "neither in .json nor in .csv")]
    [InlineData("--output points.csv --resume", "not read back")]
    [InlineData("--output no-such-folder/points.json", "no-such-folder")]
    [InlineData("--plot no-such-folder/picture.svg", "no-such-folder")]
    [InlineData("--level 1..2 --output points.json", "it keeps one curve, not 2")]
    public void Bad_options_are_explained(string options, string expected)
    {
        (int exitCode, _, string error) = Run(["curve", "single-layer", "--over", "alpha=4:5:2", .. options.Split(' ')]);
        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"solved\"", "\"finished\"", "no status 'finished'")]
    [InlineData("\"solved\"", "\"7\"", "no status '7'")]
    [InlineData("\"chi\"", "\"psi\"", "another curve")]
    public void An_edited_file_is_not_resumed_and_not_touched(string what, string by, string expected)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        string[] sweep = ["curve", "single-layer", "--over", "kappa=1:2:2", "--level", "2", "--output", file];
        try
        {
            Assert.Equal(0, Run(sweep).ExitCode);
            string edited = File.ReadAllText(file).Replace(what, by, StringComparison.Ordinal);
            File.WriteAllText(file, edited);
            (int exitCode, _, string error) = Run([.. sweep, "--resume"]);
            Assert.Equal(2, exitCode);
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.Equal(edited, File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_file_holds_what_its_ending_says()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        try
        {
            (int exitCode, string csv, _) = Run([.. Sweep, "--output", file, "--format", "csv"]);
            Assert.Equal(0, exitCode);
            Assert.Equal(csv, File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Equal steps are the doubles next to the decimals meant, at any scale and sign; equal ratios have 14 digits.</summary>
    [Theory]
    [InlineData("kappa=0.1:0.7:7", "0.1 0.2 0.3 0.4 0.5 0.6 0.7")]
    [InlineData("kappa=0.7:0.1:7", "0.7 0.6 0.5 0.4 0.3 0.2 0.1")]
    [InlineData("kappa=1e-7:7e-7:4", "1E-07 3E-07 5E-07 7E-07")]
    [InlineData("kappa=1.1e5:1.4e5:4", "110000 120000 130000 140000")]
    [InlineData("kappa=1:2:4", "1 1.3333333333333333 1.6666666666666667 2")]
    [InlineData("kappa=0.01:100:5:log", "0.01 0.1 1 10 100")]
    [InlineData("kappa=16:0.5:6:log", "16 8 4 2 1 0.5")]
    [InlineData("kappa=0.001:1000:7:log", "0.001 0.01 0.1 1 10 100 1000")]
    public void Abscissae_are_the_decimals_meant(string range, string expected)
    {
        (_, string csv, string error) = Run("curve", "single-layer", "--over", range, "--level", "1", "--format", "csv", "--tolerance", "1e-4");
        Assert.Empty(error);
        Assert.Equal(expected, string.Join(' ', csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')[0])));
    }

    [Fact]
    public void A_damaged_file_is_not_resumed_and_not_touched()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "[{\"model\": 3");
            (int exitCode, _, string error) = Run([.. Sweep, "--output", file, "--resume"]);
            Assert.Equal(2, exitCode);
            Assert.Contains(file, error, StringComparison.Ordinal);
            Assert.Equal("[{\"model\": 3", File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Limit_prints_its_evidence()
    {
        (int exitCode, string output, _) = Run("limit", "single-layer", "--format", "json");
        Assert.Equal(0, exitCode);
        JsonElement limit = JsonDocument.Parse(output).RootElement;
        Assert.InRange(limit.GetProperty("value").GetDouble(), 6.6979, 6.6981);
        Assert.True(limit.GetProperty("errorEstimate").GetDouble() <= 1e-8);
        Assert.Equal(16, limit.GetProperty("levels").GetArrayLength());
        JsonElement profile = Assert.Single(limit.GetProperty("profiles").EnumerateArray());
        Assert.Equal("q", profile.GetProperty("name").GetString());
        Assert.All(profile.GetProperty("points").EnumerateArray(), p => Assert.InRange(p.GetProperty("errorEstimate").GetDouble(), 0, 0.01));
        double miss = Math.Abs(limit.GetProperty("heldOut").GetProperty("miss").GetDouble());
        Assert.True(miss <= limit.GetProperty("errorEstimate").GetDouble());
    }

    [Fact]
    public void Limit_of_a_model_without_levels_is_bad_input()
    {
        (int exitCode, _, string error) = Run("limit", "test-vector");
        Assert.Equal(2, exitCode);
        Assert.Contains("levels", error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(args, output, error, Catalog.Systems, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Cancels once the progress has been told of so many points.</summary>
    private sealed class CancelAfter(CancellationTokenSource cancellation, int points) : StringWriter
    {
        private int _points;

        public override void Write(string? value)
        {
            if (value?.StartsWith('\r') == true && ++_points == points)
            {
                cancellation.Cancel();
            }
        }
    }
}
