using System.Globalization;
using System.Text;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>
/// Files with the mistakes that newcomers make, <c>Newcomers.txt</c>: a chapter under <c>#</c>, each file under <c>##</c> and a title. The snapshot holds
/// what is said of them and reads like a tutorial.
/// </summary>
public sealed class NewcomerTests
{
    private static readonly (string Chapter, string Title, string Text)[] Files = [.. Read()];

    [Fact]
    public void EveryMistake_IsNamed()
    {
        var text = new StringBuilder();
        string chapter = string.Empty;
        foreach ((string Chapter, string Title, string Text) file in Files)
        {
            GeneratorRun run = GeneratorDriverHelper.Run(("m.eq", file.Text));
            string[] lines = file.Text.Split('\n');
            if (!string.Equals(chapter, file.Chapter, StringComparison.Ordinal))
            {
                chapter = file.Chapter;
                text.Append("# ").Append(chapter).Append('\n');
            }

            text.Append("## ").Append(file.Title).Append('\n');
            Assert.True(run.Messages.Count > 0, file.Title + ": nothing is said");
            int shown = -1;
            foreach (string message in run.Messages)
            {
                string[] place = message[(message.IndexOf('(', StringComparison.Ordinal) + 1)..message.IndexOf(')', StringComparison.Ordinal)].Split(',');
                (int line, int column) = (int.Parse(place[0], CultureInfo.InvariantCulture), int.Parse(place[1], CultureInfo.InvariantCulture));
                Assert.True(line <= lines.Length && column <= lines[line - 1].Length + 1, file.Title + ": " + message);
                if (line != shown)
                {
                    text.Append("    ").Append(lines[line - 1]).Append('\n');
                    shown = line;
                }

                text.Append(' ', column + 3).Append("^ ").Append(message[(message.IndexOf("): error ", StringComparison.Ordinal) + "): error ".Length)..]).Append('\n');
            }
        }

        Snapshot.Match(text.ToString());
    }

    [Fact]
    public void ThereAreEnough_AndEachIsOneMistake()
    {
        Assert.True(Files.Length >= 160);
        Assert.Equal(Files.Length, Files.Select(f => f.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Files.Length, Files.Select(f => (f.Chapter, f.Title)).Distinct().Count());
    }

    private static IEnumerable<(string Chapter, string Title, string Text)> Read()
    {
        string chapter = string.Empty;
        string title = string.Empty;
        var text = new StringBuilder();
        foreach (string line in File.ReadAllLines(Path.Combine(Repository.Root, "tests", "ReluInjectivity.Generators.Tests", "Newcomers.txt")).Append("# "))
        {
            if (!line.StartsWith('#'))
            {
                text.Append(line).Append('\n');
                continue;
            }

            if (text.Length > 0)
            {
                yield return (chapter, title, text.ToString().TrimEnd('\n'));
                text.Clear();
            }

            bool isChapter = line.StartsWith("# ", StringComparison.Ordinal);
            (chapter, title) = isChapter ? (line[2..], string.Empty) : (chapter, line[3..]);
        }
    }
}
