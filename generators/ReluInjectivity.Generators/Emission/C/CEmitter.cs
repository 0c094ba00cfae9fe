using System.Globalization;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Emission.C;

/// <summary>A model as one file of C11 and its header: every system's value and gradient, and a program that evaluates them. Nothing but the C library is needed.</summary>
internal sealed class CEmitter
{
    private readonly FileModel _file;
    private readonly string _prefix;
    private readonly IndentedWriter _writer = new();
    private readonly Dictionary<(Kernel Kernel, string Inner), string> _routines = [];
    private int _kernels;

    private CEmitter(FileModel file)
    {
        _file = file;
        _prefix = CTarget.FileName(file.Model.Header.Name);
    }

    /// <summary>Emits members of a family that compiled without error.</summary>
    public static IReadOnlyList<GeneratedSource> Emit(FileModel file, IReadOnlyList<CompiledMember> members) => new CEmitter(file).Emit(members);

    private GeneratedSource[] Emit(IReadOnlyList<CompiledMember> members)
    {
        string guard = _prefix.ToUpperInvariant();
        string title = $"// {CTarget.Comment(_file.Model.Header.Name)}: {CTarget.Comment(_file.Model.Header.Title)}\n// from {CTarget.Comment(_file.RelativePath)}, by ReluInjectivity.Generators; C11, with the C library and -lm\n";
        string header = $"{title}#ifndef {guard}_H\n#define {guard}_H\n\n{Named(CLibrary.Header)}\n#endif\n";
        List<string> apis = [];
        foreach (CompiledMember member in members)
        {
            apis.AddRange(member.Programs.Select(program => Kernel(program)));
        }

        WriteSystems(members, apis);
        string source = $"{title}#include \"{_prefix}.h\"\n" + CLibrary.Includes + CLibrary.Kernels + CLibrary.Functions(members.SelectMany(m => m.Programs).SelectMany(All))
            + _writer.Finish() + Named(CLibrary.Evaluation);
        return [new(_prefix + ".c", [], null, source), new(_prefix + ".h", [], null, header)];
    }

    /// <summary>Writes a program's kernel after those of its routines, each routine once.</summary>
    /// <returns>The table of its methods.</returns>
    private string Kernel(CompiledProgram program)
    {
        List<string> created = [];
        foreach (CompiledRoutine routine in program.Routines)
        {
            string inner = Kernels(routine.Program);
            created.Add(routine.IsAveraged ? $"averaged_create({inner}_create)" : inner + "_create()");
        }

        string name = "kernel" + (++_kernels).ToString(CultureInfo.InvariantCulture);
        CKernelPrinter.Write(_writer, program.Kernel, name, created);
        return name;
    }

    private string Kernels(CompiledProgram routine)
    {
        string inner = string.Join("; ", routine.Routines.Select(r => Kernels(r.Program)));
        if (!_routines.TryGetValue((routine.Kernel, inner), out string? name))
        {
            name = Kernel(routine);
            _routines.Add((routine.Kernel, inner), name);
        }

        return name;
    }

    private void WriteSystems(IReadOnlyList<CompiledMember> members, List<string> apis)
    {
        List<string> systems = [];
        foreach (CompiledMember member in members)
        {
            EquationSystem system = member.Integrated!;
            foreach (SystemGoal goal in system.Goals)
            {
                Given[] givens = [.. system.Givens.Concat(goal.Givens)];
                string number = (systems.Count + 1).ToString(CultureInfo.InvariantCulture);
                _writer.Line();
                WriteList("const char *const unknowns" + number, system.Unknowns.Select(u => CTarget.Quoted(u.Name.ToString())));
                WriteList("const char *const givens" + number, givens.Select(g => CTarget.Quoted(g.Name.ToString())));
                WriteList("const double defaults" + number, givens.Select(g => CTarget.Literal(g.Default)));
                systems.Add(
                    $"{{ {CTarget.Quoted(goal.Name)}, {Index(member.Member, FamilyIndexKind.Level)}, {Index(member.Member, FamilyIndexKind.Depth)}, {(goal.Kind == GoalKind.Solve ? 1 : 0)}, "
                    + $"{system.Unknowns.Count}, unknowns{number}, {givens.Length}, givens{number}, defaults{number} }},");
            }
        }

        _writer.Line();
        _writer.Open($"const {_prefix}_system {_prefix}_systems[] =");
        _writer.Lines(systems);
        _writer.Close(";");
        _writer.Line($"const int {_prefix}_count = {systems.Count};");
        _writer.Line($"static const kernel_api *const apis[] = {{ {string.Join(", ", apis.Select(a => "&" + a))} }};");
    }

    private void WriteList(string declaration, IEnumerable<string> items) => _writer.Line($"static {declaration}[] = {{ {string.Join(", ", items.DefaultIfEmpty("0"))} }};");

    private static string Index(FamilyMember member, FamilyIndexKind kind) => member.ValueOf(kind) is { } value ? "1, " + value.ToString(CultureInfo.InvariantCulture) : "0, 0";

    private string Named(string text) => text.Replace("@_DENSITY", _prefix.ToUpperInvariant() + "_DENSITY").Replace("@_NO_MAIN", _prefix.ToUpperInvariant() + "_NO_MAIN").Replace("@", _prefix);

    private static IEnumerable<Kernel> All(CompiledProgram program) => program.Routines.SelectMany(r => All(r.Program)).Append(program.Kernel);
}
