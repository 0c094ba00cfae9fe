using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.EndToEnd.Images;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Convolutions without their matrices, against the matrices where these are small, and large ones whose truth is known.</summary>
public sealed class ImageCheckTests
{
    private static readonly int Draws = 300 * (Environment.GetEnvironmentVariable("RELU_INJECTIVITY_DRAWS") is null ? 1 : 5);

    [Fact]
    public void CircularOnes_AreTheirMatrices()
    {
        Dictionary<(Verdict, bool), int> counts = [];
        for (int seed = 0; seed < Draws; seed++)
        {
            Random random = new(seed);
            int channels = seed % 4 == 0 ? 2 : 1;
            int[] size = [.. Enumerable.Range(0, 1 + (seed % 2)).Select(_ => random.Next(2, seed % 2 == 0 ? 16 : 7))];
            int[] kernel = [.. size.Select(extent => random.Next(1, Math.Min(extent, 4) + 1))];
            Stage stage = Circular(size, kernel, channels, channels + random.Next(2), random);
            Layer matrix = UnrolledConvolution.Of(stage, 0, 1 << 20)!;
            bool isInjective = Echelon.RankOf([.. matrix.Rows.Select(row => Dyadic.Scale(row))], matrix.Inputs) == matrix.Inputs;

            (Verdict verdict, string reason) = CircularCheck.Run(stage, default);

            Assert.True(CircularCheck.Applies(stage));
            Verdict right = isInjective ? Verdict.Injective : Verdict.NotInjective;
            Assert.True(verdict == right || (channels == 2 && !isInjective && verdict is Verdict.Undecided), $"seed {seed}: {verdict}, {reason}");
            counts[(right, channels == 1)] = counts.GetValueOrDefault((right, channels == 1)) + 1;
        }

        Assert.True(counts.Count == 4 && counts.Values.Min() >= Draws / 30, string.Join(", ", counts));
    }

    /// <summary>1 + z is zero at -1, which is a character of even lengths alone; 1 + z + z^2 at thirds; a symbol that is nearly zero is not zero.</summary>
    [Theory]
    [InlineData(new[] { 100_000 }, new[] { 1.0, 1 }, Verdict.NotInjective)]
    [InlineData(new[] { 100_001 }, new[] { 1.0, 1 }, Verdict.Injective)]
    [InlineData(new[] { 99_999 }, new[] { 1.0, 1, 1 }, Verdict.NotInjective)]
    [InlineData(new[] { 100_000 }, new[] { 1.0, 1, 1 }, Verdict.Injective)]
    [InlineData(new[] { 100_000 }, new[] { 1.0, -2, 1 }, Verdict.NotInjective)]
    [InlineData(new[] { 100_000 }, new[] { 1.0, -2.0000000000000004, 1 }, Verdict.Injective)]
    [InlineData(new[] { 300, 400 }, new[] { 1.0, 1, 1, -3 }, Verdict.NotInjective)]
    [InlineData(new[] { 300, 400 }, new[] { 1.0, 1, 1, -3.0000000000000004 }, Verdict.Injective)]
    [InlineData(new[] { 301, 403 }, new[] { 1.0, 0, 0, 1 }, Verdict.Injective)]
    [InlineData(new[] { 301, 402 }, new[] { 1.0, 0, 0, 1 }, Verdict.NotInjective)]
    public void LargeCircularOnes_InClosedForm(int[] size, double[] weights, Verdict verdict)
    {
        int extent = (int)Math.Round(Math.Pow(weights.Length, 1.0 / size.Length));
        Stage stage = new("c", new Layer(1, weights.Length, weights), HasReLU: false, Geometry(size, [.. size.Select(_ => extent)], 1, 1));

        Assert.Null(stage.AsMatrix());
        NetworkResult result = NetworkCheck.Run([stage], Domain.WholeSpace, CheckOptions.Default);

        Assert.Equal(verdict, result.EndToEnd);
    }

    /// <summary>Blocks and places that nothing sees say what all cells of the whole matrix say, or nothing.</summary>
    [Fact]
    public void BlocksAndUnseenPlaces_AreRight()
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        Domain[] domains = [Domain.WholeSpace, Domain.Orthant, new BoxDomain(0, 1), new BallDomain(2), new NonNegativeBallDomain(1)];
        for (int seed = 0; seed < Draws; seed++)
        {
            Random random = new(seed);
            Stage stage = Drawn(random, seed);
            Layer matrix = UnrolledConvolution.Of(stage, 0, 1 << 20)!;
            Domain domain = domains[seed / 3 % domains.Length];
            Verdict right = InjectivityCheck.Run(matrix, domain, CheckOptions.Default).Verdict;
            ImageRows image = ImageRows.Of(stage)!;

            Verdict byBlocks = new BlockCheck(image, domain, true, CheckOptions.Default, default).Run().Verdict;
            bool isUnseen = new UnseenPlace(image, domain, default).Exists();

            Assert.NotEqual(Verdict.Undecided, right);
            Assert.True(byBlocks is Verdict.Undecided || byBlocks == right, $"seed {seed}: {byBlocks} by blocks, {right}");
            Assert.True(!isUnseen || right is Verdict.NotInjective, $"seed {seed}: an unseen place of an injective layer");
            foreach (string key in new[] { $"blocks {byBlocks}", $"unseen {isUnseen}" })
            {
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        Assert.True(counts.Count == 5 && counts.Values.Min() >= Draws / 20, string.Join(", ", counts));
    }

    /// <summary>Transposed in steps of its kernel's length, [K; -K] for each place: 64 x 64 numbers of 2 channels, far too many for a matrix.</summary>
    [Theory]
    [InlineData(-1.0, Verdict.Injective)]
    [InlineData(1.0, Verdict.NotInjective)]
    public void LargeTransposedOne_IsDecidedByItsPlaces(double sign, Verdict verdict)
    {
        // Output channel 0 gives x through four points, channel 1 its negative, or the same again.
        double[][] kernels = [[1, 0, 1, 1, 0, 1, 1, 2], [sign, 0, sign, sign, 0, sign, sign, 2 * sign]];
        ConvolutionShape shape = new(2, 2, 1, [2, 2], [2, 2], [1, 1], [0, 0], [0, 0], [64, 64]) { IsTransposed = true };
        Stage stage = new("t", new Layer(kernels), HasReLU: true, shape);

        Assert.Null(stage.AsMatrix());
        NetworkResult result = NetworkCheck.Run([stage], Domain.WholeSpace, CheckOptions.Default);

        Assert.Equal(verdict, result.EndToEnd);
    }

    /// <summary>
    /// The kernels determine each patch, and a layer of fewer rows than columns follows: the whole is decided as matrices, with a certificate. Of x to (x)+ and (-x)+ twice over the sums
    /// of the second layer keep x, or lose it.
    /// </summary>
    [Theory]
    [InlineData(1.0, Verdict.Injective)]
    [InlineData(-1.0, Verdict.NotInjective)]
    public void NetworkOfAConvolution_IsSearchedAsAWhole(double sign, Verdict verdict)
    {
        ConvolutionShape shape = new(1, 2, 1, [1], [1], [1], [0], [0], [3]);
        Stage convolution = new("c", new Layer([[1.0], [-1.0]]), HasReLU: true, shape);

        // Outputs of a channel stand together: the positive parts of three numbers, then their negative parts.
        double[][] rows = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 6).Select(j => j == i ? 1.0 : j == i + 3 ? -sign : 0).ToArray())];
        Stage[] stages = [convolution, new("g", new Layer(rows), HasReLU: false)];

        NetworkResult result = NetworkCheck.Run(stages, Domain.WholeSpace, CheckOptions.Default);

        Assert.Equal(verdict, result.EndToEnd);
        Assert.True(result.Stages[0].Stage.IsConvolution);
        Assert.Null(NetworkCertificateVerifier.Problem(NetworkCertificate.Of(result)!, new Network(stages)));
    }

    private static ConvolutionShape Geometry(int[] size, int[] kernel, int channels, int outputs)
    {
        int[] ones = [.. size.Select(_ => 1)];
        int[] before = [.. kernel.Select(extent => extent / 2)];
        return new(channels, outputs, 1, kernel, ones, ones, before, [.. kernel.Zip(before, (extent, pad) => extent - 1 - pad)], size) { IsCircular = true };
    }

    private static Stage Circular(int[] size, int[] kernel, int channels, int outputs, Random random)
    {
        ConvolutionShape shape = Geometry(size, kernel, channels, outputs);
        int patch = kernel.Aggregate(channels, (product, extent) => product * extent);
        return new("c", new Layer([.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, patch).Select(_ => (double)random.Next(-1, 2)).ToArray())]), HasReLU: false, shape);
    }

    // Transposed and plain ones of one axis, some of pairs of signs.
    private static Stage Drawn(Random random, int seed)
    {
        bool isTransposed = seed % 2 == 0;
        int kernel = random.Next(1, 4);
        int stride = random.Next(1, kernel + 1);
        int channels = random.Next(1, 3);
        int size = random.Next(2, 4) + (isTransposed ? 0 : kernel);
        int outputs = random.Next(1, 4);
        double[][] rows = [.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, channels * kernel).Select(_ => (double)random.Next(-2, 3)).ToArray())];
        rows = seed % 3 == 0 ? rows : [.. rows, .. rows.Select(row => (double[])[.. row.Select(v => 0 - v)])];
        double[] bias = [.. rows.Select(_ => seed % 5 == 0 ? random.Next(-2, 3) / 4.0 : 0)];
        int pad = kernel == 1 ? 0 : random.Next(2);
        ConvolutionShape shape = new(channels, rows.Length, 1, [kernel], [stride], [1], [pad], [0], [size]) { IsTransposed = isTransposed };
        return new("d", new Layer(rows, bias), HasReLU: true, shape);
    }
}
