using System.Diagnostics;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;

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

    /// <summary>Whether a path ends as JSON does, which can be read back; else it ends as CSV does.</summary>
    /// <exception cref="BadArgumentException">It ends as neither.</exception>
    public static bool IsJson(string argument, string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => true,
        ".CSV" => false,
        _ => throw new BadArgumentException($"{argument}: '{path}' ends neither in .json nor in .csv, which say what is written"),
    };

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
        if (IsJson("--output", _path))
        {
            CurveJson.Write(_head, points, text);
        }
        else
        {
            text.NewLine = "\n";
            CurveText.WriteCsv(_head, [.. points], text);
        }

        OutputFile.Place(_path, text.ToString());
    }
}
