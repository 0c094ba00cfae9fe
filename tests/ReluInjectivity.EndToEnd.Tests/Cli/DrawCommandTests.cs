using System.Globalization;
using System.Xml.Linq;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Pictures of given layers, held against the rows themselves.</summary>
public sealed class DrawCommandTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly string _folder = Directory.CreateTempSubdirectory("draw").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The cells fill the frame, and at the middle of each as many rows are active as its colour says.</summary>
    [Theory]
    [InlineData("1,0;0,1;-1,-1", "0;0;0", "1", "0,0", 6)]
    [InlineData("1,0;-1,0", "-0.5;-0.5", "1", "0,0", 3)]
    [InlineData("1,2;-2,1;0.5,-1;3,1;-1,-0.3;0.2,0.9;2,2", "0.1;-0.4;0.3;0.7;0.2;-0.6;1.1", "2.5", "0.5,-1", 0)]
    [InlineData("1,2,5;-2,1,0;0.5,-1,-1;0,0,1", "0.1;-0.4;0.3;0.2", "100", "0,0,2", 0)]
    public void Cells_CountTheActiveRows(string rows, string bias, string radius, string at, int expected)
    {
        double[][] w = [.. rows.Split(';').Select(static r => r.Split(',').Select(Parse).ToArray())];
        double[] b = [.. bias.Split(';').Select(Parse)];
        double[] middle = [.. at.Split(',').Select(Parse)];
        XElement svg = Draw(rows, bias, "--radius", radius, "--at", at);
        XElement[] groups = [.. Groups(svg, "cells")];
        XElement[] axes = [.. Groups(svg, "axis x").Concat(Groups(svg, "axis y"))];
        (double X, double Y)[] frame = Places(Assert.Single(Groups(svg, "frame")).Element(Svg + "polyline")!);
        (double from, double to) x = (Number(axes[0], "data-from"), Number(axes[0], "data-to"));
        (double from, double to) y = (Number(axes[1], "data-from"), Number(axes[1], "data-to"));
        Assert.Equal(2 * Parse(radius), x.to - x.from, 9);
        double area = 0;
        int count = 0;
        foreach (XElement group in groups)
        {
            int active = int.Parse(((string)group.Attribute("data-name")!).Split(' ')[0], CultureInfo.InvariantCulture);
            Assert.Equal(active < middle.Length, ((string)group.Attribute("data-name")!).Contains("fewer", StringComparison.Ordinal));
            foreach ((double X, double Y)[] cell in group.Elements(Svg + "polygon").Select(Places))
            {
                count++;
                double own = Math.Abs(cell.Select((p, i) => (p.X * cell[(i + 1) % cell.Length].Y) - (cell[(i + 1) % cell.Length].X * p.Y)).Sum()) / 2;
                area += own;
                double[] input = [.. middle];
                input[0] = x.from + ((x.to - x.from) * (cell.Average(static p => p.X) - frame[0].X) / (frame[1].X - frame[0].X));
                input[1] = y.to - ((y.to - y.from) * (cell.Average(static p => p.Y) - frame[0].Y) / (frame[2].Y - frame[0].Y));

                // Slivers are smaller than the digits that the picture has.
                if (own > 0.5)
                {
                    Assert.Equal(active, Enumerable.Range(0, w.Length).Count(i => w[i].Zip(input, static (a, c) => a * c).Sum() + b[i] > 0));
                }
            }
        }

        Assert.Equal((frame[1].X - frame[0].X) * (frame[2].Y - frame[0].Y), area, 0.01 * area);
        Assert.Equal(count, groups.Sum(static g => (int)Number(g, "data-cells")));
        Assert.True(expected == 0 || expected == count, $"{count} cells");
    }

    [Fact]
    public void Margins_AreDistances()
    {
        XElement svg = Draw("3,4;0,2;1,0", "5;-1;0", "--show", "margins", "--at", "1,1");
        Assert.Equal("3", (string)Assert.Single(Groups(svg, "series")).Attribute("data-points")!);
        Assert.Contains("from 0.5 to 2.4", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Sphere_IsOfThreeInputs()
    {
        XElement svg = Draw("1,0,0;-1,0,0;0,1,0", "0;0;0", "--show", "sphere");
        Assert.Equal(["1 (fewer than inputs)", "2 (fewer than inputs)"], Groups(svg, "cells").Select(static g => (string)g.Attribute("data-name")!));
    }

    [Theory]
    [InlineData("--inputs 1,3", "is not two of the 2 inputs")]
    [InlineData("--inputs 1,1", "is not two of the 2 inputs")]
    [InlineData("--at 1,2,3", "3 numbers for 2 inputs")]
    [InlineData("--radius 0", "is not above 0")]
    [InlineData("--show sphere", "a sphere is of three inputs")]
    [InlineData("--show faces", "none of cells, sphere, margins")]
    public void BadArguments_AreExplained(string options, string expected)
    {
        CliRun run = CliRun.OnCatalog(["draw", File("w.csv", "1,2\n3,4\n"), "-o", Path.Combine(_folder, "p.svg"), .. options.Split(' ')]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private XElement Draw(string rows, string bias, params string[] more)
    {
        string picture = Path.Combine(_folder, "p.svg");
        CliRun run = CliRun.OnCatalog(["draw", File("w.csv", rows.Replace(';', '\n') + "\n"), "--bias", File("b.csv", bias.Replace(';', '\n') + "\n"), "--header", "no", "-o", picture, .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return XElement.Parse(System.IO.File.ReadAllText(picture));
    }

    private string File(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<XElement> Groups(XElement svg, string kind) => svg.Elements(Svg + "g").Where(g => (string)g.Attribute("class")! == kind);

    private static double Number(XElement element, string name) => Parse((string)element.Attribute(name)!);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static (double X, double Y)[] Places(XElement line) => [.. ((string)line.Attribute("points")!).Split(' ').Select(static p => p.Split(',')).Select(static p => (Parse(p[0]), Parse(p[1])))];
}
