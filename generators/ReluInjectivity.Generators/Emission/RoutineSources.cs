using System.Globalization;
using System.Text.RegularExpressions;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Generators.Emission;

/// <summary>The routines of one equation file: a class each, shared by all systems whose definitions of it agree.</summary>
internal sealed class RoutineSources
{
    private readonly FileModel _file;
    private readonly Dictionary<string, string> _classes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>None yet.</summary>
    public RoutineSources(FileModel file) => _file = file;

    /// <summary>The generated files.</summary>
    public List<GeneratedSource> Sources { get; } = [];

    /// <summary>Compiles the routines of a plan that are not there yet.</summary>
    /// <returns>For each of the plan's routines the expression that makes its kernel.</returns>
    public IReadOnlyList<string> Add(KernelPlan plan)
    {
        var created = new List<string>();
        foreach (RoutineProgram program in plan.Program.Routines)
        {
            string key = Print(program);
            if (!_classes.TryGetValue(key, out string? name))
            {
                name = ClassName(program.Routine.Name);
                _classes.Add(key, name);
                Emit(program, plan.AsymptoticsTable, name);
            }

            created.Add(program.IsAveraged
                ? $"new global::ReluInjectivity.Runtime.Systems.AveragedKernel<{name}>()"
                : $"new {name}()");
        }

        return created;
    }

    private void Emit(RoutineProgram program, AsymptoticsTable shapes, string name)
    {
        KernelPlan plan = KernelPlan.Of(program.System, shapes);
        IReadOnlyList<string> inner = Add(plan);
        string parameters = string.Join(", ", program.Routine.Definition.Parameters.Select(p => p.Name.Split('\'')[0]));
        string average = program.IsAveraged ? $", before it is averaged over {program.System.Unknowns.Last().Name}" : string.Empty;
        var writer = new IndentedWriter();
        SystemEmitter.WriteHeader(writer, _file, $"{_file.Model.Header.Name}: {program.Routine.Name}({parameters}){average}");
        writer.Line();
        writer.Line($"/// <summary>{program.Routine.Name}({parameters}) with its derivatives{average}.</summary>");
        writer.Line(SystemEmitter.GeneratedCode);
        var input = new KernelInput($"{program.Routine.Name}({parameters})", plan.Program, plan.Direction, plan.Schedule, plan.Names);
        CSharpPrinter.Write(writer, PlanKernel.Run(input), name, inner, isRoutine: true);
        Sources.Add(new GeneratedSource(SystemEmitter.HintName(_file, name), [], null, writer.Finish()));
    }

    private string ClassName(string routine)
    {
        string stem = Identifiers.Pascal(_file.Model.Header.Name) + "_" + Identifiers.Pascal(routine.Replace('[', '_').Replace("]", string.Empty));
        string name = stem;
        for (int i = 2; !_names.Add(name); i++)
        {
            name = stem + "_" + i.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <summary>The routine's definition with those it rests on, which tells whether two systems mean the same by it.</summary>
    private static string Print(RoutineProgram program)
    {
        IEnumerable<Expr> bodies = Traversal.Reached([program.Routine.Definition.Body]).OfType<Call>().Select(c => c.Function).OfType<DefinedFunction>()
            .Distinct().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Body).Prepend(program.Routine.Definition.Body);
        string text = program.Routine.Name + "(" + string.Join(", ", program.Routine.Definition.Parameters) + ") = " + string.Join("; ", bodies.Select(b => ExprPrinter.Print(b)));

        // Marks tell variables of one name apart; which marks they are depends on what else the system has.
        var tokens = new List<string>();
        return Regex.Replace(
            text, @"[A-Za-z_]\w*(?<mark>'\d+)?", match =>
            {
                if (!tokens.Contains(match.Value))
                {
                    tokens.Add(match.Value);
                }

                return match.Value.Split('\'')[0] + "#" + tokens.IndexOf(match.Value).ToString(CultureInfo.InvariantCulture);
            },
            RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
    }
}
