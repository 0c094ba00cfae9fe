using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>What the loops over a grid compute with: the numbers of one node, or of several at once.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="T">The numbers.</typeparam>
public interface IPacked<TSelf, T> : IReal<TSelf>
    where TSelf : struct, IPacked<TSelf, T>
    where T : struct, IReal<T>
{
    /// <summary>How many nodes there are in one.</summary>
    static abstract int Width { get; }

    /// <summary>The same number at each node.</summary>
    static abstract TSelf Of(T x);

    /// <summary>The values of a function at a node and those after it; what lies behind the function's end is any number.</summary>
    static abstract TSelf Load(GridFunction function, int index);

    /// <summary>Constants of a node and those after it.</summary>
    static abstract TSelf Load(ReadOnlySpan<double> values, int index);

    /// <summary>The coordinates of a node and those after it.</summary>
    static abstract TSelf Coordinate(EquispacedGrid grid, int index);

    /// <summary>Puts values into a function at a node and those after it that lie before <paramref name="stop"/>.</summary>
    static abstract void Store(GridFunction function, int index, int stop, TSelf x);

    /// <summary>The numbers, zero at nodes from <paramref name="stop"/> on.</summary>
    static abstract TSelf Keep(TSelf x, int index, int stop);

    /// <summary>The sum over the nodes.</summary>
    static abstract T Sum(TSelf x);
}
