using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators;

/// <summary>Turns equation files (<c>AdditionalFiles</c> ending in <c>.eq</c>) into solvers. The stages stand in generators/README.md.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EquationGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectInfo> project = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectInfo.Of(options));

        IncrementalValuesProvider<EquationSource> files = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".eq", StringComparison.Ordinal))
            .Select(static (file, cancellation) => new EquationSource(file.Path, file.GetText(cancellation)?.ToString() ?? string.Empty));

        IncrementalValuesProvider<SourceSet> sets = files.Combine(files.Collect())
            .Select(static (pair, _) => SourceSet.Of(pair.Left, pair.Right));

        IncrementalValueProvider<EquatableArray<string>> included = sets.Collect()
            .Select(static (sets, _) => sets.SelectMany(s => s.Included).Select(s => s.Path).Distinct(StringComparer.Ordinal).ToEquatableArray());

        IncrementalValuesProvider<ParsedFile> parsed = sets.Combine(included)
            .Where(static pair => pair.Left.HasModel || !pair.Right.Contains(pair.Left.File.Path, StringComparer.Ordinal))
            .Select(static (pair, _) => pair.Left)
            .Combine(project)
            .Select(static (pair, cancellation) => Parse(pair.Left, pair.Right, cancellation))
            .WithTrackingName(StepNames.Parse);

        IncrementalValueProvider<EquatableArray<GoalsOfModel>> goals = parsed
            .Select(static (file, _) => GoalsOfModel.Of(file))
            .Collect()
            .Select(static (all, _) => all.ToEquatableArray());

        IncrementalValuesProvider<FileModel> models = parsed
            .Where(static file => file.Model is not null && !file.Problems.Any(p => p.Kind.IsError()))
            .Combine(project)
            .Select(static (pair, _) => new FileModel(pair.Left.RelativePath, pair.Right.Namespace, pair.Left.Model!))
            .WithTrackingName(StepNames.Model);

        IncrementalValuesProvider<CompiledModel> compiled = models
            .Select(static (model, cancellation) => ModelCompiler.Compile(model, cancellation))
            .WithTrackingName(StepNames.Compile);

        IncrementalValueProvider<EquatableArray<CompiledModel>> all = compiled.Collect()
            .Select(static (models, _) => models.OrderBy(m => m.RelativePath, StringComparer.Ordinal).ToEquatableArray());

        IncrementalValuesProvider<FileDiagnostics> diagnostics = parsed.Combine(all).Combine(goals)
            .Select(static (pair, _) => FileDiagnostics.Of(pair.Left.Left, Later(pair.Left.Left, pair.Left.Right).Concat(GoalsOfModel.Problems(pair.Left.Left.Model, pair.Right))))
            .Where(static file => file.Items.Count > 0)
            .WithTrackingName(StepNames.Diagnostics);

        IncrementalValueProvider<string> catalog = all.Combine(project)
            .Select(static (pair, _) => CatalogEmitter.Emit(pair.Right.Namespace, Unique(pair.Left)))
            .WithTrackingName(StepNames.Catalog);

        context.RegisterSourceOutput(diagnostics, static (output, file) =>
        {
            foreach (Microsoft.CodeAnalysis.Diagnostic diagnostic in file.ToDiagnostics())
            {
                output.ReportDiagnostic(diagnostic);
            }
        });
        context.RegisterSourceOutput(compiled.Combine(all), static (output, pair) =>
        {
            foreach (GeneratedSource source in Unique(pair.Right).Contains(pair.Left) ? pair.Left.Sources : [])
            {
                output.AddSource(source.HintName, source.Text);
            }
        });
        context.RegisterSourceOutput(catalog, static (output, text) => output.AddSource("Catalog.g.cs", text));
    }

    private static ParsedFile Parse(SourceSet set, ProjectInfo project, CancellationToken cancellation)
    {
        FrontResult front = Compiler.Read(set.File.Path, set.File.Text, set.Find, cancellation);
        return new ParsedFile(set.File.Path, project.Relative(set.File.Path), front.Model, front.Spans, front.Files, front.Diagnostics);
    }

    /// <summary>The first file, by path, of each model name.</summary>
    private static ImmutableArray<CompiledModel> Unique(EquatableArray<CompiledModel> models) =>
        [.. models.Where(m => ReferenceEquals(models.First(m.IsClashingWith), m))];

    /// <summary>What compiling a file, and the other files, add to its problems.</summary>
    private static IEnumerable<Symbolics.Language.Diagnostic> Later(ParsedFile file, EquatableArray<CompiledModel> all)
    {
        foreach (CompiledModel compiled in all.Where(c => string.Equals(c.RelativePath, file.RelativePath, StringComparison.Ordinal)))
        {
            foreach (Symbolics.Language.Diagnostic problem in compiled.Problems)
            {
                yield return problem;
            }

            CompiledModel first = all.First(compiled.IsClashingWith);
            if (!ReferenceEquals(first, compiled) && file.Model is not null)
            {
                yield return new(DiagnosticKind.DuplicateModel, file.Model.Header.Id, null, compiled.Model, $"rename this one or the one in {first.RelativePath}");
            }
        }
    }

    /// <summary>What the build says of the project.</summary>
    private sealed record ProjectInfo(string Directory, string Namespace)
    {
        public static ProjectInfo Of(AnalyzerConfigOptionsProvider options)
        {
            options.GlobalOptions.TryGetValue("build_property.projectdir", out string? directory);
            options.GlobalOptions.TryGetValue("build_property.rootnamespace", out string? name);
            return new(directory ?? string.Empty, string.IsNullOrEmpty(name) ? "Equations" : name!);
        }

        /// <summary>The path without what it shares with the project's, with forward slashes; never absolute.</summary>
        public string Relative(string path)
        {
            string[] file = Segments(path);
            string[] project = Segments(Directory);
            int shared = 0;
            while (shared < file.Length - 1 && shared < project.Length && string.Equals(file[shared], project[shared], StringComparison.Ordinal))
            {
                shared++;
            }

            return string.Join("/", file.Skip(shared).Where(s => !s.EndsWith(":", StringComparison.Ordinal)));
        }

        /// <summary>The parts of a path, with <c>..</c> resolved.</summary>
        private static string[] Segments(string path)
        {
            var segments = new List<string>();
            foreach (string segment in path.Split('/', '\\'))
            {
                if (string.Equals(segment, "..", StringComparison.Ordinal) && segments.Count > 0)
                {
                    segments.RemoveAt(segments.Count - 1);
                }
                else if (segment.Length > 0 && !string.Equals(segment, ".", StringComparison.Ordinal))
                {
                    segments.Add(segment);
                }
            }

            return [.. segments];
        }
    }
}
