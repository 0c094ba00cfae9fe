using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>The arguments of a sweep, held against the model before anything is solved.</summary>
internal static class SweepArguments
{
    /// <summary>What is to be solved.</summary>
    /// <exception cref="BadArgumentException">An argument does not fit the model.</exception>
    public static StudyPart Part(
        CommandContext around, string model, string? goal, string? level, string? depth, IReadOnlyList<SweepRange> ranges, IReadOnlyList<string> set, SolveOptions options)
    {
        if (ranges.GroupBy(static r => r.Name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            throw new BadArgumentException($"--over {twice.Key}: given twice; one range says all values of a given");
        }

        EquationFamily family = FamilyOf(around, model, goal, ranges);
        IReadOnlyList<IEquationSystem> members = MemberSelection.Parse(level, depth, family);
        foreach (SweepRange range in ranges)
        {
            Require(members, range);
        }

        IReadOnlyDictionary<string, double> given = Settings.Parse(set, [family]);
        Settings.Require(given, [(family, members)]);
        if (ranges.FirstOrDefault(r => given.ContainsKey(r.Name)) is { } both)
        {
            throw new BadArgumentException($"--set {both.Name}: --over {both.Name} says its values; leave one of the two out");
        }

        Bounds.Require(around, members);
        long points = ranges.Aggregate(1L, static (product, r) => product > int.MaxValue ? product : product * r.Values.Count);
        return points > int.MaxValue ? throw new BadArgumentException("--over: the product has more than 2147483647 points; sweep a part of it at a time")
            : new(family, members, [.. ranges.Select(static r => new StudyAxis(r.Name, r.Text, r.Values))], given, options, around.Catalog);
    }

    private static EquationFamily FamilyOf(CommandContext around, string model, string? goal, IReadOnlyList<SweepRange> ranges)
    {
        IReadOnlyList<EquationFamily> families = ModelLookup.Find(around.Systems, model, goal, allGoals: true);
        static HashSet<string> Names(EquationFamily f) => [.. f.Systems[^1].Description.Givens.Select(static g => g.Name)];
        string[] all = [.. families.SelectMany(Names).Distinct(StringComparer.Ordinal)];
        foreach (SweepRange range in ranges.Where(r => !all.Contains(r.Name, StringComparer.Ordinal)))
        {
            throw new BadArgumentException($"--over: {model} has no given '{range.Name}'{Suggestion.For(range.Name, all)} (it has {(all.Length == 0 ? "none, so there is nothing to sweep" : string.Join(", ", all))})");
        }

        return families.FirstOrDefault(f => ranges.All(r => Names(f).Contains(r.Name)))
            ?? throw new BadArgumentException($"--over: no goal of {model} has all of {string.Join(", ", ranges.Select(static r => r.Name))} as givens; {string.Join(", ", families.Select(f => $"{f.Goal} has {string.Join(", ", Names(f))}"))}");
    }

    private static void Require(IReadOnlyList<IEquationSystem> members, SweepRange range)
    {
        foreach (SystemDescription system in members.Select(static m => m.Description))
        {
            GivenInfo info = system.Givens.FirstOrDefault(g => string.Equals(g.Name, range.Name, StringComparison.Ordinal))
                ?? throw new BadArgumentException($"--over: {system.Model} has no given '{range.Name}' at {ResultCells.Member(system.Indices)}; choose others by --level or --depth");
            foreach (double value in range.Values.Where(v => !(v > info.Lower && v < info.Upper)))
            {
                throw new BadArgumentException($"--over {range.Name}: {Notation.Shortest(value)} is not in the open interval {Notation.Interval(info.Lower, info.Upper)}");
            }
        }
    }
}
