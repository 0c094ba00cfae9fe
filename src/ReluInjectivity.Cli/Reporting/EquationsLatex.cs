using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>The equations of some systems of one model as LaTeX: an <c>align*</c> for each system, all else in comments. It needs amsmath.</summary>
internal static class EquationsLatex
{
    /// <summary>Writes the model, then each system.</summary>
    public static void Write(IReadOnlyList<SystemDescription> systems, TextWriter output)
    {
        WriteComments(EquationsText.Model(systems[0]), output);
        foreach (SystemDescription system in systems)
        {
            output.WriteLine();
            WriteComments([EquationsText.Heading(system), .. EquationsText.About(system).Select(l => "  " + l)], output);
            output.WriteLine(@"\begin{align*}");
            for (int i = 0; i < system.Lines.Count; i++)
            {
                EquationLine line = system.Lines[i];
                string method = line.Method is null ? string.Empty : $@" && \text{{({line.Method})}}";
                output.WriteLine($"  & {line.Latex}{method}{(i < system.Lines.Count - 1 ? @" \\" : string.Empty)}");
            }

            output.WriteLine(@"\end{align*}");
        }
    }

    private static void WriteComments(IEnumerable<string> lines, TextWriter output)
    {
        foreach (string line in lines)
        {
            output.WriteLine($"% {line}");
        }
    }
}
