using System.Globalization;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// Solves a family by depth where each member's indexed given takes the values of the members before: <c>alpha[i]</c> is the value at depth i.
/// In a network this is the architecture in which every hidden layer has the capacity of its own depth.
/// </summary>
public static class OwnDepth
{
    /// <summary>Solves depth 1 to a highest one.</summary>
    /// <param name="family">A family by depth, from 1, whose givens with an index are <c>NAME[i]</c> for i from 1 to the depth less one.</param>
    /// <param name="highest">The highest depth.</param>
    /// <param name="first">The givens at depth 1, by name; those left out take their defaults. Null: all do.</param>
    /// <param name="given">The other givens at all further depths, by name. Null: all take their defaults.</param>
    /// <param name="options">How to solve; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="fallback">What is solved instead where the family has no value, of the same depths; null: nothing.</param>
    /// <param name="level">The level at every depth, of a family that has levels too; null: the highest.</param>
    /// <param name="progress">Told of each result; may be null.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <returns>The results by depth, ascending; fewer than asked for where one has no value that the next could take.</returns>
    /// <exception cref="ArgumentException">The family has no indexed given of that kind, or not the depth asked for.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SolveResult> Solve(
        EquationFamily family,
        int highest,
        IReadOnlyDictionary<string, double>? first = null,
        IReadOnlyDictionary<string, double>? given = null,
        SolveOptions? options = null,
        EquationFamily? fallback = null,
        int? level = null,
        IProgress<SolveResult>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        first ??= new Dictionary<string, double>(StringComparer.Ordinal);
        given ??= new Dictionary<string, double>(StringComparer.Ordinal);
        options ??= SolveOptions.Default;
        if (HiddenGiven(family) is not { } name)
        {
            throw new ArgumentException($"{family.Model} has no given NAME[i] with i from 1 to the depth less one.", nameof(family));
        }

        options.Validate();
        var results = new List<SolveResult>();
        Solved? before = null;
        var widths = new Dictionary<string, double>(given, StringComparer.Ordinal);
        foreach (IGrouping<int, IEquationSystem> levels in family.Systems.GroupBy(DepthOf).Where(g => g.Key <= highest))
        {
            int depth = levels.Key;
            IReadOnlyDictionary<string, double> at = depth == 1 ? first : widths;

            // A level starts from the one before, the lowest from that at the depth before.
            IEquationSystem[] wanted = [.. levels.Where(s => !(s.Description.Indices.ValueOf(FamilyIndexKind.Level) > level))];
            Solved[] solved = SolveLevels(wanted, at, before, options, cancellation);
            before = solved[0];
            SolveResult result = solved[^1].Result;
            if (result.Status == SolveStatus.NoValue && fallback is not null)
            {
                IEquationSystem other = fallback.Systems.Last(s => DepthOf(s) == depth);
                SolveResult instead = FamilySolver.SolveMembers(fallback, [other], at, options, null, cancellation)[0];
                result = instead.Status == SolveStatus.Solved ? instead with { Message = result.Message } : result;
            }

            results.Add(result);
            progress?.Report(result);
            if (result.Status != SolveStatus.Solved)
            {
                break;
            }

            widths[Indexed(name, depth)] = result.Value;
        }

        return results;
    }

    /// <summary>The name of the givens with an index from 1 to the depth less one; null where there are none, or several.</summary>
    public static string? HiddenGiven(EquationFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        var highest = family.Systems[^1].Description;
        string[] names =
        [
            .. highest.Givens.Select(g => g.Name).Where(n => n.EndsWith("[1]", StringComparison.Ordinal)).Select(n => n[..^3])
                .Where(n => highest.Indices.ValueOf(FamilyIndexKind.Depth) is { } depth && Enumerable.Range(1, depth - 1).All(i => highest.Givens.Any(g => string.Equals(g.Name, Indexed(n, i), StringComparison.Ordinal)))),
        ];
        return names.Length == 1 ? names[0] : null;
    }

    private static int DepthOf(IEquationSystem system) => system.Description.Indices.ValueOf(FamilyIndexKind.Depth)!.Value;

    private static Solved[] SolveLevels(
        IReadOnlyList<IEquationSystem> levels, IReadOnlyDictionary<string, double> given, Solved? before, SolveOptions options, CancellationToken cancellation)
    {
        var solved = new List<Solved>();
        foreach (IEquationSystem system in levels)
        {
            before = FamilySolver.SolveMember(system, given, before, options, cancellation);
            solved.Add(before);
        }

        return [.. solved];
    }

    private static string Indexed(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");
}
