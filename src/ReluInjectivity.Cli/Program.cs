using System.Runtime.InteropServices;
using System.Text;
using ReluInjectivity.Cli;
using ReluInjectivity.Compilation;
using ReluInjectivity.Equations;

if (OperatingSystem.IsWindows())
{
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}

using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C asks the solver to stop, the second one kills.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};

// What batch systems send before they kill.
using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
});

return CommandLine.Run(args, new CommandContext
{
    Output = Console.Out,
    Error = Console.Error,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    Systems = Catalog.Systems,
    Relations = Catalog.Relations,
#if GALLERY
    Gallery = new GallerySource(static () => ReluInjectivity.Gallery.Catalog.Systems, static () => ReluInjectivity.Gallery.Catalog.Relations, static path => Resource(typeof(ReluInjectivity.Gallery.Catalog), path)),
#endif
    CacheFolder = AssemblyCache.DefaultFolder(),
    EquationFile = static path => Resource(typeof(Catalog), path),
    Cancellation = cancellation.Token,
});

static string? Resource(Type of, string path)
{
    using Stream? stream = of.Assembly.GetManifestResourceStream(path);
    return stream is null ? null : new StreamReader(stream).ReadToEnd();
}
