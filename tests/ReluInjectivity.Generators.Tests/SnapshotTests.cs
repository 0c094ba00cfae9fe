using ReluInjectivity.TestKit;
using Xunit.Sdk;

namespace ReluInjectivity.Generators.Tests;

/// <summary>The snapshot helper itself: it must be able to fail, and must never approve.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshot");

    private string Test => Path.Combine(_folder.FullName, "SomeTests.cs");

    private string Stem => Path.Combine(_folder.FullName, "_snapshots", "SomeTests.Method#Hint.");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Missing_Fails_AndWritesReceivedOnly()
    {
        XunitException error = Assert.Throws<XunitException>(() => Snapshot.Match("a\nb", "Hint", "txt", Test, "Method"));
        Assert.Contains("Nothing is verified yet", error.Message, StringComparison.Ordinal);
        Assert.Equal("a\nb\n", File.ReadAllText(Stem + "received.txt"));
        Assert.False(File.Exists(Stem + "verified.txt"));
        Assert.Throws<XunitException>(() => Snapshot.Match("a\nb", "Hint", "txt", Test, "Method"));
    }

    [Fact]
    public void Equal_Passes_WhateverTheLineEndings_AndClearsReceived()
    {
        Write("a\r\nb\r\n");
        File.WriteAllText(Stem + "received.txt", "old");
        Snapshot.Match("a\nb", "Hint", "txt", Test, "Method");
        Assert.False(File.Exists(Stem + "received.txt"));
    }

    [Fact]
    public void Different_NamesTheFirstLine_AndLeavesVerified()
    {
        Write("a\nb\nc\n");
        XunitException error = Assert.Throws<XunitException>(() => Snapshot.Match("a\nB\nC", "Hint", "txt", Test, "Method"));
        Assert.Contains("first at line 2:\n  verified: b\n  received: B\n", error.Message, StringComparison.Ordinal);
        Assert.Equal("a\nb\nc\n", File.ReadAllText(Stem + "verified.txt"));
        Assert.Equal("a\nB\nC\n", File.ReadAllText(Stem + "received.txt"));
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "_snapshots"));
        File.WriteAllText(Stem + "verified.txt", text);
    }
}
