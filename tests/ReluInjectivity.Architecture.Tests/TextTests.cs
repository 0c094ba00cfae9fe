using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Architecture.Tests;

/// <summary>What holds of every file's text.</summary>
public sealed class TextTests
{
    private const int MostLines = 300;

    /// <summary>Files that may be longer, and why.</summary>
    private static readonly Dictionary<string, string> Longer = new(StringComparer.Ordinal)
    {
        ["src/ReluInjectivity.Simulation/Search/VertexTableau.cs"] = "one tableau, whose steps share its rows",
        ["tests/ReluInjectivity.Runtime.Tests/SpecialFunctions/ReferenceValues.cs"] = "a table of values",
    };

    private static readonly string[] Stubs = ["None yet.", "To do.", "The value.", "Does it.", "See above."];

    private static readonly IReadOnlyList<SourceFile> All = SourceFile.Below("generators", "src", "tests");

    [Fact]
    public void Files_AreShort() => Assert.Equal(
        Longer.Keys.Order(StringComparer.Ordinal),
        All.Where(static f => f.Text.AsSpan().TrimEnd('\n').Count('\n') + 1 > MostLines).Select(static f => f.Path));

    /// <summary>What is solved stands in equation files; neither the compiler nor the runtime knows it. Greek letters are letters.</summary>
    [Fact]
    public void Compiler_KnowsNoModel()
    {
        var words = new Regex("perceptron|injectiv|relu|lifting|kappa", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5));
        Assert.Empty(SourceFile.Below("generators", "src/ReluInjectivity.Runtime").SelectMany(f => f.Text.Split('\n')
            .Select((line, i) => (Line: line.Replace("ReluInjectivity", "", StringComparison.Ordinal).Replace("\"iota\", \"kappa\", \"lambda\"", "", StringComparison.Ordinal), Place: $"{f.Path}({i + 1})"))
            .Where(l => words.IsMatch(l.Line)).Select(l => l.Place + ": " + l.Line.Trim())));
    }

    /// <summary>A summary says more than the name; an operator's name is its sign, and a number's or an id's text is what it is.</summary>
    [Fact]
    public void Summaries_SaySomething() => Assert.Empty(All.SelectMany(static f => CSharpSyntaxTree.ParseText(f.Text, path: f.Path).GetRoot()
        .DescendantNodes(descendIntoTrivia: true).OfType<XmlElementSyntax>().Where(static e => e.StartTag.Name.ToString() == "summary")
        .Select(static e => (Element: e, Text: Plain(e)))
        .Where(static s => Stubs.Contains(s.Text, StringComparer.Ordinal) || IsOneWord(s.Text, s.Element))
        .Select(s => $"{f.Path}({s.Element.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {s.Text}")));

    /// <summary>The table of statuses in the README has each of them, and no other.</summary>
    [Fact]
    public void Statuses_AreDocumented() => Assert.Equal(
        Enum.GetNames<SolveStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal),
        new Regex(@"^\| `(?<status>\w+)` \| [01] \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(m => m.Groups["status"].Value).Order(StringComparer.Ordinal));

    private static bool IsOneWord(string text, XmlElementSyntax element) => text.TrimEnd('.').All(char.IsLetter)
        && element.ParentTrivia().Token.Parent?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() is not OperatorDeclarationSyntax;

    private static string Plain(XmlElementSyntax element) =>
        string.Join(' ', element.Content.ToString().Split(['/', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Steps out of documentation.</summary>
file static class Documentation
{
    /// <summary>The comment that an element stands in.</summary>
    public static SyntaxTrivia ParentTrivia(this SyntaxNode element) => element.AncestorsAndSelf().OfType<DocumentationCommentTriviaSyntax>().First().ParentTrivia;
}
