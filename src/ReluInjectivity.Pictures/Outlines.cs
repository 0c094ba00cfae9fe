namespace ReluInjectivity.Pictures;

/// <summary>Lines of some width as polygons whose union they are, all of which go round the same way.</summary>
internal static class Outlines
{
    private const int JoinCorners = 12;

    /// <summary>The polygons of a line with round joins and ends.</summary>
    public static IEnumerable<IReadOnlyList<Place>> Of(IReadOnlyList<Place> path, Stroke stroke)
    {
        double half = stroke.Width / 2;
        foreach (IReadOnlyList<Place> dash in Dashes(path, stroke.Dashes))
        {
            for (int i = 0; i < dash.Count; i++)
            {
                if (i > 0 && i < dash.Count - 1)
                {
                    yield return Circle(dash[i], half, JoinCorners);
                }

                if (i > 0 && Side(dash[i - 1], dash[i], half) is var (dx, dy))
                {
                    (Place a, Place b) = (dash[i - 1], dash[i]);
                    yield return [new(a.X + dx, a.Y + dy), new(a.X - dx, a.Y - dy), new(b.X - dx, b.Y - dy), new(b.X + dx, b.Y + dy)];
                }
            }
        }
    }

    /// <summary>A circle as a polygon, going round as those of lines do.</summary>
    public static IReadOnlyList<Place> Circle(Place centre, double radius, int corners) =>
        [.. Enumerable.Range(0, corners).Select(i => (double)i / corners).Select(t => new Place(centre.X + (radius * Math.Cos(2 * Math.PI * t)), centre.Y + (radius * Math.Sin(2 * Math.PI * t))))];

    /// <summary>Half the width, across a piece; null for a piece without length.</summary>
    private static (double X, double Y)? Side(Place a, Place b, double half)
    {
        double length = Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
        return length > 0 ? (-(b.Y - a.Y) * half / length, (b.X - a.X) * half / length) : null;
    }

    private static IEnumerable<IReadOnlyList<Place>> Dashes(IReadOnlyList<Place> path, IReadOnlyList<double> lengths)
    {
        if (lengths.Count == 0)
        {
            yield return path;
            yield break;
        }

        int next = 0;
        double left = lengths[0];
        List<Place> open = [path[0]];
        for (int i = 1; i < path.Count; i++)
        {
            (Place a, Place b) = (path[i - 1], path[i]);
            double length = Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
            double at = 0;
            while (length - at > left)
            {
                at += left;
                Place cut = new(a.X + ((b.X - a.X) * at / length), a.Y + ((b.Y - a.Y) * at / length));
                open.Add(cut);
                if (next % 2 == 0)
                {
                    yield return open;
                }

                open = [cut];
                next++;
                left = lengths[next % lengths.Count];
            }

            left -= length - at;
            open.Add(b);
        }

        if (next % 2 == 0)
        {
            yield return open;
        }
    }
}
