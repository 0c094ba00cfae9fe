using System.Numerics;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.Reconstruction;
using ReluInjectivity.Frames.Repair;

namespace ReluInjectivity.Frames.Tests;

/// <summary>One rule of rank for all commands, and none of them takes a rank modulo one prime for the rank.</summary>
public sealed class RankTests
{
    /// <summary>Matrices at the edge: nearly dependent, dependent, dependent but for rounding, and with a determinant that this process's prime divides.</summary>
    public static TheoryData<string, int> Kinds()
    {
        TheoryData<string, int> kinds = [];
        foreach (string kind in (string[])["nearly", "dependent", "rounded", "prime", "tiny", "shared"])
        {
            for (int seed = 0; seed < 5; seed++)
            {
                kinds.Add(kind, seed);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AllCommands_TakeTheSameRank(string kind, int seed)
    {
        double[][] basis = Basis(kind, seed);
        int n = basis[0].Length;
        int truth = IntegerElimination.Rank([.. basis.Select(r => Dyadic.Scale(r))], n);
        Assert.Equal(kind is not ("dependent" or "shared"), truth == n);
        bool isFull = truth == n;
        Layer pairs = new([.. basis, .. basis.Select(r => r.Select(v => 0 - v).ToArray())]);

        CheckResult check = InjectivityCheck.Run(pairs, Domain.WholeSpace, CheckOptions.Default);
        if (kind is "prime")
        {
            // The one prime that the search would need another for: it may not know, and it may not be wrong.
            Assert.NotEqual(Verdict.NotInjective, check.Verdict);
        }
        else
        {
            Assert.Equal(isFull ? Verdict.Injective : Verdict.NotInjective, check.Verdict);
            Assert.Null(CertificateVerifier.Problem(check.Certificate!, pairs));
        }

        MarginReport margin = MarginAnalysis.Run(pairs, Domain.WholeSpace, CheckOptions.Default);
        Assert.Equal(truth, margin.Rank);
        Assert.True(margin.LowestRank == truth || (kind is "prime" && margin.LowestRank is null));
        Assert.Equal(isFull, margin.Uniform.Value > -1);

        StageResult affine = NetworkCheck.Run([new("a", new Layer(basis), false)], Domain.WholeSpace, CheckOptions.Default).Stages[0];
        Assert.Equal(isFull ? Verdict.Injective : Verdict.NotInjective, affine.Verdict);

        double[] x = [.. Enumerable.Range(1, n).Select(v => (double)v)];
        double[] y = pairs.Rectified(x);
        PointwiseInjectivity counts = new(pairs);
        counts.Add(x);
        Assert.Equal(y.Count(v => v > 0) >= n && isFull, counts.Counts.Injective == 1);

        RecoveredInput recovered = InputReconstruction.Of(pairs, y);
        Assert.Equal(isFull, recovered is { IsConsistent: true, IsUnique: true } && recovered.Rank == n);

        Verdict repaired = LayerRepair.Paired(new Layer(basis), CheckOptions.Default).Check.Verdict;
        Assert.True(repaired is Verdict.Injective || (kind is "prime" && repaired is Verdict.Undecided));
    }

    [Theory]
    [InlineData("rn")]
    [InlineData("orthant")]
    [InlineData("ball:0.25")]
    [InlineData("nonneg-ball:3")]
    [InlineData("box:-2,-1")]
    public void AffineLayerWithDependentColumns_GivesTwoInputs(string domain)
    {
        var where = Domain.Parse(domain);
        Layer layer = new([[0.1, 0.2, 0.3], [0.5, 0.25, 0.75], [1, 2, 3], [-1, 4, 3]], [1, 2, -3, 0.1]);

        StageResult stage = NetworkCheck.Run([new("a", layer, false)], where, CheckOptions.Default).Stages[0];

        // 0.1 + 0.2 is not 0.3 in doubles: of the numbers as stored the columns are independent.
        Assert.Equal(Verdict.Injective, stage.Verdict);
        layer = new([[0.5, 0.25, 0.75], [1, 2, 3], [-1, 4, 3]], [1, 2, -3]);
        stage = NetworkCheck.Run([new("a", layer, false)], where, CheckOptions.Default).Stages[0];
        Assert.Equal(Verdict.NotInjective, stage.Verdict);
        Assert.Null(CertificateVerifier.Problem(stage.Check.Certificate!, layer));
        CollisionEvidence pair = Assert.IsType<CollisionEvidence>(stage.Check.Certificate!.Evidence);
        Assert.Equal(Values(layer, pair.Pair.RoundedX), Values(layer, pair.Pair.RoundedY), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Lifting_FindsSimpleNullVectorsOfLargeMatrices()
    {
        // The last column is the sum of two: of 160 columns, whose determinants have thousands of digits.
        double[][] rows = RandomLayers.Gaussian(160, 160, 3);
        BigInteger[][] matrix = [.. rows.Select(r => Dyadic.Scale(r))];
        foreach (BigInteger[] row in matrix)
        {
            row[^1] = row[0] + (2 * row[7]);
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        BigInteger[] d = PadicKernel.NullVector(matrix, 160, CancellationToken.None)!;

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3));
        Assert.Equal(3, d.Count(v => !v.IsZero));
        Assert.Equal(-2 * d[^1], d[7]);
    }

    [Fact]
    public void TimeLimit_LeavesTheRankUndecided()
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Layer square = new(RandomLayers.Gaussian(3, 3, 1));
        Layer narrow = new(RandomLayers.Gaussian(2, 3, 1));

        Assert.Equal(Verdict.Undecided, NetworkCheck.Run([new("a", square, false)], Domain.WholeSpace, CheckOptions.Default, stopped.Token).Stages[0].Verdict);
        Assert.Equal(Verdict.NotInjective, NetworkCheck.Run([new("a", narrow, false)], Domain.WholeSpace, CheckOptions.Default, stopped.Token).Stages[0].Verdict);
    }

    private static double[] Values(Layer layer, double[] x) => [.. layer.Rows.Select((row, i) => row.Zip(x, (a, b) => a * b).Sum() - layer.Thresholds[i])];

    private static double[][] Basis(string kind, int seed)
    {
        Random random = new(seed);
        double[][] rows = RandomLayers.Gaussian(3, 3, seed);
        switch (kind)
        {
            case "prime":
                // (2^31, -low; 1, high) has the determinant 2^31 high + low, the prime itself.
                double high = PrimeField.Shared.Modulus >> 31;
                double low = PrimeField.Shared.Modulus & 0x7FFFFFFF;
                return [[2147483648.0, -low, seed], [1, high, seed - 3], [0, 0, 1]];
            case "dependent":
                rows = RandomLayers.Integers(3, 3, seed + 10, 50);
                rows[2] = [.. rows[0].Zip(rows[1], (a, b) => (3 * a) - (5 * b))];
                return rows;
            case "shared":
                // A column that is a multiple of another.
                return [.. rows.Select(r => new[] { r[0], r[1], -4 * r[0] })];
            case "rounded":
                rows[2] = [.. rows[0].Zip(rows[1], (a, b) => (0.3 * a) + (0.7 * b))];
                return rows;
            default:
                double size = kind is "tiny" ? 1e-30 : Math.Pow(10, -9 - random.Next(6));
                return [[1, 2, 3], [0, 1, 1], [1, 3, 4 + Math.Max(size, 1e-15)], .. kind is "tiny" ? new double[][] { [0, 0, size] } : []];
        }
    }
}
