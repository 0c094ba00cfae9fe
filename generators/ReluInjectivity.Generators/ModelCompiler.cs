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
    private const int AtOnce = 2;

    /// <summary>Compiles a model. Where any system has an error no source comes out.</summary>
    public static CompiledModel Compile(FileModel file, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>(GoalsAlike(file.Model));
        (EquatableArray<FamilyIndex> indices, EquatableArray<Diagnostic> ofFamily) = Compiler.Members(file.Model);
        diagnostics.AddRange(ofFamily);
        CompiledMember[] members = Members(file.Model, indices, cancellation);
        foreach (Diagnostic diagnostic in members.SelectMany(m => m.Diagnostics))
        {
            if (!diagnostics.Any(d => d.Kind == diagnostic.Kind && d.Node == diagnostic.Node))
            {
                diagnostics.Add(diagnostic);
            }
        }

        return new CompiledModel(
            file.RelativePath, file.Model.Header.Name, diagnostics.Any(d => d.Kind.IsError()) ? [] : Sources(file, members).ToEquatableArray(),
            diagnostics.ToEquatableArray());
    }

    /// <summary>Two members at a time, since they have nothing in common; the results keep their order.</summary>
    private static CompiledMember[] Members(BoundModel model, EquatableArray<FamilyIndex> indices, CancellationToken cancellation) =>
    [
        .. indices.AsParallel().AsOrdered().WithDegreeOfParallelism(AtOnce)
            .Select(index => Compiler.Compile(model, index, cancellation)),
    ];

    private static List<GeneratedSource> Sources(FileModel file, CompiledMember[] members)
    {
        LevelPattern pattern = Pattern(file.Model, members);
        var routines = new RoutineSources(file);
        List<GeneratedSource> sources = [.. members.Select(m => SystemEmitter.Emit(file, m, pattern, routines))];
        sources.AddRange(routines.Sources);
        return sources;
    }

    private static IEnumerable<Diagnostic> GoalsAlike(BoundModel model) => model.Goals
        .GroupBy(g => Identifiers.Pascal(g.Name), StringComparer.Ordinal)
        .SelectMany(alike => alike.Skip(1).Select(goal => new Diagnostic(
            DiagnosticKind.DuplicateName, goal.Id, null, goal.Name, "the names of two goals differ in more than '_' and the case of a word's first letter")));

    private static LevelPattern Pattern(BoundModel model, IEnumerable<CompiledMember> members)
    {
        (int Level, DerivedRelations Relations)[] levels =
        [
            .. members.Where(m => m is { Index.Level: not null, Integrated.Relations: not null }).Select(m => (m.Index.Level!.Value, m.Integrated!.Relations!)),
        ];
        IReadOnlyList<PatternEquation> equations = levels.Length > 0 ? RelationPattern.Of(levels, model.Level!.Range.Index) : [];
        return equations.Count == 0 ? LevelPattern.None : new(equations, [.. levels.Select(l => l.Level)]);
    }
}
