using ReluInjectivity.Frames.Certificates;

namespace ReluInjectivity.Frames.Tests;

/// <summary>
/// Layers on the sphere where active rows leave one direction open: a point and its mirror image then collide exactly if both have the same active rows.
/// On the circle every arc is looked at; on the sphere many points.
/// </summary>
public sealed class SphereMirrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mirrors").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void OnTheCircle_VerdictsAreThoseOfAllArcs()
    {
        Dictionary<(bool, Verdict), int> counts = [];
        int mirrors = 0;
        for (int seed = 0; seed < 240; seed++)
        {
            Random random = new(seed);
            Layer layer = Layer(2 + (seed % 4), 2, random);
            bool expected = IsInjectiveOnCircle(layer);

            CheckResult result = InjectivityCheck.Run(layer, Domain.Sphere, CheckOptions.Default);

            counts[(expected, result.Verdict)] = counts.GetValueOrDefault((expected, result.Verdict)) + 1;
            Assert.True(result.Verdict is Verdict.Undecided || expected == (result.Verdict is Verdict.Injective), $"seed {seed}: {result.Verdict}: {result.Reason}");
            if (result.Certificate is not { } certificate)
            {
                continue;
            }

            string text = CertificateTests.Text(certificate);
            Assert.Null(CertificateVerifier.Problem(CertificateJson.Read(text), layer));
            bool isMirror = text.Contains("\"mirror\"", StringComparison.Ordinal);
            mirrors += isMirror ? 1 : 0;
            Assert.True(!VerifyScript.IsThere || !(isMirror || seed % 8 == 0) || VerifyScript.ExitCode(_folder, text, layer) == 0, $"seed {seed}\n{text}");
        }

        string seen = string.Join("; ", counts.Select(c => $"{c.Key}: {c.Value}")) + $"; {mirrors} by mirrors";
        Assert.True(counts.Where(c => c.Key.Item2 is Verdict.Undecided).Sum(c => c.Value) <= 5, seen);
        Assert.True(counts.GetValueOrDefault((true, Verdict.Injective)) >= 40 && counts.GetValueOrDefault((false, Verdict.NotInjective)) >= 40 && mirrors >= 10, seen);
    }

    [Fact]
    public void OnTheSphere_NoPointsContradictTheVerdict()
    {
        Dictionary<(bool, Verdict), int> counts = [];
        int mirrors = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(1000 + seed);
            Layer layer = Layer(4 + (seed % 6), 3, random);
            bool collides = CollidesAtPoints(layer, random, 4000);

            CheckResult result = InjectivityCheck.Run(layer, Domain.Sphere, CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(5) });

            counts[(collides, result.Verdict)] = counts.GetValueOrDefault((collides, result.Verdict)) + 1;
            Assert.False(collides && result.Verdict is Verdict.Injective, $"seed {seed}");
            if (result.Certificate is { } certificate)
            {
                Assert.Null(CertificateVerifier.Problem(CertificateTests.RoundTrip(certificate), layer));
                mirrors += CertificateTests.Text(certificate).Contains("\"mirror\"", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        string seen = string.Join("; ", counts.Select(c => $"{c.Key}: {c.Value}")) + $"; {mirrors} by mirrors";
        Assert.Equal(0, counts.GetValueOrDefault((true, Verdict.Undecided)));
        Assert.True(counts.GetValueOrDefault((true, Verdict.NotInjective)) >= 8 && mirrors >= 3, seen);
    }

    /// <summary>By hand: of the circle's points with x1 &gt; -1/2 only the first row tells, so that (x1, x2) and (x1, -x2) collide; a row that is active at one of them mends it.</summary>
    [Fact]
    public void MirrorImages_CollideUnlessARowTellsThem()
    {
        Layer open = new([[1.0, 0], [-1, 0.5], [-1, -0.5]], [0.5, 0, 0]);
        CheckResult found = InjectivityCheck.Run(open, Domain.Sphere, CheckOptions.Default);
        Assert.Equal(Verdict.NotInjective, found.Verdict);

        // The upper half too is told by x2 > -1/8: each point but near (1, 0) has a row for itself or for its image, and there both see x2.
        Layer closed = new([[1.0, 0], [-1, 0.5], [-1, -0.5], [0, 1]], [0.5, 0, 0, 0.125]);
        CheckResult proven = InjectivityCheck.Run(closed, Domain.Sphere, CheckOptions.Default);
        Assert.Equal(Verdict.Injective, proven.Verdict);
        string text = CertificateTests.Text(proven.Certificate!);
        Assert.Contains("\"mirror\":3", text, StringComparison.Ordinal);

        string[] forged =
        [
            text.Replace("\"mirror\":3", "\"mirror\":0", StringComparison.Ordinal),
            text.Replace("\"mirror\":3", "\"mirror\":1", StringComparison.Ordinal),
            text.Replace("\"mirror\":3", "\"mirror\":4", StringComparison.Ordinal),
            text.Replace("\"mirror\":3", "\"mirror\":-1", StringComparison.Ordinal),
            text.Replace(",\"mirror\":3", string.Empty, StringComparison.Ordinal),
            text.Replace("\"rows\":[0],\"mirror\":3", "\"rows\":[],\"mirror\":3", StringComparison.Ordinal),
            text.Replace("\"rows\":[0],\"mirror\":3", "\"rows\":[3],\"mirror\":0", StringComparison.Ordinal),
            text.Replace("\"rows\":[0],\"mirror\":3", "\"rows\":[0,0],\"mirror\":2", StringComparison.Ordinal),
        ];
        Assert.All(forged, changed => Assert.True(
            !string.Equals(changed, text, StringComparison.Ordinal) && CertificateVerifier.Problem(CertificateJson.Read(changed), closed) is not null, changed));
        if (VerifyScript.IsThere)
        {
            Assert.All(VerifyScript.ExitCodes(_folder, [text, .. forged], [closed]).Select((code, k) => (code, k)), pair => Assert.Equal(pair.k == 0 ? 0 : 1, pair.code));
        }
    }

    // Unit rows at thresholds that leave most points a row or two less than are needed.
    private static Layer Layer(int m, int n, Random random)
    {
        double[][] rows = [.. RandomLayers.Gaussian(m, n, random.Next()).Select(UnitVector.Of)];
        return new(rows, [.. rows.Select(_ => (1.6 * random.NextDouble()) - 0.3)]);
    }

    private static int[] Active(Layer layer, double[] x) => [.. Enumerable.Range(0, layer.Outputs).Where(i => layer.Rows[i].Zip(x, (w, v) => w * v).Sum() > layer.Thresholds[i])];

    // Between the angles where rows begin and end, and their mirror images, all is the same: the middle of each arc stands for it.
    private static bool IsInjectiveOnCircle(Layer layer)
    {
        double[] axes = [.. layer.Rows.Select(row => Math.Atan2(row[1], row[0]))];
        List<double> ends = [0];
        for (int i = 0; i < axes.Length; i++)
        {
            if (Math.Abs(layer.Thresholds[i]) < 1)
            {
                double half = Math.Acos(layer.Thresholds[i]);
                ends.AddRange([axes[i] - half, axes[i] + half]);
            }
        }

        double[] all = [.. ends.Concat(axes.SelectMany(axis => ends.Select(end => (2 * axis) - end))).Concat(axes).Concat(axes.Select(a => a + Math.PI))
            .Select(angle => angle - (2 * Math.PI * Math.Floor(angle / (2 * Math.PI)))).Order()];
        for (int k = 0; k < all.Length; k++)
        {
            double next = k + 1 < all.Length ? all[k + 1] : all[0] + (2 * Math.PI);
            double middle = (all[k] + next) / 2;
            int[] active = Active(layer, Point(middle));
            if (next - all[k] < 1e-12 || active.Length > 1)
            {
                continue;
            }

            if (active.Length == 0 || active.SequenceEqual(Active(layer, Point((2 * axes[active[0]]) - middle))))
            {
                return false;
            }
        }

        return true;
    }

    private static double[] Point(double angle) => [Math.Cos(angle), Math.Sin(angle)];

    // One active row, or none, leaves more than a direction open; two leave their cross product.
    private static bool CollidesAtPoints(Layer layer, Random random, int points)
    {
        for (int k = 0; k < points; k++)
        {
            double[] x = UnitVector.Of(RandomLayers.Gaussian(1, 3, random.Next())[0]);
            int[] active = Active(layer, x);
            if (active.Length > 2)
            {
                continue;
            }

            if (active.Length < 2)
            {
                return true;
            }

            (double[] a, double[] b) = (layer.Rows[active[0]], layer.Rows[active[1]]);
            double[] d = UnitVector.Of([(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])]);
            double along = d.Zip(x, (u, v) => u * v).Sum();
            if (Math.Abs(along) > 1e-3 && active.SequenceEqual(Active(layer, [.. x.Zip(d, (v, u) => v - (2 * along * u))])))
            {
                return true;
            }
        }

        return false;
    }
}
