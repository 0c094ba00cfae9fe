using System.Text.RegularExpressions;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>The registry as a whole: complete, ordered, and the only place that knows a function.</summary>
public sealed class RegistryTests
{
    private static readonly string Compiler = Path.Combine(Repository.Root, "generators");

    [Fact]
    public void Functions_AreUniqueAndInOrdinalOrder()
    {
        string[] names = [.. Registry.All.Select(f => f.Name)];
        Assert.Equal(names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), names);
        Assert.Empty(names.Intersect(SpecialForms.All.Select(s => s.Name)));
    }

    [Fact]
    public void EveryFunction_HasItsRowInTheTable() =>
        Assert.Equal(Registry.All.Select(f => f.Name), FunctionTable.Rows.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Find_FindsWhatMayBeWritten()
    {
        Assert.All(Registry.Writable, f => Assert.Same(f, Registry.Find(f.Name)));
        Assert.Contains(CauchyTails.Tail, Registry.All);
        Assert.Null(Registry.Find(CauchyTails.Tail.Name));
        Assert.Null(Registry.Find("EXP"));
    }

    [Fact]
    public void EveryFunction_StandsInAFileOfItsOwn()
    {
        string[] files = Directory.GetFiles(Path.Combine(Compiler, "ReluInjectivity.Symbolics", "Functions"), "*.cs");
        int[] counts = [.. files.Select(f => Regex.Count(File.ReadAllText(f), @"static BuiltInFunction \w+ \{ get; \}", RegexOptions.None, TimeSpan.FromSeconds(5)))];
        Assert.All(counts, n => Assert.InRange(n, 0, 1));
        Assert.Equal(Registry.All.Count, counts.Sum());
    }

    [Fact]
    public void TheRestOfTheCompiler_OnlyAppliesFunctions()
    {
        string classes = string.Join('|', typeof(Registry).Assembly.GetTypes()
            .Where(t => t.GetProperties().Any(p => p.PropertyType == typeof(BuiltInFunction) && p.GetMethod!.IsStatic)).Select(t => t.Name));
        var use = new Regex($@"(\S*)\b(?:{classes})\.\w+", RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Contains("Exponentials", classes, StringComparison.Ordinal);
        Assert.All(Sources(), source => Assert.All(use.Matches(source.Text), m =>
            Assert.True(m.Groups[1].Value.EndsWith("Call(", StringComparison.Ordinal), $"{source.Path} knows a function: {m.Value}")));
    }

    /// <summary>The sources of the compiler, without those of the registry.</summary>
    private static IEnumerable<(string Path, string Text)> Sources() =>
        from file in Directory.EnumerateFiles(Compiler, "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}Functions{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select (file, File.ReadAllText(file));
}
