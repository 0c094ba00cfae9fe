using System.Diagnostics;
using System.Text;
using ReluInjectivity.Cli.Arguments;

namespace ReluInjectivity.Cli.Curves;

/// <summary>The file a curve is kept in while it is computed: rewritten whole, and put in place only when complete, so it is never half-written.</summary>
internal sealed class CurveFile
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly CurveHead _head;
    private readonly Stopwatch _since = Stopwatch.StartNew();

    /// <summary>A file for one curve.</summary>
    public CurveFile(string path, CurveHead head)
    {
        _path = path;
        _head = head;
    }

    /// <summary>Checks, before anything is solved, that the file's folder exists.</summary>
    /// <exception cref="BadArgumentException">It does not.</exception>
    public static void Require(string argument, string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder))
        {
            throw new BadArgumentException($"{argument}: there is no folder {folder}; make it first");
        }
    }

    /// <summary>Writes the points so far, if the last time was a while ago.</summary>
    public void WriteNowAndThen(IEnumerable<CurvePoint> points)
    {
        if (_since.Elapsed >= Interval)
        {
            Write(points);
            _since.Restart();
        }
    }

    /// <summary>Writes the points so far.</summary>
    public void Write(IEnumerable<CurvePoint> points)
    {
        using StringWriter text = new(System.Globalization.CultureInfo.InvariantCulture);
        CurveJson.Write(_head, points, text);
        Place(_path, text.ToString());
    }

    /// <summary>Writes a file beside the place it is for, under a name of its own, then moves it there; nothing is left where that fails.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Place(string path, string text)
    {
        string beside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
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
    public static void RequireOfKind(string argument, string path, string text)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return;
        }

        char[] head = new char[Math.Max(text.IndexOf(':', StringComparison.Ordinal), 200)];
        int read;
        using (StreamReader reader = new(path))
        {
            read = reader.ReadBlock(head);
        }

        string begins = new(head, 0, read);
        bool isAlike = text.StartsWith('{')
            ? begins.StartsWith(text[..text.IndexOf(':', StringComparison.Ordinal)], StringComparison.Ordinal)
            : begins.Split('\n')[0].TrimEnd('\r').All(c => char.IsAsciiDigit(c) || "+-.,eE".Contains(c, StringComparison.Ordinal));
        if (!isAlike)
        {
            throw new BadArgumentException($"{argument}: {path} is there and holds something else than this command writes; --force replaces it");
        }
    }
}
