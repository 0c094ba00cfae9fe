using System.Globalization;

namespace ReluInjectivity.Pictures;

/// <summary>The letters of the font that pictures are laid out with, and PNG are drawn with.</summary>
internal static class Glyphs
{
    private const double UnitsPerEm = 2048;

    private static readonly Lazy<Dictionary<int, Glyph>> All = new(Load);

    /// <summary>How wide a label is.</summary>
    /// <param name="label">The label.</param>
    /// <param name="size">The size of its letters, in points.</param>
    public static double WidthOf(Label label, double size) => label.Runs.Sum(r => r.Scale * size * r.Text.Sum(static c => Of(c).Advance));

    /// <summary>A label, cut where it would be wider than there is room for.</summary>
    /// <param name="label">The label.</param>
    /// <param name="size">The size of its letters, in points.</param>
    /// <param name="room">In points.</param>
    public static Label Shortened(Label label, double size, double room)
    {
        if (WidthOf(label, size) <= room)
        {
            return label;
        }

        string text = label.Plain;
        int length = Enumerable.Range(0, text.Length).LastOrDefault(n => WidthOf(Label.Text(text[..n] + "…"), size) <= room);
        return Label.Text(text[..length] + "…");
    }

    /// <summary>The outlines of a label's letters, as closed polygons.</summary>
    /// <param name="label">The label.</param>
    /// <param name="size">The size of its letters, in points.</param>
    public static IEnumerable<IReadOnlyList<Place>> Outlines(Label label, double size)
    {
        double at = 0;
        foreach (LabelRun run in label.Runs)
        {
            double em = run.Scale * size;
            foreach (char letter in run.Text)
            {
                Glyph glyph = Of(letter);
                foreach (IReadOnlyList<Place> contour in glyph.Contours)
                {
                    double from = at;
                    yield return [.. contour.Select(p => new Place(from + (em * p.X), -(em * p.Y) - (run.Shift * size)))];
                }

                at += em * glyph.Advance;
            }
        }
    }

    /// <summary>A letter; those that the font lacks are drawn as a question mark.</summary>
    private static Glyph Of(char letter) => All.Value.TryGetValue(letter, out Glyph? glyph) ? glyph : All.Value['?'];

    private static Dictionary<int, Glyph> Load()
    {
        using Stream stream = typeof(Glyphs).Assembly.GetManifestResourceStream("outlines")!;
        using StreamReader reader = new(stream);
        var glyphs = new Dictionary<int, Glyph>();
        while (reader.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ', 3);
            glyphs.Add(
                int.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                new(double.Parse(parts[1], CultureInfo.InvariantCulture) / UnitsPerEm, parts.Length < 3 ? [] : [.. parts[2].Split('|').Select(Flattened)]));
        }

        return glyphs;
    }

    /// <summary>A contour of quadratic curves as a polygon, in ems.</summary>
    private static IReadOnlyList<Place> Flattened(string contour)
    {
        (Place At, bool IsOn)[] points = [.. contour.Split(' ').Select(static p =>
        {
            string[] xy = p.TrimEnd('~').Split(',');
            return (new Place(double.Parse(xy[0], CultureInfo.InvariantCulture) / UnitsPerEm, double.Parse(xy[1], CultureInfo.InvariantCulture) / UnitsPerEm), !p.EndsWith('~'));
        })];
        static Place Middle(Place a, Place b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);
        (Place At, bool IsOn) Next(int i) => points[(i + 1) % points.Length];

        // Between two control points there is a point of the curve, which fonts leave out.
        var places = new List<Place>();
        Place at = points[0].IsOn ? points[0].At : Middle(points[^1].At, points[0].At);
        for (int i = 0; i < points.Length; i++)
        {
            if (points[i].IsOn)
            {
                places.Add(at = points[i].At);
                continue;
            }

            Place control = points[i].At;
            Place to = Next(i).IsOn ? Next(i).At : Middle(control, Next(i).At);
            for (int k = 1; k <= 6; k++)
            {
                double t = k / 6.0;
                double u = 1 - t;
                places.Add(new((u * u * at.X) + (2 * u * t * control.X) + (t * t * to.X), (u * u * at.Y) + (2 * u * t * control.Y) + (t * t * to.Y)));
            }

            at = to;
        }

        return places;
    }

    private sealed record Glyph(double Advance, IReadOnlyList<IReadOnlyList<Place>> Contours);
}
