using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>What the compiler makes of some systems of one model, up to a stage: the equation file is compiled again for it.</summary>
internal static class StageReport
{
    /// <summary>Writes each member of the family, goals together.</summary>
    /// <exception cref="BadArgumentException">The equation file is not at hand.</exception>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static void Write(
        IReadOnlyList<SystemDescription> systems, string stage, Func<string, string?> equationFile, TextWriter output, CancellationToken cancellation)
    {
        string text = equationFile(systems[0].File) ?? throw new BadArgumentException($"The equation file {systems[0].File} is not at hand, so its stages cannot be shown.");
        FrontResult front = Compiler.Read(text, cancellation);
        foreach (FamilyIndex index in systems.Select(s => new FamilyIndex(s.Level, s.Depth)).Distinct())
        {
            CompiledStages member = Compiler.CompileInStages(front.Model!, index, cancellation);
            output.WriteLine($"# {systems[0].Model}{ResultCells.Member(systems.First(s => s.Level == index.Level && s.Depth == index.Depth), ", {0} {1}")}: {stage}");
            output.Write(Stages.Print(member, stage));
            output.WriteLine();
        }
    }
}
