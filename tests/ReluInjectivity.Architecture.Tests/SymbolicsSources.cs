using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluInjectivity.Architecture.Tests;

/// <summary>The compiler's sources with the meaning of their names, so that a reference is what is used, not what a <c>using</c> says.</summary>
internal static class SymbolicsSources
{
    private const string Project = "generators/ReluInjectivity.Symbolics/";

    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<CSharpCompilation> Lazily = new(Compile);

    /// <summary>All of it, compiled in memory.</summary>
    public static CSharpCompilation Compilation => Lazily.Value;

    /// <summary>The runtime's assemblies.</summary>
    public static IReadOnlyList<MetadataReference> Platform { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static p => Path.GetFileName(p) is var name && (name.StartsWith("System", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"))
            .Select(static p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>The folder of a file of the project; for one at the top, its name.</summary>
    public static string Folder(SyntaxTree tree) => tree.FilePath[Project.Length..].Split('/')[0];

    /// <summary>Which folder, or file at the top, uses which: by the types, and the types of the members, that its names and constructions mean.</summary>
    public static IReadOnlyList<(string From, string To)> References()
    {
        // Most names are those of locals or of the platform: only what is called like a declaration can be one.
        HashSet<string> declared = [.. Compilation.GetSymbolsWithName(static _ => true, SymbolFilter.TypeAndMember).Select(static s => s.Name)];
        return [.. Compilation.SyntaxTrees.AsParallel().SelectMany(tree => Uses(tree, declared)).Distinct().OrderBy(static r => r.From, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string From, string To)> Uses(SyntaxTree tree, HashSet<string> declared)
    {
        SemanticModel model = Compilation.GetSemanticModel(tree);
        string from = Folder(tree);
        return tree.GetRoot().DescendantNodes(static n => n is not UsingDirectiveSyntax)
            .Where(n => n is ImplicitObjectCreationExpressionSyntax || (n is SimpleNameSyntax name && declared.Contains(name.Identifier.Text)))
            .Select(n => Declaring(model.GetSymbolInfo(n).Symbol) is { } type ? Folder(type) : null)
            .Where(to => to is not null && to != from)
            .Select(to => (from, to!));
    }

    /// <summary>The folder that declares a type of the project; null for a type of another.</summary>
    public static string? Folder(INamedTypeSymbol type) => type.OriginalDefinition.DeclaringSyntaxReferences is [var first, ..] ? Folder(first.SyntaxTree) : null;

    private static INamedTypeSymbol? Declaring(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type,
        IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
        _ => symbol?.ContainingType,
    };

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        SyntaxTree[] trees = [.. SourceFile.Below(Project).Select(f => CSharpSyntaxTree.ParseText(f.Text, options, f.Path))];
        return CSharpCompilation.Create("Symbolics", trees.Append(CSharpSyntaxTree.ParseText(Implicit, options, Project + "Implicit.cs")), Platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
