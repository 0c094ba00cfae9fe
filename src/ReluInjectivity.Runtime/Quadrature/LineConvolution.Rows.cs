namespace ReluInjectivity.Runtime.Quadrature;

/// <content>Sums for whole rows at once: functions of pairs, for all values of the coordinate that stays.</content>
public abstract partial class LineConvolution
{
    /// <summary>
    /// Sums along the rows of a matrix: row i of the result gets the source's rows in reach of target i, each times its density. As <see cref="Add"/> for as many functions
    /// as there are columns.
    /// </summary>
    /// <param name="order">The order of the derivative.</param>
    /// <param name="source">A row for each core node of the source grid.</param>
    /// <param name="target">A row for each core node of the target grid; added to.</param>
    /// <param name="columns">The length of a row.</param>
    internal void AddRows(int order, ReadOnlySpan<double> source, Span<double> target, int columns)
    {
        Require(order);
        double[] table = Table(order);
        (int start, int stop) = Stretch(Region.Core);
        int rows = Target.CoreStop - Target.CoreStart;
        for (int i = 0; i < rows; i += InnerProducts.Block)
        {
            int targets = Math.Min(InnerProducts.Block, rows - i);
            (int from, int to, int at) = Near(Target.CoreStart + i, InnerProducts.Block, start, stop);
            if (from < to)
            {
                MatrixRows.Add(
                    table.AsSpan(), at, Stride, to - from, source[((from - start) * columns)..((to - start) * columns)], target[(i * columns)..((i + targets) * columns)], columns);
            }
        }
    }

    /// <summary>The adjoint of <see cref="AddRows"/>.</summary>
    /// <param name="order">The order of the derivative.</param>
    /// <param name="weight">A row for each core node of the target grid.</param>
    /// <param name="result">A row for each core node of the source grid; added to.</param>
    /// <param name="columns">The length of a row.</param>
    internal void SpreadRows(int order, ReadOnlySpan<double> weight, Span<double> result, int columns)
    {
        Require(order);
        double[] table = Table(order);
        (int start, int stop) = Stretch(Region.Core);
        int rows = Target.CoreStop - Target.CoreStart;
        for (int i = 0; i < rows; i += InnerProducts.Block)
        {
            int targets = Math.Min(InnerProducts.Block, rows - i);
            (int from, int to, int at) = Near(Target.CoreStart + i, InnerProducts.Block, start, stop);
            if (from < to)
            {
                MatrixRows.Spread(
                    table.AsSpan(), at, Stride, to - from, weight[(i * columns)..((i + targets) * columns)], result[((from - start) * columns)..((to - start) * columns)], columns);
            }
        }
    }

    /// <summary>The masses of the core around each core node of the target.</summary>
    internal ReadOnlySpan<double> CoreMasses(int order) => MassesOf(order, Region.Core);
}
