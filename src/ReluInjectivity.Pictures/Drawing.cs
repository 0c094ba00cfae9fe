namespace ReluInjectivity.Pictures;

/// <summary>A place in a drawing, in points (1/72 inch), x to the right and y downwards.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
public readonly record struct Place(double X, double Y);

/// <summary>How an outline is drawn.</summary>
/// <param name="Colour">As <c>#rrggbb</c>.</param>
/// <param name="Width">In points.</param>
/// <param name="Dashes">The lengths of dashes and gaps, in points; empty for a whole line.</param>
internal sealed record Stroke(string Colour, double Width, IReadOnlyList<double> Dashes)
{
    public Stroke(string colour, double width)
        : this(colour, width, [])
    {
    }
}

/// <summary>What a drawing is made of.</summary>
internal abstract record Shape;

/// <summary>Straight lines through places, closed and filled where it has a fill.</summary>
/// <param name="Places">The places.</param>
/// <param name="Stroke">The outline; null for none.</param>
/// <param name="Fill">The colour inside; null for none, and then it is open.</param>
/// <param name="Opacity">Of the fill, from 0 to 1.</param>
internal sealed record Polyline(IReadOnlyList<Place> Places, Stroke? Stroke, string? Fill = null, double Opacity = 1) : Shape;

/// <summary>A filled circle.</summary>
/// <param name="Centre">Its centre.</param>
/// <param name="Radius">In points.</param>
/// <param name="Fill">The colour.</param>
/// <param name="Tip">What a reader is told who points at it; null: nothing.</param>
internal sealed record Dot(Place Centre, double Radius, string Fill, string? Tip = null) : Shape;

/// <summary>Where a text stands beside its place.</summary>
internal enum Anchor
{
    /// <summary>It begins there.</summary>
    Start,

    /// <summary>Its middle is there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    End,
}

/// <summary>A line of text.</summary>
/// <param name="At">The place of its base line.</param>
/// <param name="Label">What it says.</param>
/// <param name="Size">The size of its letters, in points.</param>
/// <param name="Anchor">How it stands beside the place.</param>
/// <param name="IsUpwards">Whether it runs upwards.</param>
internal sealed record Words(Place At, Label Label, double Size, Anchor Anchor, bool IsUpwards = false) : Shape;

/// <summary>Shapes that belong together, under names that tests and readers of the SVG find them by.</summary>
/// <param name="Class">The kind, such as <c>axis x</c> or <c>series</c>.</param>
/// <param name="Facts">What it stands for, as <c>data-</c> attributes.</param>
/// <param name="Shapes">The shapes, those below first.</param>
/// <param name="IsClipped">Whether nothing of it is drawn outside of the frame.</param>
internal sealed record Group(string Class, IReadOnlyList<KeyValuePair<string, string>> Facts, IReadOnlyList<Shape> Shapes, bool IsClipped = false) : Shape;

/// <summary>A drawing.</summary>
/// <param name="Width">In points.</param>
/// <param name="Height">In points.</param>
/// <param name="Title">What it shows, in a line.</param>
/// <param name="Description">What it shows, for those who cannot see it.</param>
/// <param name="Frame">The corners of the frame that clipped groups stay inside: left top and right bottom.</param>
/// <param name="Shapes">The shapes, those below first.</param>
internal sealed record Drawing(double Width, double Height, string Title, string Description, (Place From, Place To) Frame, IReadOnlyList<Shape> Shapes);
