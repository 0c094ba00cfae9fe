using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>A kernel printed as C#, compiled by Roslyn, and loaded into this process.</summary>
internal static class CSharpKernel
{
    /// <summary>The classes of some kernels over some type of numbers, which may apply those before them as routines.</summary>
    public static string Print(CSharpTarget target, params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels)
    {
        var writer = new IndentedWriter();
        writer.Line("#nullable enable");
        writer.Line("namespace Tested;");
        foreach ((string name, Kernel kernel, IReadOnlyList<string> routines) in kernels)
        {
            CSharpPrinter.Write(writer, target, kernel, name, [.. routines.Select(r => $"new {r}()")], isRoutine: name != kernels[^1].Name);
        }

        writer.Open("public static class Factory");
        writer.Line($"public static {target.Kernel} Create(int goal) => new {kernels[^1].Name}(goal);");
        writer.Close();
        return writer.Finish();
    }

    /// <summary>Compiles the last of some kernels.</summary>
    public static Func<int, EquationKernel> Compile(params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels) =>
        Compile<EquationKernel>(CSharpTarget.Double, kernels);

    /// <summary>Compiles the last of some kernels over some type of numbers.</summary>
    /// <typeparam name="T">The base class of kernels, as the target says it.</typeparam>
    public static Func<int, T> Compile<T>(CSharpTarget target, params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "TestedKernel", [CSharpSyntaxTree.ParseText(Print(target, kernels))], GeneratorDriverHelper.References.Add(MetadataReference.CreateFromFile(typeof(T).Assembly.Location)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream image = new();
        ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> diagnostics = compilation.Emit(image).Diagnostics;
        Assert.Empty(diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        return assembly.GetType("Tested.Factory", throwOnError: true)!.GetMethod("Create")!.CreateDelegate<Func<int, T>>();
    }
}
