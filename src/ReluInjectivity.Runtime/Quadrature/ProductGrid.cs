namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>All pairs of core nodes of two grids, in rows of one first coordinate.</summary>
public sealed class ProductGrid : Grid
{
    private const int MaximumNodes = 40_000_000;

    private double[] _first = [];
    private double[] _second = [];

    /// <summary>The first coordinate of each pair.</summary>
    public ReadOnlySpan<double> First => _first;

    /// <summary>The second coordinate of each pair.</summary>
    public ReadOnlySpan<double> Second => _second;

    /// <summary>The number of first coordinates.</summary>
    public int Rows { get; private set; }

    /// <summary>The number of second coordinates.</summary>
    public int Columns { get; private set; }

    /// <summary>Pairs the core nodes of two grids, which are laid already.</summary>
    /// <exception cref="NotFiniteNumberException">The grid would be too large.</exception>
    public void Plan(Grid first, Grid second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (Rows, Columns) = (first.CoreStop - first.CoreStart, second.CoreStop - second.CoreStart);
        if ((long)Rows * Columns > MaximumNodes)
        {
            throw new NotFiniteNumberException("A grid of pairs would need more than forty million nodes.");
        }

        CoreStart = 0;
        Count = CoreStop = Rows * Columns;
        if (_first.Length < Count)
        {
            (_first, _second) = (new double[Count + (Count / 4)], new double[Count + (Count / 4)]);
        }

        for (int i = 0; i < Rows; i++)
        {
            _first.AsSpan(i * Columns, Columns).Fill(first.Coordinate(first.CoreStart + i));
        }

        for (int j = 0; j < Columns; j++)
        {
            _second[j] = second.Coordinate(second.CoreStart + j);
        }

        for (int i = 1; i < Rows; i++)
        {
            _second.AsSpan(0, Columns).CopyTo(_second.AsSpan(i * Columns));
        }
    }

    /// <inheritdoc/>
    public override double Coordinate(int index) => throw new NotSupportedException("A pair has two coordinates.");
}
