namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>A set of quadrature nodes in three stretches; array index <c>i</c> runs over all of them.</summary>
public abstract class Grid
{
    /// <summary>The number of nodes.</summary>
    public int Count { get; protected set; }

    /// <summary>The coordinate of the node at an array index.</summary>
    /// <exception cref="NotSupportedException">The nodes have more than one.</exception>
    public abstract double Coordinate(int index);

    /// <summary>The first index of the left stretch, 0.</summary>
    public int LeftStart { get; }

    /// <summary>The end of the left stretch, which is the start of the core.</summary>
    public int LeftStop => CoreStart;

    /// <summary>The first index of the core.</summary>
    public int CoreStart { get; protected set; }

    /// <summary>The end of the core.</summary>
    public int CoreStop { get; protected set; }

    /// <summary>The first index of the right stretch.</summary>
    public int RightStart => CoreStop;

    /// <summary>The end of the right stretch.</summary>
    public int RightStop => Count;
}
