using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Architecture.Tests;

/// <summary>What models there are, and what they are used for, stands in the equation files: the command line knows the words of none.</summary>
public sealed class CommandLineTests
{
    private const int ShortestWord = 5;

    /// <summary>Words that also have a meaning which is no model's: where, and which.</summary>
    private static readonly (string Word, string Path, string Why)[] Other =
    [
        ("alpha", "src/ReluInjectivity.Cli/Commands/Frames/", "frame theory's threshold"),
        ("capacity", "src/ReluInjectivity.Cli/Commands/DepthTableCommand.cs", "the column of the table"),
        ("capacity", "src/ReluInjectivity.Cli/Reporting/DepthTableReport.cs", "the column of the table"),
        ("capacity", "src/ReluInjectivity.Cli/Drawings/TablePlots.cs", "the axis of its picture"),
    ];

    [Fact]
    public void CommandLine_KnowsNoModel()
    {
        string[] words = [.. Words()];
        Assert.Contains("kappa", words, StringComparer.Ordinal);
        Assert.Contains("single-layer", words, StringComparer.Ordinal);
        var pattern = new Regex(@"(?<![\w-])(" + string.Join('|', words.Select(Regex.Escape)) + @")(?![\w-])", RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Empty(
            from file in SourceFile.Below("src/ReluInjectivity.Cli")
            from token in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens()
            where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.InterpolatedStringTextToken
            from Match found in pattern.Matches(token.ValueText)
            where !Other.Any(o => o.Word == found.Value && file.Path.StartsWith(o.Path, StringComparison.Ordinal))
            select $"{file.Path}: {found.Value}");
    }

    /// <summary>The names that the equation files declare, long enough to be no other word by chance.</summary>
    private static IEnumerable<string> Words() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "equations"), "*.eq", SearchOption.AllDirectories)
        .SelectMany(path => Parse.Run(File.ReadAllText(path)).File.Statements).SelectMany(s => s switch
        {
            ModelSyntax m => [m.Name],
            GivenSyntax g => [g.Name],
            UnknownSyntax u => [u.Name],
            GoalSyntax g => [g.Name, .. g.Givens.Select(p => p.Name)],
            OutputSyntax o => [o.Name],
            _ => Array.Empty<string>(),
        }).Where(w => w.Length >= ShortestWord).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
