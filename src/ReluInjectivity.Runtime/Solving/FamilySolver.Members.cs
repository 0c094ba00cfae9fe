using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <content>Which members of a family are solved, and from which.</content>
public static partial class FamilySolver
{
    /// <summary>Solves some levels (or depths) of a family over one index; see <see cref="SolveMembers"/>.</summary>
    /// <param name="family">The family.</param>
    /// <param name="levels">The levels wanted, each one that the family has; null: all, of every index. Ignored for a model that is one system.</param>
    /// <param name="given">Values of givens by name, each one that some system of the family has; those left out take their defaults. Null: all do.</param>
    /// <param name="options">How to solve; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="progress">Told of each level as it ends; may be null.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <returns>The results in ascending order of level.</returns>
    /// <exception cref="ArgumentException">A level or a given does not exist, a given lies outside its interval, or levels are named of a family with two indices.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SolveResult> Solve(
        EquationFamily family,
        IReadOnlyCollection<int>? levels = null,
        IReadOnlyDictionary<string, double>? given = null,
        SolveOptions? options = null,
        IProgress<SolveResult>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (levels is null)
        {
            return SolveMembers(family, family.Systems, given, options, progress, cancellation);
        }

        if (family.Indices.Count > 1)
        {
            throw new ArgumentException($"{family.Model} has {family.Indices.Count} indices; name its members by {nameof(SolveMembers)}.", nameof(family));
        }

        if (family.Indices.Count == 1 && levels.Where(v => !family.Indices[0].Values.Contains(v)).ToArray() is [var missing, ..])
        {
            string kind = family.Indices[0].Kind is FamilyIndexKind.Depth ? "depth" : "level";
            throw new ArgumentException($"{family.Model} has no {kind} {missing}; it has {string.Join(", ", family.Indices[0].Values)}.", nameof(levels));
        }

        IEquationSystem[] members = [.. family.Systems.Where(s => s.Description.Indices is not [var index] || levels.Contains(index.Value))];
        return SolveMembers(family, members, given, options, progress, cancellation);
    }

    /// <summary>Solves some members of a family. Those before them, by <see cref="EquationFamily.Before"/>, are solved on the way, where they serve as starts.</summary>
    /// <param name="family">The family.</param>
    /// <param name="members">The members wanted, of <see cref="EquationFamily.Systems"/>.</param>
    /// <param name="given">Values of givens by name, each one that some system of the family has; those left out take their defaults. Null: all do.</param>
    /// <param name="options">How to solve; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="progress">Told of each member as it ends; may be null.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <returns>The results in the order of the family.</returns>
    /// <exception cref="ArgumentException">A member is not of the family, a given does not exist, or lies outside its interval.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SolveResult> SolveMembers(
        EquationFamily family,
        IReadOnlyCollection<IEquationSystem> members,
        IReadOnlyDictionary<string, double>? given = null,
        SolveOptions? options = null,
        IProgress<SolveResult>? progress = null,
        CancellationToken cancellation = default) =>
        [.. Solutions(family, members, given, options, progress, cancellation).Select(static s => s.Result)];

    /// <summary>The same, as starts for others.</summary>
    internal static IReadOnlyList<Solved> Solutions(
        EquationFamily family,
        IReadOnlyCollection<IEquationSystem> members,
        IReadOnlyDictionary<string, double>? given,
        SolveOptions? options,
        IProgress<SolveResult>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(members);
        given ??= Defaults;
        options ??= SolveOptions.Default;
        options.Validate();
        if (members.FirstOrDefault(m => !family.Systems.Contains(m)) is { } stranger)
        {
            throw new ArgumentException($"{stranger.Description.Model} is no member of this family of {family.Model}.", nameof(members));
        }

        CheckNames(family.Model, family.Systems.Select(s => s.Description), given);
        var wanted = new HashSet<IEquationSystem>(members);
        var solved = new Dictionary<IEquationSystem, Solved>();
        var solutions = new List<Solved>();
        foreach (IEquationSystem system in family.Systems.Where(wanted.Contains))
        {
            Solved result = Member(system);
            solutions.Add(result);
            progress?.Report(result.Result);
        }

        return solutions;

        // Equations are solved block by block from nothing, and a stationary point from where the file says; everything else, and what is not found so, from the member before.
        Solved Member(IEquationSystem system)
        {
            if (solved.TryGetValue(system, out Solved? known))
            {
                return known;
            }

            IEquationSystem? before = family.Before(system);
            bool standsAlone = before is null || system.Description.Kind == GoalKind.Solve;
            if (standsAlone || (HasOwnStart(system.Description) && !solved.ContainsKey(before!)))
            {
                Solved alone = SolveMember(system, given, NearestSolved(before), options, cancellation);
                if (standsAlone || alone.Result.Status is not (SolveStatus.Stalled or SolveStatus.NonFinite or SolveStatus.IterationLimit or SolveStatus.NotAnOptimum))
                {
                    return solved[system] = alone;
                }
            }

            return solved[system] = SolveMember(system, given, Member(before!), options, cancellation);
        }

        Solved? NearestSolved(IEquationSystem? before)
        {
            while (before is not null && !solved.ContainsKey(before))
            {
                before = family.Before(before);
            }

            return before is null ? null : solved[before];
        }
    }

    /// <summary>Whether the search begins where the file says, whatever was solved before.</summary>
    private static bool HasOwnStart(SystemDescription system) => system is { Kind: GoalKind.Stationary, IsNested: false, Unknowns.Count: > 0 } && system.Unknowns.All(static u => u.Start is not null);
}
