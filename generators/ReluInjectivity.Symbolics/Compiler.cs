using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Scheduling;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics;

/// <summary>
/// The compiler as its own stage table. Each stage is one folder with one entry <c>Out Run(In)</c> between immutable values; it returns what
/// is wrong as diagnostics, and refers to no later stage. Nothing but this class calls one.
/// <code>
/// parse          text                  -> syntax tree                        Language/
/// bind           syntax tree           -> BoundModel: names are known        Binding/
/// unroll         BoundModel, member    -> FlatModel: indices are numbers     Unrolling/
/// lower          FlatModel             -> EquationSystem: expressions, facts Lowering/
/// relate         EquationSystem        -> the same, targets expressed        Relations/
/// integrate      EquationSystem        -> the same, closed forms             Integration/
/// discretise     EquationSystem        -> NumericProgram: sums over grids    Quadrature/
/// differentiate  NumericProgram        -> DifferentiatedProgram              Differentiation/
/// schedule       DifferentiatedProgram -> ScheduledProgram: phases, loops    Scheduling/
/// plan           ScheduledProgram      -> Kernel: fields, methods, loops     Kernels/
/// print          Kernel                -> C#                                 ReluInjectivity.Generators/Emission/
/// </code>
/// </summary>
public static class Compiler
{
    /// <summary>Parses and binds a file. Whatever fails inside a stage is a diagnostic at its first statement.</summary>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static FrontResult Read(string text, CancellationToken cancellation = default) => Read(string.Empty, text, null, cancellation);

    /// <summary>As <see cref="Read(string, CancellationToken)"/>, with the files included.</summary>
    /// <param name="path">The path of the file, to which those of files included are relative.</param>
    /// <param name="text">The text.</param>
    /// <param name="include">Gives the file at a path; null where the text is no file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static FrontResult Read(string path, string text, Func<string, IncludedFile>? include, CancellationToken cancellation)
    {
        try
        {
            return DeepStack.Run(() => Front(path, text, include), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(null, [], new[] { path }.ToEquatableArray(), new[] { Failure(0, e) }.ToEquatableArray());
        }
    }

    private static FrontResult Front(string path, string text, Func<string, IncludedFile>? include)
    {
        (ParseResult parsed, EquatableArray<string> files) = Includes.Merge(path, Parse.Run(text), include);
        if (parsed.Diagnostics.Any(d => d.Kind != DiagnosticKind.MissingElse))
        {
            return new(null, parsed.Spans, files, parsed.Diagnostics);
        }

        // What a shared file has for others is not unused.
        BindResult bound = Bind.Run(parsed.File);
        IEnumerable<Diagnostic> problems = bound.Diagnostics.Where(d => !(d.Kind == DiagnosticKind.Unused && parsed.Spans[d.Node].File > 0));
        return new(bound.Model, parsed.Spans, files, parsed.Diagnostics.Concat(problems).ToEquatableArray());
    }

    /// <summary>The members of a model's family, and what is wrong with the family.</summary>
    public static (EquatableArray<FamilyMember> Members, EquatableArray<Diagnostic> Diagnostics) Members(BoundModel model) => Family.Members(model);

    /// <summary>Compiles one member of a family. Whatever fails inside a stage is a diagnostic at the statement being compiled.</summary>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static CompiledMember Compile(BoundModel model, FamilyMember member, CancellationToken cancellation) => CompileInStages(model, member, cancellation).Member;

    /// <summary>As <see cref="Compile"/>, with what the stages on the way left, for readers.</summary>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static CompiledStages CompileInStages(BoundModel model, FamilyMember member, CancellationToken cancellation) =>
        DeepStack.Run(() => new MemberCompilation(model, member).Run(), cancellation);

    private static Diagnostic Failure(int node, Exception? exception) => exception is TooLargeException
        ? new(DiagnosticKind.TooLarge, node, null, "this statement", exception.Message)
        : new(DiagnosticKind.CompilerFailure, node, null, "this statement",
            $"{exception?.GetType().Name}: {exception?.Message.Replace('\n', ' ')}; this is a fault of the compiler, please report it with the file");

    /// <summary>One member on its way through the table.</summary>
    private sealed class MemberCompilation(BoundModel model, FamilyMember member)
    {
        private readonly List<Diagnostic> _diagnostics = [];
        private FlatModel? _flat;
        private EquationSystem? _lowered;
        private EquationSystem? _integrated;
        private readonly List<ScheduledProgram> _scheduled = [];
        private readonly List<CompiledProgram> _programs = [];

        public CompiledStages Run()
        {
            try
            {
                Walk();
            }
            catch (PlacedException e)
            {
                _diagnostics.Add(Failure(e.Node, e.InnerException));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _diagnostics.Add(Failure(model.Header.Id, e));
            }

            return new(
                new(member, _flat, _integrated, _programs.ToEquatableArray(), _diagnostics.ToEquatableArray()), _lowered, _scheduled.ToEquatableArray());
        }

        private void Walk()
        {
            UnrollResult unrolled = Unroll.Run(new(model, member));
            if (Take(unrolled.Diagnostics, unrolled.Model) is not { } flat)
            {
                return;
            }

            _flat = flat;
            LowerResult lowered = Lower.Run(flat);
            if (Take(lowered.Diagnostics, lowered.System) is not { } system)
            {
                return;
            }

            RelateResult related = Relate.Run(system);
            if (Take(related.Diagnostics, related.System) is not { } complete)
            {
                return;
            }

            _lowered = complete;
            IntegrateResult integrated = Integrate.Run(complete);
            if (Take(integrated.Diagnostics, integrated.System) is not { } closed)
            {
                return;
            }

            _integrated = closed;
            string title = flat.Member.Indices.Count > 0 ? $"{closed.Model}, {flat.Member}" : closed.Model;
            foreach (SystemGoal goal in closed.Goals)
            {
                EquationSystem alone = closed with { Goals = new[] { goal }.ToEquatableArray() };
                if (Program(alone, closed.Goals.Count > 1 ? $"{title}: {goal.Name}" : title, out ScheduledProgram? scheduled) is { } program)
                {
                    _programs.Add(program);
                    _scheduled.Add(scheduled!);
                }
            }
        }

        /// <summary>From a system without open questions to a kernel; functions worked out on their own take the same way.</summary>
        private CompiledProgram? Program(EquationSystem system, string title, out ScheduledProgram? scheduled)
        {
            scheduled = null;
            DiscretiseResult discretised = Discretise.Run(system);
            if (Take(discretised.Diagnostics, discretised.Program) is not { } program)
            {
                return null;
            }

            ScheduledProgram made = Placed.Of(system.Goals[0].Statement, () => MakeSchedule.Run(Differentiate.Run(program)));
            Kernel kernel = Placed.Of(system.Goals[0].Statement, () => PlanKernel.Run(new(title, made)));
            CompiledRoutine?[] routines =
            [
                .. program.Routines.Select(r => Program(r.System, $"{r.Routine.Name}({string.Join(", ", r.Routine.Definition.Parameters.Select(p => p.Name))})", out _) is { } inner ? new CompiledRoutine(r.Routine, r.IsAveraged, inner) : null),
            ];
            scheduled = routines.Contains(null) ? null : made;
            return routines.Contains(null) ? null : new(kernel, routines.OfType<CompiledRoutine>().ToEquatableArray());
        }

        private T? Take<T>(EquatableArray<Diagnostic> diagnostics, T? result)
            where T : class
        {
            Work.Check();
            _diagnostics.AddRange(diagnostics);
            return result;
        }
    }
}

/// <summary>A file, read.</summary>
/// <param name="Model">The model; null where a required statement is missing or the text does not follow the grammar.</param>
/// <param name="Spans">The place of each syntax node.</param>
/// <param name="Files">The files by the numbers that places give them: the one read, then those included.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record FrontResult(BoundModel? Model, EquatableArray<SourceSpan> Spans, EquatableArray<string> Files, EquatableArray<Diagnostic> Diagnostics);

/// <summary>What one member of a family compiles to; what follows an error is null.</summary>
/// <param name="Member">The place in the family.</param>
/// <param name="Flat">In the file's own syntax.</param>
/// <param name="Integrated">With closed forms.</param>
/// <param name="Programs">Ready to be emitted, one for each goal that came so far.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record CompiledMember(
    FamilyMember Member, FlatModel? Flat, EquationSystem? Integrated, EquatableArray<CompiledProgram> Programs, EquatableArray<Diagnostic> Diagnostics);

/// <summary>A compiled member with what nothing emitted is made from any more: the results of the stages that are over once the next has run.</summary>
/// <param name="Member">The member.</param>
/// <param name="Lowered">As expressions, with relations in their place; null after an error.</param>
/// <param name="Scheduled">The scheduled programs, one for each goal that came so far.</param>
public sealed record CompiledStages(CompiledMember Member, EquationSystem? Lowered, EquatableArray<ScheduledProgram> Scheduled);

/// <summary>A program with those of the functions it takes as worked out on their own.</summary>
public sealed record CompiledProgram(Kernel Kernel, EquatableArray<CompiledRoutine> Routines);

/// <summary>A function worked out on its own.</summary>
/// <param name="Routine">The function.</param>
/// <param name="IsAveraged">Whether the last unknown is a standard normal variable over which the value is averaged.</param>
/// <param name="Program">Its value and derivatives.</param>
public sealed record CompiledRoutine(Routine Routine, bool IsAveraged, CompiledProgram Program);
