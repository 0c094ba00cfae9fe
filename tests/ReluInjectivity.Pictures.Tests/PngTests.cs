using System.Buffers.Binary;
using System.IO.Compression;

namespace ReluInjectivity.Pictures.Tests;

/// <summary>Pictures as pixels: read back by the rules of the format, and held against areas that are known.</summary>
public sealed class PngTests
{
    [Fact]
    public void Png_HasTheSizeAndTheSeries()
    {
        Plot plot = new("t", new(Label.Text("x")), new(Label.Text("y")), [new(Label.Text("a"), SeriesStyle.Line, [new(1, 1), new(2, 2)])]);
        (int width, int height, byte[] pixels) = Read(plot.Draw().ToPng(72));
        Assert.Equal((432, 288), (width, height));
        int Count(byte r, byte g, byte b) => Enumerable.Range(0, width * height).Count(i => pixels[3 * i] == r && pixels[(3 * i) + 1] == g && pixels[(3 * i) + 2] == b);
        Assert.InRange(Count(255, 255, 255), width * height / 2, width * height);

        // A diagonal that is 1.4 pixels wide has a fully covered pixel in most rows, and the legend's sample.
        Assert.InRange(Count(0x00, 0x72, 0xb2), 50, 2000);
        Assert.Equal((864, 576), Read(plot.Draw().ToPng(144)) is var (w, h, _) ? (w, h) : default);
    }

    /// <summary>The grey of a circle sums up to its area, and overlapping polygons count once.</summary>
    [Theory]
    [InlineData(10.0, 20.3, 20.7)]
    [InlineData(3.3, 15.1, 22.9)]
    [InlineData(0.4, 20.5, 20.5)]
    public void Coverage_IsTheArea(double radius, double x, double y)
    {
        var raster = new Raster(40, 40);
        Place[] circle = [.. Outlines.Circle(new(x, y), radius, 96)];
        raster.Fill([circle, circle], 0x000000, 1, (new(0, 0), new(40, 40)));
        double dark = Enumerable.Range(0, 1600).Sum(i => (255 - raster.Pixels[3 * i]) / 255.0);
        double area = Math.PI * radius * radius;
        Assert.InRange(dark, (0.98 * area) - 0.06, (1.02 * area) + 0.06);
    }

    [Fact]
    public void Fill_StaysInTheBox()
    {
        var raster = new Raster(20, 20);
        raster.Fill([[new(-5, -5), new(50, -5), new(50, 50), new(-5, 50)]], 0x123456, 1, (new(4, 6), new(12, 15)));
        for (int i = 0; i < 400; i++)
        {
            bool isInside = i % 20 is >= 4 and < 12 && i / 20 is >= 6 and < 15;
            Assert.Equal(isInside ? 0x12 : 255, raster.Pixels[3 * i]);
        }
    }

    /// <summary>A bent line covers its pieces and joins: no hole where they overlap.</summary>
    [Theory]
    [InlineData(30, 30)]
    [InlineData(30, 5)]
    [InlineData(10, 35)]
    public void Joins_HaveNoHoles(double x, double y)
    {
        var raster = new Raster(40, 40);
        Place[][] polygons = [.. Outlines.Of([new(5, 20), new(20, 20), new(x, y)], new Stroke("#000000", 6)).Select(static p => p.ToArray())];
        raster.Fill(polygons, 0, 1, (new(0, 0), new(40, 40)));
        for (double t = -1.5; t < 1.9; t += 0.25)
        {
            Assert.True(raster.Pixels[3 * ((20 * 40) + (int)(20 + t))] < 10);
            Assert.True(raster.Pixels[3 * (((int)(20 + t) * 40) + 19)] < 10);
        }
    }

    /// <summary>Each letter of the font has an outline and a width, and those that it lacks show.</summary>
    [Fact]
    public void Letters_HaveOutlines()
    {
        foreach (char letter in "ABCxyz0123456789αβκχψΓΔ−·±…".Distinct())
        {
            Assert.NotEmpty(Glyphs.Outlines(Label.Text(letter.ToString()), 10));
            Assert.InRange(Glyphs.WidthOf(Label.Text(letter.ToString()), 10), 1, 12);
        }

        Assert.Equal(Glyphs.WidthOf(Label.Text("?"), 10), Glyphs.WidthOf(Label.Text("\u4e2d"), 10));
        Assert.Equal(Glyphs.WidthOf(Label.Text("10"), 10) + (0.7 * Glyphs.WidthOf(Label.Text("\u22123"), 10)), Glyphs.WidthOf(Label.Power(-3), 10), 9);
    }

    private static (int Width, int Height, byte[] Pixels) Read(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        int width = 0;
        int height = 0;
        using var data = new MemoryStream();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string kind = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 12)));
                Assert.Equal([8, 2, 0, 0, 0], file[(at + 16)..(at + 21)]);
            }
            else if (kind == "IDAT")
            {
                data.Write(file, at + 8, length);
            }

            at += 12 + length;
        }

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        byte[] pixels = new byte[3 * width * height];
        for (int row = 0; row < height; row++)
        {
            Assert.Equal(0, zlib.ReadByte());
            zlib.ReadExactly(pixels, 3 * width * row, 3 * width);
        }

        Assert.Equal(-1, zlib.ReadByte());
        return (width, height, pixels);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
