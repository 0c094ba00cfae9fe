using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators;

/// <summary>A model to C#: every member of its family goes through the <see cref="Compiler"/> and is printed.</summary>
internal static class ModelCompiler
{
    /// <summary>Compiles a model. Where any system has an error no source comes out.</summary>
    /// <param name="file">The model.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="wanted">The members of the family to compile; null for all.</param>
    /// <param name="print">Prints the members; null for C#.</param>
    public static CompiledModel Compile(
        FileModel file, CancellationToken cancellation, Func<FamilyMember, bool>? wanted = null, Func<FileModel, CompiledMember[], IEnumerable<GeneratedSource>>? print = null)
    {
        var diagnostics = new List<Diagnostic>(GoalsAlike(file.Model));
        (EquatableArray<FamilyMember> family, EquatableArray<Diagnostic> ofFamily) = Compiler.Members(file.Model);
        diagnostics.AddRange(ofFamily);
        CompiledMember[] members = [.. family.Where(member => wanted?.Invoke(member) ?? true).Select(member => Compiler.Compile(file.Model, member, cancellation))];
        foreach (Diagnostic diagnostic in members.SelectMany(m => m.Diagnostics))
        {
            if (!diagnostics.Any(d => d.Kind == diagnostic.Kind && d.Node == diagnostic.Node))
            {
                diagnostics.Add(diagnostic);
            }
        }

        return new CompiledModel(
            file.RelativePath, file.Model.Header.Name, diagnostics.Any(d => d.Kind.IsError()) ? [] : (print ?? Sources)(file, members).ToEquatableArray(),
            diagnostics.ToEquatableArray());
    }

    private static IEnumerable<GeneratedSource> Sources(FileModel file, CompiledMember[] members)
    {
        var routines = new RoutineSources(file);
        List<GeneratedSource> sources =
        [
            .. members.GroupBy(m => m.Member.ValueOf(FamilyIndexKind.Depth)).SelectMany(depth =>
            {
                LevelPattern pattern = Pattern(depth);
                return depth.Select(m => SystemEmitter.Emit(file, m, pattern, routines));
            }),
        ];
        routines.EmitShared();
        sources.AddRange(routines.Sources);
        return sources;
    }

    private static IEnumerable<Diagnostic> GoalsAlike(BoundModel model) => model.Goals
        .GroupBy(g => Identifiers.Pascal(g.Name), StringComparer.Ordinal)
        .SelectMany(alike => alike.Skip(1).Select(goal => new Diagnostic(
            DiagnosticKind.DuplicateName, goal.Id, null, goal.Name, "the names of two goals differ in more than '_' and the case of a word's first letter")));

    /// <summary>What the levels at one depth share.</summary>
    private static LevelPattern Pattern(IEnumerable<CompiledMember> members)
    {
        (FamilyIndex Level, DerivedRelations Relations)[] levels =
        [
            .. from member in members
               from index in member.Member.Indices
               where index.Kind == FamilyIndexKind.Level && member.Integrated?.Relations is not null
               select (index, member.Integrated!.Relations!),
        ];
        IReadOnlyList<PatternEquation> equations = levels.Length > 0 ? RelationPattern.Of([.. levels.Select(l => (l.Level.Value, l.Relations))], levels[0].Level.Name) : [];
        return equations.Count == 0 ? LevelPattern.None : new(equations, [.. levels.Select(l => l.Level.Value)]);
    }
}
