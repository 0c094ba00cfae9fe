using System.Text;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Compilation;

/// <summary>An equation file as text: UTF-8, or UTF-16 with a byte-order mark.</summary>
/// <param name="Path">The path as it was typed, with forward slashes.</param>
/// <param name="Text">The text, without a byte-order mark.</param>
public sealed record EquationText(string Path, string Text)
{
    private const string IncludeWord = "include";
    private const int MostIncluded = 1000;

    /// <summary>The most bytes of an equation file: 4 MiB.</summary>
    public const int MostBytes = 4 << 20;

    private const string Extension = ".eq";

    /// <summary>Reads the files that it includes, by their paths; as <see cref="Read"/>.</summary>
    public Func<string, EquationText> Reader { get; init; } = Read;

    /// <summary>The file at a path that is to be included.</summary>
    internal IncludedFile Include(string path)
    {
        try
        {
            return new(path, Reader(path).Text);
        }
        catch (EquationFileException e)
        {
            return new(path, null, e.Message);
        }
    }

    /// <summary>The files that it includes, and those these include, with their texts; what cannot be read has the reason in the place of the text.</summary>
    internal IReadOnlyList<EquationText> Included()
    {
        List<EquationText> found = [];
        Queue<EquationText> open = new([this]);
        while (open.Count > 0)
        {
            EquationText next = open.Dequeue();

            // Most files include none, and are then not even cut into words.
            foreach (string written in next.Text.Contains(IncludeWord, StringComparison.Ordinal) ? FileOutline.Of(next.Text).Includes : [])
            {
                string path = IncludePath.Resolve(next.Path, written);
                if (found.Count < MostIncluded && !found.Any(f => string.Equals(f.Path, path, StringComparison.Ordinal)))
                {
                    IncludedFile file = Include(path);
                    EquationText other = new(path, file.Text ?? file.Problem ?? string.Empty);
                    found.Add(other);
                    open.Enqueue(other);
                }
            }
        }

        return found;
    }

    /// <summary>Whether a name is a path: it has a separator or ends in <c>.eq</c>.</summary>
    public static bool IsPath(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.Contains('/', StringComparison.Ordinal) || typed.Contains(System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || typed.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || typed is "." or "..";
    }

    /// <summary>The files that a path names: itself, or the equation files in the folder, ordered by name.</summary>
    /// <exception cref="EquationFileException">There are none.</exception>
    public static IReadOnlyList<string> Files(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            if (!Directory.Exists(path))
            {
                return File.Exists(path) ? [path] : throw new EquationFileException($"{path}: there is no such file");
            }

            string[] files = [.. Directory.EnumerateFiles(path).Where(f => f.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
            return files.Length > 0 ? files : throw new EquationFileException($"{path}: the folder has no file ending in {Extension}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EquationFileException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The files but for those without a model that others of them include.</summary>
    public static IReadOnlyList<EquationText> WithoutFragments(IReadOnlyList<EquationText> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count < 2 || !files.Any(f => f.Text.Contains(IncludeWord, StringComparison.Ordinal)))
        {
            return files;
        }

        HashSet<string> included = new(files.SelectMany(f => f.Included()).Select(f => f.Path), StringComparer.Ordinal);
        return [.. files.Where(f => !included.Contains(IncludePath.Resolve(string.Empty, f.Path)) || FileOutline.Of(f.Text).HasModel)];
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="EquationFileException">It cannot be read, is too large, or is no text.</exception>
    public static EquationText Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(path.Replace('\\', '/'), Decode(path, Bytes(path)));
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[Math.Min(stream.CanSeek ? stream.Length : 0, MostBytes) + 1];
            int count = 0;
            for (int read; (read = stream.Read(bytes, count, bytes.Length - count)) > 0;)
            {
                count += read;
                if (count > MostBytes)
                {
                    throw new EquationFileException($"{path}: the file is larger than {MostBytes >> 20} MiB, the most an equation file may have");
                }

                if (count == bytes.Length)
                {
                    Array.Resize(ref bytes, Math.Min(2 * count, MostBytes + 1));
                }
            }

            return bytes[..count];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EquationFileException($"{path}: there is no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EquationFileException($"{path}: the file cannot be read ({e.Message})", e);
        }
    }

    private static string Decode(string path, byte[] bytes)
    {
        (Encoding encoding, int mark) = bytes switch
        {
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), 3),
            _ => ((Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), 0),
        };
        string text;
        try
        {
            text = encoding.GetString(bytes, mark, bytes.Length - mark);
        }
        catch (ArgumentException e)
        {
            throw new EquationFileException($"{path}: the file is no text in UTF-8", e);
        }

        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new EquationFileException($"{path}: the file is no text in UTF-8 (it has zero bytes; UTF-16 needs its byte-order mark)")
            : text;
    }
}
