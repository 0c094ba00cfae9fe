using System.Text;
using ReluInjectivity.Cli.Arguments;

namespace ReluInjectivity.Cli.Files;

/// <summary>Files that commands write: whole or not at all, and not over another one's work.</summary>
internal static class OutputFile
{
    /// <summary>Checks, before the work is done, that a file's folder exists.</summary>
    /// <exception cref="BadArgumentException">It does not.</exception>
    public static void Require(string argument, string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder))
        {
            throw new BadArgumentException($"{argument}: there is no folder {folder}; make it first");
        }
    }

    /// <summary>Writes a file beside the place it is for, under a name of its own, then moves it there; nothing is left where that fails.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Place(string path, string text) => Place(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));

    /// <summary>Writes bytes in that way.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Place(string path, byte[] bytes)
    {
        string beside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Refuses to replace a file that is not of the kind that is written: another one's work under a name typed by mistake.</summary>
    /// <exception cref="BadArgumentException">The file is there and of another kind.</exception>
    public static void RequireOfKind(string argument, string path, string text) => RequireAlike(argument, path, stream =>
    {
        char[] head = new char[Math.Max(text.IndexOf(':', StringComparison.Ordinal), 200)];
        using StreamReader reader = new(stream);
        string begins = new(head, 0, reader.ReadBlock(head));
        return text.StartsWith('{')
            ? begins.StartsWith(text[..text.IndexOf(':', StringComparison.Ordinal)], StringComparison.Ordinal)
            : begins.Split('\n')[0].TrimEnd('\r').All(c => char.IsAsciiDigit(c) || "+-.,eE".Contains(c, StringComparison.Ordinal));
    });

    /// <summary>Refuses to replace a file, unless it is empty or its beginning is of the kind that is written.</summary>
    /// <exception cref="BadArgumentException">The file is there and of another kind.</exception>
    public static void RequireAlike(string argument, string path, Func<Stream, bool> isAlike)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return;
        }

        using FileStream stream = File.OpenRead(path);
        if (!isAlike(stream))
        {
            throw new BadArgumentException($"{argument}: {path} is there and holds something else than this command writes; --force replaces it");
        }
    }
}
