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
    /// <remarks>A link stays one: the file that it names is written. A device or a pipe stays one too, and is written to.</remarks>
    public static void Place(string path, byte[] bytes)
    {
        path = Named(path);
        if (TryWriteThrough(path, bytes))
        {
            return;
        }

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

    // What a link names at last; the path itself where it is none.
    private static string Named(string path)
    {
        path = Path.GetFullPath(path);
        return IsSystem(path) || new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }

    // Their names are the system's, and what is there is seldom a file.
    private static bool IsSystem(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    // Whether there is something that is no file, but takes bytes.
    private static bool TryWriteThrough(string path, byte[] bytes)
    {
        if (!File.Exists(path) || (!IsSystem(path) && new FileInfo(path).Length > 0))
        {
            return false;
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (stream.CanSeek && !IsSystem(path))
        {
            return false;
        }

        stream.Write(bytes);
        stream.Flush();
        return true;
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
        string real = Named(path);
        if (!File.Exists(real) || new FileInfo(real).Length == 0)
        {
            return;
        }

        using FileStream stream = File.OpenRead(real);
        if (!isAlike(stream))
        {
            throw new BadArgumentException($"{argument}: {path} is there and holds something else than this command writes; --force replaces it");
        }
    }
}
