using ReluInjectivity.EndToEnd.Tests.Networks;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Networks of one input: a curve of straight pieces, which here is cut at its breakpoints and crossed with itself in fractions of this test's own.</summary>
public sealed class LineNetworkTests : IDisposable
{
    private static readonly CheckOptions Options = CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(20), Threads = 1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("line").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Weights are small whole numbers and halves, so that pieces meet at their ends, lie on one another and shrink to points.</summary>
    [Fact]
    public void RandomNetworks_AreDecidedAsTheirCurvesSay()
    {
        const int Draws = 240;
        int injective = 0;
        for (int seed = 0; seed < Draws; seed++)
        {
            Random random = new(seed);
            Stage[] stages = Drawn(random);
            Domain domain = (seed % 4) switch { 0 => new BoxDomain(-1, 2), 1 => Domain.Orthant, _ => Domain.WholeSpace };
            bool expected = IsInjective(Pieces(stages, seed % 4));

            NetworkResult result = NetworkCheck.Run(stages, domain, Options);

            Assert.True(result.EndToEnd == (expected ? Verdict.Injective : Verdict.NotInjective), $"seed {seed}: {result.EndToEnd}, {result.Reason}");
            injective += expected ? 1 : 0;
            if (NetworkCertificate.Of(result) is { } certificate)
            {
                string text = NetworkCertificateTests.Text(certificate);
                Assert.Null(NetworkCertificateVerifier.Problem(NetworkCertificateJson.Read(text), new Network(stages)));
                Assert.True(seed % 8 != 0 || !VerifyScript.IsThere || VerifyScript.ExitCode(_folder, text, [.. stages.Select(stage => stage.Layer)]) == 0, $"seed {seed}");
            }
        }

        Assert.InRange(injective, Draws / 5, Draws * 4 / 5);
    }

    /// <summary>More rows than networks of several inputs may have: x itself is the first of three outputs; without it a coordinate that turns back, some 100 pieces later.</summary>
    [Fact]
    public void HundredPieces_AreDecidedWithACertificate()
    {
        const int Rows = 100;
        Random random = new(5);
        double[][] first = [[1], [-1], .. Enumerable.Range(0, Rows).Select(_ => (double[])[1])];
        double[] bias = [0, 0, .. Enumerable.Range(0, Rows).Select(i => (i - (Rows / 2)) * 0.25)];
        double[] Wild() => [.. Enumerable.Range(0, Rows + 2).Select(_ => (double)random.Next(-4, 5))];
        Stage before = new("a", new(first, bias), true);
        Stage[] whole = [before, new("b", new([[1, -1, .. new double[Rows]], Wild(), Wild()]), false)];

        NetworkResult result = NetworkCheck.Run(whole, Domain.WholeSpace, Options);

        Assert.Equal((Verdict.Injective, NetworkEvidence.Regions), (result.EndToEnd, result.Evidence));
        Assert.Null(NetworkCertificateVerifier.Problem(NetworkCertificateJson.Read(NetworkCertificateTests.Text(NetworkCertificate.Of(result)!)), new Network(whole)));

        // Slope 1 up to the last breakpoint, at the greatest of -bias, and -1 behind it.
        double[] turning = [1, -1, .. Enumerable.Range(0, Rows).Select(i => i == 0 ? -2.0 : 0)];
        NetworkResult folded = NetworkCheck.Run([before, new("b", new([turning]), false)], Domain.WholeSpace, Options);
        Assert.Equal(Verdict.NotInjective, folded.EndToEnd);
        Assert.NotNull(folded.Pair);
    }

    private static Stage[] Drawn(Random random)
    {
        List<Stage> stages = [];
        int inputs = 1;
        int depth = random.Next(2, 4);
        for (int k = 0; k < depth; k++)
        {
            int outputs = k == depth - 1 ? random.Next(1, 4) : random.Next(2, 6);
            int width = inputs;
            double[][] rows = [.. Enumerable.Range(0, outputs).Select(_ => (double[])[.. Enumerable.Range(0, width).Select(_ => random.Next(-4, 5) / 2.0)])];
            stages.Add(new($"s{k}", new(rows, [.. rows.Select(_ => random.Next(-3, 4) / 2.0)]), k < depth - 1 || random.Next(4) == 0));
            inputs = outputs;
        }

        return [.. stages];
    }

    // The curve on (-inf, inf), [-1, 2] or [0, inf): piece after piece, cut where a number before a ReLU changes its sign.
    private static List<Piece> Pieces(Stage[] stages, int domain)
    {
        List<Piece> pieces = [new(domain is 0 ? Fraction.Of(-1) : domain is 1 ? Fraction.Zero : null, domain is 0 ? Fraction.Of(2) : null, [Fraction.Of(1)], [Fraction.Zero])];
        foreach (Stage stage in stages)
        {
            pieces = [.. pieces.Select(piece => piece.Through(stage.Layer)).SelectMany(piece => stage.HasReLU ? piece.Rectified() : [piece])];
        }

        return pieces;
    }

    private static bool IsInjective(List<Piece> pieces) =>
        pieces.TrueForAll(piece => piece.Slope.Any(v => v.Sign != 0))
        && !Enumerable.Range(0, pieces.Count).Any(i => Enumerable.Range(i + 1, pieces.Count - i - 1).Any(j => Meet(pieces[i], pieces[j])));

    // Whether s of one piece and t of another, not the same number, go to one point.
    private static bool Meet(Piece p, Piece q)
    {
        int k = p.Slope.Length;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Fraction det = (p.Slope[j] * q.Slope[i]) - (p.Slope[i] * q.Slope[j]);
                if (det.Sign == 0)
                {
                    continue;
                }

                // p.Slope s - q.Slope t = q.Offset - p.Offset, by Cramer's rule from two of the equations.
                (Fraction a, Fraction b) = (q.Offset[i] - p.Offset[i], q.Offset[j] - p.Offset[j]);
                Fraction s = ((b * q.Slope[i]) - (a * q.Slope[j])) / det;
                Fraction t = ((p.Slope[i] * b) - (p.Slope[j] * a)) / det;
                return s != t && p.Holds(s) && q.Holds(t) && Enumerable.Range(0, k).All(l => ((p.Slope[l] * s) + p.Offset[l]) == ((q.Slope[l] * t) + q.Offset[l]));
            }
        }

        // Parallel: s = factor t + shift on one line, or on two that do not meet.
        int at = Array.FindIndex(p.Slope, v => v.Sign != 0);
        (Fraction factor, Fraction shift) = (q.Slope[at] / p.Slope[at], (q.Offset[at] - p.Offset[at]) / p.Slope[at]);
        if (Enumerable.Range(0, k).Any(l => ((p.Slope[l] * shift) + p.Offset[l]) != q.Offset[l]))
        {
            return false;
        }

        (Fraction? low, Fraction? high) = factor.Sign > 0
            ? ((p.Low - shift) / factor, (p.High - shift) / factor)
            : ((p.High - shift) / factor, (p.Low - shift) / factor);
        low = low is null || (q.Low is { } l2 && (l2 - low.Value).Sign > 0) ? q.Low : low;
        high = high is null || (q.High is { } h2 && (h2 - high.Value).Sign < 0) ? q.High : high;
        bool isPoint = low is { } x && high is { } y && x == y;
        bool isEmpty = low is { } lower && high is { } upper && (lower - upper).Sign > 0;
        return !isEmpty && (factor == Fraction.Of(1) ? shift.Sign != 0 : !isPoint || ((factor * low!.Value) + shift) != low.Value);
    }

    private sealed record Piece(Fraction? Low, Fraction? High, Fraction[] Slope, Fraction[] Offset)
    {
        public bool Holds(Fraction t) => (Low is not { } low || (t - low).Sign >= 0) && (High is not { } high || (high - t).Sign >= 0);

        public Piece Through(Layer layer) => this with
        {
            Slope = [.. layer.Rows.Select(row => Sum(row, Slope))],
            Offset = [.. layer.Rows.Select((row, i) => Sum(row, Offset) + Fraction.Of(layer.Bias[i]))],
        };

        public IEnumerable<Piece> Rectified()
        {
            Fraction[] cuts = [.. Slope.Select((slope, i) => (slope, offset: Offset[i])).Where(f => f.slope.Sign != 0).Select(f => -f.offset / f.slope).Distinct()
                .Where(t => (Low is not { } low || (t - low).Sign > 0) && (High is not { } high || (high - t).Sign > 0))];
            Array.Sort(cuts, (a, b) => (a - b).Sign);
            Fraction?[] ends = [Low, .. cuts.Select(cut => (Fraction?)cut), High];
            foreach ((Fraction? from, Fraction? to) in ends.Zip(ends.Skip(1)))
            {
                Fraction inside = from is { } a && to is { } b ? (a + b) * Fraction.Of(0.5) : from is { } c ? c + Fraction.Of(1) : to is { } d ? d - Fraction.Of(1) : Fraction.Zero;
                bool[] isActive = [.. Slope.Select((slope, i) => ((slope * inside) + Offset[i]).Sign > 0)];
                yield return new(from, to, [.. Slope.Select((v, i) => isActive[i] ? v : Fraction.Zero)], [.. Offset.Select((v, i) => isActive[i] ? v : Fraction.Zero)]);
            }
        }

        private static Fraction Sum(double[] row, Fraction[] values) => row.Zip(values, (w, v) => Fraction.Of(w) * v).Aggregate(Fraction.Zero, (a, b) => a + b);
    }
}
