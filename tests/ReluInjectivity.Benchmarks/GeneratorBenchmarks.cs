using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ReluInjectivity.Generators;

namespace ReluInjectivity.Benchmarks;

/// <summary>The generator over every file of <c>equations/</c>: cold, and after an edited comment.</summary>
public class GeneratorBenchmarks
{
    private readonly CSharpCompilation _compilation = CSharpCompilation.Create("Benchmark");
    private ImmutableArray<AdditionalText> _files = [];
    private GeneratorDriver _warm = null!;
    private AdditionalText _edited = null!;

    /// <summary>Reads the files.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "equations");
        _files = [.. Directory.EnumerateFiles(root, "*.eq", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => new EquationFile(p, File.ReadAllText(p)))];
        _warm = CSharpGeneratorDriver.Create([new EquationGenerator().AsSourceGenerator()], _files).RunGenerators(_compilation);
        _edited = new EquationFile(_files[0].Path, "# edited\n" + _files[0].GetText());
    }

    /// <summary>Everything from nothing.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Cold() => CSharpGeneratorDriver.Create([new EquationGenerator().AsSourceGenerator()], _files).RunGenerators(_compilation);

    /// <summary>One file has a new comment.</summary>
    [Benchmark]
    public GeneratorDriver CommentEdit() => _warm.ReplaceAdditionalText(_files[0], _edited).RunGenerators(_compilation);

    private sealed class EquationFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
