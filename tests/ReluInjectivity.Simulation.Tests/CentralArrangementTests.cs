using System.Numerics.Tensors;
using ReluInjectivity.Simulation.Exact;
using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Tests;

public sealed class CentralArrangementTests
{
    /// <summary>In general position: 2 sum_{k&lt;n} C(m-1, k) (Cover 1965).</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 2)]
    [InlineData(3, 20)]
    [InlineData(4, 3)]
    [InlineData(4, 16)]
    public void Number_of_cells_is_that_of_general_position(int inputs, int rows)
    {
        double[][] arrangement = Draw(inputs, rows);
        IReadOnlyList<ArrangementCell> cells = CentralArrangement.Cells(arrangement, inputs);

        Assert.Equal(2 * Enumerable.Range(0, inputs).Sum(k => Choose(rows - 1, k)), cells.Count);
        Assert.Equal(cells.Count, cells.Select(c => c.Positive).Distinct().Count());
        Assert.All(cells, c => Assert.Equal(Signs(arrangement, c.Inside), c.Positive));
        Assert.Equal(2 * Choose(rows, inputs - 1), CentralArrangement.Rays(arrangement, inputs).Count());
    }

    [Theory]
    [InlineData(2, 9)]
    [InlineData(3, 6)]
    public void Cells_are_all_the_sign_vectors_that_random_inputs_have(int inputs, int rows)
    {
        double[][] arrangement = Draw(inputs, rows);
        HashSet<UInt128> met = [];
        var random = new RandomNumbers(3);
        double[] x = new double[inputs];
        for (int draw = 0; draw < 1_000_000; draw++)
        {
            random.Gaussian(x);
            met.Add(Signs(arrangement, x));
        }

        Assert.Equal(met.Order(), CentralArrangement.Cells(arrangement, inputs).Select(c => c.Positive));
    }

    [Fact]
    public void Special_position_is_counted_as_it_is()
    {
        // Three planes through one line cut space into 6 cells; a fourth across makes 12. A parallel row and a zero row add none.
        double[][] rows = [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [-2, 0, 0], [0, 0, 0]];
        IReadOnlyList<ArrangementCell> cells = CentralArrangement.Cells(rows, 3);

        Assert.Equal(12, cells.Count);
        Assert.All(cells, c => Assert.Equal(Signs(rows, c.Inside), c.Positive));
    }

    [Fact]
    public void Least_positive_cell_and_least_positive_ray_agree()
    {
        for (int sample = 0; sample < 10; sample++)
        {
            double[][] rows = Draw(3, 15, sample);
            var layer = new Layer(15, 3, [.. rows.SelectMany(r => r)]);
            int byCells = CentralArrangement.Cells(rows, 3).Min(c => (int)UInt128.PopCount(c.Positive));
            Assert.Equal(byCells, ExactMinimum.Active([layer]));
        }
    }

    private static double[][] Draw(int inputs, int rows, int sample = 0)
    {
        var random = new RandomNumbers(17, inputs, rows, sample);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, inputs).Select(_ => random.Gaussian()).ToArray())];
    }

    private static UInt128 Signs(double[][] rows, double[] x)
    {
        UInt128 bits = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            bits |= TensorPrimitives.Dot<double>(rows[i], x) > 0 ? UInt128.One << i : 0;
        }

        return bits;
    }

    private static int Choose(int m, int k) => k > m ? 0 : Enumerable.Range(1, k).Aggregate(1, (c, i) => c * (m - k + i) / i);
}
