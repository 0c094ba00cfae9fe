using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Runtime.Numbers;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>A kernel printed as C#, compiled by Roslyn, and loaded into this process.</summary>
internal static class CSharpKernel
{
    /// <summary>The classes of some kernels, which may apply those before them as routines.</summary>
    public static string Print(params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels)
    {
        var writer = new IndentedWriter();
        var shared = new SharedCode();
        writer.Line("namespace Tested;");
        writer.Line("using static global::Tested.Shared;");
        foreach ((string name, Kernel kernel, IReadOnlyList<string> routines) in kernels)
        {
            CSharpPrinter.Write(writer, shared, kernel, name, [.. routines.Select(static r => new RoutineCreation(SystemEmitter.Creation(r), IsShared: false))]);
        }

        shared.Write(writer, "Shared");
        writer.Open("public static class Factory");
        writer.Line($"public static global::{typeof(EquationKernel).FullName} Create() => {SystemEmitter.Creation(kernels[^1].Name)};");
        writer.Close();
        string code = writer.Finish();
        return string.Join("\n", [.. Imports.Of(code), "#nullable enable", code]);
    }

    /// <summary>Compiles the last of some kernels.</summary>
    public static Func<EquationKernel> Compile(params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels) =>
        Load(Print(kernels)).GetType("Tested.Factory", throwOnError: true)!.GetMethod("Create")!.CreateDelegate<Func<EquationKernel>>();

    /// <summary>Compiles a kernel without grids, over numbers of a type.</summary>
    public static Kernel<T> Over<T>(Kernel kernel)
        where T : struct, IPacked<T, T>
    {
        Type type = Load(Print(("Tested_Kernel", kernel, []))).GetType("Tested.Tested_Kernel`2", throwOnError: true)!;
        return (Kernel<T>)Activator.CreateInstance(type.MakeGenericType(typeof(T), typeof(T)), new Layout([], [], []))!;
    }

    private static Assembly Load(string text)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "TestedKernel", [CSharpSyntaxTree.ParseText(text)], GeneratorDriverHelper.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream image = new();
        ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> diagnostics = compilation.Emit(image).Diagnostics;
        Assert.Empty(diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }
}
