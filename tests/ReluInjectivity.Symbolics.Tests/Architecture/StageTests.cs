using System.Globalization;
using System.Reflection;
using System.Text;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Scheduling;
using ReluInjectivity.Symbolics.Tests.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Tests.Architecture;

/// <summary>Each stage is a function between immutable values: the same input gives the same output and stays what it was.</summary>
public sealed class StageTests
{
    /// <summary>The stages, in their order.</summary>
    internal static readonly Type[] All =
    [
        typeof(Parse), typeof(Bind), typeof(Unroll), typeof(Lower), typeof(Relate), typeof(Integrate), typeof(Discretise), typeof(Differentiate), typeof(MakeSchedule),
        typeof(PlanKernel),
    ];

    public static TheoryData<string> Files => [.. EquationFiles.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void SameInput_GivesTheSameOutput_AndStaysWhatItWas(string file)
    {
        string text = EquationFiles.All.Single(f => string.Equals(f.Name, file, StringComparison.Ordinal)).Text;
        ParseResult parsed = Twice(text, Parse.Run, t => t, r => SyntaxPrinter.Print(r.File));
        BindResult bound = Twice(parsed.File, Bind.Run, SyntaxPrinter.Print, r => string.Join('\n', r.Diagnostics));
        Assert.Equal(Parse.Run(text), parsed);
        BoundModel model = bound.Model!;
        FamilyMember[] members = [.. Family.Members(model).Members.Where(m => m.ValueOf(FamilyIndexKind.Level) is null or <= 3 && m.ValueOf(FamilyIndexKind.Depth) is null or <= 2)];
        Assert.NotEmpty(members);
        foreach (FamilyMember member in members)
        {
            FlatModel flat = Twice(new UnrollInput(model, member), Unroll.Run, _ => string.Empty, r => FlatPrinter.Print(r.Model!)).Model!;
            Assert.Equal(Bind.Run(Parse.Run(text).File).Model, model);
            string before = FlatPrinter.Print(flat);
            EquationSystem lowered = Lower.Run(flat).System!;

            // Each lowering makes a factory of its own, so the expressions are compared as text.
            Assert.Equal(SystemPrinter.Print(lowered), SystemPrinter.Print(Lower.Run(flat).System!));
            Assert.Equal(before, FlatPrinter.Print(flat));
            Assert.Equal(Unroll.Run(new(model, member)).Model, flat);
            EquationSystem related = Twice(lowered, Relate.Run, SystemPrinter.Print, r => SystemPrinter.Print(r.System!)).System!;
            EquationSystem integrated = Twice(related, Integrate.Run, SystemPrinter.Print, r => SystemPrinter.Print(r.System!)).System!;
            if (integrated.Goals.Count > 0)
            {
                Later(integrated);
            }
        }
    }

    [Fact]
    public void WhatGoesInAndOut_IsImmutable()
    {
        IEnumerable<Type> ends = All.Select(Entry).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType));
        Assert.Empty(Immutability.Faults(ends.Append(typeof(CompiledStages)).Append(typeof(FrontResult)), out IReadOnlyCollection<Type> reached));
        Assert.All([typeof(Expr), typeof(ExpressionSyntax), typeof(BuiltInFunction), typeof(Facts), typeof(DerivedRelations), typeof(Kernel)], t => Assert.Contains(t, reached));
    }

    /// <summary>The check can fail.</summary>
    [Fact]
    public void WhatCouldChange_IsFound() => Assert.Equal(
        [
            "Changeable.<Names>k__BackingField is a collection that could change", "Changeable.<Next>k__BackingField can be assigned",
            "Changeable.<Rule>k__BackingField is a delegate, which may have a state", "Changeable.<Seen>k__BackingField is a collection that could change",
        ],
        Immutability.Faults([typeof(EquatableArray<Changeable>)], out _));

    /// <summary>Delegates are what functions are made of; none of them captures anything that could change.</summary>
    [Fact]
    public void DelegatesOfFunctions_HaveNoState()
    {
        var delegates = new List<Delegate>();
        foreach (object part in Registry.All.SelectMany(f => f.Arguments.SelectMany(a => new object?[] { a, a.Left, a.Right, a.LengthScale }).Append(f).Append(f.IntegrandForm)).OfType<object>())
        {
            delegates.AddRange(part is Delegate own
                ? [own]
                : part.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Select(f => f.GetValue(part)).OfType<Delegate>());
        }

        Assert.InRange(delegates.Count, 50, int.MaxValue);
        Assert.All(delegates, static d => Assert.All(
            d.Target?.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) ?? [],
            f => Assert.Fail($"{d.Method.DeclaringType}.{d.Method.Name} captures {f.Name}")));
    }

    private static void Later(EquationSystem integrated)
    {
        foreach (SystemGoal goal in integrated.Goals)
        {
            LaterOf(integrated with { Goals = new[] { goal }.ToEquatableArray() });
        }
    }

    private static void LaterOf(EquationSystem integrated)
    {
        NumericProgram program = Twice(integrated, Discretise.Run, SystemPrinter.Print, r => ProgramPrinter.Print(r.Program!)).Program!;
        DifferentiatedProgram differentiated = Twice(program, Differentiate.Run, ProgramPrinter.Print, Print);
        ScheduledProgram scheduled = Twice(differentiated, MakeSchedule.Run, Print, SchedulePrinter.Print);
        foreach (RoutineProgram routine in program.Routines)
        {
            LaterOf(routine.System);
        }

        Twice(new KernelInput("kernel", scheduled), PlanKernel.Run, i => SchedulePrinter.Print(i.Scheduled), KernelPrinter.Print);
    }

    private static TOut Twice<TIn, TOut>(TIn input, Func<TIn, TOut> run, Func<TIn, string> printIn, Func<TOut, string> printOut)
    {
        string before = printIn(input);
        TOut first = run(input);
        string text = printOut(first);
        TOut second = run(input);
        Assert.Equal(text, printOut(second));
        Assert.Equal(first, second);
        Assert.Equal(text, printOut(first));
        Assert.Equal(before, printIn(input));
        return first;
    }

    /// <summary>Node by node, as derivatives written out share too much.</summary>
    private static string Print(DifferentiatedProgram program)
    {
        var text = new StringBuilder(ProgramPrinter.Print(program.Program));
        var numbers = new Dictionary<Expr, int>();
        foreach (Expr node in Traversal.Nodes(program.Gradient))
        {
            numbers.Add(node, numbers.Count);
            text.Append(CultureInfo.InvariantCulture, $"{node.GetType().Name} {node.Tag} {string.Join(' ', node.Children.Select(c => numbers[c]))}\n");
        }

        return text.Append(string.Join(' ', program.Gradient.Select(e => numbers[e]))).ToString();
    }

    private static MethodInfo Entry(Type stage) => Assert.Single(stage.GetMethods(BindingFlags.Static | BindingFlags.Public), m => m.Name == "Run");

    private sealed record Changeable(List<string> Names, Func<int> Rule, EquatableArray<int> Fine, KeyValuePair<string, IndexedName>? AlsoFine)
    {
        public int Next { get; set; }

        public HashSet<int> Seen { get; } = [];
    }
}
