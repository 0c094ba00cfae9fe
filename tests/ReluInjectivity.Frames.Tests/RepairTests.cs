using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Repair;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Repaired and constructed layers are certified injective.</summary>
public sealed class RepairTests
{
    [Fact]
    public void Repairs_AreInjectiveAndKeepTheRows()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            int n = 2 + (seed % 3);
            Layer layer = new(RandomLayers.Gaussian(n + (seed % 7), n, seed));

            RepairResult paired = LayerRepair.Paired(layer, CheckOptions.Default);
            RepairResult greedy = LayerRepair.Greedy(layer, CheckOptions.Default);

            Assert.Equal(Verdict.Injective, paired.Check.Verdict);
            Assert.Equal(Verdict.Injective, greedy.Check.Verdict);
            Assert.True(paired.Appended <= n);
            Assert.True(greedy.Appended <= paired.Appended && greedy.Appended >= greedy.FewestNeeded);
            Assert.Equal(layer.Rows, greedy.Layer.Rows.Take(layer.Outputs));
        }
    }

    /// <summary>What was stopped keeps the rows given, claims nothing, and does not end with an exception.</summary>
    [Fact]
    public void Stopped_GivesTheRowsSoFar()
    {
        Layer layer = new(RandomLayers.Gaussian(6, 4, 2));
        using CancellationTokenSource stop = new();
        stop.Cancel();
        foreach (RepairResult result in new[] { LayerRepair.Paired(layer, CheckOptions.Default, stop.Token), LayerRepair.Greedy(layer, CheckOptions.Default, stop.Token) })
        {
            Assert.NotEqual(Verdict.Injective, result.Check.Verdict);
            Assert.Equal(layer.Rows, result.Layer.Rows.Take(layer.Outputs));
            Assert.Equal(layer.Outputs + result.Appended, result.Layer.Outputs);
        }
    }

    [Fact]
    public void InjectiveLayer_NeedsNoRows()
    {
        Assert.Equal(0, LayerRepair.Greedy(MatrixCase.Named("gauss_n3_m20_seed4").Layer, CheckOptions.Default).Appended);
        Assert.Equal(0, LayerRepair.Paired(MatrixCase.Named("BminusDB_n3").Layer, CheckOptions.Default).Appended);
    }

    [Fact]
    public void DependentColumns_AreCompleted()
    {
        Layer[] layers = [MatrixCase.Named("rank_deficient").Layer, new([[1, 2, 3]]), new([[0, 0]]), new([[1, 1], [2, 2], [-3, -3]]), new([[0, 5, 0], [0, -5, 0]])];
        foreach (Layer layer in layers)
        {
            RepairResult paired = LayerRepair.Paired(layer, CheckOptions.Default);
            RepairResult greedy = LayerRepair.Greedy(layer, CheckOptions.Default);

            Assert.Equal(Verdict.Injective, paired.Check.Verdict);
            Assert.Equal(Verdict.Injective, greedy.Check.Verdict);
            Assert.True(greedy.Appended <= paired.Appended && greedy.Appended >= greedy.FewestNeeded);
            Assert.Equal(layer.Rows, paired.Layer.Rows.Take(layer.Outputs));
            Assert.Null(Certificates.CertificateVerifier.Problem(paired.Check.Certificate!, paired.Layer));
        }
    }

    [Fact]
    public void Constructions_AreInjectiveAtAnySize()
    {
        foreach (Layer layer in new[] { InjectiveLayers.Random(300, 120, 1), InjectiveLayers.Concatenated(Matrix<double>.Build.Random(80, 60, 2)), InjectiveLayers.Paired(Matrix<double>.Build.Random(40, 40, 3), [.. Enumerable.Range(1, 40).Select(k => k / 7.0)]) })
        {
            Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default).Verdict);
        }
    }

    [Fact]
    public void Concatenated_HasItsStatedStability()
    {
        Matrix<double> a = Matrix<double>.Build.Random(6, 3, 4);
        double smallest = a.Svd(computeVectors: false).S.Minimum();

        Assert.Equal(smallest / Math.Sqrt(2), InverseLipschitz.ClosedForm(InjectiveLayers.Concatenated(a), ParallelRows.Find(InjectiveLayers.Concatenated(a), 0))!.Value, 1e-12);
    }

    [Fact]
    public void TooFewOutputs_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => InjectiveLayers.Random(7, 4, 1));
        Assert.Throws<ArgumentException>(() => InjectiveLayers.Paired(Matrix<double>.Build.Dense(2, 2, 1), [1, 1]));
        Assert.Throws<ArgumentException>(() => InjectiveLayers.Paired(Matrix<double>.Build.DenseIdentity(2), [1, -1]));
        Assert.Throws<ArgumentException>(() => InjectiveLayers.Concatenated(Matrix<double>.Build.Dense(2, 3, 1)));
    }
}
