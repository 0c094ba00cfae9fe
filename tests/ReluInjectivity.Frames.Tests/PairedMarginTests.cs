using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Repair;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Margins of rows in antiparallel pairs, which have closed forms, against all of their cells.</summary>
public sealed class PairedMarginTests
{
    [Theory]
    [InlineData(2, 1.0)]
    [InlineData(3, 1.0)]
    [InlineData(3, 1e-160)]
    [InlineData(4, 1e160)]
    [InlineData(5, 1e-3)]
    public void Margins_AreThoseOfAllCells(int n, double scale)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            // Pairs of ratios over four decades, some rows twice, a zero row.
            Random random = new(seed);
            double[][] basis = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, n).Select(_ => Normal.Sample(random, 0, 1)).ToArray())];
            List<double[]> rows = [.. basis, .. basis.Select(row => Times(row, -Math.Pow(10, (4 * random.NextDouble()) - 2)))];
            rows.Add(Times(basis[0], 0.5));
            rows.Add(Times(basis[1], -3));
            rows.Add(new double[n]);
            Layer layer = new([.. rows.Select(row => Times(row, scale)).OrderBy(_ => random.Next())]);

            MarginReport report = MarginAnalysis.Run(layer, Domain.WholeSpace, CheckOptions.Default);

            (double smallest, int fewest) = Worst(layer, basis);
            Assert.Equal(1, report.SmallestSingularValue / smallest, 1e-9);
            Assert.Equal(Reliability.Exact, report.SingularValueReliability);
            Assert.Equal(fewest, report.FewestActive);
            Assert.Equal(n, report.LowestRank);
            Assert.Equal((0.0, Reliability.Exact), (report.Uniform.Value, report.Uniform.Reliability));
            Assert.Equal(UniformMargin.Of(layer).Value, report.Uniform.Value, 1e-9);
            Assert.InRange(Math.Abs(UnitRows.Of(layer).Tau([.. report.Uniform.WorstInput])), 0, 1e-9);
            Assert.Equal([.. Active(layer, [.. report.WorstInput])], report.WorstActive);
            Assert.Equal(1, SingularValues.Of(Matrix<double>.Build.DenseOfRowArrays(report.WorstActive.Select(i => layer.Rows[i]))).Smallest / smallest, 1e-9);
        }
    }

    [Fact]
    public void Margins_OfOtherLayersAreNotThose()
    {
        Layer one = InjectiveLayers.Random(8, 4, 1);
        Layer lone = new([.. one.Rows, Times(one.Rows[0], -1).Zip(one.Rows[1], (a, b) => a + b).ToArray()]);
        Layer dependent = new([[1, 0], [0, 1], [1, 1], [-1, 0], [0, -2], [-1, -1]]);
        Layer missing = new([[1, 0], [0, 1], [-1, 0]]);
        Assert.NotNull(Paired(one));
        Assert.Null(Paired(lone));
        Assert.Null(Paired(dependent));
        Assert.Null(Paired(missing));
    }

    [Fact]
    public void LowestRank_OfPairsThatSpanIsKnownOnAnyDomain()
    {
        // Thresholds that overlap, and rows beside the pairs.
        Layer pairs = InjectiveLayers.Random(90, 40, 2);
        Layer layer = Layer.FromThresholds(pairs.Rows, [.. pairs.Rows.Select((_, i) => i < 40 ? 0.3 : -0.3)]);
        MarginReport report = MarginAnalysis.Run(layer, new BallDomain(2), CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(3) });
        Assert.Equal(40, report.LowestRank);
        Assert.Equal(40, report.Rank);
    }

    private static PairedMargins? Paired(Layer layer)
    {
        var arrangement = Arrangement.Of(layer, Domain.WholeSpace, CheckOptions.DefaultParallelTolerance);
        return PairedMargins.Of(layer, arrangement, AntiparallelPairs.Find(arrangement), CancellationToken.None);
    }

    // Every choice of signs of the products with the basis is a cell.
    private static (double Smallest, int Fewest) Worst(Layer layer, double[][] basis)
    {
        int n = basis.Length;
        var inverse = Matrix<double>.Build.DenseOfRowArrays(basis).Inverse();
        double smallest = double.PositiveInfinity;
        int fewest = int.MaxValue;
        double scale = layer.Rows.Max(row => row.Max(Math.Abs));
        for (int signs = 0; signs < 1 << n; signs++)
        {
            var x = inverse * Vector<double>.Build.Dense(n, k => (signs >> k & 1) == 1 ? 1.0 : -1);
            int[] active = Active(layer, [.. x]);
            var matrix = Matrix<double>.Build.DenseOfRowArrays(active.Select(i => Times(layer.Rows[i], 1 / scale)));
            smallest = Math.Min(smallest, scale * matrix.Svd(computeVectors: false).S.Minimum());
            fewest = Math.Min(fewest, active.Length);
        }

        return (smallest, fewest);
    }

    private static int[] Active(Layer layer, double[] x) =>
        [.. Enumerable.Range(0, layer.Outputs).Where(i => System.Numerics.Tensors.TensorPrimitives.Dot<double>(layer.Rows[i], x) > 0)];

    private static double[] Times(double[] row, double factor) => [.. row.Select(v => factor * v)];
}
