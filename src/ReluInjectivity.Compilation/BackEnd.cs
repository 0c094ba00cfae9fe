using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Compilation;

/// <summary>From generated C# to an assembly in memory, against the framework that runs.</summary>
internal static class BackEnd
{
    private static readonly string[] Framework =
    [
        "System.Private.CoreLib.dll", "System.Runtime.dll", "System.Collections.dll", "System.Linq.dll", "System.Memory.dll", "System.Threading.dll",
        "System.Runtime.Intrinsics.dll", "System.Runtime.InteropServices.dll", "System.Text.Json.dll", "System.Text.Encodings.Web.dll", "System.ObjectModel.dll", "System.Numerics.Vectors.dll",
    ];

    /// <summary>The assembly's bytes.</summary>
    /// <exception cref="InvalidOperationException">The C# compiler rejects what the generator wrote: a fault of the generator.</exception>
    public static byte[] Compile(IReadOnlyList<GeneratedSource> sources, CancellationToken cancellation)
    {
        // Nullability has been checked where the generator is tested. What can be unloaded is compiled once, at its first call.
        CSharpParseOptions parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.None)
            .WithPreprocessorSymbols("COMPILED_ONCE").WithFeatures([new("run-nullable-analysis", "never")]);
        SyntaxTree[] trees = new SyntaxTree[sources.Count];
        Parallel.For(0, trees.Length, i => trees[i] = CSharpSyntaxTree.ParseText(SourceText.From(sources[i].Text), parse, cancellationToken: cancellation));
        var compilation = CSharpCompilation.Create(
            Front.Namespace,
            trees,
            References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: true, deterministic: true, warningLevel: 0));
        using MemoryStream bytes = new();
        EmitResult emitted = compilation.Emit(bytes, cancellationToken: cancellation);
        return emitted.Success
            ? bytes.ToArray()
            : throw new InvalidOperationException(emitted.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).ToString());
    }

    private static IEnumerable<MetadataReference> References()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Framework.Select(name => Path.Combine(folder, name)).Where(File.Exists).Append(typeof(IEquationSystem).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
