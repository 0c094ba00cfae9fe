using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluInjectivity.Architecture.Tests;

/// <summary>Which folder of the compiler may use which, and which assembly which.</summary>
public sealed class FloorTests
{
    /// <summary>The files at the top: what everything may use, and what may use everything.</summary>
    private static readonly string[] Ground = ["EquatableArray.cs", "EquatableMap.cs", "Polyfills", "Implicit.cs"];

    private static readonly string[] Roof = ["Compiler.cs", "Stages.cs", "DeepStack.cs"];

    /// <summary>Folders from the lowest to the highest, each with all it uses. What is not here is not allowed; what is here and unused is too much.</summary>
    private static readonly (string Folder, string[] Uses)[] Floors =
    [
        ("Algebra", []),
        ("Expressions", ["Algebra"]),
        ("Functions", ["Algebra", "Expressions"]),
        ("Calculus", ["Algebra", "Expressions", "Functions"]),
        ("Language", ["Functions"]),
        ("Binding", ["Expressions", "Functions", "Language"]),
        ("Unrolling", ["Algebra", "Binding", "Expressions", "Functions", "Language"]),
        ("Lowering", ["Algebra", "Calculus", "Expressions", "Functions", "Language", "Unrolling"]),
        ("Relations", ["Algebra", "Calculus", "Expressions", "Language", "Lowering"]),
        ("Integration", ["Algebra", "Calculus", "Expressions", "Functions", "Language", "Lowering"]),
        ("Quadrature", ["Algebra", "Calculus", "Expressions", "Functions", "Integration", "Language", "Lowering"]),
        ("Differentiation", ["Algebra", "Calculus", "Expressions", "Functions", "Language", "Lowering", "Quadrature"]),
        ("Scheduling", ["Algebra", "Calculus", "Differentiation", "Expressions", "Lowering", "Quadrature"]),
        ("Kernels", ["Algebra", "Calculus", "Expressions", "Functions", "Lowering", "Quadrature", "Scheduling"]),
    ];

    [Fact]
    public void Sources_AreUnderstood() => Assert.DoesNotContain(
        SymbolicsSources.Compilation.GetDeclarationDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);

    [Fact]
    public void Folders_UseWhatTheTableSays()
    {
        string table = string.Concat(Floors.Select(static f => Line(f.Folder, f.Uses)));
        string actual = string.Concat(Floors.Select(static f => f.Folder).Union(Actual.Keys, StringComparer.Ordinal)
            .Select(static f => Line(f, Actual.TryGetValue(f, out string[]? uses) ? uses : [])));
        Assert.Equal(table, actual);
    }

    [Fact]
    public void Folders_UseEachOtherInNoCircle()
    {
        var open = Floors.Select(static f => f.Folder).Union(Actual.Keys, StringComparer.Ordinal)
            .ToDictionary(static f => f, static f => Actual.TryGetValue(f, out string[]? uses) ? uses.ToHashSet(StringComparer.Ordinal) : [], StringComparer.Ordinal);
        while (open.Where(static f => f.Value.Count == 0).Select(static f => f.Key).ToArray() is { Length: > 0 } settled)
        {
            foreach (string folder in settled)
            {
                open.Remove(folder);
            }

            foreach (HashSet<string> uses in open.Values)
            {
                uses.ExceptWith(settled);
            }
        }

        Assert.True(open.Count == 0, "In a circle, or above one: " + string.Concat(open.Select(static f => Line(f.Key, f.Value))));
    }

    /// <summary>The table stands in the order of the floors.</summary>
    [Fact]
    public void Table_Ascends() => Assert.All(Floors, static (floor, i) => Assert.Subset(Floors.Take(i).Select(static f => f.Folder).ToHashSet(StringComparer.Ordinal), floor.Uses.ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void Ground_UsesNoFolder() => Assert.Empty(
        References.Where(static r => Ground.Contains(r.From, StringComparer.Ordinal) && !Ground.Contains(r.To, StringComparer.Ordinal)).Select(static r => $"{r.From} uses {r.To}").Distinct());

    [Fact]
    public void Folders_DoNotUseTheRoof() => Assert.Empty(
        References.Where(static r => !Roof.Contains(r.From, StringComparer.Ordinal) && Roof.Contains(r.To, StringComparer.Ordinal)).Select(static r => $"{r.From} uses {r.To}").Distinct());

    /// <summary>Only the stage table starts stages, so that what a stage needs comes in as its input.</summary>
    [Fact]
    public void Stages_AreCalledByTheCompilerAlone()
    {
        string[] stages = [.. typeof(Symbolics.Compiler).Assembly.GetExportedTypes()
            .Where(static t => t.IsVisible && t.GetMethods().Any(static m => m.IsStatic && m.Name == "Run")).Select(static t => t.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(["Bind", "Differentiate", "Discretise", "Integrate", "Lower", "MakeSchedule", "Parse", "PlanKernel", "Relate", "Unroll"], stages);
        var calls = SourceFile.Below("generators", "src")
            .SelectMany(static f => Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(f.Text, path: f.Path).GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Where(m => m.Name.Identifier.Text == "Run" && stages.Contains(m.Expression.ToString().Split('.')[^1], StringComparer.Ordinal))
            .ToLookup(static m => Path.GetFileName(m.SyntaxTree.FilePath), static m => m.Expression.ToString(), StringComparer.Ordinal);
        Assert.Equal(["Compiler.cs"], calls.Select(static c => c.Key));
        Assert.Equal(stages, calls["Compiler.cs"].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Assemblies_ReferenceNothingAbove()
    {
        Assert.DoesNotContain(ReferencesOf(typeof(Runtime.Systems.EquationKernel)), static n => n.StartsWith("ReluInjectivity", StringComparison.Ordinal) || IsRoslyn(n));
        Assert.DoesNotContain(ReferencesOf(typeof(Symbolics.Compiler)), static n => n.StartsWith("ReluInjectivity", StringComparison.Ordinal) || IsRoslyn(n));
        Assert.DoesNotContain(ReferencesOf(typeof(Pictures.Plot)), static n => n.StartsWith("ReluInjectivity", StringComparison.Ordinal));
        Assert.DoesNotContain(ReferencesOf(typeof(Networks.Network)), static n => n.StartsWith("ReluInjectivity", StringComparison.Ordinal));
        foreach (Type above in new[] { typeof(Weights.NetworkFile), typeof(Frames.InjectivityCheck), typeof(Simulation.FiniteSizeSimulation) })
        {
            Assert.Equal(["ReluInjectivity.Networks"], ReferencesOf(above).Where(static n => n.StartsWith("ReluInjectivity", StringComparison.Ordinal)));
        }

        Assert.Equal(["ReluInjectivity.Runtime"], ReferencesOf(typeof(Studies.StudyPlan)).Where(static n => n.StartsWith("ReluInjectivity", StringComparison.Ordinal)));
        Assert.DoesNotContain(ReferencesOf(typeof(Generators.EquationGenerator)), static n => n is "ReluInjectivity.Runtime");
    }

    private static IReadOnlyList<(string From, string To)> References { get; } = SymbolicsSources.References();

    private static SortedDictionary<string, string[]> Actual { get; } = new(
        References.Where(static r => IsFolder(r.From) && IsFolder(r.To))
            .GroupBy(static r => r.From, static r => r.To, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static bool IsFolder(string name) => !Ground.Contains(name, StringComparer.Ordinal) && !Roof.Contains(name, StringComparer.Ordinal);

    private static bool IsRoslyn(string name) => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);

    private static IEnumerable<string> ReferencesOf(Type type) => type.Assembly.GetReferencedAssemblies().Select(static n => n.Name!);

    private static string Line(string folder, IEnumerable<string> uses) => $"{folder}: {string.Join(", ", uses.Order(StringComparer.Ordinal))}\n";
}
