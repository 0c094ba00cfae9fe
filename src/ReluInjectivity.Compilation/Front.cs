using ReluInjectivity.Generators;
using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Compilation;

/// <summary>From an equation file to C#, by the generator of the build.</summary>
internal static class Front
{
    /// <summary>The namespace emitted into.</summary>
    public const string Namespace = "Equations";

    /// <summary>The sources, none where there is an error, and the problems as text.</summary>
    public static (IReadOnlyList<GeneratedSource> Sources, string Problems) Generate(EquationText file, MemberBounds bounds, CancellationToken cancellation)
    {
        string path = string.Join('/', file.Path.Split('/').Where(s => s is not ("" or "." or "..")));
        FrontResult front = Compiler.Read(file.Text, cancellation);
        ParsedFile parsed = new(file.Path, path, front.Model, front.Spans, front.Diagnostics);
        if (front.Model is null || front.Diagnostics.Any(d => d.Kind.IsError()))
        {
            return ([], FileProblems.Print(file, FileDiagnostics.Of(parsed, [])));
        }

        bool Wanted(FamilyMember member) => !(member.ValueOf(FamilyIndexKind.Level) > bounds.Level) && !(member.ValueOf(FamilyIndexKind.Depth) > bounds.Depth);
        CompiledModel compiled = ModelCompiler.Compile(new FileModel(path, Namespace, front.Model), cancellation, Wanted);
        string problems = FileProblems.Print(file, FileDiagnostics.Of(parsed, compiled.Problems));
        return compiled.Sources.Count == 0
            ? ([], problems)
            : ([.. compiled.Sources, new GeneratedSource("Catalog.g.cs", [], null, CatalogEmitter.Emit(Namespace, [compiled]))], problems);
    }
}
