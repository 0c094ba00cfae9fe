namespace ReluInjectivity.Pictures;

/// <summary>Fills polygons on pixels: a pixel takes the colour by the part of it that is inside, where a polygon goes round it (non-zero winding).</summary>
internal sealed class Raster
{
    /// <summary>Lines a pixel is looked at along; along each the part inside is exact.</summary>
    private const int LinesPerPixel = 8;

    private readonly int _width;
    private readonly int _height;
    private readonly double[] _cover;

    /// <summary>White pixels.</summary>
    public Raster(int width, int height)
    {
        (_width, _height) = (width, height);
        _cover = new double[width + 1];
        Pixels = new byte[3 * width * height];
        Pixels.AsSpan().Fill(255);
    }

    /// <summary>Red, green and blue of each pixel, row by row from the top.</summary>
    public byte[] Pixels { get; }

    /// <summary>Fills the union of polygons, inside a box.</summary>
    public void Fill(IReadOnlyList<Place[]> polygons, uint rgb, double opacity, (Place From, Place To) box)
    {
        (Place A, Place B)[] edges = [.. polygons.SelectMany(static p => p.Select((a, i) => (a, p[(i + 1) % p.Length]))).Where(static e => e.a.Y != e.Item2.Y && double.IsFinite(e.a.X + e.a.Y + e.Item2.X + e.Item2.Y))];
        if (edges.Length == 0)
        {
            return;
        }

        int first = Math.Max(0, (int)Math.Floor(Math.Max(box.From.Y, edges.Min(static e => Math.Min(e.A.Y, e.B.Y)))));
        int last = Math.Min(_height - 1, (int)Math.Ceiling(Math.Min(box.To.Y, edges.Max(static e => Math.Max(e.A.Y, e.B.Y)))));
        Array.Sort(edges, static (a, b) => Math.Min(a.A.Y, a.B.Y).CompareTo(Math.Min(b.A.Y, b.B.Y)));
        var active = new List<(Place A, Place B)>();
        var crossings = new List<(double X, int Turn)>();
        int next = 0;
        for (int row = first; row <= last; row++)
        {
            for (; next < edges.Length && Math.Min(edges[next].A.Y, edges[next].B.Y) < row + 1; next++)
            {
                active.Add(edges[next]);
            }

            active.RemoveAll(e => Math.Max(e.A.Y, e.B.Y) <= row);
            Array.Clear(_cover);
            for (int k = 0; k < LinesPerPixel; k++)
            {
                double y = row + ((k + 0.5) / LinesPerPixel);
                if (y >= box.From.Y && y < box.To.Y)
                {
                    Cross(active, y, crossings);
                    Cover(crossings, box.From.X, box.To.X);
                }
            }

            Paint(row, rgb, opacity);
        }
    }

    private static void Cross(List<(Place A, Place B)> edges, double y, List<(double X, int Turn)> crossings)
    {
        crossings.Clear();
        foreach ((Place a, Place b) in edges)
        {
            if ((a.Y <= y) != (b.Y <= y))
            {
                crossings.Add((a.X + ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)), a.Y <= y ? 1 : -1));
            }
        }

        crossings.Sort(static (p, q) => p.X.CompareTo(q.X));
    }

    private void Cover(List<(double X, int Turn)> crossings, double left, double right)
    {
        int winding = 0;
        for (int i = 0; i + 1 < crossings.Count; i++)
        {
            winding += crossings[i].Turn;
            if (winding != 0)
            {
                Span(Math.Max(Math.Max(0, left), crossings[i].X), Math.Min(Math.Min(_width, right), crossings[i + 1].X));
            }
        }
    }

    private void Span(double from, double to)
    {
        if (!(to > from))
        {
            return;
        }

        (int a, int b) = ((int)from, Math.Min((int)to, _width - 1));
        if (a == b)
        {
            _cover[a] += to - from;
            return;
        }

        _cover[a] += a + 1 - from;
        for (int x = a + 1; x < b; x++)
        {
            _cover[x]++;
        }

        _cover[b] += to - b;
    }

    private void Paint(int row, uint rgb, double opacity)
    {
        for (int x = 0; x < _width; x++)
        {
            double part = Math.Min(1, _cover[x] / LinesPerPixel) * opacity;
            if (part > 0)
            {
                int at = 3 * ((row * _width) + x);
                for (int c = 0; c < 3; c++)
                {
                    Pixels[at + c] = (byte)Math.Round(double.Lerp(Pixels[at + c], (byte)(rgb >> (16 - (8 * c))), part));
                }
            }
        }
    }
}
