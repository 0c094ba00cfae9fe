using System.Text.Json;
using ReluInjectivity.Cli;
using ReluInjectivity.Equations;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The command line over the real catalogue.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Solve_prints_an_object_for_each_level()
    {
        (int exitCode, string output, string error) = Run("solve", "single-layer", "--level", "1..4", "--format", "json");

        Assert.Equal(0, exitCode);
        Assert.Empty(error);
        JsonElement[] levels = [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
        Assert.Equal([1, 2, 3, 4], levels.Select(l => l.GetProperty("level").GetInt32()));
        Assert.All(levels, l => Assert.Equal("solved", l.GetProperty("status").GetString()));
        Assert.All(levels, l => Assert.True(l.GetProperty("errorEstimate").GetDouble() < 1e-10));
        Assert.Equal(3, levels[1].GetProperty("unknowns").EnumerateObject().Count());
    }

    [Fact]
    public void Same_input_same_bytes() => Assert.Equal(Run("solve", "single-layer", "--level", "1..4", "--format", "csv"), Run("solve", "single-layer", "--level", "1..4", "--format", "csv"));

    [Fact]
    public void Every_model_can_be_listed_shown_and_solved()
    {
        string listed = Run("models").Output;
        string inGallery = Run("models", "--gallery").Output;
        foreach (string model in Families.All.Select(f => f.Model).Distinct())
        {
            Assert.Single(new[] { listed, inGallery }, l => l.Split('\n').Any(row => row.TrimStart().StartsWith(model + " ", StringComparison.Ordinal)));
            Assert.Equal(0, Run("show", model).ExitCode);
            Assert.Equal(0, Run("show", model, "--format", "latex").ExitCode);

            // Some have no value somewhere, for a reason that their file states. Of levels at depths the first few: the highest take a minute.
            string[] few = Families.Of(model).Indices.Count > 1 ? ["--level", "1..2", "--depth", "1..2"] : [];
            string[] cells = Run(["solve", model, "--format", "csv", .. few]).Output.Split('\n');
            int status = Array.IndexOf(cells[0].Split(','), "status");
            Assert.All(cells.Skip(1).Where(row => row.Length > 0), row => Assert.Contains(row.Split(',')[status], new[] { "solved", "noValue" }));
        }
    }

    [Theory]
    [InlineData("kappa=0")]
    [InlineData("kappa=-1")]
    public void A_given_outside_its_interval_is_bad_input(string setting)
    {
        (int exitCode, string output, string error) = Run("solve", "single-layer", "--set", setting);
        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains("kappa", error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(args, new CommandContext
        {
            Output = output,
            Error = error,
            Systems = Catalog.Systems,
            Gallery = new(static () => Gallery.Catalog.Systems, static () => Gallery.Catalog.Relations, static _ => null),
        });
        return (exitCode, output.ToString(), error.ToString());
    }
}
