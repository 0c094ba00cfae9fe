using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Tests.Quadrature;

/// <summary>Convolutions of functions of pairs: for every value of the other coordinate they are those along the line, whose own tests say what these are.</summary>
public sealed class ProductConvolutionTests
{
    private const double Deviation = 0.6;

    private readonly Random _random = new(11);

    public static TheoryData<int, bool> Cases { get; } = new() { { 0, false }, { 1, false }, { 0, true }, { 1, true } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Along_one_coordinate_it_is_the_convolution_along_the_line(int axis, bool isSplit)
    {
        Layout layout = Lay(axis, isSplit);
        for (int order = 0; order < 3; order++)
        {
            double[] source = Numbers(layout.Source.Count), sums = new double[layout.Target.Count], line = new double[layout.LineTarget.Count];
            layout.Pairs.Add(order, Region.Core, source, sums);
            for (int other = 0; other < layout.Others; other++)
            {
                Array.Clear(line);
                layout.Line.Add(order, Region.Core, [.. Enumerable.Range(0, layout.LineSource.Count).Select(i => source[layout.At(layout.Source, i, other)])], line);
                for (int i = 0; i < line.Length; i++)
                {
                    // Where the line's table has nodes beyond the reach, their densities are below 1e-16.
                    Assert.Equal(line[i], sums[layout.At(layout.Target, i, other)], 1e-12);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_adjoint_is_the_transpose(int axis, bool isSplit)
    {
        Layout layout = Lay(axis, isSplit);
        for (int order = 0; order < 3; order++)
        {
            double[] source = Numbers(layout.Source.Count), weights = Numbers(layout.Target.Count);
            double[] forward = new double[layout.Target.Count], back = new double[layout.Source.Count];
            layout.Pairs.Add(order, Region.Core, source, forward);
            layout.Pairs.Adjoint(order, weights, Region.Core, back);
            Assert.Equal(forward.Zip(weights, (f, w) => f * w).Sum(), back.Zip(source, (b, v) => b * v).Sum(), 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_constant_is_a_function_like_others(int axis, bool isSplit)
    {
        Layout layout = Lay(axis, isSplit);
        double[] constant = new double[layout.Target.Count], ones = new double[layout.Target.Count];
        layout.Pairs.AddConstant(1, Region.Core, 2.5, constant);
        layout.Pairs.Add(1, Region.Core, [.. Enumerable.Repeat(2.5, layout.Source.Count)], ones);
        Assert.All(constant.Zip(ones), p => Assert.Equal(p.First, p.Second, 1e-13));
    }

    /// <summary>Of eight functions side by side each is treated as if it were alone, forward and back, also where a factor for each is asked for.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Eight_functions_are_each_like_one(int axis, bool isSplit)
    {
        Layout layout = Lay(axis, isSplit);
        double[][] sources = [.. Enumerable.Range(0, GridFunction.Directions).Select(_ => Numbers(layout.Source.Count))];
        double[] together = new double[GridFunction.Directions * layout.Target.Count];
        layout.Pairs.AddTangents(1, Region.Core, [.. Enumerable.Range(0, layout.Source.Count).SelectMany(i => sources.Select(s => s[i]))], together);
        double[][] weights = [.. Enumerable.Range(0, GridFunction.Directions).Select(_ => Numbers(layout.Target.Count))];
        double[] back = new double[GridFunction.Directions * layout.Source.Count];
        layout.Pairs.AdjointTangents(1, [.. Enumerable.Range(0, layout.Target.Count).SelectMany(i => weights.Select(s => s[i]))], Region.Core, back);
        var factors = Vector512.Create(1.0, -2, 3, 0.5, 0, 7, -1, 2);
        double[] scaled = new double[GridFunction.Directions * layout.Target.Count];
        layout.Pairs.AddAlong(1, Region.Core, sources[0], factors, scaled);
        double[] first = new double[layout.Target.Count];
        layout.Pairs.Add(1, Region.Core, sources[0], first);
        for (int d = 0; d < GridFunction.Directions; d++)
        {
            double[] alone = new double[layout.Target.Count], backAlone = new double[layout.Source.Count];
            layout.Pairs.Add(1, Region.Core, sources[d], alone);
            layout.Pairs.Adjoint(1, weights[d], Region.Core, backAlone);
            Assert.All(Enumerable.Range(0, alone.Length), i => Assert.Equal(alone[i], together[(GridFunction.Directions * i) + d], 1e-13));
            Assert.All(Enumerable.Range(0, backAlone.Length), i => Assert.Equal(backAlone[i], back[(GridFunction.Directions * i) + d], 1e-13));
            Assert.All(Enumerable.Range(0, first.Length), i => Assert.Equal(first[i] * factors[d], scaled[(GridFunction.Directions * i) + d], 1e-13));
        }
    }

    [Fact]
    public void Pairs_have_the_coordinates_of_both_grids()
    {
        Layout layout = Lay(0, isSplit: true);
        for (int i = 0; i < layout.Source.Rows; i++)
        {
            for (int j = 0; j < layout.Source.Columns; j++)
            {
                Assert.Equal(layout.LineSource.Coordinate(i), layout.Source.First[(i * layout.Source.Columns) + j]);
                Assert.Equal(layout.Other.Coordinate(j), layout.Source.Second[(i * layout.Source.Columns) + j]);
            }
        }
    }

    private double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextDouble() - 0.5)];

    private static Layout Lay(int axis, bool isSplit)
    {
        var resolution = new Resolution(3, 2.3);
        EquispacedGrid target = new(), other = new();
        target.Plan(resolution, 0, 0.3, 0.5, 0.5, double.NegativeInfinity, double.PositiveInfinity, 0);
        other.Plan(resolution, 2, -0.1, 0.4, 0.7, double.NegativeInfinity, double.PositiveInfinity, 0);
        LineConvolution Line(out Grid source)
        {
            if (isSplit)
            {
                SplitGrid split = new();
                split.Plan(resolution, 1, target, Deviation, 0.3, [0.1]);
                source = split;
                return new SplitConvolution(split, target);
            }

            EquispacedGrid fine = new();
            fine.Plan(resolution, 1, target, Deviation, 0.5, double.NegativeInfinity, double.PositiveInfinity, 0);
            source = fine;
            return new GaussianConvolution(fine, target);
        }

        LineConvolution alone = Line(out Grid lineSource), within = Line(out _);
        ProductGrid from = new(), onto = new();
        if (axis == 0)
        {
            from.Plan(lineSource, other);
            onto.Plan(target, other);
        }
        else
        {
            from.Plan(other, lineSource);
            onto.Plan(other, target);
        }

        ProductConvolution pairs = new(within, from, onto, axis);
        alone.SetDeviation(Deviation);
        pairs.SetDeviation(Deviation);
        return new(axis, alone, lineSource, target, other, pairs, from, onto);
    }

    private sealed record Layout(int Axis, LineConvolution Line, Grid LineSource, Grid LineTarget, Grid Other, ProductConvolution Pairs, ProductGrid Source, ProductGrid Target)
    {
        public int Others => Other.Count;

        public int At(ProductGrid grid, int moving, int other) => Axis == 0 ? (moving * grid.Columns) + other : (other * grid.Columns) + moving;
    }
}
