using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Compilation;

namespace ReluInjectivity.Cli.Files;

/// <summary>Equation files of one command. One that is faulty is said, and does not stop the others.</summary>
internal static class FileSet
{
    /// <summary>Compiles the files that paths name: themselves, or those of a folder but for what others include.</summary>
    /// <returns>What compiled, and whether something did not; its problems have been written, those of a file that several include once.</returns>
    /// <exception cref="BadArgumentException">Two files declare one model.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C.</exception>
    public static (IReadOnlyList<LoadedFile> Files, bool HasFaults) Load(CommandContext around, IReadOnlyList<string> typed, MemberBounds bounds)
    {
        List<LoadedFile> files = [];
        HashSet<string> said = new(StringComparer.Ordinal);
        (IReadOnlyList<EquationText> texts, bool hasFaults) = Read(around, typed);
        foreach (EquationText text in texts)
        {
            LoadedFile file = Compile(around, text, bounds);
            around.Error.Write(string.Concat(file.Problems.Where(said.Add)));
            hasFaults |= !file.IsCompiled;
            if (file.IsCompiled)
            {
                Require(files, file);
                files.Add(file);
            }
        }

        return (files, hasFaults);
    }

    /// <summary>The name of a file's model.</summary>
    public static string NameOf(LoadedFile file) => file.Systems[0].Description.Model;

    /// <summary>The texts of the files that paths name, each once, and whether one could not be read, which has been said.</summary>
    public static (IReadOnlyList<EquationText> Texts, bool HasFaults) Read(CommandContext around, IReadOnlyList<string> typed)
    {
        List<EquationText> texts = [];
        HashSet<string> taken = new(StringComparer.Ordinal);
        bool hasFaults = false;
        void Try(Action work)
        {
            try
            {
                work();
            }
            catch (EquationFileException e)
            {
                around.Error.WriteLine($"error: {e.Message}");
                hasFaults = true;
            }
        }

        foreach (string path in typed)
        {
            Try(() =>
            {
                List<EquationText> found = [];
                foreach (string file in EquationText.Files(path).Where(f => taken.Add(Path.GetFullPath(f))))
                {
                    Try(() => found.Add(EquationText.Read(file)));
                }

                texts.AddRange(Directory.Exists(path) ? EquationText.WithoutFragments(found) : found);
            });
        }

        return (texts, hasFaults);
    }

    private static LoadedFile Compile(CommandContext around, EquationText text, MemberBounds bounds)
    {
        try
        {
            return EquationFileCompiler.Load(text, bounds, around.CacheFolder, around.Cancellation);
        }
        catch (NotSupportedException e)
        {
            throw new BadArgumentException($"{text.Path}: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new BadArgumentException($"{text.Path}: the code generated for it does not compile; this is a fault of the program, please report it with the file\n{e.Message}", e);
        }
    }

    private static void Require(List<LoadedFile> files, LoadedFile file)
    {
        if (files.FirstOrDefault(f => string.Equals(NameOf(f), NameOf(file), StringComparison.Ordinal)) is { } other)
        {
            throw new BadArgumentException($"MODEL: {other.File.Path} and {file.File.Path} both declare the model '{NameOf(file)}'; rename one");
        }
    }
}
