using System.Text.Json;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>FILE#NODE of a convolution is the whole layer, not its kernels on one patch, and --input-shape reaches it.</summary>
public sealed class NamedConvolutionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("named").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>x(i) + x(i-1) with a zero before the first is triangular, and a pair of signs keeps it past the ReLU; on one patch the sum alone is seen.</summary>
    [Theory]
    [InlineData("", null, "injective")]
    [InlineData("#Conv_0", null, "injective")]
    [InlineData("", "1x5", "injective")]
    [InlineData("#Conv_0", "1x5", "injective")]
    public void OverlappingPatches_TellMoreThanOne(string name, string? shape, string verdict)
    {
        string file = Overlapping(shape is null ? 5 : null);

        CliRun run = Run("check", file + name, shape, "--format", "json", "--certificate", Path.Combine(_folder, "c.json"));

        Assert.Empty(run.Error);
        Assert.Equal(verdict, JsonDocument.Parse(run.Output).RootElement.GetProperty("verdict").GetString());
        string layer = Path.Combine(_folder, "c.0.json");
        foreach (string named in new[] { "#Conv_0", "#Conv_0 (unrolled)" })
        {
            Assert.StartsWith("the certificate holds: INJECTIVE", Run("verify-certificate", layer, file + named, shape).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void UnknownSize_IsLeftOpen_AndKernelsAreCalledKernels()
    {
        string file = Overlapping(null);

        Assert.Equal(3, Run("check", file + "#Conv_0", null, "--certificate", "none").ExitCode);
        CliRun kernels = Run("margin", file + "#Conv_0", null);
        Assert.Contains("kernels on one patch", kernels.Error, StringComparison.Ordinal);
        CliRun whole = Run("margin", file + "#Conv_0", "1x5");
        Assert.Equal((0, string.Empty), (whole.ExitCode, whole.Error));
        Assert.Contains("rank of W                           5", whole.Output, StringComparison.Ordinal);
        Assert.Contains("10 outputs", Run("check", file + "#Conv_0 (unrolled)", "1x5", "--certificate", "none").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bias", "#Conv_0 (unrolled)")]
    [InlineData("repair", "#Conv_0 (unrolled)")]
    [InlineData("repair", "#Conv_0")]
    public void OtherCommands_TakeTheShape(string command, string name) => Assert.Equal((0, string.Empty), Codes(Run(command, Overlapping(null) + name, "1x5")));

    [Theory]
    [InlineData("#tensor:k")]
    [InlineData("#Conv_0 (unrolled)")]
    public void ShapesThatDoNotReach_AreRefused(string name)
    {
        CliRun run = name[1] is 't' ? Run("check", Overlapping(null) + name, "1x5") : Run("check", Overlapping(null) + name, "2x5");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    private static (int, string) Codes(CliRun run) => (run.ExitCode, run.Error);

    private static CliRun Run(string command, string file, string? shape, params string[] others) =>
        CliRun.Of([command, file, .. others, .. shape is null ? Array.Empty<string>() : ["--input-shape", shape]]);

    private static CliRun Run(string command, string certificate, string file, string? shape) =>
        CliRun.Of([command, certificate, file, .. shape is null ? Array.Empty<string>() : ["--input-shape", shape]]);

    private string Overlapping(int? length)
    {
        string path = Path.Combine(_folder, "overlapping.onnx");
        OnnxWriter writer = new OnnxWriter()
            .Initializer("k", [2, 1, 2], 1, 1, -1, -1)
            .Node("Conv", ["x", "k"], "h", OnnxWriter.Ints("pads", 1, 0))
            .Node("Relu", ["h"], "y");
        File.WriteAllBytes(path, (length is { } known ? writer.Sized("x", 1, known) : writer.Sized("x", 1, null)).Output().Model());
        return path;
    }
}
