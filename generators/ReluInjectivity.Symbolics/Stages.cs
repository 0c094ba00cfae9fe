using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics;

/// <summary>What a compiled member looks like after each stage, as text for readers.</summary>
public static class Stages
{
    private static readonly (string Name, Func<CompiledStages, string?> Print)[] Printers =
    [
        ("flat", m => m.Member.Flat is { } flat ? FlatPrinter.Print(flat) : null),
        ("lowered", m => m.Lowered is { } system ? SystemPrinter.Print(system) : null),
        ("integrated", m => m.Member.Integrated is { } system ? SystemPrinter.Print(system) : null),
        ("discretised", m => Each(m.Scheduled, s => ProgramPrinter.Print(s.Program))),
        ("scheduled", m => Each(m.Scheduled, SchedulePrinter.Print)),
        ("kernel", m => Each(m.Member.Programs, p => KernelPrinter.Print(p.Kernel))),
    ];

    /// <summary>The names of the stages that can be shown, in their order.</summary>
    public static EquatableArray<string> Names { get; } = Printers.Select(p => p.Name).ToEquatableArray();

    /// <summary>The text after a stage; null where the member did not come so far.</summary>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public static string? Print(CompiledStages member, string stage)
    {
        (string Name, Func<CompiledStages, string?> Print) found = Printers.FirstOrDefault(p => string.Equals(p.Name, stage, StringComparison.Ordinal));
        return found.Print is null ? throw new ArgumentException($"There is no stage '{stage}'; there are {string.Join(", ", Names)}.", nameof(stage)) : found.Print(member);
    }

    /// <summary>The texts of all goals, one after another.</summary>
    private static string? Each<T>(EquatableArray<T> goals, Func<T, string> print) => goals.Count == 0 ? null : string.Join("\n", goals.Select(print));
}
