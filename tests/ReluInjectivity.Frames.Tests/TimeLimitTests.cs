using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Reconstruction;
using ReluInjectivity.Frames.Repair;
using ReluInjectivity.Frames.Search;
using Xunit;

namespace ReluInjectivity.Frames.Tests;

/// <summary>What large layers take: decompositions that stop, and what is said where they are stopped.</summary>
public sealed class TimeLimitTests
{
    [Fact]
    public void SingularValues_AreThoseOfAnotherProgram()
    {
        Random random = new(3);
        foreach ((int rows, int columns, int rank) in new[] { (1, 1, 1), (2, 1, 1), (7, 7, 7), (40, 9, 9), (9, 40, 9), (33, 20, 13), (130, 100, 100), (5, 5, 0) })
        {
            Matrix<double> matrix = Gaussian(random, rows, rank) * Gaussian(random, Math.Max(rank, 1), columns) * Math.Min(rank, 1);
            foreach (double scale in new[] { 1, 1e-200, 1e200, 4e-310 })
            {
                var scaled = matrix * scale;
                double[] expected = rank == 0 ? [0] : [.. matrix.Svd(computeVectors: false).S.Select(s => s * scale)];
                (double smallest, double largest) = SingularValues.Of(scaled);
                double slack = scale < 1e-300 ? 0.1 : 1e-12;
                Assert.Equal(expected.Max(), largest, slack * expected.Max());
                Assert.Equal(rank < columns ? 0 : expected.Min(), smallest, slack * expected.Max());
                Assert.True(SingularValues.NormBound(scaled.ToRowArrays()) >= largest * (1 - slack));
            }
        }
    }

    [Fact]
    public void SingularValues_SmallOnesAreSeenBesideLargeOnes()
    {
        var graded = Matrix<double>.Build.DenseOfDiagonalArray([1, 1e-5, 1e-11]);
        Assert.Equal(1e-11, SingularValues.Of(graded).Smallest, 1e-24);
        graded[2, 2] = 1e-15;
        Assert.Equal(0, SingularValues.Of(graded).Smallest);
    }

    [Fact]
    public void LeastSquares_IsThePseudoInverse()
    {
        Random random = new(4);
        foreach ((int rows, int columns, int rank) in new[] { (1, 1, 1), (30, 8, 8), (8, 30, 8), (20, 20, 20), (20, 12, 5), (12, 20, 5) })
        {
            Matrix<double> matrix = Gaussian(random, rows, rank) * Gaussian(random, rank, columns) * 1e-3;
            Vector<double> target = Gaussian(random, rows, 1).Column(0);
            var solved = LeastSquares.Of(matrix, target, CancellationToken.None);
            Assert.Equal(rank, solved.Rank);
            Assert.True((matrix.PseudoInverse() * target - solved.Solution).L2Norm() <= 1e-9 * solved.Solution.L2Norm());
            Assert.Equal(columns - rank, solved.Kernel?.ColumnCount ?? 0);
            if (solved.Kernel is { } kernel)
            {
                Assert.True((matrix * kernel).L2Norm() < 1e-12);
                Assert.True(((kernel.Transpose() * kernel) - Matrix<double>.Build.DenseIdentity(kernel.ColumnCount)).L2Norm() < 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(60, 40, 40, 1e-4)]
    [InlineData(60, 40, 23, 1.0)]
    [InlineData(40, 60, 23, 1e6)]
    [InlineData(50, 50, 1, 1.0)]
    public void Rotations_GiveAllSingularValues(int rows, int columns, int rank, double scale)
    {
        Random random = new(rank);
        Matrix<double> matrix = Gaussian(random, rows, rank) * Matrix<double>.Build.DenseOfDiagonalArray([.. Enumerable.Range(0, rank).Select(k => scale * Math.Pow(10, -k / 5.0))]) * Gaussian(random, rank, columns);
        double[][] turned = matrix.ToColumnArrays();
        var directions = Matrix<double>.Build.DenseOfColumnArrays(JacobiRotations.Apply(turned, CancellationToken.None));
        double[] expected = [.. matrix.Svd(computeVectors: false).S.Concat(new double[columns]).Take(columns)];
        double[] sizes = [.. turned.Select(w => Math.Sqrt(w.Sum(v => v * v))).OrderDescending()];
        Assert.All(Enumerable.Range(0, columns), k => Assert.Equal(expected[k], sizes[k], 1e-13 * expected[0]));
        Assert.True(((directions.Transpose() * directions) - Matrix<double>.Build.DenseIdentity(columns)).InfinityNorm() < 1e-12);
        Assert.True(((matrix * directions) - Matrix<double>.Build.DenseOfColumnArrays(turned)).InfinityNorm() < 1e-12 * expected[0]);
    }

    [Fact]
    public void Reconstruction_IsStoppedWithTheInputOfItsSteps()
    {
        double[] x = [.. Gaussian(new(12), 40, 1).Column(0)];
        foreach ((int rows, bool isUnique) in new[] { (270, true), (30, false) })
        {
            // Thirty rows all of which are active.
            Matrix<double> weights = Gaussian(new(13), rows, 40) * 1e5;
            Layer layer = new(isUnique ? weights : Matrix<double>.Build.DenseOfRows(weights.EnumerateRows().Select(row => row * Math.Sign(row * Vector<double>.Build.Dense(x)))));
            double[] y = layer.Rectified(x);
            RecoveredInput? stopped = Search(layer, y, CancellationToken.None).InSteps();

            Assert.True(stopped!.IsConsistent);
            Assert.Equal(isUnique, stopped.IsUnique);
            Assert.True(double.IsNaN(stopped.NoiseGain));
            Assert.Equal(!isUnique, double.IsNaN(stopped.Ranges![0].Least) && stopped.Problem is not null);
            Assert.All(layer.Rectified([.. stopped.Input!]).Zip(y), pair => Assert.Equal(pair.Second, pair.First, 1e-9 * y.Max()));
            Assert.All(x.Zip(stopped.Input!), pair => Assert.True(!isUnique || Math.Abs(pair.First - pair.Second) < 1e-9));
        }

        using CancellationTokenSource source = new();
        source.Cancel();
        Layer wide = new(Gaussian(new(14), 2700, 400));
        double[] outputs = wide.Rectified([.. Gaussian(new(15), 400, 1).Column(0)]);
        Assert.Null(Search(wide, outputs, source.Token).InSteps());
        Assert.ThrowsAny<OperationCanceledException>(() => InputReconstruction.Of(wide, outputs, ct: source.Token));

        static InputSearch Search(Layer layer, double[] y, CancellationToken ct) => new(layer, layer, y, 1, isNonNegative: false, 1e-9, ct);
    }

    [Fact]
    public void TimeLimit_CountsFromBeforeTheWork()
    {
        // Neither layer is decided in a minute; the minute was over before, as where a file takes long to read.
        Network network = new([new("a", new Layer(Gaussian(new(16), 120, 16)), HasReLU: true), new("b", new Layer(Gaussian(new(17), 840, 120)), HasReLU: true)]);
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        CheckOptions options = CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(60), Since = started - (61 * System.Diagnostics.Stopwatch.Frequency) };
        Assert.Equal(TimeSpan.Zero, options.Left);
        NetworkResult result = NetworkCheck.Run(network, Domain.WholeSpace, options);
        Assert.Equal(Verdict.Undecided, result.EndToEnd);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 40);

        // Of what is left each part has its share.
        CheckOptions now = CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(60), Since = started - (30 * System.Diagnostics.Stopwatch.Frequency) };
        Assert.InRange(now.Part(3).Left!.Value.TotalSeconds, 0, 10);
        Assert.Equal(now, now.Begun());
        Assert.Null(CheckOptions.Default.Part(3).Left);
    }

    [Fact]
    public void ConjugateGradients_AreLeastSquares()
    {
        foreach ((int rows, int columns) in new[] { (40, 12), (12, 12), (9, 30) })
        {
            Matrix<double> matrix = Gaussian(new(rows), rows, columns);
            Vector<double> target = Gaussian(new(columns), rows, 1).Column(0);
            double[] x = ConjugateGradients.Solve(matrix.ToRowArrays(), [.. target], CancellationToken.None);
            Assert.True(((matrix.PseudoInverse() * target) - Vector<double>.Build.Dense(x)).L2Norm() < 1e-8);
        }

        Assert.Equal([0.0, 0.0], ConjugateGradients.Solve([[0.0, 0.0]], [1.0], CancellationToken.None));
    }

    [Fact]
    public void Stopped_MarginsAreBoundsFromAbove()
    {
        Layer layer = new(Gaussian(new(5), 60, 4));
        MarginReport whole = MarginAnalysis.Run(layer, Domain.WholeSpace, CheckOptions.Default);
        using CancellationTokenSource source = new();
        source.Cancel();
        MarginReport stopped = MarginAnalysis.Run(layer, Domain.WholeSpace, CheckOptions.Default, source.Token);
        Assert.Equal(Reliability.Estimate, stopped.SingularValueReliability);
        Assert.True(stopped.SmallestSingularValue >= whole.SmallestSingularValue);
        Assert.True(stopped.Uniform.Value >= whole.Uniform.Value - 1e-12);
        Assert.True(stopped.Lipschitz >= whole.Lipschitz);
        Assert.Null(stopped.InverseLipschitzLower);

        UniformMargin until = UniformMargin.Until(layer, source.Token);
        Assert.Equal(Reliability.Estimate, until.Reliability);
        Assert.True(until.Value >= whole.Uniform.Value - 1e-12);
        Assert.Equal(whole.Uniform.Value, UniformMargin.Until(layer, CancellationToken.None).Value);
    }

    [Fact]
    public void Stopped_AffineNetworksHaveABoundOfTheirNorm()
    {
        Stage stage = new("fc", new(Gaussian(new(6), 30, 20)), HasReLU: false);
        NetworkRatio whole = NetworkMargin.Run(new Network([stage]), Domain.WholeSpace, CheckOptions.Default);
        Assert.Equal(1, whole.Regions);
        Assert.Equal(whole.Lower, whole.Upper, 1e-12);
        using CancellationTokenSource source = new();
        source.Cancel();
        NetworkRatio stopped = NetworkMargin.Run(new Network([stage]), Domain.WholeSpace, CheckOptions.Default, source.Token);
        Assert.Equal(0, stopped.Lower);
        Assert.True(stopped.Lipschitz >= whole.Lipschitz && double.IsFinite(stopped.Lipschitz));
        Assert.Equal(stopped.Lipschitz, stopped.Upper);
    }

    [Fact]
    public void Paired_InAHurryIsInjectiveToo()
    {
        // No time: the rows in their order, those near the span of the ones before left out.
        Matrix<double> rows = Gaussian(new(7), 30, 12);
        rows.SetRow(1, rows.Row(0) * 2);
        RepairResult hurried = LayerRepair.Paired(new(rows), CheckOptions.Default with { TimeLimit = TimeSpan.FromTicks(1) });
        Assert.Equal(Verdict.Injective, hurried.Check.Verdict);
        Assert.Equal(12, hurried.Appended);

        // Seven dimensions that no row sees: an axis and its negative for each.
        RepairResult deficient = LayerRepair.Paired(new(Gaussian(new(8), 30, 5) * Gaussian(new(9), 5, 12)), CheckOptions.Default with { TimeLimit = TimeSpan.FromTicks(1) });
        Assert.Equal(Verdict.Injective, deficient.Check.Verdict);
    }

    [Fact]
    public void ClosedForm_OfPairsInManyDimensionsIsQuick()
    {
        Matrix<double> basis = Gaussian(new(10), 150, 150);
        double[] scales = [.. Enumerable.Range(0, 150).Select(i => 1.0 + (i % 3))];
        Layer layer = InjectiveLayers.Paired(basis, scales);
        double? exact = InverseLipschitz.ClosedForm(layer, ParallelRows.Find(layer, CheckOptions.DefaultParallelTolerance));
        Matrix<double> weighted = Matrix<double>.Build.DenseOfRowArrays(basis.EnumerateRows().Select((row, i) => (row * (scales[i] / Math.Sqrt(1 + (scales[i] * scales[i])))).ToArray()));
        Assert.Equal(weighted.Svd(computeVectors: false).S.Minimum(), exact!.Value, 1e-9);
    }

    [Fact]
    public void Stopped_RangesAreNotNumbers()
    {
        // y = (1, 0): x1 = 1, x2 <= 0.
        Layer layer = new([[1.0, 0], [0, 1]]);
        Vector<double> point = Vector<double>.Build.Dense([1.0, 0]);
        var fibre = Fibre.Of(layer, [1], point, Matrix<double>.Build.DenseOfColumnArrays([0.0, 1]), isNonNegative: false);
        Assert.Equal([(1.0, 1.0), (double.NegativeInfinity, 0.0)], fibre.Ranges(point, CancellationToken.None));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.All(fibre.Ranges(point, source.Token), range => Assert.True(double.IsNaN(range.Least) && double.IsNaN(range.Greatest)));
    }

    private static Matrix<double> Gaussian(Random random, int rows, int columns) =>
        columns == 0 || rows == 0 ? Matrix<double>.Build.Dense(Math.Max(rows, 1), Math.Max(columns, 1)) : Matrix<double>.Build.Dense(rows, columns, (_, _) => Normal.Sample(random, 0, 1));
}
