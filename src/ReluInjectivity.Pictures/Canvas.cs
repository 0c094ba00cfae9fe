using System.Globalization;

namespace ReluInjectivity.Pictures;

/// <summary>Drawings as pixels.</summary>
internal sealed class Canvas
{
    private const int CircleCorners = 24;

    private readonly double _scale;
    private readonly (Place From, Place To) _frame;
    private readonly Raster _raster;

    /// <summary>Draws on white.</summary>
    /// <param name="drawing">The drawing.</param>
    /// <param name="scale">Pixels a point.</param>
    public Canvas(Drawing drawing, double scale)
    {
        _scale = scale;
        (Width, Height) = ((int)Math.Ceiling(drawing.Width * scale), (int)Math.Ceiling(drawing.Height * scale));
        _frame = drawing.Frame;
        _raster = new Raster(Width, Height);
        foreach (Shape shape in drawing.Shapes)
        {
            Draw(shape, isClipped: false);
        }
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>Red, green and blue of each pixel, row by row from the top.</summary>
    public byte[] Pixels => _raster.Pixels;

    private void Draw(Shape shape, bool isClipped)
    {
        switch (shape)
        {
            case Group group:
                foreach (Shape inner in group.Shapes)
                {
                    Draw(inner, isClipped || group.IsClipped);
                }

                break;
            case Polyline line:
                if (line.Fill is not null)
                {
                    Fill([line.Places], line.Fill, line.Opacity, isClipped);
                }

                if (line.Stroke is { } stroke)
                {
                    IReadOnlyList<Place> path = line.Fill is null ? line.Places : [.. line.Places, line.Places[0]];
                    Fill(Outlines.Of(path, stroke), stroke.Colour, 1, isClipped);
                }

                break;
            case Dot dot:
                Fill([Outlines.Circle(dot.Centre, dot.Radius, CircleCorners)], dot.Fill, 1, isClipped);
                break;
            case Words words:
                double width = Glyphs.WidthOf(words.Label, words.Size);
                double before = words.Anchor switch { Anchor.Start => 0, Anchor.Middle => width / 2, _ => width };
                Place Turned(Place p) => words.IsUpwards ? new(words.At.X + p.Y, words.At.Y - (p.X - before)) : new(words.At.X + p.X - before, words.At.Y + p.Y);
                Fill(Glyphs.Outlines(words.Label, words.Size).Select(c => (IReadOnlyList<Place>)[.. c.Select(Turned)]), "#222222", 1, isClipped);
                break;
            default:
                throw new NotSupportedException(shape.GetType().Name);
        }
    }

    private void Fill(IEnumerable<IReadOnlyList<Place>> polygons, string colour, double opacity, bool isClipped)
    {
        uint rgb = uint.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        (Place from, Place to) = isClipped ? _frame : (new(0, 0), new(Width / _scale, Height / _scale));
        _raster.Fill(
            [.. polygons.Select(p => p.Select(q => new Place(q.X * _scale, q.Y * _scale)).ToArray())], rgb, opacity, (new(from.X * _scale, from.Y * _scale), new(to.X * _scale, to.Y * _scale)));
    }
}
