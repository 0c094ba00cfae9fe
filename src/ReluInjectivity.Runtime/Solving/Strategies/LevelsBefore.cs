using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>
/// From where the solutions of two or three levels before are going: each ordered family of unknowns is a function of its index's share of
/// the family's length, each scalar a number, and these go on like polynomials of one over the number of unknowns. Of several polynomials the best.
/// </summary>
internal sealed class LevelsBefore : IStrategy
{
    /// <inheritdoc/>
    public string Name => "levels-before";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.IsSolvedFromNothing ? Applicability.No("the equations are solved from nothing")
        : search.FileStarts is not null ? Applicability.No("the file says where to start")
        : search.Bound is null ? Applicability.No("no level before bounds the value")
        : Alike(search).Count < 2 ? Applicability.No("there are no two levels before with several unknowns in each family that grows")
        : Applicability.Yes("levels before show where solutions are going");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        Objective problem = search.Problem;
        problem.Resolution = budget.FirstResolution(problem);
        IReadOnlyList<Solved> before = Alike(search);
        double[][][] profiles = [.. Growth.PointsOfProfile.Select(points => before.Select(b => Profile(problem, b, points)).ToArray())];
        IEnumerable<double[]> starts = Enumerable.Range(1, before.Count).SelectMany(levels => profiles.Select(p => Point(problem, [.. before.Take(levels)], p)));
        (double[] Point, double Merit) start = problem.On(SearchBudget.Rough(problem), () =>
            starts.Select(u => (Point: u, Merit: problem.Merit(u))).Where(s => double.IsFinite(s.Merit)).OrderBy(s => s.Merit).FirstOrDefault());
        if (start.Point is null)
        {
            return StrategyOutcome.Lost(null, 0, "nothing is finite where the levels before point");
        }

        NewtonResult result = budget.Newton(problem, start.Point);
        string? reason = result.Status != SolveStatus.Solved || !result.IsPositive ? "there is no optimum near where the levels before point"
            : !(result.Merit < search.Bound) ? "what is near where the levels before point is no better than the level before"
            : start.Point.Zip(result.Point, (a, b) => Math.Abs(a - b)).Max() > Growth.Near ? "the optimum found is far from where the levels before point"
            : null;
        return reason is null ? StrategyOutcome.Found(new Candidate(problem, result, search.Bound), result.Iterations)
            : StrategyOutcome.Lost(null, result.Iterations, reason);
    }

    /// <summary>The levels before, nearest first, that follow each other in equal steps of one index and have all families of unknowns that this one has.</summary>
    private static List<Solved> Alike(Search search)
    {
        var alike = new List<Solved>();
        SystemDescription at = search.Problem.System;
        (FamilyIndexKind Kind, int Value)? step = null;
        foreach (Solved before in search.Before is { } first ? first.History.Prepend(first) : [])
        {
            FamilyIndex[] changed = [.. at.Indices.Where(i => before.Objective.System.Indices.ValueOf(i.Kind) != i.Value)];
            if (changed is not [{ } index] || before.Objective.System.Indices.ValueOf(index.Kind) is not { } value
                || (step ??= (index.Kind, index.Value - value)) != (index.Kind, index.Value - value)
                || !search.Problem.Coordinates.Chains.All(c => ChainGrowth.Match(before.Objective, search.Problem, c) is { } lower && (lower.Count == c.Count || lower.Count > 1)))
            {
                break;
            }

            alike.Add(before);
            at = before.Objective.System;
        }

        return alike;
    }

    /// <summary>The solution of a level before, at the places of each chain's links.</summary>
    private static double[] Profile(Objective problem, Solved before, int pointsOfProfile)
    {
        double[] profile = new double[problem.Coordinates.Count];
        foreach (OrderedCoordinates chain in problem.Coordinates.Chains)
        {
            IReadOnlyList<(double At, double Value)> known = ChainGrowth.Match(before.Objective, problem, chain)!.Profile(before.Result.Unknowns);
            for (int k = 0; k < chain.Count; k++)
            {
                double share = chain.Share(k);
                profile[chain.At(k)] = Interpolated(Nearest(known, share, pointsOfProfile), share);
            }
        }

        return profile;
    }

    /// <summary>The points of a profile nearest to a share, nearest first; of two as near the lower one.</summary>
    private static (double At, double Value)[] Nearest(IReadOnlyList<(double At, double Value)> profile, double share, int count)
    {
        var nearest = new (double At, double Value)[Math.Min(count, profile.Count)];
        int above = 0;
        while (above < profile.Count && profile[above].At <= share)
        {
            above++;
        }

        int below = above - 1;
        for (int i = 0; i < nearest.Length; i++)
        {
            bool isBelow = above == profile.Count || (below >= 0 && share - profile[below].At <= profile[above].At - share);
            nearest[i] = profile[isBelow ? below-- : above++];
        }

        return nearest;
    }

    /// <summary>Where polynomials through levels before go on to; not finite where that is out of order.</summary>
    private static double[] Point(Objective problem, Solved[] before, double[][] profiles)
    {
        double[] profile = new double[problem.Coordinates.Count];
        for (int level = 0; level < before.Length; level++)
        {
            double weight = Interpolated([.. before.Select((b, i) => (Of(b.Objective), i == level ? 1.0 : 0.0))], Of(problem));
            for (int j = 0; j < profile.Length; j++)
            {
                profile[j] += weight * profiles[level][j];
            }
        }

        return problem.Coordinates.OfProfiles(profile);

        static double Of(Objective level) => 1.0 / (1 + level.Coordinates.Count);
    }

    /// <summary>The polynomial through some points (Lagrange's form).</summary>
    private static double Interpolated(ReadOnlySpan<(double At, double Value)> points, double at)
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double product = 1;
            for (int j = 0; j < points.Length; j++)
            {
                product *= j == i ? 1 : (at - points[j].At) / (points[i].At - points[j].At);
            }

            sum += points[i].Value * product;
        }

        return sum;
    }
}
