using System.Text.RegularExpressions;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>What <c>equations/cookbook.md</c> quotes stands in the files that it names.</summary>
public sealed partial class CookbookTests
{
    [Fact]
    public void Lines_AreThoseOfTheFiles()
    {
        MatchCollection quoted = Quoted.Matches(File.ReadAllText(Path.Combine(Repository.Root, "equations", "cookbook.md")));
        Assert.True(quoted.Count >= 10);
        Assert.All(quoted, static quote =>
        {
            string[] lines = [.. Repository.EquationFile("equations/" + quote.Groups["file"].Value).Text.Split('\n').Select(static l => l.Trim())];
            Assert.All(quote.Groups["lines"].Value.TrimEnd('\n').Split('\n'), line => Assert.Contains(line.Trim(), lines));
        });
    }

    [GeneratedRegex(@"`(?<file>[\w/-]+\.eq)`:\n```\n(?<lines>(?:[^`].*\n)+)```", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Quoted { get; }
}
