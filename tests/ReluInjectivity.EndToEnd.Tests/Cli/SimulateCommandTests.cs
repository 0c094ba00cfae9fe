using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Cli;
using ReluInjectivity.Equations;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The command <c>simulate</c>.</summary>
public sealed class SimulateCommandTests
{
    private static readonly string[] Small = ["simulate", "--n", "3", "--alpha", "4", "--samples", "3", "--sweeps", "30", "--theory-level", "2"];

    [Fact]
    public void Json_has_the_documented_keys()
    {
        JsonElement point = Assert.Single(Json([.. Small, "--exact"]));

        Assert.Equal(
            [
                "quantity", "estimate", "n", "outputs", "seed", "restarts", "sweeps", "samples", "mean", "standardDeviation", "lower", "upper",
                "exact", "theory", "noTheory", "values",
            ],
            point.EnumerateObject().Select(p => p.Name));
        Assert.Equal(12, point.GetProperty("outputs")[0].GetInt32());
        Assert.Equal("upper", point.GetProperty("estimate").GetString());
        Assert.Equal(3, point.GetProperty("exact").GetProperty("found").GetInt32());
        Assert.Equal(point.GetProperty("mean").GetDouble(), point.GetProperty("exact").GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal("single-layer", point.GetProperty("theory").GetProperty("model").GetString());
    }

    [Fact]
    public void Table_says_what_the_numbers_are()
    {
        CliRun run = Run(Small);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("upper estimates of each minimum", run.Output, StringComparison.Ordinal);
        Assert.Contains("theory: single-layer level 2, n to infinity", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_a_row_for_each_size()
    {
        string[] lines = Run([.. Small[..2], "3,5", .. Small[3..], "--format", "csv"]).Output.Split('\n');

        Assert.Equal("n,outputs.1,outputs.2,samples,mean,standardDeviation,lower,upper,exact.mean,exact.found,theory.value,theory.errorEstimate", lines[0]);
        Assert.StartsWith("3,12,,3,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("5,20,,3,", lines[2], StringComparison.Ordinal);
        Assert.Empty(lines[3]);
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        string one = Run([.. Small, "--format", "json", "--workers", "1"]).Output;

        Assert.Equal(one, Run([.. Small, "--format", "json", "--workers", "3"]).Output);
        Assert.NotEqual(one, Run([.. Small, "--format", "json", "--seed", "2"]).Output);
    }

    [Fact]
    public void Kappa_whose_capacity_is_alpha_is_the_energy_at_alpha()
    {
        double energy = Theory([.. Small, "--theory-quantity", "energy"]).GetProperty("value").GetDouble();
        JsonElement kappa = Theory([.. Small, "--theory-quantity", "kappa"]);

        Assert.InRange(Math.Abs(kappa.GetProperty("value").GetDouble() - energy), 0, 1e-7);
        Assert.InRange(kappa.GetProperty("errorEstimate").GetDouble(), 1e-12, 1e-7);
    }

    [Fact]
    public void Mean_lies_near_the_theory()
    {
        JsonElement point = Assert.Single(Json(["simulate", "--n", "16", "--alpha", "6.7", "--samples", "20", "--sweeps", "100", "--theory-level", "4"]));
        double theory = point.GetProperty("theory").GetProperty("value").GetDouble();

        // A row moves a minimum by at most 1: its variance is at most m/4 (Efron and Stein), that of the mean of 20 samples of min/n
        // alpha/(4*16*20) = 0.0723^2. Five of them on both sides, and above n^(-2/3) = 0.157 for the finite size.
        Assert.InRange(point.GetProperty("mean").GetDouble(), theory - 0.362, theory + 0.362 + 0.157);
        Assert.InRange(theory, 0.9, 1.1);
    }

    /// <summary>A level is one of a model that has levels; its depth is that of the networks drawn.</summary>
    [Theory]
    [InlineData("--theory-level 3", "deep-plain has no levels, and its depth is that of the networks drawn, 2")]
    [InlineData("--theory deep-partial --theory-level 1", "deep-partial has no levels, and its depth is that of the networks drawn, 2")]
    [InlineData("--theory deep-lifted --theory-level 6", "deep-lifted has no level '6'; its levels are 1..5")]
    public void Theory_has_the_depth_of_the_networks(string line, string reason)
    {
        CliRun run = CliRun.OnCatalog(["simulate", "--layers", "2", "--alpha", "7,6", "--n", "2", "--samples", "2", .. line.Split(' ')]);

        Assert.Equal($"error: --theory-level: {reason}\n", run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    [Theory]
    [InlineData("--layers 2 --n 2 --alpha 4,4", "no equation file declares a model for it")]
    [InlineData("--quantity projection --n 2 --alpha 4", "no equation file declares a model for it")]
    [InlineData("--n 2 --alpha 4 --theory none", "none was asked for")]
    [InlineData("--n 2 --alpha 4 --theory stairs --theory-quantity S", "stairs has no given for the ratio of layer 1")]
    public void Where_there_is_no_theory_it_says_so(string line, string reason)
    {
        CliRun run = CliRun.Of(["simulate", .. line.Split(' '), "--samples", "2", "--sweeps", "5"]);

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith($"no theory value: {reason}\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Option '--alpha' is required.")]
    [InlineData("--alpha x", "--alpha: 'x' is not a finite number")]
    [InlineData("--alpha 0", "--alpha: the ratios of '0' must be above 0")]
    [InlineData("--alpha 6,7", "--alpha: '6,7' has 2 ratios for one layer; write one, or add --layers 2")]
    [InlineData("--alpha 6 --layers 2", "--alpha: '6' has 1 ratios for two layers; write it like 6.7,6.7")]
    [InlineData("--alpha 6 --layers 3", "--layers: '3' is none of 1, 2")]
    [InlineData("--alpha 6 --n 0", "--n: '0' is not a whole number from 1 to 2000")]
    [InlineData("--alpha 6 --n 3,", "--n: '' is not a whole number")]
    [InlineData("--alpha 6 --samples 0", "--samples: '0' is not")]
    [InlineData("--alpha 6 --restarts 1.5", "--restarts: '1.5' is not")]
    [InlineData("--alpha 6 --sweeps -1", "--sweeps: '-1' is not")]
    [InlineData("--alpha 6 --seed x", "--seed: 'x' is not")]
    [InlineData("--alpha 6 --workers 0", "--workers: '0' is not")]
    [InlineData("--alpha 6 --n 5 --exact", "--exact: enumeration takes n <= 4")]
    [InlineData("--alpha 40 --n 4 --exact", "--exact: enumeration takes n <= 4 and at most 128 outputs a layer; n = 4 has 160")]
    [InlineData("--alpha 6,6 --layers 2 --quantity projection", "--quantity: a projection is of one layer")]
    [InlineData("--alpha 0.5 --quantity projection", "--alpha: a projection needs a ratio of at least 1")]
    [InlineData("--alpha 6 --quantity activ", "--quantity: 'activ' is none of active, projection; did you mean 'active'?")]
    [InlineData("--alpha 6 --theory stairz", "--theory: there is no model 'stairz'; did you mean 'stairs'?")]
    [InlineData("--alpha 6 --theory stairs", "--theory-quantity: stairs does not declare what is compared; name a goal, output or given")]
    [InlineData("--alpha 6 --theory stairs --theory-quantity alpha --theory-level 4", "--theory-level: stairs has no level '4'; its levels are 1..3")]
    [InlineData("--alpha 6 --theory stairs --theory-quantity alpha --set lod=1", "--set: stairs has no given 'lod'")]
    [InlineData("--alpha 6 --set kappa=1", "--set: there is no theory model to set it for")]
    [InlineData("--alpha 6 --format jsn", "--format: 'jsn' is none of table, json, csv")]
    public void Wrong_argument_is_named(string line, string expected)
    {
        CliRun run = CliRun.Of(["simulate", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.StartsWith("error: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public void Wrong_time_limit_is_named(string limit)
    {
        CliRun run = Run([.. Small, "--time-limit", limit]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--time-limit", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_run_reports_the_samples_finished()
    {
        using var cancellation = new CancellationTokenSource();
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using var error = new CancelAfter(cancellation, samples: 2);
        int exitCode = CommandLine.Run(
            ["simulate", "--n", "3,4", "--alpha", "4", "--samples", "100", "--workers", "1", "--theory", "none", "--format", "json"],
            new CommandContext { Output = output, Error = error, ErrorIsTerminal = true, Systems = Catalog.Systems, Cancellation = cancellation.Token });

        Assert.Equal(130, exitCode);
        JsonElement point = Assert.Single(JsonDocument.Parse(output.ToString()).RootElement.EnumerateArray());
        Assert.Equal(2, point.GetProperty("samples").GetInt32());
        Assert.EndsWith("error: cancelled after 2 of 200 samples\n", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A sample of each size takes milliseconds, all of them hours.</summary>
    [Theory]
    [InlineData("3,4", "40", 2)]
    [InlineData("60", "1000000", 1)]
    [InlineData("1000", "1", 1)]
    public void Time_limit_reports_the_samples_finished(string sizes, string sweeps, int listed)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        CliRun run = Run(["simulate", "--n", sizes, "--alpha", "4", "--samples", "1000000", "--sweeps", sweeps, "--theory", "none", "--time-limit", "1.5", "--format", "json"]);

        // Beside other tests timers wait for the thread pool.
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.4, 120);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches($@"^error: budget: --time-limit was reached after \d+ of {listed}000000 samples \(\d+ of 1000000 at n = \d+(, 0 of 1000000 at n = 4)?\)\n$", run.Error);
        JsonElement[] points = [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray()];
        Assert.Equal(listed - 1, points.Length);
        Assert.All(points, p => Assert.Equal(p.GetProperty("samples").GetInt32(), p.GetProperty("values").GetArrayLength()));
    }

    [Theory]
    [InlineData("60")]
    [InlineData("none")]
    public void Time_limit_not_reached_changes_nothing(string limit) => Assert.Equal(Run(Small), Run([.. Small, "--time-limit", limit]));

    private static JsonElement Theory(string[] args) => Assert.Single(Json(args)).GetProperty("theory");

    private static JsonElement[] Json(string[] args)
    {
        CliRun run = Run([.. args, "--format", "json"]);
        Assert.Equal(0, run.ExitCode);
        return [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray()];
    }

    private static CliRun Run(string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = CommandLine.Run(args, output, error, Catalog.Systems, CancellationToken.None);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Cancels once the progress has been told of so many samples.</summary>
    private sealed class CancelAfter(CancellationTokenSource cancellation, int samples) : StringWriter
    {
        private int _samples;

        public override void Write(string? value)
        {
            base.Write(value);
            if (value?.StartsWith('\r') == true && ++_samples == samples)
            {
                cancellation.Cancel();
            }
        }
    }
}
