using System.Text.RegularExpressions;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Architecture;

/// <summary>The folders of the core stand on each other like floors: none knows those above it.</summary>
public sealed partial class FloorTests
{
    /// <summary>The folders from the ground up, each with those it may use.</summary>
    private static readonly (string Folder, string[] MayUse)[] Floors =
    [
        ("Algebra", []),
        ("Expressions", ["Algebra"]),
        ("Functions", ["Algebra", "Expressions"]),
        ("Calculus", ["Algebra", "Expressions", "Functions"]),
        ("Language", ["Functions"]),
        ("Binding", ["Functions", "Language"]),
        ("Unrolling", ["Algebra", "Expressions", "Functions", "Language", "Binding"]),
        ("Lowering", ["Algebra", "Expressions", "Functions", "Calculus", "Language", "Unrolling"]),
        ("Relations", ["Algebra", "Expressions", "Calculus", "Language", "Unrolling", "Lowering"]),
        ("Integration", ["Algebra", "Expressions", "Functions", "Calculus", "Language", "Lowering"]),
        ("Quadrature", ["Expressions", "Functions", "Calculus", "Language", "Lowering", "Integration"]),
        ("Differentiation", ["Expressions", "Functions", "Calculus", "Language", "Lowering", "Quadrature"]),
        ("Scheduling", ["Expressions", "Calculus", "Lowering", "Quadrature", "Differentiation"]),
        ("Kernels", ["Algebra", "Expressions", "Functions", "Language", "Unrolling", "Lowering", "Quadrature", "Differentiation", "Scheduling"]),
    ];

    private static readonly string Core = Path.Combine(Repository.Root, "generators", "ReluInjectivity.Symbolics");

    public static TheoryData<string> Folders => [.. Floors.Select(f => f.Folder)];

    [Fact]
    public void Table_HasEveryFolder_AndNoneKnowsALaterOne()
    {
        string[] order = [.. Floors.Select(f => f.Folder)];
        Assert.Equal(
            order.Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(Core).Select(d => Path.GetFileName(d)).Except(["Polyfills", "bin", "obj"]).Order(StringComparer.Ordinal));
        Assert.All(Floors, f => Assert.All(f.MayUse, used => Assert.True(Array.IndexOf(order, used) < Array.IndexOf(order, f.Folder), $"{f.Folder} uses {used}")));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_UsesWhatItMay(string folder)
    {
        string[] allowed = Floors.Single(f => string.Equals(f.Folder, folder, StringComparison.Ordinal)).MayUse;
        string[] faults = [.. Uses(folder).Where(u => !allowed.Contains(u.Used)).Select(u => $"{u.File} uses {u.Used}").Distinct()];
        Assert.True(faults.Length == 0, string.Join('\n', faults.Concat(Circles().Where(c => c.Contains(folder, StringComparison.Ordinal)).Select(c => "circle: " + c))));
    }

    /// <summary>A table that grants what nobody needs says less than it could.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_NeedsWhatItMayUse(string folder)
    {
        HashSet<string> used = [.. Uses(folder).Select(u => u.Used)];
        Assert.Equal([], Floors.Single(f => string.Equals(f.Folder, folder, StringComparison.Ordinal)).MayUse.Where(m => !used.Contains(m)));
    }

    [Fact]
    public void Folders_FormNoCircle() => Assert.Empty(Circles());

    /// <summary>Whoever calls a stage decides what comes after what, which is for the stage table alone.</summary>
    [Fact]
    public void OnlyTheCompiler_RunsAStage()
    {
        string names = string.Join('|', StageTests.All.Select(t => t.Name));
        string[] callers =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "generators"), "*.cs", SearchOption.AllDirectories)
                .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(f => Regex.IsMatch(Code(f), $@"\b(?:{names})\.Run\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
                .Select(f => Path.GetFileName(f)),
        ];
        Assert.Equal("Compiler.cs", Assert.Single(callers));
        Assert.Equal(StageTests.All.Length, Regex.Count(Code(Path.Combine(Core, "Compiler.cs")), $@"\b(?:{names})\.Run\(", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));
    }

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"ReluInjectivity\.Symbolics\.(?<folder>\w+)|(?<![\w.""])(?<folder>[A-Z]\w+)\.(?=[A-Z])", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Qualifiers();

    private static string Code(string path) => Comments().Replace(File.ReadAllText(path), string.Empty);

    private static IEnumerable<(string File, string Text)> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Core, folder), "*.cs", SearchOption.AllDirectories).Select(f => (folder + "/" + Path.GetFileName(f), Code(f)));

    /// <summary>What the files of a folder name of other folders: in a using directive, or as <c>Language.GoalKind</c> where no type is called so.</summary>
    private static IEnumerable<(string File, string Used)> Uses(string folder)
    {
        string[] others = [.. Floors.Select(f => f.Folder).Where(f => !string.Equals(f, folder, StringComparison.Ordinal))];
        return Files(folder).SelectMany(f => Qualifiers().Matches(f.Text).Select(m => (f.File, m.Groups["folder"].Value))).Where(u => others.Contains(u.Value));
    }

    /// <summary>The circles among the folders, as <c>A -> B -> A</c>.</summary>
    private static List<string> Circles()
    {
        var uses = Floors.ToDictionary(f => f.Folder, f => Uses(f.Folder).Select(u => u.Used).Distinct().ToArray(), StringComparer.Ordinal);
        var circles = new List<string>();
        void Follow(string[] path)
        {
            foreach (string next in uses[path[^1]])
            {
                if (string.Equals(next, path[0], StringComparison.Ordinal))
                {
                    circles.Add(string.Join(" -> ", path.Append(next)));
                }
                else if (!path.Contains(next) && string.CompareOrdinal(next, path[0]) > 0)
                {
                    Follow([.. path, next]);
                }
            }
        }

        foreach (string start in uses.Keys)
        {
            Follow([start]);
        }

        return circles;
    }
}
