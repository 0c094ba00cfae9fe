using System.Globalization;
using ReluInjectivity.Cli;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Equation files with words cut, doubled and swapped: what comes is a report or diagnostics, never a fault of the program.</summary>
public sealed class EditedFileTests : IDisposable
{
    /// <summary>In .ci/run; .ci/long takes about 500.</summary>
    private const int Edits = 12;

    private static readonly string[] Texts =
    [
        """
        model small "Small"
        given    w = 2 in (0, inf)
        unknown  x in (0, inf)
        let      f(t) = E(z, log(1 + exp(t + z)))
        minimise v = w*x - log(x) + f(x)
        output   share = x/(1 + x) "share"
        """,
        """
        model family "Family"
        level r = 1..2
        unknown  q[k] for k = 1..r increasing in (0, 1)
        let      p[r] = 1
        let      p[k] = sqrt(q[k]) + p[k+1] for k = 1..r-1
        minimise v = sum(k = 1..r, q[k]*k - log(q[k]) - log(1 - q[k])) + p[1]
        expect   v = 2 +- 1e9 at r = 1
        """,
        """
        model root "Root"
        given    a = 3 in (0, 10)
        unknown  x in (0, 10)
        unknown  y in (0, 10)
        equation "first" x^2 + y = a
        equation "second" piecewise(x < y: x; else: y^2) = Phi(x) + 1/2
        solve    x
        """,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("edited").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void RandomEdits_EndInDiagnostics()
    {
        var random = new Random(20);
        int faulty = 0;
        for (int i = 0; i < Draws.Of(Edits); i++)
        {
            string text = Edited(random, Texts[i % Texts.Length]);
            string file = Path.Combine(_folder, "edited.eq");
            File.WriteAllText(file, text);
            using StringWriter output = new(CultureInfo.InvariantCulture);
            using StringWriter error = new(CultureInfo.InvariantCulture);
            int exitCode;
            try
            {
                exitCode = CommandLine.Run(["check", file], new CommandContext { Output = output, Error = error, Systems = FakeSystems.All });
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"edit {i}:\n{text}", e);
            }

            Assert.InRange(exitCode, 0, 2);
            Assert.DoesNotContain("fault of the", error.ToString(), StringComparison.Ordinal);
            Assert.True(exitCode != 2 || error.ToString().Contains("error RIJ", StringComparison.Ordinal), $"edit {i}:\n{text}\n{error}");
            faulty += exitCode == 2 ? 1 : 0;
        }

        Assert.True(faulty > Draws.Of(Edits) / 4);
    }

    /// <summary>A text with one to three words cut, doubled, or swapped with another.</summary>
    private static string Edited(Random random, string text)
    {
        List<string> words = [.. Words(text)];
        for (int edits = 1 + random.Next(3); edits > 0; edits--)
        {
            int at = random.Next(words.Count);
            int other = random.Next(words.Count);
            switch (random.Next(3))
            {
                case 0: words.RemoveAt(at); break;
                case 1: words.Insert(at, words[at]); break;
                default: (words[at], words[other]) = (words[other], words[at]); break;
            }
        }

        return string.Concat(words);
    }

    /// <summary>Names, numbers, white space, and every other character by itself.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (int i = 0, end; i < text.Length; i = end)
        {
            bool isWord = char.IsLetterOrDigit(text[i]);
            bool isSpace = char.IsWhiteSpace(text[i]);
            for (end = i + 1; end < text.Length && ((isWord && char.IsLetterOrDigit(text[end])) || (isSpace && char.IsWhiteSpace(text[end]))); end++)
            {
            }

            yield return text[i..end];
        }
    }
}
