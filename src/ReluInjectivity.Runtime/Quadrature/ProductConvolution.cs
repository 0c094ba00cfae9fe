using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// A convolution of functions of pairs along one of the two coordinates: the same one along the line for every value of the other. Along the first it multiplies whole
/// rows; along the second rows and columns are exchanged before and after.
/// </summary>
/// <param name="line">The convolution along the line, between the grids of that coordinate.</param>
/// <param name="from">The pairs smoothed from.</param>
/// <param name="onto">The pairs smoothed onto.</param>
/// <param name="axis">Which coordinate: 0 or 1.</param>
public sealed class ProductConvolution(LineConvolution line, ProductGrid from, ProductGrid onto, int axis) : Convolution
{
    private double[] _before = [];
    private double[] _after = [];
    private double[] _sums = [];

    /// <inheritdoc/>
    public override void SetDeviation(double deviation) => line.SetDeviation(deviation);

    /// <inheritdoc/>
    public override void Clear(double[] target) => Array.Clear(target, 0, onto.Count);

    /// <inheritdoc/>
    public override void Add(int order, Region region, double[] source, double[] target)
    {
        if (order == Peak)
        {
            AddPeaks(source, target);
            return;
        }

        AddBlocks(order, source, target, 1);
    }

    /// <inheritdoc/>
    public override void AddConstant(int order, Region region, double value, double[] target) =>
        AddMasses(order, (masses, i) => target[i] += value * masses);

    /// <inheritdoc/>
    public override void Adjoint(int order, double[] weight, Region region, double[] result)
    {
        Array.Clear(result, 0, from.Count);
        if (order == Peak)
        {
            SpreadPeaks(weight, result);
            return;
        }

        SpreadBlocks(order, weight, result, 1);
    }

    internal override void ClearTangents(double[] target) => Array.Clear(target, 0, GridFunction.Directions * onto.Count);

    internal override void AddTangents(int order, Region region, double[] source, double[] target) => AddBlocks(order, source, target, GridFunction.Directions);

    internal override void AddAlong(int order, Region region, double[] source, Vector512<double> factors, double[] target)
    {
        Span<double> sums = Room(ref _sums, onto.Count);
        sums.Clear();
        AddBlocks(order, source, _sums, 1);
        AddTimes(sums, factors, target);
    }

    internal override void AddConstantTangents(int order, Region region, Vector512<double> values, double[] target) => AddMasses(order, (masses, i) =>
    {
        Span<double> there = target.AsSpan(GridFunction.Directions * i, GridFunction.Directions);
        (Vector512.Create<double>(there) + (masses * values)).CopyTo(there);
    });

    internal override void AdjointTangents(int order, double[] weight, Region region, double[] result)
    {
        Array.Clear(result, 0, GridFunction.Directions * from.Count);
        if (order != Peak)
        {
            SpreadBlocks(order, weight, result, GridFunction.Directions);
        }
    }

    internal override void AdjointAlong(int order, double[] weight, Region region, Vector512<double> factors, double[] result)
    {
        Span<double> sums = Room(ref _sums, from.Count);
        sums.Clear();
        SpreadBlocks(order, weight, _sums, 1);
        AddTimes(sums, factors, result);
    }

    /// <summary>By how much the largest value on each line exceeds <see cref="Convolution.LargestExponent"/>, at every target of the line.</summary>
    private void AddPeaks(double[] source, double[] target)
    {
        for (int other = 0; other < Lines; other++)
        {
            double largest = LargestExponent;
            for (int i = 0; i < Length(from); i++)
            {
                double value = source[At(from, other, i)];
                largest = value > largest && double.IsFinite(value) ? value : largest;
            }

            for (int i = 0; i < Length(onto); i++)
            {
                target[At(onto, other, i)] += largest - LargestExponent;
            }
        }
    }

    /// <summary>What a line's targets have, at every node of the line.</summary>
    private void SpreadPeaks(double[] peaks, double[] result)
    {
        for (int other = 0; other < Lines; other++)
        {
            for (int i = 0; i < Length(from); i++)
            {
                result[At(from, other, i)] = peaks[At(onto, other, 0)];
            }
        }
    }

    private int Lines => axis == 0 ? from.Columns : from.Rows;

    private int Length(ProductGrid pairs) => axis == 0 ? pairs.Rows : pairs.Columns;

    private int At(ProductGrid pairs, int other, int i) => axis == 0 ? (i * pairs.Columns) + other : (other * pairs.Columns) + i;

    private static void AddTimes(ReadOnlySpan<double> values, Vector512<double> factors, double[] target)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Span<double> there = target.AsSpan(GridFunction.Directions * i, GridFunction.Directions);
            (Vector512.Create<double>(there) + (values[i] * factors)).CopyTo(there);
        }
    }

    private void AddMasses(int order, Action<double, int> add)
    {
        ReadOnlySpan<double> masses = line.CoreMasses(order);
        for (int i = 0; i < onto.Count; i++)
        {
            add(masses[axis == 0 ? i / onto.Columns : i % onto.Columns], i);
        }
    }

    private void AddBlocks(int order, double[] source, double[] target, int block)
    {
        if (axis == 0)
        {
            line.AddRows(order, source.AsSpan(0, block * from.Count), target.AsSpan(0, block * onto.Count), block * onto.Columns);
            return;
        }

        Span<double> before = Room(ref _before, block * from.Count), after = Room(ref _after, block * onto.Count);
        MatrixRows.Transpose(source, before, from.Rows, from.Columns, block);
        MatrixRows.Transpose(target, after, onto.Rows, onto.Columns, block);
        line.AddRows(order, before, after, block * onto.Rows);
        MatrixRows.Transpose(after, target, onto.Columns, onto.Rows, block);
    }

    private void SpreadBlocks(int order, double[] weight, double[] result, int block)
    {
        if (axis == 0)
        {
            line.SpreadRows(order, weight.AsSpan(0, block * onto.Count), result.AsSpan(0, block * from.Count), block * onto.Columns);
            return;
        }

        Span<double> after = Room(ref _after, block * onto.Count), before = Room(ref _before, block * from.Count);
        MatrixRows.Transpose(weight, after, onto.Rows, onto.Columns, block);
        before.Clear();
        line.SpreadRows(order, after, before, block * onto.Rows);
        MatrixRows.Transpose(before, result, from.Columns, from.Rows, block);
    }

    private static Span<double> Room(ref double[] array, int count)
    {
        SpareArrays.Grow(ref array, count);
        return array.AsSpan(0, count);
    }
}
