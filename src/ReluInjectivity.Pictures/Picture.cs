namespace ReluInjectivity.Pictures;

/// <summary>A picture, to be written as SVG or PNG.</summary>
public sealed class Picture
{
    private readonly Drawing _drawing;

    internal Picture(Drawing drawing) => _drawing = drawing;

    /// <summary>What it shows, for those who cannot see it.</summary>
    public string Description => _drawing.Description;

    /// <summary>SVG: one element, without a declaration before it, so that it may stand in a page; text stays text.</summary>
    public string ToSvg() => SvgText.Write(_drawing);

    /// <summary>PNG of 8 bits a colour, without transparency.</summary>
    /// <param name="dotsPerInch">The resolution, from 36 to 1200; 216 by default, three pixels a point.</param>
    public byte[] ToPng(int dotsPerInch = 216)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dotsPerInch, 36);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dotsPerInch, 1200);
        var canvas = new Canvas(_drawing, dotsPerInch / 72.0);
        return Png.Write(canvas.Width, canvas.Height, canvas.Pixels, dotsPerInch);
    }
}
