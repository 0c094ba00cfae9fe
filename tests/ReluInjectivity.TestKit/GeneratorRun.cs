using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ReluInjectivity.Runtime.Systems;
using Xunit.Sdk;

namespace ReluInjectivity.TestKit;

/// <summary>What came out of the generator, and the means to run it again after an edit.</summary>
public sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _compilation;
    private readonly ImmutableArray<AdditionalText> _files;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation compilation, ImmutableArray<AdditionalText> files)
    {
        _driver = driver;
        _compilation = compilation;
        _files = files;
        Result = driver.GetRunResult().Results.Single();
    }

    /// <summary>The run as Roslyn reports it, with tracked steps.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The generated files, by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The generator's diagnostics, as <c>path(line,column): severity id: message</c> with the path relative to the root.</summary>
    public IReadOnlyList<string> Messages => [.. Result.Diagnostics.Select(d => $"{Place(d)}: {(d.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {d.Id}: {Message(d)}")];

    /// <summary>Starts from a driver that has not run.</summary>
    internal static GeneratorRun Of(GeneratorDriver driver, CSharpCompilation compilation, ImmutableArray<AdditionalText> files) =>
        new(driver.RunGenerators(compilation), compilation, files);

    /// <summary>The only generated file whose hint name contains a text.</summary>
    public string Source(string part) => Sources.Single(s => s.Key.Contains(part, StringComparison.Ordinal)).Value;

    /// <summary>Runs again after an equation file was changed, or added.</summary>
    public GeneratorRun WithFile(string path, string text)
    {
        var added = new GeneratorDriverHelper.EquationText(GeneratorDriverHelper.Root + path, text);
        AdditionalText? old = _files.FirstOrDefault(f => string.Equals(f.Path, added.Path, StringComparison.Ordinal));
        return old is null
            ? Of(_driver.AddAdditionalTexts([added]), _compilation, _files.Add(added))
            : Of(_driver.ReplaceAdditionalText(old, added), _compilation, _files.Replace(old, added));
    }

    /// <summary>Runs again after C# was added to the project.</summary>
    public GeneratorRun WithCSharp(string text) =>
        Of(_driver, _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, GeneratorDriverHelper.ParseOptions)), _files);

    /// <summary>Why each output of a tracked step is what it is, by how the output prints.</summary>
    public IReadOnlyList<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs) ? [.. runs.SelectMany(r => r.Outputs)] : [];

    /// <summary>The reasons of the files handed to the compiler.</summary>
    public IReadOnlyList<IncrementalStepRunReason> SourceReasons =>
        [.. Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(r => r.Outputs).Select(o => o.Reason)];

    /// <summary>
    /// What the C# compiler says of the generated files once their <c>#pragma warning disable</c> is gone; every warning is an error.
    /// </summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics() => [.. Generated(withPragma: false).GetDiagnostics()];

    /// <summary>The compilation of the generated files alone.</summary>
    /// <param name="withPragma">Whether they keep the line that silences warnings.</param>
    public CSharpCompilation Generated(bool withPragma = true) => _compilation.AddSyntaxTrees(Result.GeneratedSources.Select(s => CSharpSyntaxTree.ParseText(
        SourceText.From(withPragma ? s.SourceText.ToString() : s.SourceText.ToString().Replace("#pragma warning disable\n", "\n", StringComparison.Ordinal), Encoding.UTF8),
        GeneratorDriverHelper.ParseOptions,
        s.HintName)));

    /// <summary>Compiles the generated files with warnings as errors, loads them, and returns <c>Catalog.Systems</c>.</summary>
    public IReadOnlyList<IEquationSystem> Compile()
    {
        if (Result.Diagnostics.Any(static d => d.DefaultSeverity == DiagnosticSeverity.Error) || Result.Exception is not null)
        {
            throw new XunitException(string.Join('\n', [.. Messages, Result.Exception?.ToString() ?? string.Empty]));
        }

        using MemoryStream image = new();
        ImmutableArray<Diagnostic> diagnostics = Generated(withPragma: false).Emit(image).Diagnostics;
        if (diagnostics.Length > 0)
        {
            throw new XunitException(string.Join('\n', diagnostics));
        }

        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        Type catalog = assembly.GetType(GeneratorDriverHelper.Namespace + ".Catalog", throwOnError: true)!;
        return (IReadOnlyList<IEquationSystem>)catalog.GetProperty("Systems")!.GetValue(null)!;
    }

    /// <summary>The diagnostics in order of place, each followed by the source line and carets under the text concerned.</summary>
    public string Report()
    {
        var report = new StringBuilder();
        foreach ((Diagnostic diagnostic, string message) in Result.Diagnostics.Zip(Messages).Where(d => d.First.Location.GetLineSpan().IsValid)
            .OrderBy(d => d.First.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.First.Location.SourceSpan.Start).ThenBy(d => d.First.Id, StringComparer.Ordinal))
        {
            FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
            TextLine line = _files.Single(f => string.Equals(f.Path, span.Path, StringComparison.Ordinal)).GetText()!.Lines[span.StartLinePosition.Line];
            int start = span.StartLinePosition.Character;
            int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : line.Span.Length;
            report.Append(message).Append('\n');
            report.Append("    ").Append(line.ToString()).Append('\n');
            report.Append(' ', 4 + start).Append('^', Math.Max(1, end - start)).Append("\n\n");
        }

        return report.ToString();
    }

    private static string Place(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        if (!span.IsValid)
        {
            return "(nowhere)";
        }

        LinePosition start = span.StartLinePosition;
        return FormattableString.Invariant($"{span.Path.Replace(GeneratorDriverHelper.Root, string.Empty, StringComparison.Ordinal)}({start.Line + 1},{start.Character + 1})");
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
}
