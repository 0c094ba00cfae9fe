using System.Globalization;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace ReluInjectivity.TestKit;

/// <summary>
/// Compares text with a file that someone has read and approved, <c>_snapshots/Class.Method#Hint.verified.ext</c> beside the test. On a
/// mismatch the text is written to <c>.received.ext</c> next to it; approving it is renaming that file, which nothing does automatically.
/// </summary>
public static class Snapshot
{
    /// <summary>Fails unless the text equals the approved one, line endings aside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hint">Tells several snapshots of one test apart.</param>
    /// <param name="extension">The extension, which tells editors how to colour the file.</param>
    /// <param name="file">The test's file; its name is taken as the class.</param>
    /// <param name="method">The test.</param>
    /// <param name="folder">The folder beside the test that holds it; empty: the test's own.</param>
    public static void Match(
        string text, string? hint = null, string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string method = "", string folder = "_snapshots")
    {
        ArgumentNullException.ThrowIfNull(text);
        string place = Path.Combine(Repository.Locate(Path.GetDirectoryName(file)!), folder);
        string name = Path.GetFileNameWithoutExtension(file) + "." + method + (hint is null ? string.Empty : "#" + hint);
        string verified = Path.Combine(place, name + ".verified." + extension);
        string received = Path.Combine(place, name + ".received." + extension);
        string actual = Normalise(text);
        string? expected = File.Exists(verified) ? Normalise(File.ReadAllText(verified)) : null;
        if (string.Equals(expected, actual, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(place);
        File.WriteAllText(received, actual);
        string difference = expected is null ? "Nothing is verified yet." : FirstDifference(expected, actual);
        throw new XunitException($"{difference}\nReceived: {received}\nTo approve, rename it to {Path.GetFileName(verified)}.");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] want = expected.Split('\n');
        string[] have = actual.Split('\n');
        int line = 0;
        while (line < want.Length && line < have.Length && string.Equals(want[line], have[line], StringComparison.Ordinal))
        {
            line++;
        }

        string At(string[] lines) => line < lines.Length ? lines[line] : "(end of text)";
        return string.Create(CultureInfo.InvariantCulture, $"The snapshot differs first at line {line + 1}:\n  verified: {At(want)}\n  received: {At(have)}");
    }

    private static string Normalise(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";
}
