using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Activations;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Reconstruction;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Layers with |.| and with clipping: verdicts, bounds and inputs against all subsets of rows and all cells.</summary>
public sealed class ActivationTests
{
    private static readonly Domain[] Bounded =
        [new BallDomain(1), new BallDomain(0.4), new NonNegativeBallDomain(2), new BoxDomain(-1, 1), new BoxDomain(0, 0.75), new BoundsDomain([-1, 0.5, -2], [0.25, 2, 1])];

    [Fact]
    public void Absolute_IsInjectiveExactlyIfEachSetOfRowsOrTheOthersSpan()
    {
        int[] seen = new int[2];
        for (int seed = 0; seed < 200; seed++)
        {
            int n = 1 + (seed % 4);
            int m = n + (seed / 4 % 6);
            double[][] rows = seed % 3 == 0 ? RandomLayers.Gaussian(m, n, seed) : RandomLayers.Integers(m, n, seed, 1 + (seed % 2));
            Layer layer = new(rows);
            bool expected = Subsets(m).All(set => Rank(rows, set, n) == n || Rank(rows, [.. Enumerable.Range(0, m).Except(set)], n) == n);
            Domain domain = seed % 2 == 0 ? Domain.WholeSpace : new BoxDomain(-0.01, 0.25);

            ActivationResult result = ActivationCheck.Run(layer, Activation.Absolute, domain, CheckOptions.Default);

            Assert.Equal(expected ? Verdict.Injective : Verdict.NotInjective, result.Verdict);
            Assert.Equal(expected, result.Pair is null);
            Assert.True(expected || ActivationCheck.Problem(layer, Activation.Absolute, domain, result.Pair!) is null);
            seen[expected ? 1 : 0]++;
        }

        Assert.All(seen, count => Assert.True(count >= 40));
    }

    [Fact]
    public void Stretch_IsTheLeastOverSetsOfRows()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            int n = 1 + (seed % 3);
            int m = n + (seed % 7);
            double[][] rows = seed % 5 == 0 ? RandomLayers.Integers(m, n, seed, 2) : RandomLayers.Gaussian(m, n, seed);
            double least = Subsets(m).Min(set => LeastEigenvalue(rows, set, n) + LeastEigenvalue(rows, [.. Enumerable.Range(0, m).Except(set)], n));

            ActivationBounds bounds = ActivationMargin.Run(new Layer(rows), Activation.Absolute, Domain.WholeSpace, CheckOptions.Default);

            Assert.True(bounds.IsComplete);
            Assert.Equal(least, bounds.Lower * bounds.Lower, 1e-9 * (1 + least));
            Assert.Equal(least, bounds.Upper * bounds.Upper, 1e-9 * (1 + least));
            Assert.All(Pairs(n, seed), pair => Assert.True(AbsoluteRatio(rows, pair.X, pair.Y) >= bounds.Lower * (1 - 1e-9)));
        }
    }

    /// <summary>x = (u + v) / 2, y = (u - v) / 2 with u and v the least eigenvectors of the two sets attain the bound.</summary>
    [Fact]
    public void Stretch_IsAttained()
    {
        double[][] rows = RandomLayers.Gaussian(9, 3, 5);
        ActivationBounds bounds = ActivationMargin.Run(new Layer(rows), Activation.Absolute, Domain.WholeSpace, CheckOptions.Default);
        double[] u = LeastEigenvector(rows, bounds.Rows);
        double[] v = LeastEigenvector(rows, [.. Enumerable.Range(0, 9).Except(bounds.Rows)]);

        Assert.Equal(bounds.Upper, AbsoluteRatio(rows, [.. u.Zip(v, (a, b) => a + b)], [.. u.Zip(v, (a, b) => a - b)]), 1e-9);
    }

    [Fact]
    public void Clipped_IsInjectiveExactlyIfRowsBetweenSpanInEveryCell()
    {
        int[] seen = new int[2];
        for (int seed = 0; seed < 120; seed++)
        {
            (Layer layer, ClipActivation clip, Domain domain) = Drawn(seed);
            ClippedRows rows = new(layer, clip, domain);
            int lowest = CellEnumeration.Points(rows.Arrangement).Min(point => IntegerElimination.Rank([.. rows.Between(point).Select(i => rows.Row(i)[..layer.Inputs])], layer.Inputs));

            ActivationResult result = ActivationCheck.Run(layer, clip, domain, CheckOptions.Default);

            Assert.Equal(lowest == layer.Inputs ? Verdict.Injective : Verdict.NotInjective, result.Verdict);
            Assert.True(result.Verdict is Verdict.Injective || ActivationCheck.Problem(layer, clip, domain, result.Pair!) is null);
            seen[lowest == layer.Inputs ? 1 : 0]++;
        }

        Assert.All(seen, count => Assert.True(count >= 25));
    }

    [Fact]
    public void Clipped_HasItsBounds()
    {
        int positive = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            (Layer layer, ClipActivation clip, Domain domain) = Drawn(seed);
            ClippedRows rows = new(layer, clip, domain);
            double least = CellEnumeration.Points(rows.Arrangement).Min(point => Math.Sqrt(LeastEigenvalue([.. layer.Rows], rows.Between(point), layer.Inputs)));

            ActivationBounds bounds = ActivationMargin.Run(layer, clip, domain, CheckOptions.Default);

            Assert.True(bounds.IsComplete);
            Assert.Equal(least, bounds.Upper, 1e-6);
            positive += bounds.Lower > 0 ? 1 : 0;
            double[][] inside = [.. Enumerable.Range(0, 4000).Select(k => Inside(domain, layer.Inputs, k)).OfType<double[]>().Append([.. bounds.WorstInput])];
            for (int k = 1; k < inside.Length; k++)
            {
                Assert.True(ClippedRatio(layer, clip, inside[k - 1], inside[k]) >= bounds.Lower * (1 - 1e-9));
            }
        }

        Assert.True(positive >= 10);
    }

    [Fact]
    public void Clipped_IsNotInjectiveWhereTheDomainHasNoEnd()
    {
        foreach (Domain domain in new Domain[] { Domain.WholeSpace, Domain.Orthant, new BoundsDomain([-1, double.NegativeInfinity, 0], [1, 3, 1]) })
        {
            foreach (ClipActivation clip in new ClipActivation[] { new(0, 6), new(-1e6, 1e6) })
            {
                Layer layer = new(RandomLayers.Gaussian(30, 3, 1), RandomLayers.Gaussian(1, 30, 2)[0]);

                ActivationResult result = ActivationCheck.Run(layer, clip, domain, CheckOptions.Default);

                Assert.Equal(Verdict.NotInjective, result.Verdict);
                Assert.Null(ActivationCheck.Problem(layer, clip, domain, result.Pair!));
                Assert.Equal(0, ActivationMargin.Run(layer, clip, domain, CheckOptions.Default).Upper);
            }
        }
    }

    [Fact]
    public void Inputs_ComeBack()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            int n = 1 + (seed % 6);
            int m = (2 * n) + (seed % 5);
            double[][] rows = RandomLayers.Gaussian(m, n, seed);
            double[] x = RandomLayers.Gaussian(1, n, 1000 + seed)[0];
            double[] values = [.. rows.Select(row => row.Zip(x, (a, b) => a * b).Sum())];

            RecoveredInput absolute = ActivationReconstruction.Of(new Layer(rows), Activation.Absolute, [.. values.Select(Math.Abs)]);
            double sign = Math.Sign(absolute.Input![0] * x[0]);

            Assert.True(absolute.IsUnique);
            Assert.All(absolute.Input!.Zip(x), pair => Assert.Equal(pair.Second, sign * pair.First, 1e-7));

            // In single precision, some outputs at their ends.
            double[] bias = [.. RandomLayers.Gaussian(1, m, seed)[0].Select(v => (double)(float)(v / 4))];
            ClipActivation clip = new(-0.7, 1.1);
            double[] clipped = [.. values.Zip(bias, (v, b) => (double)(float)Math.Clamp(v + b, -0.7, 1.1))];
            int between = clipped.Count(v => v > -0.69 && v < 1.09);
            RecoveredInput saturated = ActivationReconstruction.Of(new Layer(rows, bias), clip, clipped, tolerance: 1e-5);
            Assert.True(saturated.IsConsistent);
            Assert.True(saturated.IsUnique || between < n);
            Assert.All(saturated.Ranges!.Zip(x), pair => Assert.InRange(pair.Second, pair.First.Least - 1e-3, pair.First.Greatest + 1e-3));
        }
    }

    [Fact]
    public void Absolute_FindsEveryInputOfOneOutput()
    {
        // |x|, |y|: four inputs, two up to a sign.
        RecoveredInput two = ActivationReconstruction.Of(new Layer([[1, 0], [0, 1]]), Activation.Absolute, [2, 3]);
        Assert.False(two.IsUnique);
        Assert.Contains(two.Ranges!, range => range.Greatest - range.Least > 3.9);

        RecoveredInput free = ActivationReconstruction.Of(new Layer([[1, 0, 0], [0, 1, 0], [1, 1, 0]]), Activation.Absolute, [1, 1, 0]);
        Assert.False(free.IsUnique);
        Assert.Equal(2, free.Rank);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), free.Ranges![2]);
        Assert.Equal(free.Ranges[0].Least, free.Ranges[0].Greatest, 1e-12);

        Assert.False(ActivationReconstruction.Of(new Layer([[1, 0], [0, 1], [1, 1]]), Activation.Absolute, [1, 1, 1]).IsConsistent);
        Assert.True(ActivationReconstruction.Of(new Layer([[1, 0], [0, 1], [1, 1]]), Activation.Absolute, [0, 0, 0]).IsUnique);
    }

    [Fact]
    public void WhatIsNotDecided_IsRefused()
    {
        Layer layer = new([[1, 2], [3, 4]], [1, 0]);
        Assert.Throws<ArgumentException>(() => ActivationCheck.Run(layer, Activation.Absolute, Domain.WholeSpace, CheckOptions.Default));
        Assert.Throws<ArgumentException>(() => ActivationCheck.Run(new Layer(layer.Rows), Activation.Absolute, Domain.Orthant, CheckOptions.Default));
        Assert.Throws<ArgumentException>(() => ActivationCheck.Run(layer, new ClipActivation(0, 6), Domain.Sphere, CheckOptions.Default));
        Assert.Throws<ArgumentException>(() => ActivationReconstruction.Of(layer, new ClipActivation(0, 6), [1, 6.5]));
        Assert.Throws<ArgumentException>(() => ActivationReconstruction.Of(new Layer(layer.Rows), Activation.Absolute, [1, -1]));
        Assert.All(["saturation", "saturation:-1", "relu7", "clip:1,0", "clip:1", "abs:2", "saturation:x"], text => Assert.Throws<FormatException>(() => Activation.Parse(text)));
        Assert.All(["relu", "abs", "relu6", "saturation:0.1", "clip:-1,2.5"], text => Assert.Equal(text, Activation.Parse(text).ToString()));
    }

    private static (Layer Layer, ClipActivation Clip, Domain Domain) Drawn(int seed)
    {
        Random random = new(seed);
        Domain domain = Bounded[seed % Bounded.Length];
        int n = domain is BoundsDomain ? 3 : 1 + (seed / 6 % 3);
        int m = n + 1 + random.Next(n == 3 ? 4 : 6);
        ClipActivation clip = (seed % 4) switch { 0 => new(0, 6), 1 => new(-1, 1), 2 => new(-2.5, 2.5), _ => new(-3, 0.5) };
        double[][] rows = seed % 5 == 0 ? RandomLayers.Integers(m, n, seed, 2) : RandomLayers.Gaussian(m, n, seed);
        double[] bias = [.. Enumerable.Range(0, m).Select(_ => seed % 5 == 0 ? random.Next(-1, 3) : 2 * random.NextDouble())];
        return (new Layer(rows, bias), clip, domain);
    }

    /// <summary>Rows and rest that do not span leave zero, exactly: too few rows, rows of a plane, rows in two planes; one row more, or a plane left, and it is positive.</summary>
    [Fact]
    public void LeastStretch_IsZeroExactlyWhereNeitherPartSpans()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            int n = 2 + (seed % 4);
            double[][] few = RandomLayers.Gaussian((2 * n) - 2, n, seed);
            double[][] plane = [.. RandomLayers.Gaussian(n + 3, n, seed + 50).Select(row => (double[])[.. row[..^1], 0])];
            double[][] planes = [.. plane, .. RandomLayers.Gaussian(n - 1, n, seed + 70)];
            foreach (double[][] rows in new[] { few, plane, planes, RandomLayers.Gaussian(1, n, seed) })
            {
                ActivationBounds zero = ActivationMargin.Run(new Layer(rows), Activation.Absolute, Domain.WholeSpace, CheckOptions.Default);
                Assert.Equal((0, 0, true), (zero.Lower, zero.Upper, zero.IsComplete));
                Assert.All(new[] { zero.Rows, [.. Enumerable.Range(0, rows.Length).Except(zero.Rows)] }, part => Assert.True(Rank(rows, [.. part], n) < n));
            }

            ActivationBounds more = ActivationMargin.Run(new Layer([.. few, .. RandomLayers.Gaussian(1, n, seed + 90)]), Activation.Absolute, Domain.WholeSpace, CheckOptions.Default);
            Assert.True(more.Lower > 0 && more.IsComplete, $"seed {seed}: {more}");
        }
    }

    private static double[]? Inside(Domain domain, int n, int seed)
    {
        Random random = new(seed);
        double[] x = [.. Enumerable.Range(0, n).Select(j => domain switch
        {
            BoundsDomain bounds => bounds.Inside(j, (2 * random.NextDouble()) - 1),
            BoxDomain box => box.Lower + (random.NextDouble() * (box.Upper - box.Lower)),
            NonNegativeBallDomain ball => random.NextDouble() * ball.Radius,
            BallDomain ball => ((2 * random.NextDouble()) - 1) * ball.Radius,
            _ => 0,
        })];
        double radius = domain switch { BallDomain ball => ball.Radius, NonNegativeBallDomain ball => ball.Radius, _ => double.PositiveInfinity };
        return Math.Sqrt(x.Sum(v => v * v)) <= radius ? x : null;
    }

    private static double ClippedRatio(Layer layer, ClipActivation clip, double[] x, double[] y)
    {
        double Output(int i, double[] at) => Math.Clamp(layer.Rows[i].Zip(at, (a, b) => a * b).Sum() - layer.Thresholds[i], clip.Lower, clip.Upper);
        double square = Enumerable.Range(0, layer.Outputs).Sum(i => Math.Pow(Output(i, x) - Output(i, y), 2));
        return Math.Sqrt(square / x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());
    }

    private static double AbsoluteRatio(double[][] rows, double[] x, double[] y)
    {
        double Output(double[] row, double[] at) => Math.Abs(row.Zip(at, (a, b) => a * b).Sum());
        double distance = Math.Min(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum(), x.Zip(y, (a, b) => (a + b) * (a + b)).Sum());
        return Math.Sqrt(rows.Sum(row => Math.Pow(Output(row, x) - Output(row, y), 2)) / distance);
    }

    private static IEnumerable<(double[] X, double[] Y)> Pairs(int n, int seed) =>
        Enumerable.Range(0, 300).Select(k => (RandomLayers.Gaussian(1, n, (1000 * seed) + k)[0], RandomLayers.Gaussian(1, n, (1000 * seed) + k + 500_000)[0]));

    private static IEnumerable<int[]> Subsets(int m) => Enumerable.Range(0, 1 << m).Select(bits => Enumerable.Range(0, m).Where(i => (bits >> i & 1) == 1).ToArray());

    private static int Rank(double[][] rows, int[] set, int n) => IntegerElimination.Rank([.. set.Select(i => Dyadic.Scale(rows[i]))], n);

    private static double LeastEigenvalue(double[][] rows, IReadOnlyList<int> set, int n)
    {
        if (set.Count < n)
        {
            return 0;
        }

        double smallest = Matrix<double>.Build.DenseOfRowArrays(set.Select(i => rows[i])).Svd(computeVectors: false).S.Minimum();
        return smallest * smallest;
    }

    private static double[] LeastEigenvector(double[][] rows, IReadOnlyList<int> set)
    {
        var matrix = Matrix<double>.Build.DenseOfRowArrays(set.Select(i => rows[i]).Append(new double[rows[0].Length]));
        return [.. matrix.TransposeThisAndMultiply(matrix).Evd(Symmetricity.Symmetric).EigenVectors.Column(0)];
    }
}
