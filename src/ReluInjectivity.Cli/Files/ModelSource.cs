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
        ModelSource source = Of(around, [typed], level, depth);
        return source.Models.Count == 1
            ? (source.Around, source.Models[0])
            : throw new BadArgumentException($"{argument}: {typed} has {source.Models.Count} models ({string.Join(", ", source.Models)}); name one file");
    }

    /// <summary>The models that arguments name: each one by its name, or those of a file or of the files in a folder. A file that is named twice is taken once.</summary>
    /// <param name="around">What the command reaches.</param>
    /// <param name="typed">The arguments.</param>
    /// <param name="level">The levels.</param>
    /// <param name="depth">The depths.</param>
    /// <param name="command">A command that takes several files, but one model by its name alone; null for any number.</param>
    /// <exception cref="BadArgumentException">There is no such model, or two are called the same.</exception>
    /// <exception cref="FaultyFilesException">There is nothing but files that do not compile.</exception>
    public static ModelSource Of(CommandContext around, IReadOnlyList<string> typed, string? level, string? depth, string? command = null)
    {
        if (command is not null && typed.Count > 1 && !typed.Any(EquationText.IsPath))
        {
            throw new BadArgumentException($"relu-injectivity {command} does not take '{typed[1]}'\nhint: 'relu-injectivity {command} --help' shows what can be typed");
        }

        string[] names = [.. typed.Where(t => !EquationText.IsPath(t)).Distinct(StringComparer.Ordinal)];
        if (names.Length == typed.Count)
        {
            return new(around.Knowing(names), names, HasFaults: false);
        }

        around = around.Knowing(names);
        (IReadOnlyList<LoadedFile> files, bool hasFaults) = FileSet.Load(around, [.. typed.Where(EquationText.IsPath)], Bounds(level, depth));
        foreach (string name in names)
        {
            ModelLookup.Find(around.Systems, name, null);
            if (files.FirstOrDefault(f => string.Equals(FileSet.NameOf(f), name, StringComparison.Ordinal)) is { } other)
            {
                throw new BadArgumentException($"MODEL: {other.File.Path} declares the model '{name}', which is built in as well; name one of the two, or rename the file's");
            }
        }

        return files.Count + names.Length == 0 ? throw new FaultyFilesException() : new(
            around with
            {
                Systems = [.. around.Systems.Where(s => names.Contains(s.Name.Model, StringComparer.Ordinal)), .. files.SelectMany(f => f.Systems)],
                BuiltIn = around.Systems,
                Relations = [.. around.Relations.Where(r => names.Contains(r.Description.Model, StringComparer.Ordinal)), .. files.SelectMany(f => f.Relations)],
                Files = files.ToDictionary(FileSet.NameOf, f => f.File, StringComparer.Ordinal),
            },
            [.. typed.Where(names.Contains).Distinct(StringComparer.Ordinal), .. files.Select(FileSet.NameOf)],
            hasFaults);
    }

    /// <summary>The members that selections reach.</summary>
    public static MemberBounds Bounds(string? level, string? depth) => new(Highest(level), Highest(depth));

    /// <summary>Does something for each model. Where there are several, one that an argument does not fit is said, and does not stop the others.</summary>
    /// <returns>The results, and this with the faults.</returns>
    public (IReadOnlyList<T> Results, ModelSource Source) Each<T>(Func<string, IEnumerable<T>> work)
    {
        List<T> results = [];
        int failed = 0;
        foreach (string model in Models)
        {
            try
            {
                results.AddRange(work(model));
            }
            catch (BadArgumentException e) when (Models.Count > 1)
            {
                Around.Error.WriteLine($"error: {e.Message}");
                failed++;
            }
        }

        return failed == Models.Count && failed > 0 ? throw new FaultyFilesException() : (results, this with { HasFaults = HasFaults || failed > 0 });
    }

    /// <summary>The highest number in a selection; null, for all, where nothing or no selection was typed.</summary>
    private static int? Highest(string? typed) =>
        typed is not null && Selection().IsMatch(typed) ? Number().Matches(typed).Max(m => int.Parse(m.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)) : null;

    [GeneratedRegex(@"^[-+0-9,.\s]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selection();

    [GeneratedRegex("-?[0-9]{1,6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
