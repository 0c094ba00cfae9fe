using System.Globalization;
using System.Text;

namespace ReluInjectivity.Pictures;

/// <summary>Drawings as SVG: an image with a title and a description for those who cannot see it, text as text in the fonts of the reader.</summary>
internal static class SvgText
{
    private const string Fonts = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";

    /// <summary>Writes a drawing; the same drawing gives the same text.</summary>
    public static string Write(Drawing drawing)
    {
        // Several may stand in one page: what refers to an id must find its own.
        string id = "p" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(drawing.Description)))[..10];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Number(drawing.Width)}pt\" height=\"{Number(drawing.Height)}pt\" viewBox=\"0 0 {Number(drawing.Width)} {Number(drawing.Height)}\" role=\"img\" aria-labelledby=\"{id}t {id}d\" font-family=\"{Fonts}\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}t\">{Escaped(drawing.Title)}</title>\n<desc id=\"{id}d\">{Escaped(drawing.Description)}</desc>\n");
        (Place from, Place to) = drawing.Frame;
        text.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"{id}c\"><rect x=\"{Number(from.X)}\" y=\"{Number(from.Y)}\" width=\"{Number(to.X - from.X)}\" height=\"{Number(to.Y - from.Y)}\"/></clipPath>\n");
        text.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Number(drawing.Width)}\" height=\"{Number(drawing.Height)}\" fill=\"#ffffff\"/>\n");
        foreach (Shape shape in drawing.Shapes)
        {
            Write(text, shape, id);
        }

        return text.Append("</svg>\n").ToString();
    }

    private static void Write(StringBuilder text, Shape shape, string id)
    {
        switch (shape)
        {
            case Group group:
                string facts = string.Concat(group.Facts.Select(static f => $" data-{f.Key}=\"{Escaped(f.Value)}\""));
                text.Append(CultureInfo.InvariantCulture, $"<g class=\"{group.Class}\"{facts}{(group.IsClipped ? $" clip-path=\"url(#{id}c)\"" : string.Empty)}>\n");
                foreach (Shape inner in group.Shapes)
                {
                    Write(text, inner, id);
                }

                text.Append("</g>\n");
                break;
            case Polyline line:
                string places = string.Join(' ', line.Places.Select(static p => $"{Number(p.X)},{Number(p.Y)}"));
                string opacity = line.Opacity < 1 ? $" fill-opacity=\"{Number(line.Opacity)}\"" : string.Empty;
                text.Append(CultureInfo.InvariantCulture, $"<{(line.Fill is null ? "polyline" : "polygon")} points=\"{places}\" fill=\"{line.Fill ?? "none"}\"{opacity}{Outline(line.Stroke)}/>\n");
                break;
            case Dot dot:
                string tip = dot.Tip is null ? "/>" : $"><title>{Escaped(dot.Tip)}</title></circle>";
                text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Number(dot.Centre.X)}\" cy=\"{Number(dot.Centre.Y)}\" r=\"{Number(dot.Radius)}\" fill=\"{dot.Fill}\"{tip}\n");
                break;
            case Words words:
                Write(text, words);
                break;
            default:
                throw new NotSupportedException(shape.GetType().Name);
        }
    }

    private static void Write(StringBuilder text, Words words)
    {
        string anchor = words.Anchor switch { Anchor.Start => "start", Anchor.Middle => "middle", _ => "end" };
        string place = words.IsUpwards ? $"transform=\"translate({Number(words.At.X)} {Number(words.At.Y)}) rotate(-90)\"" : $"x=\"{Number(words.At.X)}\" y=\"{Number(words.At.Y)}\"";
        text.Append(CultureInfo.InvariantCulture, $"<text {place} text-anchor=\"{anchor}\" font-size=\"{Number(words.Size)}\" fill=\"#222222\">");
        double shift = 0;
        foreach (LabelRun run in words.Label.Runs)
        {
            // dy is relative to the run before; readers that know no baseline-shift know it.
            double down = (shift - run.Shift) * words.Size;
            shift = run.Shift;
            text.Append(run is { Shift: 0, Scale: 1 } && down == 0 ? Escaped(run.Text)
                : string.Create(CultureInfo.InvariantCulture, $"<tspan dy=\"{Number(down)}\" font-size=\"{Number(run.Scale * words.Size)}\">{Escaped(run.Text)}</tspan>"));
        }

        text.Append("</text>\n");
    }

    private static string Outline(Stroke? stroke) => stroke is null ? string.Empty
        : $" stroke=\"{stroke.Colour}\" stroke-width=\"{Number(stroke.Width)}\" stroke-linejoin=\"round\"{(stroke.Dashes.Count > 0 ? $" stroke-dasharray=\"{string.Join(' ', stroke.Dashes.Select(Number))}\"" : string.Empty)}";

    private static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
