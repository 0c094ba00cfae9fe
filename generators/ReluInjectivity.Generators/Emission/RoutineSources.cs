using System.Globalization;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Generators.Emission;

/// <summary>The routines of one equation file: a class each, shared by all systems whose kernels for it are equal.</summary>
internal sealed class RoutineSources(FileModel file)
{
    private readonly Dictionary<(Kernel Kernel, string Inner), string> _classes = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal) { SystemEmitter.SharedName(file), SystemEmitter.KernelName(Identifiers.Pascal(file.Model.Header.Name)) };

    /// <summary>What all kernels of the file have in common.</summary>
    public SharedCode Shared { get; } = new();

    /// <summary>The generated files.</summary>
    public List<GeneratedSource> Sources { get; } = [];

    /// <summary>Emits the routines of a program that are not there yet.</summary>
    /// <returns>For each of the program's routines the expression that makes its kernel.</returns>
    public IReadOnlyList<RoutineCreation> Add(CompiledProgram program)
    {
        var created = new List<RoutineCreation>();
        foreach (CompiledRoutine routine in program.Routines)
        {
            IReadOnlyList<RoutineCreation> inner = Add(routine.Program);
            (Kernel Kernel, string Inner) key = (routine.Program.Kernel, string.Join("; ", inner.Select(static r => r.Text)));
            if (!_classes.TryGetValue(key, out string? name))
            {
                name = ClassName(routine.Routine.Definition.FullName);
                _classes.Add(key, name);
                Emit(routine, inner, name);
            }

            string creation = SystemEmitter.Creation(name);
            created.Add(new(
                routine.IsAveraged ? $"new {Imports.Systems}AveragedKernel(static () => {creation})" : creation,
                routine.Program.Kernel.Grids.Any(static g => g.Kind == GridKind.Product)));
        }

        return created;
    }

    private void Emit(CompiledRoutine routine, IReadOnlyList<RoutineCreation> inner, string name)
    {
        Kernel kernel = routine.Program.Kernel;
        string average = routine.IsAveraged ? $", before it is averaged over {kernel.Unknowns[kernel.Unknowns.Count - 1]}" : string.Empty;
        var writer = new IndentedWriter();
        writer.Line();
        writer.Line($"/// <summary>{kernel.Title} with its derivatives{average}.</summary>");
        writer.Line(SystemEmitter.GeneratedCode);
        bool usesShared = CSharpPrinter.Write(writer, Shared, kernel, name, inner);
        string text = SystemEmitter.WithHeader(file, $"{file.Model.Header.Name}: {kernel.Title}{average}", usesShared, writer.Finish());
        Sources.Add(new GeneratedSource(SystemEmitter.HintName(file, name), [], null, text));
    }

    /// <summary>Emits what all kernels have in common, after they have been emitted.</summary>
    public void EmitShared()
    {
        if (Shared.IsEmpty)
        {
            return;
        }

        string name = SystemEmitter.SharedName(file);
        var writer = new IndentedWriter();
        writer.Line();
        writer.Line("/// <summary>Functions and loops that kernels have in common.</summary>");
        writer.Line(SystemEmitter.GeneratedCode);
        Shared.Write(writer, name);
        string text = SystemEmitter.WithHeader(file, $"{file.Model.Header.Name}: functions and loops of all its systems", usesShared: false, writer.Finish());
        Sources.Add(new GeneratedSource(SystemEmitter.HintName(file, name), [], null, text));
    }

    private string ClassName(IndexedName routine)
    {
        string stem = Identifiers.Pascal(file.Model.Header.Name) + "_" + Identifiers.Pascal(routine.Stem)
            + string.Concat(routine.Indices.Select(i => "_" + i.ToString(CultureInfo.InvariantCulture)));
        string name = stem;
        for (int i = 2; !_names.Add(name); i++)
        {
            name = stem + "_" + i.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}

/// <summary>How the kernel of a routine is made.</summary>
/// <param name="Text">The expression that makes it.</param>
/// <param name="IsShared">Whether all instances of the routine take turns with one kernel, since its functions of two variables take much memory.</param>
internal readonly record struct RoutineCreation(string Text, bool IsShared);
