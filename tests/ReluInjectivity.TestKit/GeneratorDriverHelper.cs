using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ReluInjectivity.Generators;

namespace ReluInjectivity.TestKit;

/// <summary>Runs <see cref="EquationGenerator"/> as a build does.</summary>
/// <example>
/// <code>
/// GeneratorRun run = GeneratorDriverHelper.Run(("equations/model.eq", text));
/// run = run.WithFile("equations/model.eq", edited);      // the same driver, run again: see run.Reasons(step)
/// IReadOnlyList&lt;IEquationSystem&gt; systems = run.Compile();
/// </code>
/// </example>
public static class GeneratorDriverHelper
{
    /// <summary>The folder that relative paths are put into.</summary>
    public const string Root = "/repository/";

    /// <summary>The namespace generated into.</summary>
    public const string Namespace = "Tested.Equations";

    private const string ProjectDirectory = Root + "src/Tested/";

    /// <summary>Everything a net10 project with the runtime can see.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal)
                || name is "mscorlib.dll" or "netstandard.dll" or "ReluInjectivity.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>How C# is parsed.</summary>
    internal static CSharpParseOptions ParseOptions { get; } =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Diagnose);

    /// <summary>Generates from files given as paths relative to <see cref="Root"/> and their texts.</summary>
    public static GeneratorRun Run(params (string Path, string Text)[] files)
    {
        ArgumentNullException.ThrowIfNull(files);
        ImmutableArray<AdditionalText> texts = [.. files.Select(f => (AdditionalText)new EquationText(Root + f.Path, f.Text))];
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new EquationGenerator().AsSourceGenerator()],
            texts,
            ParseOptions,
            new ProjectOptions(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Tested",
            [],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999,
                nullableContextOptions: NullableContextOptions.Enable));
        return GeneratorRun.Of(driver, compilation, texts);
    }

    /// <summary>An equation file in memory.</summary>
    internal sealed class EquationText(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class ProjectOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Properties : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            // Keys of options compare without case.
            value = key.ToUpperInvariant() switch
            {
                "BUILD_PROPERTY.PROJECTDIR" => ProjectDirectory,
                "BUILD_PROPERTY.ROOTNAMESPACE" => Namespace,
                _ => null,
            };
            return value is not null;
        }
    }
}
