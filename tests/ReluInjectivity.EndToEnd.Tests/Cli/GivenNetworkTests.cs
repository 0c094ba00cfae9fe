using System.Text.Json;
using ReluInjectivity.Cli;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Networks and layers of files that others made, and what surrounds a command; skipped where the folder of cases is not there.</summary>
public sealed class GivenNetworkTests : IDisposable
{
    internal const string Cases = "/work/shared/cases";
    private readonly string _folder = Directory.CreateTempSubdirectory("given").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [CaseTheory]
    [InlineData("networks/acas35.onnx", "notInjective", "collision")]
    [InlineData("networks/lunar.onnx", "notInjective", "collision")]
    [InlineData("networks/nano.onnx", "notInjective", "layers")]
    [InlineData("networks/tiny.onnx", "notInjective", "layers")]
    [InlineData("networks/convavg.onnx", "notInjective", "dimension or layers")]
    [InlineData("networks/convmax.onnx", "notInjective", "dimension or layers")]
    [InlineData("networks/pt_Linear.onnx", "notInjective", "layers")]
    [InlineData("networks/pt_BatchNorm2d_eval.onnx", "injective", "layers")]
    [InlineData("networks/pt_Conv1d.onnx", "injective", "layers")]
    [InlineData("networks/pt_Conv1d_stride.onnx", "notInjective", "layers")]
    [InlineData("networks/pt_Conv2d.onnx", "notInjective", "layers")]
    [InlineData("networks/pt_Conv2d_depthwise.onnx", "notInjective", "layers")]
    [InlineData("networks/pt_Conv2d_padding.onnx", "notInjective", "layers")]
    [InlineData("networks/pt_LeakyReLU.onnx", "injective", "layers")]
    [InlineData("networks/pt_PReLU_1d.onnx", "injective", "layers")]
    [InlineData("networks/po_operator_convtranspose.onnx", "injective", "layers")]
    [InlineData("faults/coupling.onnx", "injective", "construction")]
    [InlineData("faults/gconv.onnx", "notInjective", "layers")]
    [InlineData("faults/gconv_pairs.onnx", "notInjective", "layers")]
    [InlineData("faults/matmul_transposed.onnx", "injective", "layers")]
    [InlineData("faults/ext.onnx", "injective", "layers")]
    [InlineData("faults/classifier-3-24-2.npz", "notInjective", "collision")]
    public void Network(string file, string verdict, string evidence)
    {
        string path = Path.Combine(Cases, file);

        CliRun run = CliRun.Of("check", path, "--certificate", "none", "--format", "json", "--time-limit", "20");

        Assert.Empty(run.Error);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(verdict, report.RootElement.GetProperty("verdict").GetString());
        Assert.Contains(report.RootElement.GetProperty("evidence").GetString(), evidence.Split(" or "));
        Assert.Equal(verdict is "injective" ? 0 : 1, run.ExitCode);
        if (evidence is "collision")
        {
            Assert.True(report.RootElement.GetProperty("differenceInFloat32").GetDouble() < 1e-4);
            Assert.NotEqual(report.RootElement.GetProperty("x").ToString(), report.RootElement.GetProperty("y").ToString());
        }
    }

    [CaseTheory]
    [InlineData("faults/matmul_transposed.onnx", "margin", 0)]
    [InlineData("faults/hash_header.csv", "check", 0)]
    [InlineData("faults/meta.npz#W", "check", 0)]
    [InlineData("faults/mirror-float32.npy", "check", 1)]
    public void Layer(string file, string command, int code)
    {
        string path = Path.Combine(Cases, file);

        CliRun run = command is "check" ? CliRun.Of(command, path, "--certificate", "none") : CliRun.Of(command, path);

        Assert.Empty(run.Error);
        Assert.Equal(code, run.ExitCode);
    }

    [Fact]
    public void Undecided_HasItsOwnExitCode()
    {
        // 20 x 10 Gaussian-like rows and hardly any time.
        Random random = new(3);
        string weights = Write("w.csv", string.Concat(Enumerable.Range(0, 160).Select(_ => string.Join(',', Enumerable.Range(0, 20).Select(_ => (random.NextDouble() + random.NextDouble() - 1).ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + "\n")));

        CliRun run = CliRun.Of("check", weights, "--certificate", "none", "--time-limit", "0.5");

        Assert.StartsWith("UNDECIDED", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public void OutputThatCannotBeWritten_IsOneLine()
    {
        using StringWriter error = new(System.Globalization.CultureInfo.InvariantCulture);
        using FullDisk output = new();

        int code = CommandLine.Run(["check", Write("w.csv", "1\n-1\n"), "--certificate", "none"], output, error, FakeSystems.All, CancellationToken.None);

        Assert.Equal(2, code);
        Assert.Equal("error: the report could not be written: No space left on device\n", error.ToString());
        using FullDisk closed = new();
        Assert.Equal(2, CommandLine.Run(["check", "none.npy"], output, closed, FakeSystems.All, CancellationToken.None));
    }

    [Fact]
    public void FileThatBeginsWithAMinus_IsReadAfterTwo()
    {
        CliRun run = CliRun.Of("check", "--certificate", "none", "--", "-none.csv");

        Assert.Equal("error: -none.csv: there is no such file; check the path\n", run.Error);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("does not take '-none.csv'", CliRun.Of("check", "-none.csv").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void FileOfAnotherKind_IsReplacedOnlyByForce()
    {
        string weights = Write("w.csv", "1\n-1\n");
        string notes = Write("notes.txt", "my notes\n");

        CliRun check = CliRun.Of("check", weights, "--certificate", notes);
        CliRun repair = CliRun.Of("repair", weights, "--output", notes);

        Assert.StartsWith("INJECTIVE", check.Output, StringComparison.Ordinal);
        Assert.Contains("holds something else than this command writes; --force replaces it", check.Error, StringComparison.Ordinal);
        Assert.Equal((2, 2), (check.ExitCode, repair.ExitCode));
        Assert.Equal("my notes\n", File.ReadAllText(notes));
        Assert.Equal(0, CliRun.Of("check", weights, "--certificate", notes, "--force").ExitCode);
        Assert.Equal(0, CliRun.Of("check", weights, "--certificate", notes).ExitCode);
        Assert.Equal(0, CliRun.Of("repair", weights, "--output", Write("old.csv", "1,2\n")).ExitCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class CaseTheoryAttribute : TheoryAttribute
    {
        public CaseTheoryAttribute() => Skip = Directory.Exists(Cases) ? null : "the folder of cases is not there";
    }

    private sealed class FullDisk : StringWriter
    {
        public FullDisk()
            : base(System.Globalization.CultureInfo.InvariantCulture)
        {
        }

        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<char> buffer) => throw new IOException("No space left on device");
    }
}
