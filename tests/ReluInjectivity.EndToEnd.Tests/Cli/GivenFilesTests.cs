using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReluInjectivity.Cli;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>What the commands for given weights read and write: titles, outputs that are closed, certificates of old, limits of time.</summary>
public sealed class GivenFilesTests : IDisposable
{
    private const string Pairs = "0.03828415376418782,0.26061260136143,-0.5489322790386693\n0.8888468849065503,-0.27317639124446025,-0.6056951464596867\n"
        + "0.4777421948357107,-1.5681908649708882,-0.6774546807407061\n-0.012761384588062606,-0.08687086712047666,0.18297742634622308\n"
        + "-0.2962822949688501,0.09105879708148674,0.2018983821532289\n-0.15924739827857023,0.5227302883236294,0.2258182269135687\n";

    private const string Six = "0.6154432127149754,-0.6117589196103815,-0.4527018996188372\n-1.2647877743013232,-0.9676143272108394,-0.5311210926158692\n"
        + "1.288837543075987,-2.0317920474486755,-1.4577055535788668\n0.23935109637450452,1.443349754156496,0.5784969503748149\n"
        + "-1.899943276931952,-2.5182348300312385,0.35739721571102645\n-0.7362619397364518,-1.119786573527076,0.9773712414195629\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("given").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Header_IsWhatIsTyped()
    {
        string weights = Write("w.csv", "0,1\n1,0\n0,1\n-1,0\n0,-1\n");
        string[] commands = ["check", "margin", "batch", "reconstruct", "repair", "bias"];
        foreach (string command in commands)
        {
            string[] rest = command switch
            {
                "check" => ["--certificate", "none"],
                "batch" => [Write("x.csv", "7,8\n1,2\n")],
                "reconstruct" => [Write("y.csv", "9\n1\n2\n0\n0\n")],
                _ => [],
            };
            CliRun yes = CliRun.Of([command, weights, .. rest, "--header", "yes"]);

            Assert.True(yes.ExitCode == 0, command + yes.Error + yes.Output);
        }

        Assert.Contains("layer: 4 outputs", CliRun.Of("check", weights, "--header", "yes", "--certificate", "none").Output, StringComparison.Ordinal);
        Assert.Contains("layer: 5 outputs", CliRun.Of("check", weights, "--header", "no", "--certificate", "none").Output, StringComparison.Ordinal);
        Assert.Equal(2, CliRun.Of("check", weights, "--header", "maybe").ExitCode);
    }

    /// <summary>As version 0.1.0 (45b0e80) wrote them.</summary>
    [Theory]
    [InlineData(Pairs, """
        {"certificate": "relu-injectivity", "version": 1, "verdict": "injective", "domain": "rn", "outputs": 6, "inputs": 3,
         "layer": "sha256:cfe8fb505da34d17194f83dd751ed3dfa57a110f5d43d0eaf7ca2332928f0c49", "parallelTolerance": 4E-15,
         "parallelRows": [[3,0],[4,1],[5,2]], "evidence": "cells", "pairs": [[0,3],[1,4],[2,5]], "nodes": [] }
        """)]
    [InlineData(Six, """
        {"certificate": "relu-injectivity", "version": 1, "verdict": "notInjective", "domain": "rn", "outputs": 6, "inputs": 3,
         "layer": "sha256:fae4a7cd8a6ec422da3c936be12da2254771d50e1bd5323fb3a432e73cabd03a", "parallelTolerance": 4E-15, "parallelRows": [],
         "evidence": "collision", "denominator": "5192296858534827628530496329220096",
         "x": ["198256108382433273304000090865664","5200775699389783125458033903140864","463976194964038727337149076602880"],
         "y": ["2071831206950880646050149105139712","4890080212941731472939883016749056","463976194964038727337149076602880"],
         "xRounded": [0.03818273757914095,1.0016329653496252,0.08935856473640924], "yRounded": [0.3990201761182649,0.9417951912559991,0.08935856473640924]}
        """)]
    public void CertificatesOfOld_Verify(string weights, string certificate)
    {
        string file = Write("w.csv", weights);

        Assert.Equal(0, CliRun.Of("verify-certificate", Write("c.json", certificate), file).ExitCode);
        Assert.Equal(1, CliRun.Of("verify-certificate", Write("d.json", certificate.Replace("\"rn\"", "\"ball:1\"", StringComparison.Ordinal).Replace("[0,3]", "[0,4]", StringComparison.Ordinal).Replace("4890080", "4890081", StringComparison.Ordinal)), file).ExitCode);
    }

    [Fact]
    public void ClosedOutput_IsCalledClosed()
    {
        using Closed output = new();
        using StringWriter error = new(CultureInfo.InvariantCulture);

        int code = CommandLine.Run(["models"], output, error, FakeSystems.All, CancellationToken.None);

        Assert.Equal(2, code);
        Assert.Equal("error: the report could not be written: standard output, or standard error, is closed\n", error.ToString());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("check", "no-such-file.csv")]
    public void ClosedErrors_LeaveTheExitCode(params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using Closed error = new();

        Assert.Equal(2, CommandLine.Run(args, output, error, FakeSystems.All, CancellationToken.None));
    }

    [Theory]
    [InlineData("margin", 600, 300)]
    [InlineData("repair", 300, 250)]
    [InlineData("bias", 600, 300)]
    [InlineData("repair --method bias", 600, 300)]
    public void TimeLimit_IsKept(string command, int outputs, int inputs)
    {
        Random random = new(3);
        StringBuilder text = new();
        for (int i = 0; i < outputs; i++)
        {
            text.AppendJoin(',', Enumerable.Range(0, inputs).Select(_ => (random.NextDouble() - 0.5).ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        string[] method = command switch
        {
            "bias" => ["--method", "mcbe"],
            "repair" => ["--method", "greedy"],
            "repair --method bias" => ["--method", "bias"],
            _ => [],
        };
        var clock = Stopwatch.StartNew();

        CliRun run = CliRun.Of([command.Split(' ')[0], Write("w.csv", text.ToString()), .. method, "--time-limit", "1"]);

        // Each takes over half a minute without a limit. Beside other tests timers wait for the thread pool.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(25), clock.Elapsed.ToString());
        Assert.NotEmpty(run.Output);
        Assert.Empty(run.Error);
    }

    /// <summary>As Ctrl-C and SIGTERM have it: what is known by then, and the exit code of a stopped command.</summary>
    [Fact]
    public void StoppedBiases_AreTheEstimateSoFar()
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,-1\n");
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);

        Assert.Equal(130, CommandLine.Run(["repair", weights, "--method", "bias"], output, error, FakeSystems.All, stopped.Token));
        Assert.Contains("(estimate); the biases below are the least that may do, and are not proven to", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, output.ToString().TrimEnd().Split('\n').Length);
        Assert.Empty(error.ToString());
        CliRun whole = CliRun.Of("repair", weights, "--method", "bias");
        Assert.Equal((0, true), (whole.ExitCode, whole.Output.Contains("(exact); with the biases below the layer is injective on ball:1", StringComparison.Ordinal)));
    }

    /// <summary>A limit that is over at once: nothing is claimed, and the exit code says undecided.</summary>
    [Fact]
    public void NoTimeAtAll_ClaimsNothing()
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,-1\n");
        string certificate = Path.Combine(_folder, "c.json");
        Assert.Equal(1, CliRun.Of("check", weights, "--certificate", certificate).ExitCode);
        CliRun verified = CliRun.Of("verify-certificate", certificate, weights, "--time-limit", "60");
        Assert.Equal((0, string.Empty), (verified.ExitCode, verified.Error));
        CliRun bad = CliRun.Of("verify-certificate", certificate, weights, "--time-limit", "0");
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("--time-limit", bad.Error, StringComparison.Ordinal);

        // Of 400 numbers, some of which the half of the rows that are active leaves open.
        Random random = new(4);
        StringBuilder text = new();
        for (int i = 0; i < 400; i++)
        {
            text.AppendJoin(',', Enumerable.Range(0, 400).Select(_ => (random.NextDouble() - 0.5).ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        string large = Write("large.csv", text.ToString());
        string outputs = Write("y.csv", string.Join('\n', Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? "1" : "0")) + "\n");
        CliRun run = CliRun.Of("reconstruct", large, outputs, "--time-limit", "0.001");
        Assert.Equal(3, run.ExitCode);
        Assert.DoesNotContain("unique;", run.Output, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What a closed descriptor says.</summary>
    private sealed class Closed : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new UnauthorizedAccessException("Access to the path is denied.");
    }
}
