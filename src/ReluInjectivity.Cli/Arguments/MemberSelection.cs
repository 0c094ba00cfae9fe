using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The arguments <c>--level</c> and <c>--depth</c>. Where a model has one index either names it; where it has both, each names its own.</summary>
internal static class MemberSelection
{
    /// <summary>The members of a family that were asked for, in its order; all of them where nothing was typed.</summary>
    /// <exception cref="BadArgumentException">A text is no selection, or names a level or depth that the family does not have.</exception>
    public static IReadOnlyList<IEquationSystem> Parse(string? level, string? depth, EquationFamily family) =>
        Parse(level, depth, family.Model, family.Systems, static s => s.Name.Indices);

    /// <summary>Those that were asked for, in their order.</summary>
    /// <exception cref="BadArgumentException">A text is no selection, or names a level or depth that there is not.</exception>
    public static IReadOnlyList<T> Parse<T>(string? level, string? depth, string model, IReadOnlyList<T> members, Func<T, IReadOnlyList<FamilyIndex>> indices)
    {
        FamilyIndexKind[] kinds = [.. members.SelectMany(indices).Select(i => i.Kind).Distinct().Order()];
        if (kinds.Length < 2 && level is not null && depth is not null)
        {
            throw new BadArgumentException($"--depth: {model} has no two indices; leave --level or --depth out");
        }

        FamilyIndexKind only = kinds is [var kind] ? kind : FamilyIndexKind.Level;
        IEnumerable<T> chosen = members;
        foreach (FamilyIndexKind wanted in kinds.Length < 2 ? [only] : kinds)
        {
            string? typed = kinds.Length < 2 ? level ?? depth : wanted == FamilyIndexKind.Level ? level : depth;
            int[] available = [.. members.Select(m => indices(m).ValueOf(wanted)).OfType<int>().Distinct().Order()];
            IReadOnlyList<int> values = LevelSelection.Parse(typed, model, available, Notation.CamelCase(wanted));
            chosen = chosen.Where(m => indices(m).ValueOf(wanted) is not { } value || values.Contains(value));
        }

        return [.. chosen];
    }
}
