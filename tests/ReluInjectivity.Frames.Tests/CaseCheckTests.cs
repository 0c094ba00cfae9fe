using System.Numerics;
using System.Text.Json;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Verdicts on the case matrices, which three independent programs agreed on. (Their bnb_nodes counts another search tree than ours.)</summary>
public sealed class CaseCheckTests
{
    public static TheoryData<string> Every { get; } = MatrixCase.Stating("injective_Rn");

    public static TheoryData<string> WithWitness { get; } = MatrixCase.Stating("witness_x");

    public static TheoryData<string> WithPosition { get; } = MatrixCase.Stating("normalised_rows_general_position");

    [Theory]
    [MemberData(nameof(Every))]
    public void Verdict_IsThatOfTheCaseAndCertified(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        CheckResult result = InjectivityCheck.Run(c.Layer, Domain.WholeSpace, CheckOptions.Default);

        Assert.Equal(c.Expect.GetProperty("injective_Rn").GetBoolean() ? Verdict.Injective : Verdict.NotInjective, result.Verdict);
        Assert.Null(CertificateVerifier.Problem(CertificateTests.RoundTrip(result.Certificate!), c.Layer));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Search_AloneAgrees(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        SearchOutcome outcome = CellSearch.Run(Arrangement.Of(c.Layer, Domain.WholeSpace, CheckOptions.DefaultParallelTolerance), [], 2, null, CancellationToken.None);

        Assert.Equal(c.Expect.GetProperty("injective_Rn").GetBoolean(), outcome.IsProven);
        Assert.Equal(0, outcome.Unconfirmed);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Cells_AreAsMany(string name)
    {
        MatrixCase c = MatrixCase.Named(name);
        int m = c.Rows.Length;
        int n = c.Rows[0].Length;
        if (n > 4)
        {
            // General position: 2 sum over k < n of C(m - 1, k).
            Assert.Equal(c.Integer("num_cells"), 2 * (1 + (int)Margins.CriticalPoints.CountSets(m - 1, n - 1)));
            return;
        }

        var arrangement = Arrangement.Of(c.Layer, Domain.WholeSpace, CheckOptions.DefaultParallelTolerance);
        IReadOnlyList<BigInteger[]> points = CellEnumeration.Points(arrangement);

        Assert.Equal(c.Integer("num_cells"), points.Count);
        Assert.Equal(c.Integer("min_active_rank"), CellEnumeration.LowestRank(arrangement));
        Assert.Equal(c.Integer("min_active_generic"), points.Min(p => CollisionBuilder.ActiveRows(arrangement, p)!.Length));
    }

    [Theory]
    [MemberData(nameof(WithWitness))]
    public void Witness_GivesACollision(string name)
    {
        MatrixCase c = MatrixCase.Named(name);
        var arrangement = Arrangement.Of(c.Layer, Domain.WholeSpace, 0);
        BigInteger[] point = Dyadic.Scale([.. c.Numbers("witness_x"), 1.0]);

        int[] active = CollisionBuilder.ActiveRows(arrangement, point)!;
        Collision pair = CollisionBuilder.Around(arrangement, point)!;

        // The case's list leaves out ties that rounding put a hair below zero, or the other way round.
        int[] listed = [.. c.Expect.GetProperty("witness_active_rows").EnumerateArray().Select(v => v.GetInt32())];
        double[] x = c.Numbers("witness_x");
        Assert.All(active.Except(listed).Concat(listed.Except(active)), i => Assert.True(Math.Abs(c.Rows[i].Zip(x, (a, b) => a * b).Sum()) < 1e-12));
        Assert.Null(CollisionCheck.Problem(arrangement, pair));
    }

    [Theory]
    [MemberData(nameof(WithPosition))]
    public void GeneralPosition_MakesCountingEnough(string name)
    {
        MatrixCase c = MatrixCase.Named(name);
        bool isGeneral = Subsets(c.Rows.Length, c.Rows[0].Length).All(s => IsIndependent([.. s.Select(i => c.Rows[i])]));

        Assert.Equal(c.Expect.GetProperty("normalised_rows_general_position").GetBoolean(), isGeneral);
        if (isGeneral)
        {
            Assert.Equal(c.Expect.GetProperty("injective_Rn").GetBoolean(), c.Margins.FewestActive >= c.Rows[0].Length);
        }
    }

    [Fact]
    public void HiddenFlat_HasEnoughActiveRowsOfTooLowRank()
    {
        MatrixCase c = MatrixCase.Named("hidden_flat_3d");

        Assert.True(c.Margins.FewestActive >= c.Margins.Rank);
        Assert.True(c.Margins.LowestRank < c.Margins.Rank);
    }

    [Fact]
    public void EveryCase_SaysHowItWasVerified()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases", "matrices")))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            Assert.True(document.RootElement.GetProperty("verified_by").GetArrayLength() >= 2);
        }
    }

    private static bool IsIndependent(double[][] rows)
    {
        List<double[]> span = [];
        return rows.All(r => Margins.UnitRows.TryExtend(span, UnitVector.Of(r)));
    }

    private static IEnumerable<int[]> Subsets(int m, int n, int from = 0) =>
        n == 0 ? [[]] : Enumerable.Range(from, Math.Max(0, m - from)).SelectMany(i => Subsets(m, n - 1, i + 1).Select(rest => (int[])[i, .. rest]));
}
