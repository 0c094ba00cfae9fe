using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Networks around single inputs, against singular values of products of masked matrices.</summary>
public sealed class LocalInjectivityTests
{
    [Fact]
    public void Rank_IsThatOfTheMaskedProduct()
    {
        // Small integers: singular values are either zero to rounding, or not below 1e-6.
        int[] counts = new int[3];
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            int n = random.Next(1, 4);
            int depth = random.Next(1, 4);
            int[] widths = [n, .. Enumerable.Range(0, depth).Select(_ => random.Next(n, (3 * n) + 3))];
            Stage[] stages = [.. Enumerable.Range(0, depth).Select(k => new Stage(
                $"{k}", new Layer(RandomLayers.Integers(widths[k + 1], widths[k], (10 * seed) + k, 3), [.. Enumerable.Range(0, widths[k + 1]).Select(_ => random.Next(-1, 3) / 2.0)]), HasReLU: k < depth - 1 || random.Next(2) == 0))];
            LocalInjectivity counter = new(new Network(stages));
            for (int point = 0; point < 5; point++)
            {
                // Multiples of 1/4 tie now and then.
                double[] x = [.. Enumerable.Range(0, n).Select(_ => random.Next(-8, 9) / 4.0)];
                LocalCounts before = counter.Counts;
                counter.Add(x);
                Verdict expected = Reference(stages, x);
                LocalCounts after = counter.Counts;
                Verdict got = after.Injective > before.Injective ? Verdict.Injective : after.Undecided > before.Undecided ? Verdict.Undecided : Verdict.NotInjective;
                Assert.True(expected == got, $"seed {seed}, point {point}: {expected}, not {got}");
                counts[(int)expected]++;
            }
        }

        Assert.All(counts, c => Assert.True(c > 80, string.Join(' ', counts)));
    }

    [Fact]
    public void WhatStandsBehind_LeavesFullRankUndecided()
    {
        Layer layer = new([[1.0, 0], [0, 1], [-1, 0], [0, -1]]);
        LocalInjectivity counter = new(new Network([new Stage("a", layer, HasReLU: true)]) { Unread = "an operation is not read" });

        counter.Add([1, 2]);

        Assert.Equal((1, 0, 1), (counter.Counts.Inputs, counter.Counts.Injective, counter.Counts.Undecided));
        Assert.False(counter.IsWhole);
        Assert.Throws<ArgumentException>(() => counter.Add([1, 2, 3]));
    }

    private static Verdict Reference(Stage[] stages, double[] x)
    {
        var product = Matrix<double>.Build.DenseIdentity(x.Length);
        var values = Vector<double>.Build.Dense(x);
        bool[] seen = [.. x.Select(_ => true)];
        foreach (Stage stage in stages)
        {
            product = stage.Layer.ToMatrix() * product;
            values = (stage.Layer.ToMatrix() * values) - Vector<double>.Build.Dense([.. stage.Layer.Thresholds]);
            for (int i = 0; stage.HasReLU && i < values.Count; i++)
            {
                if (values[i] == 0 && stage.Layer.Rows[i].Zip(seen).Any(pair => pair.First != 0 && pair.Second))
                {
                    return Verdict.Undecided;
                }

                if (values[i] <= 0)
                {
                    values[i] = 0;
                    product.ClearRow(i);
                }
            }

            seen = [.. values.Select(v => !stage.HasReLU || v > 0)];
        }

        return product.Rank() == x.Length ? Verdict.Injective : Verdict.NotInjective;
    }
}
