using System.Globalization;
using System.Text.RegularExpressions;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Compilation;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Files;

/// <summary>Where a command's models come from: those built in, or equation files compiled for it.</summary>
/// <param name="Around">What the command reaches, with the systems of the source.</param>
/// <param name="Models">The names of the models that were asked for.</param>
/// <param name="HasFaults">Whether a file did not compile; its problems have been written.</param>
internal sealed partial record ModelSource(CommandContext Around, IReadOnlyList<string> Models, bool HasFaults)
{
    /// <summary>The exit code where some files did not compile.</summary>
    public int ExitCodeOr(int exitCode) => HasFaults ? ExitCode.BadInput : exitCode;

    /// <summary>The one model that an argument names.</summary>
    /// <exception cref="BadArgumentException">It names several, or a file of it does not compile.</exception>
    public static (CommandContext Around, string Model) One(CommandContext around, string typed, string? level, string? depth, string argument = "MODEL")
    {
        ModelSource source = Of(around, typed, level, depth);
        return source.Models.Count == 1
            ? (source.Around, source.Models[0])
            : throw new BadArgumentException($"{argument}: {typed} has {source.Models.Count} models ({string.Join(", ", source.Models)}); name one file");
    }

    /// <summary>The models that an argument names: one by its name, or those of a file or of the files in a folder.</summary>
    /// <exception cref="BadArgumentException">No file compiles, or two declare one model.</exception>
    /// <exception cref="EquationFileException">There is no such file, or it is no text.</exception>
    public static ModelSource Of(CommandContext around, string typed, string? level, string? depth) =>
        EquationText.IsPath(typed) ? OfFiles(around, typed, Bounds(level, depth)) : new(around, [typed], HasFaults: false);

    /// <summary>The members that selections reach.</summary>
    public static MemberBounds Bounds(string? level, string? depth) => new(Highest(level), Highest(depth));

    private static ModelSource OfFiles(CommandContext around, string typed, MemberBounds bounds)
    {
        List<LoadedFile> files = [];
        bool hasFaults = false;
        foreach (string path in EquationText.Files(typed))
        {
            LoadedFile? file = Load(around, path, bounds);
            around.Error.Write(file?.Problems);
            hasFaults |= file is not { IsCompiled: true };
            if (file is { IsCompiled: true })
            {
                Require(files, file);
                files.Add(file);
            }
        }

        return files.Count == 0 ? throw new FaultyFilesException() : new(
            around with
            {
                Systems = [.. files.SelectMany(f => f.Systems)],
                Relations = [.. files.SelectMany(f => f.Relations)],
                EquationFile = path => files.FirstOrDefault(f => f.Systems.Any(s => string.Equals(s.Description.File, path, StringComparison.Ordinal)))?.File.Text,
            },
            [.. files.Select(NameOf)],
            hasFaults);
    }

    /// <summary>A file, compiled; null where it is no text, which is then written.</summary>
    private static LoadedFile? Load(CommandContext around, string path, MemberBounds bounds)
    {
        try
        {
            return EquationFileCompiler.Load(EquationText.Read(path), bounds, around.CacheFolder, around.Cancellation);
        }
        catch (EquationFileException e)
        {
            around.Error.WriteLine($"error: {e.Message}");
            return null;
        }
        catch (InvalidOperationException e)
        {
            throw new BadArgumentException($"{path}: the code generated for it does not compile; this is a fault of the program, please report it with the file\n{e.Message}", e);
        }
    }

    private static void Require(List<LoadedFile> files, LoadedFile file)
    {
        if (files.FirstOrDefault(f => string.Equals(NameOf(f), NameOf(file), StringComparison.Ordinal)) is { } other)
        {
            throw new BadArgumentException($"MODEL: {other.File.Path} and {file.File.Path} both declare the model '{NameOf(file)}'; rename one");
        }
    }

    private static string NameOf(LoadedFile file) => file.Systems[0].Description.Model;

    /// <summary>The highest number in a selection; null, for all, where nothing or no selection was typed.</summary>
    private static int? Highest(string? typed) =>
        typed is not null && Selection().IsMatch(typed) ? Number().Matches(typed).Max(m => int.Parse(m.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)) : null;

    [GeneratedRegex(@"^[-+0-9,.\s]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selection();

    [GeneratedRegex("-?[0-9]{1,6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
