using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>
/// From where the file says to start. After the solution of the family member before, unknowns that it has start from there; others like
/// the one before them in their family.
/// </summary>
internal sealed class FileStart : IStrategy
{
    /// <inheritdoc/>
    public string Name => "file-start";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.IsSolvedFromNothing ? Applicability.No("the equations are solved from nothing")
        : search.FileStarts is null ? Applicability.No("the file does not say where to start")
        : Applicability.Yes("the file says where to start");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        if (!HasGrown(search))
        {
            return MultiStart.Run(search, search.FileStarts!, budget);
        }

        // Two equal steps are a stationary point of their own, which nothing leads away from: the step that is new comes from the file first.
        StrategyOutcome said = MultiStart.Run(search, [search.FileStarts![^1]], budget);
        if (said.GaveUp is null)
        {
            return said;
        }

        StrategyOutcome grown = MultiStart.Run(search, [search.FileStarts![0]], budget);
        return (grown.GaveUp is null ? grown : said) with { Iterations = said.Iterations + grown.Iterations };
    }

    /// <summary>Whether a stationary point has more steps than that of the level before.</summary>
    private static bool HasGrown(Search search) => search.Problem.System.Kind == GoalKind.Stationary && search.FileStarts is { Count: > 1 }
        && search.Before!.Objective.System.Indices.ValueOf(FamilyIndexKind.Level) != search.Problem.System.Indices.ValueOf(FamilyIndexKind.Level);

    /// <summary>The starts, the file's own last; null where it does not say it of every unknown.</summary>
    public static IReadOnlyList<double[]>? Points(Objective problem, Solved? before)
    {
        IReadOnlyList<UnknownInfo> unknowns = problem.System.Unknowns;
        if (unknowns.Any(u => u.Start is null))
        {
            return null;
        }

        double[] said = problem.Coordinates.ToCoordinates([.. unknowns.Select(u => u.Start!.Value)]);
        if (before is null)
        {
            return [said];
        }

        double[] extended = new double[unknowns.Count];
        for (int i = 0; i < extended.Length; i++)
        {
            int at = -1;
            for (int j = 0; j < before.Result.Unknowns.Count; j++)
            {
                UnknownInfo other = before.Objective.System.Unknowns[j];
                if (string.Equals(other.Family, unknowns[i].Family, StringComparison.Ordinal) && (other.Index is null || other.Index <= unknowns[i].Index))
                {
                    at = j;
                }
            }

            extended[i] = at < 0 ? unknowns[i].Start!.Value : before.Result.Unknowns[at];
        }

        return [problem.Coordinates.ToCoordinates(extended), said];
    }
}
