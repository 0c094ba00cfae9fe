using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Commands;

/// <summary>A line for each level as it ends; told at once, unlike by <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressLines(TextWriter error) : IProgress<SolveResult>
{
    /// <inheritdoc/>
    public void Report(SolveResult value)
    {
        string outcome = $"{value.System.Goal} = {Notation.WithError(value.Value, value.ErrorEstimate)}";
        error.WriteLine($"{ResultCells.Name(value.System)}: {Notation.CamelCase(value.Status)}, {outcome}");
    }
}
