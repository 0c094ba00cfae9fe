using System.Globalization;
using System.Xml.Linq;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The pictures that commands draw, by their structure.</summary>
public sealed class PictureTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly string _folder = Directory.CreateTempSubdirectory("pictures").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Curve_HasALineForEachLevel_AndCitedValues()
    {
        XElement svg = Draw(0, "--plot", "curve", "single-layer", "--over", "kappa=0.5:2:5:log", "--level", "1..3", "--format", "json");
        Assert.Equal(["level 1", "level 2", "level 3"], Series(svg, "line").Select(Name));
        Assert.All(Series(svg, "line"), static s => Assert.Equal("5", (string)s.Attribute("data-points")!));
        Assert.Contains("expected: arXiv:2410.20646", Series(svg, "marks").Select(Name));
        XElement[] axes = Axes(svg);
        Assert.Equal(["κ: active outputs per input", "α"], axes.Select(static a => (string)a.Attribute("data-label")!));
        Assert.Equal(["log", "linear"], axes.Select(static a => (string)a.Attribute("data-scale")!));
        Assert.InRange(Number(axes[1], "data-to"), 11, 13);
    }

    [Fact]
    public void Curve_DrawsOutputsAndUnknowns()
    {
        XElement svg = Draw(0, "--plot", "curve", "single-layer", "--over", "alpha=4:8:5", "--level", "2", "--quantity", "S", "--quantity", "chi", "--log", "none");
        Assert.Equal(["S", "χ"], Series(svg, "line").Select(Name));
    }

    [Fact]
    public void Limit_DrawsDistancesAndProfiles()
    {
        XElement svg = Draw(0, "--plot", "limit", "single-layer");
        Assert.Equal(["log", "log"], Axes(svg).Select(static a => (string)a.Attribute("data-scale")!));
        Assert.Equal("16", (string)Series(svg, "lineandmarks").Single().Attribute("data-points")!);
        XElement profile = Draw(0, "--profile-plot", "limit", "single-layer");
        Assert.Equal(["level 2", "level 4", "level 8", "level 16"], Series(profile, "steps").Select(Name));
        Assert.Equal("limit", Name(Series(profile, "marks").Single()));
        Assert.InRange(Number(Axes(profile)[1], "data-to"), 1, 1.1);
    }

    [Fact]
    public void DepthTable_HasAPointForEachDepth() =>
        Assert.Equal("3", (string)Series(Draw(0, "--plot", "depth-table", "--depth", "1..3"), "lineandmarks").Single().Attribute("data-points")!);

    [Fact]
    public void Simulation_StandsBesideItsTheory()
    {
        XElement svg = Draw(0, "--plot", "simulate", "--n", "4,8", "--alpha", "6.5", "--samples", "3");
        Assert.Equal("found, 95% (upper estimate)", Name(Series(svg, "marks").Single()));
        Assert.Equal("2", (string)Series(svg, "marks").Single().Attribute("data-points")!);
        Assert.Equal("theory", Name(Series(svg, "reference").Single()));
    }

    [Fact]
    public void Study_HasALineForWhatVaries()
    {
        string study = Path.Combine(_folder, "s.db");
        Assert.Equal(0, CliRun.OnCatalog("sweep", "single-layer", "--level", "1..2", "--over", "kappa=1:2:2", "--over", "alpha=4:8:5", "--output", study).ExitCode);
        XElement svg = Draw(0, "-o", "plot", study);
        Assert.Equal(["level 1, κ = 1", "level 2, κ = 1", "level 1, κ = 2", "level 2, κ = 2"], Series(svg, "line").Select(Name));
        Assert.Equal(["α", "energy"], Axes(svg).Select(static a => (string)a.Attribute("data-label")!));
        Assert.Equal(2, CliRun.OnCatalog("plot", study, "-o", Path.Combine(_folder, "x.svg"), "--over", "beta").ExitCode);
        Assert.Equal(2, CliRun.OnCatalog("plot", study, "-o", Path.Combine(_folder, "x.svg"), "--quantity", "beta").ExitCode);
    }

    [Fact]
    public void Png_IsOne()
    {
        string file = Path.Combine(_folder, "c.png");
        Assert.Equal(0, CliRun.OnCatalog("curve", "single-layer", "--over", "kappa=1:2:3", "--level", "1", "--plot", file).ExitCode);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(file)[..4]);
    }

    private XElement Draw(int exitCode, string option, params string[] args)
    {
        string file = Path.Combine(_folder, "picture.svg");
        CliRun run = CliRun.OnCatalog([.. args, option, file]);
        Assert.True(run.ExitCode == exitCode, run.Error);
        return XElement.Parse(File.ReadAllText(file));
    }

    private static XElement[] Axes(XElement svg) => [.. svg.Elements(Svg + "g").Where(static g => ((string)g.Attribute("class")!).StartsWith("axis", StringComparison.Ordinal))];

    private static IEnumerable<XElement> Series(XElement svg, string style) => svg.Elements(Svg + "g").Where(g => (string?)g.Attribute("data-style") == style);

    private static string Name(XElement series) => (string)series.Attribute("data-name")!;

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}
