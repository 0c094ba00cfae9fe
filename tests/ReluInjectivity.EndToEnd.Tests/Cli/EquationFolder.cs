using System.Globalization;
using ReluInjectivity.Cli;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>A folder for equation files and their cache, and commands on them, compiled as they run.</summary>
public abstract class EquationFolder : IDisposable
{
    protected const string Small = """
        model small "Small"
        unknown  x in (0, inf)
        minimise v = x - log(x)
        expect v = 1 +- 1e-9
        """;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("equations").FullName;

    protected string Cache => Path.Combine(Folder, "cache");

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static int Count(string text, string part) => text.Split(part).Length - 1;

    protected string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private protected CliRun Run(params string[] args) => Run(CancellationToken.None, args);

    private protected CliRun Run(CancellationToken cancellation, params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = CommandLine.Run(args, new CommandContext { Output = output, Error = error, Systems = FakeSystems.All, CacheFolder = Cache, Cancellation = cancellation });
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
