using System.IO.Compression;
using System.Text.Json;
using ReluInjectivity.Cli.Commands.Frames;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The commands for given weights, as typed.</summary>
public sealed class FrameCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("frames").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Check_InjectiveExitsWith0AndItsCertificateVerifies()
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,0\n0,-1\n");
        string certificate = Path.Combine(_folder, "w.json");

        CliRun check = CliRun.Of("check", weights, "--certificate", certificate);
        CliRun verify = CliRun.Of("verify-certificate", certificate, weights);

        Assert.StartsWith("INJECTIVE on rn: ", check.Output, StringComparison.Ordinal);
        Assert.Contains($"certificate: {certificate}\n", check.Output, StringComparison.Ordinal);
        Assert.Equal(0, check.ExitCode);
        Assert.Equal("the certificate holds: INJECTIVE on rn\n", verify.Output);
        Assert.Equal(0, verify.ExitCode);
    }

    [Fact]
    public void Check_NotInjectiveExitsWith1AndShowsTheCollision()
    {
        string weights = Write("w.csv", "0,1\n-0.8660254037844386,-0.5\n0.8660254037844386,-0.5\n");
        string certificate = Path.Combine(_folder, "w.json");

        CliRun check = CliRun.Of("check", weights, "--certificate", certificate, "--format", "json");
        CliRun verify = CliRun.Of("verify-certificate", certificate, weights, "--format", "json");

        using var report = JsonDocument.Parse(check.Output);
        Assert.Equal("notInjective", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(2, report.RootElement.GetProperty("x").GetArrayLength());
        Assert.Equal(1, check.ExitCode);
        using var verdict = JsonDocument.Parse(verify.Output);
        Assert.True(verdict.RootElement.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public void Bias_HasPyTorchsSign()
    {
        string weights = Write("w.csv", "0,1\n-0.8660254037844386,-0.5\n0.8660254037844386,-0.5\n");

        // Safe on the unit ball from b = 1/2 on.
        Assert.Equal(0, CliRun.Of("check", weights, "--bias", Write("b.csv", "0.51\n0.51\n0.51\n"), "--domain", "ball:1", "--certificate", "none").ExitCode);
        Assert.Equal(1, CliRun.Of("check", weights, "--bias", Write("c.csv", "0.49\n0.49\n0.49\n"), "--domain", "ball:1", "--certificate", "none").ExitCode);
        Assert.Equal(1, CliRun.Of("check", weights, "--bias", Write("d.csv", "-0.51\n-0.51\n-0.51\n"), "--domain", "ball:1", "--certificate", "none").ExitCode);
        Assert.Equal("row,bias,alpha,alphaNormalised\n0,1,-1,-0.5\n1,1,-1,-0.5\n2,1,-1,-0.5\n", Rounded(CliRun.Of("bias", weights, "--method", "exact", "--domain", "ball:2", "--format", "csv").Output));
    }

    [Fact]
    public void TamperedCertificate_ExitsWith1()
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,-1\n1,2\n-3,1\n1,-4\n2,2\n");
        string certificate = Path.Combine(_folder, "w.json");
        CliRun.Of("check", weights, "--certificate", certificate);
        File.WriteAllText(certificate, File.ReadAllText(certificate).Replace("\"domain\": \"rn\"", "\"domain\": \"orthant\"", StringComparison.Ordinal).Replace("sha256:", "sha256:0", StringComparison.Ordinal));

        CliRun run = CliRun.Of("verify-certificate", certificate, weights);

        Assert.StartsWith("the certificate does not hold: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Margin_Reports()
    {
        CliRun run = CliRun.Of("margin", Write("w.csv", "1,0\n0,1\n-1,0\n0,-1\n"), "--format", "json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, report.RootElement.GetProperty("uniformMargin").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(Math.Sqrt(0.5), report.RootElement.GetProperty("inverseLipschitz").GetProperty("exact").GetDouble(), 1e-12);
        Assert.Equal(2, report.RootElement.GetProperty("fewestActive").GetInt32());
    }

    [Theory]
    [InlineData("least-squares")]
    [InlineData("frame")]
    public void Reconstruct_GivesTheInput(string method)
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,0\n0,-1\n");

        CliRun run = CliRun.Of("reconstruct", weights, Write("y.csv", "2\n0\n0\n3\n"), "--method", method, "--format", "json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(0, run.ExitCode);
        double[] x = [.. report.RootElement.GetProperty("input").EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(2, x[0], 1e-10);
        Assert.Equal(-3, x[1], 1e-10);
    }

    [Fact]
    public void Reconstruct_RefusesWhatNoInputGives()
    {
        CliRun run = CliRun.Of("reconstruct", Write("w.csv", "1,0\n0,1\n-1,0\n0,-1\n"), Write("y.csv", "2\n0\n1\n3\n"));

        Assert.StartsWith("no input has this output to --tolerance: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Repair_WritesAMatrixThatChecks()
    {
        string repaired = Path.Combine(_folder, "new.csv");

        CliRun repair = CliRun.Of("repair", Write("w.csv", "1,2\n3,-1\n0.5,4\n"), "--output", repaired);

        Assert.Equal(0, repair.ExitCode);
        Assert.Equal(0, CliRun.Of("check", repaired, "--certificate", "none").ExitCode);
    }

    [Fact]
    public void Batch_Counts()
    {
        CliRun run = CliRun.Of("batch", Write("w.csv", "1,0\n0,1\n"), Write("x.csv", "1,1\n1,-1\n2,3\n"), "--format", "json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(3, report.RootElement.GetProperty("inputs").GetInt64());
        Assert.Equal(2, report.RootElement.GetProperty("injective").GetInt64());
        Assert.Equal(1, report.RootElement.GetProperty("firstFailure").GetInt64());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Network_IsCheckedLayerByLayer()
    {
        string model = Path.Combine(_folder, "model.npz");
        using (ZipArchive archive = ZipFile.Open(model, ZipArchiveMode.Create))
        {
            AddArray(archive, "a.weight", [[1, 0], [0, 1], [-1, 0], [0, -1]]);
            AddArray(archive, "b.weight", [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]);
        }

        CliRun run = CliRun.Of("check", model, "--certificate", Path.Combine(_folder, "c"), "--format", "json");

        Assert.Equal(0, CliRun.Of("verify-certificate", Path.Combine(_folder, "c.0.json"), model + "#a.weight").ExitCode);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal("injective", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(["rn", "orthant"], report.RootElement.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("domain").GetString()!));
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("check {w} --domain bal:1", "error: --domain: 'bal:1' is no domain; write rn, orthant, ball:R, nonneg-ball:R, box:LO,HI or sphere\n")]
    [InlineData("check {w} --time-limit 0", "error: --time-limit: 0 is out of range; write a positive number of seconds, or none\n")]
    [InlineData("check {w} --parallel-tolerance 1", "error: --parallel-tolerance: 1 is out of range; write a number from 0 to 1e-6\n")]
    [InlineData("check {w} --threads 0", "error: --threads: 0 is out of range; write a number of at least 1\n")]
    [InlineData("check {w} --bias {b}", "error: --bias: the bias has 3 entries, the weight matrix 2 rows; they must agree\n")]
    [InlineData("margin {w} --domain sphere", "error: --domain: the sphere is not convex; ask for ball:1\n")]
    [InlineData("bias {w} --domain rn", "error: --domain: a safe bias is not estimated on 'rn'; write sphere, ball:R, nonneg-ball:R or shell:INNER,OUTER\n")]
    [InlineData("bias {w} --method pbf", "error: --method: 'pbf' is none of pbe, mcbe, mcbe-certified, exact; did you mean 'pbe'?\n")]
    [InlineData("reconstruct {w} {b}", "error: OUTPUT: the output has 3 entries, the layer 2 outputs\n")]
    [InlineData("verify-certificate {w} {w}", "error: CERTIFICATE: {w} is no certificate: it is not JSON (line 1, byte 2)\n")]
    public void WrongArgument_IsNamed(string line, string expected)
    {
        string w = Write("w.csv", "1,0\n0,1\n");
        string b = Write("b.csv", "1\n2\n3\n");
        string Filled(string text) => text.Replace("{w}", w, StringComparison.Ordinal).Replace("{b}", b, StringComparison.Ordinal);

        CliRun run = CliRun.Of(Filled(line).Split(' '));

        Assert.Equal(Filled(expected), run.Error);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void CertificateThatCannotBeWritten_LeavesTheVerdict()
    {
        string taken = Path.Combine(_folder, "taken.json");
        Directory.CreateDirectory(taken);

        CliRun run = CliRun.Of("check", Write("w.csv", "1\n-1\n"), "--certificate", taken);

        Assert.StartsWith("INJECTIVE on rn", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("certificate:", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("error: --certificate: " + taken + " cannot be written", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public void ArraysOfOneFile_HaveCertificatesOfTheirOwn() =>
        Assert.Equal(
            ["m.certificate.json", "m.a.weight.certificate.json", "m.a_b.certificate.json"],
            new[] { "in/m.npz", "in/m.npz#a.weight", "in/m.onnx#a/b" }.Select(CheckCommand.DefaultPath));

    [Fact]
    public void MissingFile_IsNamed()
    {
        CliRun run = CliRun.Of("check", Path.Combine(_folder, "none.npy"));

        Assert.Contains("there is no such file", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    private static string Rounded(string csv) =>
        string.Concat(csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', line.Split(',').Select(RoundedCell)) + "\n"));

    private static string RoundedCell(string cell) =>
        double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out double value) ? Math.Round(value, 9).ToString("R", System.Globalization.CultureInfo.InvariantCulture) : cell;

    private static void AddArray(ZipArchive archive, string name, double[][] rows)
    {
        using Stream stream = archive.CreateEntry(name + ".npy").Open();
        string header = FormattableString.Invariant($"{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows.Length}, {rows[0].Length}), }}").PadRight(117) + "\n";
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(header));
        foreach (double value in rows.SelectMany(r => r))
        {
            stream.Write(BitConverter.GetBytes(value));
        }
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
