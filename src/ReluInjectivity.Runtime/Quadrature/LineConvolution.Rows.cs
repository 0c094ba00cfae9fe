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
        foreach ((Range targets, Range sources, int at) in BlocksInReach(columns))
        {
            ReadOnlySpan<double> rows = source[sources];
            MatrixRows.Add(table, at, Stride, rows.Length / columns, rows, target[targets], columns);
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
        foreach ((Range targets, Range sources, int at) in BlocksInReach(columns))
        {
            Span<double> rows = result[sources];
            MatrixRows.Spread(table, at, Stride, rows.Length / columns, weight[targets], rows, columns);
        }
    }

    /// <summary>The masses of the core around each core node of the target.</summary>
    internal ReadOnlySpan<double> CoreMasses(int order) => MassesOf(order, Region.Core);

    /// <summary>The rows of four targets after another, those of the source in reach of one of them, and where the densities around the first begin in the table.</summary>
    private IEnumerable<(Range Targets, Range Sources, int At)> BlocksInReach(int columns)
    {
        (int start, int stop) = Stretch(Region.Core);
        int rows = Target.CoreStop - Target.CoreStart;
        for (int i = 0; i < rows; i += InnerProducts.Block)
        {
            (int from, int to, int at) = Near(Target.CoreStart + i, InnerProducts.Block, start, stop);
            if (from < to)
            {
                yield return ((i * columns)..(Math.Min(i + InnerProducts.Block, rows) * columns), ((from - start) * columns)..((to - start) * columns), at);
            }
        }
    }
}
