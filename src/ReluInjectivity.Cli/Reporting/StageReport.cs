using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Compilation;
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
        IReadOnlyList<SystemDescription> systems, string stage, Func<SystemDescription, EquationText?> equationFile, TextWriter output, CancellationToken cancellation)
    {
        EquationText file = equationFile(systems[0]) ?? throw new BadArgumentException($"The equation file {systems[0].File} is not at hand, so its stages cannot be shown.");
        FrontResult front = EquationFileCompiler.Read(file, cancellation);
        foreach (FamilyMember member in Compiler.Members(front.Model!).Members)
        {
            if (systems.FirstOrDefault(s => s.Indices.Select(i => i.Value).SequenceEqual(member.Indices.Select(i => i.Value))) is not { } system)
            {
                continue;
            }

            output.WriteLine($"# {system.Model}{(ResultCells.Member(system.Indices) is { } place ? ", " + place : string.Empty)}: {stage}");
            output.Write(Stages.Print(Compiler.CompileInStages(front.Model!, member, cancellation), stage));
            output.WriteLine();
        }
    }
}
