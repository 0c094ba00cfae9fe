using System.Globalization;
using System.Text;
using ReluInjectivity.Cli;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The time limit holds while large files are read, and Ctrl-C too; the answer is one line that claims nothing.</summary>
public sealed class ReadingLimitTests : IDisposable
{
    private const int Rows = 300;
    private readonly string _folder = Directory.CreateTempSubdirectory("reading").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Commands()
    {
        TheoryData<string, string> data = [];
        foreach (string file in new[] { "w.npy", "w.csv", "w.onnx", "w.onnx#Gemm_0" })
        {
            foreach (string command in new[] { "check", "margin", "bias", "repair", "batch", "reconstruct" })
            {
                if (file[2] is not 'o' || command is not ("bias" or "repair") || file.EndsWith("_0", StringComparison.Ordinal))
                {
                    data.Add(command, file);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void LimitWhileReading_LeavesUndecided(string command, string file)
    {
        string[] args = [command, Write(file), .. command is "batch" or "reconstruct" ? [Write("w.csv")] : Array.Empty<string>()];

        CliRun run = CliRun.Of([.. args, "--time-limit", "1e-9"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal("error: no answer within --time-limit: it came while the files were read\n", run.Error);
    }

    [Theory]
    [InlineData("w.npy")]
    [InlineData("w.csv")]
    [InlineData("w.onnx")]
    public void CtrlCWhileReading_Cancels(string file)
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);

        Assert.Equal(130, CommandLine.Run(["check", Write(file)], output, error, FakeSystems.All, stopped.Token));
        Assert.Equal((string.Empty, "error: cancelled\n"), (output.ToString(), error.ToString()));
    }

    // More rows than are read at once, and more numbers.
    private string Write(string file)
    {
        string path = Path.Combine(_folder, file.Split('#')[0]);
        double[] values = [.. Enumerable.Range(0, Rows * Rows).Select(k => Math.Sin(k * k))];
        switch (Path.GetExtension(path))
        {
            case ".npy":
                File.WriteAllBytes(path, NpyWriter.Doubles([Rows, Rows], values));
                break;
            case ".onnx":
                File.WriteAllBytes(path, new OnnxWriter().Input().Output().Initializer("w", [Rows, Rows], values).Node("Gemm", ["x", "w"], "h", OnnxWriter.Int("transB", 1)).Node("Relu", ["h"], "y").Model());
                break;
            default:
                StringBuilder text = new();
                foreach (double[] row in values.Chunk(20))
                {
                    text.AppendJoin(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
                }

                File.WriteAllText(path, text.ToString());
                break;
        }

        return file.Contains('#', StringComparison.Ordinal) ? path + file[file.IndexOf('#', StringComparison.Ordinal)..] : path;
    }
}
