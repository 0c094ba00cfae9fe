using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;

namespace ReluInjectivity.Cli.Curves;

/// <summary>Draws curves with gnuplot, to SVG or to a page that holds the SVG; the picture needs nothing else to be shown.</summary>
internal static class Plot
{
    private const string Argument = "--plot";

    /// <summary>Checks, before anything is solved, that the picture can be drawn.</summary>
    /// <exception cref="BadArgumentException">The file's ending is unknown, or gnuplot is not installed.</exception>
    public static void Require(string path)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".SVG" or ".HTML"))
        {
            throw new BadArgumentException($"{Argument}: '{path}' ends neither in .svg nor in .html");
        }

        OutputFile.Require(Argument, path);
        Run("print 1");
    }

    /// <summary>Draws the solved points.</summary>
    /// <exception cref="BadArgumentException">gnuplot is not installed, or refuses.</exception>
    public static void Write(string path, CurveHead head, IReadOnlyList<CurvePoint> points)
    {
        string svg = Run(Script(head, points));
        bool isPage = string.Equals(Path.GetExtension(path), ".html", StringComparison.OrdinalIgnoreCase);
        string title = Title(head);
        OutputFile.Place(path, isPage
            ? $"<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n{svg[svg.IndexOf("<svg", StringComparison.Ordinal)..]}</body>\n</html>\n"
            : svg);
    }

    /// <summary>What gnuplot is told. Data stand in the script, so nothing is left behind.</summary>
    internal static string Script(CurveHead head, IReadOnlyList<CurvePoint> points)
    {
        var script = new StringBuilder();
        script.Append("set terminal svg size 900,600 dynamic enhanced background rgb 'white' font 'sans-serif,14'\n");
        script.Append("set encoding utf8\nset key top left\nset grid lc rgb '#dddddd'\n");
        script.Append(CultureInfo.InvariantCulture, $"set title {Quote(Title(head))} noenhanced\n");
        script.Append(CultureInfo.InvariantCulture, $"set xlabel {Quote(head.SweptText is { } text ? $"{head.Swept}: {text}" : head.Swept)} noenhanced\n");
        script.Append(CultureInfo.InvariantCulture, $"set ylabel {Quote(head.Goal)} noenhanced\n");
        script.Append("$curve << END\n");
        foreach (CurvePoint p in points.Where(p => double.IsFinite(p.Value)))
        {
            script.Append(CultureInfo.InvariantCulture, $"{Notation.Shortest(p.Abscissa)} {Notation.Shortest(p.Value)}\n");
        }

        string level = ResultCells.Member(head.Indices) ?? head.Model;
        script.Append(CultureInfo.InvariantCulture, $"END\nplot $curve using 1:2 with lines lw 2 lc rgb '#1f4e8c' title {Quote(level)} noenhanced\n");
        return script.ToString();
    }

    private static string Title(CurveHead head)
    {
        string given = string.Join(", ", head.Given.Select(g => $"{g.Key} = {Notation.Shortest(g.Value)}"));
        return $"{head.Model}: {head.Goal} over {head.Swept}" + (given.Length > 0 ? $" at {given}" : string.Empty);
    }

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Run(string script)
    {
        try
        {
            using Process gnuplot = Process.Start(new ProcessStartInfo("gnuplot")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
            })!;
            Task<string> errors = gnuplot.StandardError.ReadToEndAsync();
            gnuplot.StandardInput.Write(script);
            gnuplot.StandardInput.Close();
            string output = gnuplot.StandardOutput.ReadToEnd();
            gnuplot.WaitForExit();
            return gnuplot.ExitCode == 0 ? output : throw new BadArgumentException($"{Argument}: gnuplot failed: {errors.Result.Trim()}");
        }
        catch (Win32Exception e)
        {
            throw new BadArgumentException($"{Argument}: pictures are drawn with gnuplot, which is not on the PATH; install it (Debian: gnuplot-nox) or leave {Argument} out", e);
        }
    }
}
