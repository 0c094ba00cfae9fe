using System.Globalization;
using System.Text.Json;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Exit codes that tell not injective (1) from undecided (3), and what stands beside a verdict.</summary>
public sealed class GivenVerdictTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verdicts").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Worked out by hand: |x| and |y| of each entry; behind it the sum of all, or the four again, the last ReLU with a bias.
    [Theory]
    [InlineData("1,2\n-3,0.5\n", false, 0, 2, 0, 2)]
    [InlineData("1,2\n0,0.5\n", false, 3, 1, 1, 2)]
    [InlineData("1,2\n0,0.5\n", true, 1, 0, 1, 1)]
    [InlineData("1,2\n", true, 1, 0, 0, 1)]
    public void Batch_OfANetwork(string data, bool isNarrow, int code, int injective, int undecided, int rank)
    {
        double[][] first = [[1, 0], [0, 1], [-1, 0], [0, -1]];
        double[][] second = isNarrow ? [[1, 1, 1, 1]] : [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
        string model = TextNetwork.Write(_folder, [first, second]);

        CliRun run = CliRun.Of("batch", model, Write("x.csv", data), "--format", "json");
        CliRun text = CliRun.Of("batch", model, Write("x.csv", data));

        Assert.Empty(run.Error);
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(
            (injective, undecided, rank, 2, true),
            (report.GetProperty("injective").GetInt32(), report.GetProperty("undecided").GetInt32(), report.GetProperty("lowestRank").GetInt32(), report.GetProperty("layers").GetInt32(), report.GetProperty("isComplete").GetBoolean()));
        Assert.Equal((code, code), (run.ExitCode, text.ExitCode));
        Assert.Contains(FormattableString.Invariant($"injective around {injective} of {data.Count(c => c == '\n')} inputs"), text.Output, StringComparison.Ordinal);
        Assert.Equal(2, CliRun.Of("batch", model, Write("y.csv", "1,2,3\n")).ExitCode);
    }

    // Of [I; -I] everywhere; of the three rows with bias 1/2 exactly on balls up to radius 1 (their safe bias is half the radius).
    [Theory]
    [InlineData("ball:1", "ball:1", 0)]
    [InlineData("ball:1", "nonneg-ball:0.75", 0)]
    [InlineData("ball:1", "box:-0.5,0.5", 0)]
    [InlineData("ball:1", "box:-0.75,0.5", 3)]
    [InlineData("ball:1", "rn", 3)]
    [InlineData("ball:1", "sphere", 0)]
    [InlineData("ball:2", "ball:3", 0)]
    [InlineData("ball:2", "rn", 0)]
    [InlineData("ball:2", "ball:1.5", 3)]
    [InlineData("ball:2", "orthant", 3)]
    public void Certificate_DecidesOtherDomains(string domain, string asked, int code)
    {
        string weights = Write("w.csv", "0,1\n-0.8660254037844386,-0.5\n0.8660254037844386,-0.5\n");
        string bias = Write("b.csv", "0.51\n0.51\n0.51\n");
        string certificate = Path.Combine(_folder, "c.json");
        Assert.Equal(domain is "ball:1" ? 0 : 1, CliRun.Of("check", weights, "--bias", bias, "--domain", domain, "--certificate", certificate).ExitCode);

        CliRun run = CliRun.Of("verify-certificate", certificate, weights, "--bias", bias, "--domain", asked);

        Assert.Equal(code, run.ExitCode);
        Assert.Equal(code == 3, run.Output.Contains($"UNDECIDED on {asked}", StringComparison.Ordinal));
        Assert.Equal(1, CliRun.Of("verify-certificate", certificate, weights, "--domain", asked).ExitCode);
    }

    [Theory]
    [InlineData("nonneg-ball:2", "1,0\n0,1\n-1,0\n0,-1\n")]
    [InlineData("ball:3", "0,1\n-0.8660254037844386,-0.5\n0.8660254037844386,-0.5\n0,2\n")]
    public void Bias_OfARowThatIsNeverNeededCanBeRead(string domain, string rows)
    {
        string weights = Write("w.csv", rows);
        string bias = Path.Combine(_folder, "b.npy");

        CliRun run = CliRun.Of("bias", weights, "--domain", domain, "--output", bias, "--format", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(JsonDocument.Parse(run.Output).RootElement.GetProperty("bias").EnumerateArray(), b => b.ValueKind is JsonValueKind.Null);
        CliRun check = CliRun.Of("check", weights, "--bias", bias, "--domain", domain, "--certificate", "none");
        Assert.Empty(check.Error);
        Assert.Equal(0, check.ExitCode);
    }

    // [I; -I] and then all of it, twice the sum, or on the box a first layer that is not injective.
    [Theory]
    [InlineData("1,0,0,0;0,1,0,0;0,0,1,0;0,0,0,1", "injective", "rn", 0)]
    [InlineData("1,0,0,0;0,1,0,0;0,0,1,0;0,0,0,1", "injective", "ball:2", 0)]
    [InlineData("1,1,1,1;2,2,2,2;0,0,0,0;0,0,0,0", "notInjective", "box:-1,1", 1)]
    public void NetworksCertificate_IsVerified(string second, string verdict, string domain, int code)
    {
        double[][] last = [.. second.Split(';').Select(row => row.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
        string model = TextNetwork.Write(_folder, [[[1, 0], [0, 1], [-1, 0], [0, -1]], last]);
        string certificate = Path.Combine(_folder, "c.json");

        CliRun check = CliRun.Of("check", model, "--domain", domain, "--certificate", certificate, "--format", "json");
        CliRun verify = CliRun.Of("verify-certificate", certificate, model, "--domain", domain);

        JsonElement report = JsonDocument.Parse(check.Output).RootElement;
        Assert.Equal((verdict, certificate), (report.GetProperty("verdict").GetString(), report.GetProperty("certificate").GetString()));
        Assert.Equal(code, check.ExitCode);
        Assert.StartsWith($"the certificate holds: {(code == 0 ? "INJECTIVE" : "NOT INJECTIVE")} on {domain}", verify.Output, StringComparison.Ordinal);
        Assert.Equal(0, verify.ExitCode);

        // Of another network it is not; of a layer it is none.
        string other = TextNetwork.Write(_folder, [[[1, 0], [0, 1], [-1, 0], [0, -1.5]], last]);
        Assert.Equal(1, CliRun.Of("verify-certificate", certificate, other).ExitCode);
        Assert.Equal(2, CliRun.Of("verify-certificate", certificate, model + "#a").ExitCode);
    }

    [Fact]
    public void BiasOfZeros_IsCalledZero()
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,0\n0,-1\n");
        string bias = Write("b.csv", "0\n0\n0\n0\n");

        foreach (string command in (string[])["check", "margin"])
        {
            string[] line = command is "check" ? [command, weights, "--certificate", "none"] : [command, weights];
            Assert.Contains("no bias", CliRun.Of(line).Output, StringComparison.Ordinal);
            Assert.Contains("bias zero", CliRun.Of([.. line, "--bias", bias]).Output, StringComparison.Ordinal);
        }
    }

    // The capacity is that of the README's table, 6.698 to four digits.
    [Theory]
    [InlineData(8, "above")]
    [InlineData(12, "above")]
    public void LargeExpansion_HasTheTheoryBeside(int ratio, string side)
    {
        Random random = new(5);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        string weights = Write("w.csv", string.Concat(Enumerable.Range(0, 16 * ratio).Select(_ => string.Join(',', Enumerable.Range(0, 16).Select(_ => Normal().ToString("R", CultureInfo.InvariantCulture))) + "\n")));

        CliRun run = CliRun.OnCatalog("check", weights, "--certificate", "none", "--time-limit", "1");

        Assert.StartsWith("UNDECIDED", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"the fewest active rows that \d+ descents found are \d+, ", run.Output);
        Assert.Contains("(single-layer level 6) says injective from 6.698", run.Output, StringComparison.Ordinal);
        Assert.Contains($"this layer's {ratio} are {side} it, the fewest active rows some ", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.ExitCode);

        // No file declares a threshold there.
        Assert.DoesNotContain("theory", CliRun.Of("check", weights, "--certificate", "none", "--time-limit", "1").Output, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
