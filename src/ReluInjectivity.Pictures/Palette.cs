namespace ReluInjectivity.Pictures;

/// <summary>Colours that people who see few colours tell apart too (after Okabe and Ito), the lightest darkened so that lines of all stand out on white.</summary>
internal static class Palette
{
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#b0569a", "#8a6d00", "#2a93c9", "#444444"];

    /// <summary>The colour of a place in a list.</summary>
    public static string Colour(int place) => Colours[place % Colours.Length];

    /// <summary>The dashes of a place in a list: those beyond the colours are told apart by them.</summary>
    public static IReadOnlyList<double> Dashes(int place) => (place / Colours.Length % 3) switch { 0 => [], 1 => [5, 2.5], _ => [1.5, 2] };

    /// <summary>A colour from light to dark, of the blues or of the warm ones, by a number from 0 to 1.</summary>
    public static string Shade(double part, bool isWarm)
    {
        (double R, double G, double B)[] stops = isWarm ? [(1, 0.93, 0.85), (0.99, 0.75, 0.52), (0.92, 0.45, 0.15), (0.6, 0.2, 0.02)] : [(0.97, 0.98, 1), (0.62, 0.79, 0.88), (0.19, 0.51, 0.74), (0.03, 0.19, 0.42)];
        double at = Math.Clamp(part, 0, 1) * (stops.Length - 1);
        int below = Math.Min((int)at, stops.Length - 2);
        double t = at - below;
        static byte Byte(double a, double b, double t) => (byte)Math.Round(255 * double.Lerp(a, b, t));
        ((double r, double g, double b), (double r2, double g2, double b2)) = (stops[below], stops[below + 1]);
        return $"#{Convert.ToHexStringLower([Byte(r, r2, t), Byte(g, g2, t), Byte(b, b2, t)])}";
    }
}
