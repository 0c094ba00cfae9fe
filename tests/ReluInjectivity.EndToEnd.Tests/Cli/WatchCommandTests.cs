using System.Text;
using ReluInjectivity.Cli;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The command <c>watch</c>.</summary>
public sealed class WatchCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("watch").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task File_IsSolvedAgainWhenSaved()
    {
        string file = Path.Combine(_folder, "m.eq");
        void Save(string goal) => File.WriteAllText(file, $"model m \"A parabola.\"\nunknown x in (-inf, inf)\nminimise value = {goal}\n");
        Save("x^2 + 3");
        using var stop = new CancellationTokenSource();
        using var output = new Heard();
        using var error = new Heard();
        var around = new CommandContext { Output = output, Error = error, Systems = [], Cancellation = stop.Token };
        Task<int> watching = Task.Run(() => CommandLine.Run(["watch", file], around));
        await output.Says("value = 3");
        Save("x^2 +");
        await error.Says("m.eq(3,");
        Save("x^2 + 5.5");
        await output.Says("value = 5.5");
        string last = output.ToString().Split('\n').Last(static l => l.Contains("value = 5.5", StringComparison.Ordinal));
        Assert.Matches("3 +2.5", last);
        stop.Cancel();
        Assert.Equal(130, await watching);
    }

    [Fact]
    public void MissingFile_IsSaid()
    {
        CliRun run = CliRun.OnCatalog("watch", Path.Combine(_folder, "no.eq"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is no equation file that is there", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A writer that one thread writes to and another waits for.</summary>
    private sealed class Heard : StringWriter
    {
        private readonly StringBuilder _text = new();

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            lock (_text)
            {
                _text.Append(value);
            }
        }

        public override string ToString()
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }

        public async Task Says(string text)
        {
            for (int i = 0; i < 600 && !ToString().Contains(text, StringComparison.Ordinal); i++)
            {
                await Task.Delay(100).ConfigureAwait(false);
            }

            Assert.Contains(text, ToString(), StringComparison.Ordinal);
        }
    }
}
