namespace ReluInjectivity.Frames.Tests;

/// <summary>One domain in another, against points at their corners and beyond.</summary>
public sealed class DomainInclusionTests
{
    private static readonly string[] Forms =
    [
        "rn", "orthant", "sphere", "ball:1", "ball:2", "nonneg-ball:1", "nonneg-ball:2", "box:-1,1", "box:0,1", "box:0.5,0.6", "box:-0.25,2",
        "bounds:-1,1;0,1", "bounds:0,1;0,1", "bounds:0,inf;0,inf", "bounds:-inf,inf;-inf,inf", "bounds:0,0.7;0,0.7", "bounds:0,0.8;0,0.7", "bounds:-1,inf;-0.5,2",
    ];

    [Fact]
    public void Holds_ExactlyIfNoPointIsOutside()
    {
        // Points of every domain's corners, arcs and far ends, in two dimensions; each pair of forms is told apart by one of them, or is not.
        double[] ends = [-1e6, -2, -1.99, -1, -0.5, -0.25, -0.1, 0, 0.3, 0.5, 0.55, 0.6, 0.7, 0.75, 0.8, 1, 1.99, 2, 1e6];
        List<double[]> points = [.. ends.SelectMany(a => ends.Select(b => new[] { a, b }))];
        points.AddRange(Enumerable.Range(0, 360).SelectMany(k => new[] { 1.0, 2 }.Select(r => new[] { r * Math.Cos(k * Math.PI / 180), r * Math.Sin(k * Math.PI / 180) })));
        int holds = 0;
        foreach (string inner in Forms)
        {
            foreach (string outer in Forms)
            {
                bool expected = points.Where(x => Contains(inner, x, 1e-12)).All(x => Contains(outer, x, 1e-9));
                Assert.True(expected == DomainInclusion.Holds(Domain.Parse(inner), Domain.Parse(outer), 2), $"{inner} in {outer}");
                holds += expected ? 1 : 0;
            }
        }

        Assert.InRange(holds, 60, 250);
    }

    private static bool Contains(string domain, double[] x, double slack)
    {
        string[] parts = domain.Split(':');
        double length = Math.Sqrt((x[0] * x[0]) + (x[1] * x[1]));
        double Number(string text) => text is "inf" ? double.PositiveInfinity : text is "-inf" ? double.NegativeInfinity : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        bool Between(double v, string pair) => v >= Number(pair.Split(',')[0]) - slack && v <= Number(pair.Split(',')[1]) + slack;
        return parts[0] switch
        {
            "rn" => true,
            "orthant" => x.Min() >= -slack,
            "sphere" => Math.Abs(length - 1) <= slack,
            "ball" => length <= Number(parts[1]) + slack,
            "nonneg-ball" => x.Min() >= -slack && length <= Number(parts[1]) + slack,
            "box" => x.All(v => Between(v, parts[1])),
            _ => Between(x[0], parts[1].Split(';')[0]) && Between(x[1], parts[1].Split(';')[1]),
        };
    }
}
