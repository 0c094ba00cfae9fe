using System.Globalization;
using System.Xml.Linq;

namespace ReluInjectivity.Pictures.Tests;

/// <summary>What stands in a picture, by its structure: axes and their extents, series and their points.</summary>
public sealed class PlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Axes_AndSeriesAreThere()
    {
        XElement svg = Draw(new("A title", new(Label.Name("kappa"), IsLogarithmic: true), new(Label.Name("alpha")), [
            new(Label.Text("level 1"), SeriesStyle.Line, [new(0.1, 1), new(1, 2), new(10, 4)]),
            new(Label.Name("q[2]"), SeriesStyle.Marks, [new(1, 3, 0.5), new(double.NaN, 1), new(-1, 1)])]));
        XElement[] axes = [.. Groups(svg, "axis")];
        Assert.Equal(["axis x", "axis y"], axes.Select(static a => (string)a.Attribute("class")!));
        Assert.Equal(["κ", "α"], axes.Select(static a => (string)a.Attribute("data-label")!));
        Assert.Equal(["log", "linear"], axes.Select(static a => (string)a.Attribute("data-scale")!));
        Assert.InRange(Number(axes[0], "data-from"), 0.01, 0.0999);
        Assert.InRange(Number(axes[0], "data-to"), 10.01, 100);
        Assert.InRange(Number(axes[1], "data-from"), 0.5, 0.999);
        Assert.InRange(Number(axes[1], "data-to"), 4.001, 4.5);
        XElement[] series = [.. Groups(svg, "series")];
        Assert.Equal(["level 1", "q2"], series.Select(static s => (string)s.Attribute("data-name")!));
        Assert.Equal(["3", "1"], series.Select(static s => (string)s.Attribute("data-points")!));
        Assert.Equal(["0", "2"], series.Select(static s => (string)s.Attribute("data-dropped")!));
        Assert.Contains("and 2 without a value that can be drawn", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Equal("A title", svg.Element(Svg + "title")!.Value);
    }

    /// <summary>Equal ratios are equal lengths on a logarithmic axis, equal steps on a linear one, and more is higher.</summary>
    [Fact]
    public void Points_StandWhereTheyBelong()
    {
        (double X, double Y)[] at = Places(Draw(new("t", new(Label.Text("x"), IsLogarithmic: true), new(Label.Text("y")), [new(new([]), SeriesStyle.Line, [new(0.1, -1), new(1, 1), new(10, 3)])])));
        Assert.Equal(at[1].X - at[0].X, at[2].X - at[1].X, 0.003);
        Assert.Equal(at[0].Y - at[1].Y, at[1].Y - at[2].Y, 0.003);
        Assert.True(at[0].X < at[1].X && at[0].Y > at[1].Y);
    }

    /// <summary>The labelled marks of an axis are where they say, at any scale and sign.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3, 7)]
    [InlineData(6.69805, 6.69806)]
    [InlineData(1e-9, 5e-9)]
    [InlineData(1e6, 3e6)]
    [InlineData(-0.002, 0)]
    [InlineData(7.5, 7.5)]
    public void Ticks_AreWhereTheySay(double from, double to)
    {
        var scale = new Scale([from, to], isLogarithmic: false, 0.05, "y");
        Tick[] ticks = [.. scale.Ticks(6)];
        Assert.InRange(ticks.Length, 2, 12);
        Assert.All(ticks, tick =>
        {
            string text = string.Concat(tick.Label!.Runs.Select(static r => r.Shift > 0 ? "e" + r.Text : r.Text)).Replace('\u2212', '-').Replace(" · 10", string.Empty, StringComparison.Ordinal);
            Assert.Equal(tick.Value, double.Parse(text, CultureInfo.InvariantCulture), Math.Abs(scale.To - scale.From) * 1e-6);
            Assert.InRange(scale.At(tick.Value), -1e-9, 1 + 1e-9);
        });
        Assert.Equal(ticks.Length, ticks.Select(static t => t.Label!.Plain).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(1e-12, 1e-2)]
    [InlineData(1, 30)]
    [InlineData(2, 3)]
    public void LogarithmicTicks_AreWhereTheySay(double from, double to)
    {
        var scale = new Scale([from, to], isLogarithmic: true, 0.05, "y");
        Tick[] labelled = [.. scale.Ticks(6).Where(static t => t.Label is not null)];
        Assert.InRange(labelled.Length, 2, 12);
        Assert.All(labelled, tick =>
        {
            string text = string.Concat(tick.Label!.Runs.Select(static r => r.Shift > 0 ? "e" + r.Text : r.Text)).Replace('\u2212', '-').Replace("10e", "1e", StringComparison.Ordinal);
            Assert.Equal(1, tick.Value / double.Parse(text, CultureInfo.InvariantCulture), 1e-9);
        });
    }

    [Fact]
    public void Gaps_InterruptTheLine()
    {
        XElement svg = Draw(new("t", new(Label.Text("x")), new(Label.Text("y")), [new(new([]), SeriesStyle.Line, [new(1, 1), new(2, 2), new(3, double.NaN), new(4, 4), new(5, 5), new(6, double.NaN), new(7, 7)])]));
        XElement series = Assert.Single(Groups(svg, "series"));
        Assert.Equal([2, 2], series.Elements(Svg + "polyline").Select(static l => ((string)l.Attribute("points")!).Split(' ').Length));
        Assert.Single(series.Elements(Svg + "circle"));
    }

    [Fact]
    public void Bars_AreBands_AndReferencesCrossThePlot()
    {
        XElement svg = Draw(new("t", new(Label.Text("x")), new(Label.Text("y")), [
            new(Label.Text("a"), SeriesStyle.Line, [new(1, 1, 0.25), new(2, 2, 0.5)]), new(Label.Text("b"), SeriesStyle.Reference, [new(0, 1.5)])]));
        XElement[] series = [.. Groups(svg, "series")];
        (double X, double Y)[] band = Places((string)series[0].Element(Svg + "polygon")!.Attribute("points")!);
        (double X, double Y)[] line = Places((string)series[0].Element(Svg + "polyline")!.Attribute("points")!);
        Assert.Equal(4, band.Length);
        Assert.Equal(line[1].Y - band[1].Y, 2 * (line[0].Y - band[0].Y), 2);
        (double X, double Y)[] crossing = Places((string)series[1].Element(Svg + "polyline")!.Attribute("points")!);
        Assert.Equal((line[0].Y + line[1].Y) / 2, crossing[0].Y, 2);
        Assert.True(crossing[0].X < line[0].X && crossing[1].X > line[1].X);
    }

    [Fact]
    public void Nothing_ToDrawIsSaid()
    {
        Plot plot = new("t", new(Label.Text("x")), new(Label.Text("y"), IsLogarithmic: true), [new(new([]), SeriesStyle.Line, [new(1, -1), new(2, double.NaN)])]);
        Assert.Contains("no point has a finite and positive y", Assert.Throws<ArgumentException>(plot.Draw).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_IsEscaped()
    {
        XElement svg = Draw(new("<&\">", new(Label.Text("a < b & c")), new(Label.Text("\"y\"")), [new(Label.Text("<s>"), SeriesStyle.Line, [new(1, 1), new(2, 2)])]));
        Assert.Equal("<&\">", svg.Element(Svg + "title")!.Value);
        Assert.Contains("a < b & c", svg.Descendants(Svg + "text").Select(static t => t.Value));
    }

    /// <summary>Texts of the legend and the axes end inside of the picture, however long names are.</summary>
    [Fact]
    public void Legend_StaysInside()
    {
        string name = string.Join(' ', Enumerable.Repeat("a long name", 20));
        Plot plot = new("t", new(Label.Text("x")), new(Label.Text("y")), [new(Label.Text(name), SeriesStyle.Line, [new(1, 1), new(2, 2)]), new(Label.Text("short"), SeriesStyle.Marks, [new(1, 1)])]);
        XElement svg = Draw(plot);
        double width = double.Parse(((string)svg.Attribute("viewBox")!).Split(' ')[2], CultureInfo.InvariantCulture);
        XElement[] texts = [.. Assert.Single(Groups(svg, "legend")).Elements(Svg + "text")];
        Assert.Equal(2, texts.Length);
        Assert.All(texts, t => Assert.InRange(Number(t, "x") + Glyphs.WidthOf(Label.Text(t.Value), Number(t, "font-size")), 0, width));
    }

    private static XElement Draw(Plot plot) => XElement.Parse(plot.Draw().ToSvg());

    private static IEnumerable<XElement> Groups(XElement svg, string kind) => svg.Elements(Svg + "g").Where(g => ((string)g.Attribute("class")!).Split(' ')[0] == kind);

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    private static (double X, double Y)[] Places(XElement svg) => Places((string)Assert.Single(Groups(svg, "series")).Element(Svg + "polyline")!.Attribute("points")!);

    private static (double X, double Y)[] Places(string points) =>
        [.. points.Split(' ').Select(static p => p.Split(',')).Select(static p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];
}
