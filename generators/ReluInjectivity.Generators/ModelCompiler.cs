using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;

namespace ReluInjectivity.Generators;

/// <summary>A model to C#: every level is instantiated, integrated, discretised, differentiated, scheduled and emitted.</summary>
internal static class ModelCompiler
{
    /// <summary>Compiles a model. Where any system has a problem no source comes out.</summary>
    public static CompiledModel Compile(FileModel file, CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var sources = new List<GeneratedSource>();
        var routines = new RoutineSources(file);
        foreach (IGrouping<string, GoalSyntax> alike in file.Model.Goals.GroupBy(g => Identifiers.Pascal(g.Name), StringComparer.Ordinal))
        {
            problems.AddRange(alike.Skip(1).Select(goal => new Diagnostic(
                DiagnosticKind.DuplicateName, goal.Id, null, goal.Name, "the names of two goals differ in more than '_' and the case of a word's first letter")));
        }

        var systems = new List<EquationSystem>();
        foreach (FamilyMember member in Instantiator.Members(file.Model, problems))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Instantiator.Instantiate(file.Model, member, problems) is { } system && !problems.Any(p => p.Kind.IsError()))
            {
                systems.Add(system);
            }
        }

        LevelPattern pattern = Pattern(file.Model, systems);
        foreach (EquationSystem system in systems)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                sources.Add(SystemEmitter.Emit(file, system, pattern, routines));
            }
            catch (ExpectationException e)
            {
                int node = system.BoundVariables.TryGetValue(e.Variable, out int id) ? id : file.Model.Header.Id;
                DiagnosticKind kind = e.IsDivergent ? DiagnosticKind.GrowsTooFast : DiagnosticKind.UnsupportedExpectation;
                string name = e.Variable.Name.Split('\'')[0];
                if (!problems.Any(p => p.Kind == kind && p.Node == node))
                {
                    problems.Add(new(kind, node, null, name, e.Message));
                }
            }
            catch (DerivativeException e)
            {
                problems.Add(new(DiagnosticKind.UnsupportedDerivative, system.Derivatives[e.Derivative], null, e.Derivative.Variable.Name,
                    "only what has a closed form is differentiated; state the goal as 'stationary' instead"));
            }
        }

        return new CompiledModel(
            file.RelativePath, file.Model.Header.Name, !problems.Any(p => p.Kind.IsError()) ? sources.Concat(routines.Sources).ToEquatableArray() : [], problems.ToEquatableArray());
    }

    private static LevelPattern Pattern(BoundModel model, IEnumerable<EquationSystem> systems)
    {
        (int Level, DerivedRelations Relations)[] levels =
        [
            .. systems.Where(s => s is { Level: not null, Relations: not null }).Select(s => (s.Level!.Value, s.Relations!)),
        ];
        IReadOnlyList<PatternEquation> equations = levels.Length > 0 ? RelationPattern.Of(levels, model.Level!.Range.Index) : [];
        return equations.Count == 0 ? LevelPattern.None : new(equations, [.. levels.Select(l => l.Level)]);
    }
}
