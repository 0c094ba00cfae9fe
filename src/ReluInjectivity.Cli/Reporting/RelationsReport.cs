using System.Globalization;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>The relations of some levels of one model, for readers.</summary>
internal static class RelationsReport
{
    /// <summary>Writes text.</summary>
    public static void WriteText(IReadOnlyList<RelationsDescription> levels, TextWriter output)
    {
        foreach (string line in Model(levels[0]))
        {
            output.WriteLine(line);
        }

        foreach (RelationsDescription level in levels)
        {
            output.WriteLine();
            output.WriteLine(Heading(level));
            foreach (string line in level.Failure is { } why ? [$"no relations: {why}"] : level.Relations.Select(r => $"{r.Unknown.Name} = {r.ExplicitText}"))
            {
                output.WriteLine("  " + line);
            }
        }

        if (Pattern(levels) is not { } pattern)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("every level");
        int width = pattern.Pattern.Max(p => p.Text.Length);
        foreach (PatternLine line in pattern.Pattern)
        {
            output.WriteLine(("  " + line.Text.PadRight(width) + (line.Range is null ? string.Empty : "  for " + line.Range)).TrimEnd());
        }

        output.WriteLine("  " + Evidence(pattern));
    }

    /// <summary>Writes an <c>align*</c> environment for each level, and one for all; the rest as comments.</summary>
    public static void WriteLatex(IReadOnlyList<RelationsDescription> levels, TextWriter output)
    {
        foreach (string line in Model(levels[0]))
        {
            output.WriteLine($"% {line}");
        }

        foreach (RelationsDescription level in levels)
        {
            output.WriteLine();
            output.WriteLine($"% {Heading(level)}");
            if (level.Failure is { } why)
            {
                output.WriteLine($"% no relations: {why}");
            }
            else
            {
                WriteAlign(level.Relations.Select(r => $"{r.LatexName} &= {r.ExplicitLatex}"), output);
            }
        }

        if (Pattern(levels) is { } pattern)
        {
            output.WriteLine();
            output.WriteLine($"% every level: {Evidence(pattern)}");
            WriteAlign(pattern.Pattern.Select(p => p.Latex.Replace(" = ", " &= ", StringComparison.Ordinal) + (p.Range is null ? string.Empty : $@" && {LatexRange(p.Range)}")), output);
        }
    }

    /// <summary>Writes Markdown with formulas between dollar signs.</summary>
    public static void WriteMarkdown(IReadOnlyList<RelationsDescription> levels, TextWriter output)
    {
        output.WriteLine($"# {levels[0].Title}");
        output.WriteLine();
        output.WriteLine($"`{levels[0].Model}`, from `{levels[0].File}`; {string.Join("; ", levels[0].Sources)}");
        foreach (RelationsDescription level in levels)
        {
            output.WriteLine();
            output.WriteLine($"## {(ResultCells.Member(level.Indices) is { } member ? char.ToUpperInvariant(member[0]) + member[1..] : "Relations")}");
            output.WriteLine();
            if (level.Failure is { } why)
            {
                output.WriteLine($"No relations: {why}");
                continue;
            }

            foreach (RelationLine relation in level.Relations)
            {
                output.WriteLine($"- ${relation.LatexName} = {relation.ExplicitLatex}$");
            }
        }

        if (Pattern(levels) is not { } pattern)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("## Every level");
        output.WriteLine();
        foreach (PatternLine line in pattern.Pattern)
        {
            output.WriteLine($"- ${line.Latex}$" + (line.Range is null ? string.Empty : $" for ${LatexRange(line.Range)}$"));
        }

        output.WriteLine();
        output.WriteLine(Evidence(pattern));
    }

    /// <summary>How the general form was found.</summary>
    public static string Evidence(RelationsDescription relations) =>
        $"Levels {Arguments.LevelSelection.Print(relations.PatternLevels)} were derived one by one and compared exactly: all their relations have this form.";

    private static IEnumerable<string> Model(RelationsDescription relations) =>
    [
        $"{relations.Model}: {relations.Title}",
        $"file: {relations.File}",
        .. relations.Sources.Select(s => $"source: {s}"),
    ];

    private static string Heading(RelationsDescription relations)
    {
        string what = $"{relations.Objective} stationary in {string.Join(", ", relations.Over)}";
        return ResultCells.Member(relations.Indices) is { } member ? $"{member}, {what}" : what;
    }

    private static RelationsDescription? Pattern(IEnumerable<RelationsDescription> levels) => levels.FirstOrDefault(l => l.Pattern.Count > 0);

    private static string LatexRange(string range) => range.Replace("..", @", \dots, ", StringComparison.Ordinal);

    private static void WriteAlign(IEnumerable<string> lines, TextWriter output)
    {
        output.WriteLine(@"\begin{align*}");
        output.WriteLine("  " + string.Join(" \\\\\n  ", lines));
        output.WriteLine(@"\end{align*}");
    }
}
