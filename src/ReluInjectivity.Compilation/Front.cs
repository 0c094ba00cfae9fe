using ReluInjectivity.Generators;
using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Generators.Emission.C;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Compilation;

/// <summary>From an equation file to C# or C, by the generator of the build.</summary>
internal static class Front
{
    /// <summary>The namespace emitted into.</summary>
    public const string Namespace = "Equations";

    /// <summary>The C# sources, none where there is an error, and the problems, a text each.</summary>
    public static (IReadOnlyList<GeneratedSource> Sources, IReadOnlyList<string> Problems) Generate(EquationText file, MemberBounds bounds, CancellationToken cancellation)
    {
        bool Wanted(FamilyMember member) => !(member.ValueOf(FamilyIndexKind.Level) > bounds.Level) && !(member.ValueOf(FamilyIndexKind.Depth) > bounds.Depth);
        return Generate(file, model => ModelCompiler.Compile(model, cancellation, Wanted), compiled => new("Catalog.g.cs", [], null, CatalogEmitter.Emit(Namespace, [compiled])), cancellation);
    }

    /// <summary>The C sources of some members, none where there is an error, and the problems, a text each.</summary>
    public static (IReadOnlyList<GeneratedSource> Sources, IReadOnlyList<string> Problems) GenerateC(
        EquationText file, Func<IReadOnlyList<FamilyMember>, IReadOnlyList<FamilyMember>> choose, CancellationToken cancellation) =>
        Generate(file, model =>
        {
            IReadOnlyList<FamilyMember> chosen = choose([.. Compiler.Members(model.Model).Members]);
            return ModelCompiler.Compile(model, cancellation, chosen.Contains, CEmitter.Emit);
        }, null, cancellation);

    /// <summary>Parses and binds a file with what it includes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="texts">Takes the texts read, by their paths.</param>
    /// <param name="cancellation">Stops it.</param>
    public static FrontResult Read(EquationText file, Dictionary<string, string> texts, CancellationToken cancellation)
    {
        texts[file.Path] = file.Text;
        return Compiler.Read(file.Path, file.Text, Include, cancellation);

        IncludedFile Include(string path)
        {
            IncludedFile included = file.Include(path);
            texts[path] = included.Text ?? string.Empty;
            return included;
        }
    }

    private static (IReadOnlyList<GeneratedSource> Sources, IReadOnlyList<string> Problems) Generate(
        EquationText file, Func<FileModel, CompiledModel> compile, Func<CompiledModel, GeneratedSource>? last, CancellationToken cancellation)
    {
        string path = string.Join('/', file.Path.Split('/').Where(s => s is not ("" or "." or "..")));
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        FrontResult front = Read(file, texts, cancellation);
        ParsedFile parsed = new(file.Path, path, front.Model, front.Spans, front.Files, front.Diagnostics);
        if (front.Model is null || front.Diagnostics.Any(d => d.Kind.IsError()))
        {
            return ([], FileProblems.Print(texts, FileDiagnostics.Of(parsed, [])));
        }

        CompiledModel compiled = compile(new FileModel(path, Namespace, front.Model));
        IReadOnlyList<string> problems = FileProblems.Print(texts, FileDiagnostics.Of(parsed, compiled.Problems));
        return compiled.Sources.Count == 0 ? ([], problems) : ([.. compiled.Sources, .. last is null ? Array.Empty<GeneratedSource>() : [last(compiled)]], problems);
    }
}
