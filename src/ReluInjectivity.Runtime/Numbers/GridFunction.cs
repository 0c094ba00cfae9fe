namespace ReluInjectivity.Runtime.Numbers;

/// <summary>A function on the nodes of a grid: its values, and where asked for eight derivatives at each node.</summary>
public sealed class GridFunction
{
    private double[] _values = [];
    private double[] _tangents = [];

    /// <summary>The number of directions.</summary>
    public const int Directions = 8;

    /// <summary>The values, at least as many as there are nodes.</summary>
    public double[] Values => _values;

    /// <summary>The derivatives, those of one node side by side.</summary>
    public double[] Tangents => _tangents;

    /// <summary>Makes room.</summary>
    /// <param name="count">The number of nodes.</param>
    /// <param name="hasTangents">Whether there are derivatives.</param>
    public void Reserve(int count, bool hasTangents)
    {
        SpareArrays.Grow(ref _values, count);
        if (hasTangents)
        {
            SpareArrays.Grow(ref _tangents, Directions * Values.Length);
        }
    }

    /// <summary>Gives the room up for other functions.</summary>
    internal void LetGo()
    {
        SpareArrays.Return(ref _values);
        SpareArrays.Return(ref _tangents);
    }
}
