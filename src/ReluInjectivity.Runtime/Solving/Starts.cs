using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Where to start: from the declared domains alone, or from the solution of the level before.</summary>
internal static class Starts
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];
    private static readonly double[] Shifts = [0, -1, -2.5, 1];

    /// <summary>
    /// What the file says where to start, or null where it does not say it of every unknown. After the solution of the family member before,
    /// unknowns that it has start from there; others like the one before them in their family.
    /// </summary>
    public static IReadOnlyList<double[]>? FromFile(Objective problem, Solved? before)
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

    /// <summary>Points spread over the box of coordinates where unknowns are neither huge nor tiny (a Halton sequence).</summary>
    public static IEnumerable<double[]> FromDomain(int n)
    {
        yield return new double[n];
        if (n == 1)
        {
            for (double u = -8; u <= 8; u += 0.5)
            {
                yield return [u];
            }

            yield break;
        }

        for (int index = 1; index <= 96 * n; index++)
        {
            double[] point = new double[n];
            for (int i = 0; i < n; i++)
            {
                point[i] = 8 * (RadicalInverse(index, Primes[i % Primes.Length]) - 0.5);
            }

            yield return point;
        }
    }

    /// <summary>
    /// The lower level's solution with one link more in each chain that has grown, at every place where a link can go; scalars as they
    /// were or shifted together, since they follow the new link.
    /// </summary>
    public static IEnumerable<double[]> FromLevelBefore(Objective lower, double[] solution, Objective problem)
    {
        int places = problem.Coordinates.Chains.Max(c => c.Count);
        foreach (double shift in Shifts)
        {
            for (int place = 0; place < places; place++)
            {
                foreach (double first in FirstLinks(lower, problem))
                {
                    yield return Extend(lower, solution, problem, place, first, shift);
                }
            }
        }
    }

    /// <summary>A chain's first link has no neighbour to take its coordinate from.</summary>
    private static double[] FirstLinks(Objective lower, Objective problem)
    {
        bool isFirst = problem.Coordinates.Chains.Any(c => Match(lower, problem, c) is null);
        return isFirst ? [0, 1.5, -1.5, 3] : [0];
    }

    /// <summary>
    /// As <see cref="FromLevelBefore"/>, where two chains grow that relations tie to each other: their new links belong together, though neither
    /// at one place nor in one proportion, and most pairs imply unknowns out of order, which costs little to see. Every place of each, three
    /// proportions of the one, and a fine range of the other's.
    /// </summary>
    public static IEnumerable<double[]> FromLevelBeforeInProportions(Objective lower, double[] solution, Objective problem)
    {
        (OrderedCoordinates OrderedCoordinates, OrderedCoordinates Before)[] growing =
        [
            .. problem.Coordinates.Chains.Select(c => (OrderedCoordinates: c, Before: Match(lower, problem, c))).Where(c => c.Before is { } b && b.Count == c.OrderedCoordinates.Count - 1)
                .Select(c => (c.OrderedCoordinates, c.Before!)),
        ];
        IEnumerable<double[]> starts = [Extend(lower, solution, problem, int.MaxValue, 0, 0)];
        for (int i = 0; i < growing.Length; i++)
        {
            (OrderedCoordinates chain, OrderedCoordinates before) = growing[i];
            double[] links = [.. Enumerable.Range(0, before.Count).Select(k => solution[before.At(k)])];
            double[] proportions = i == 0 ? [0.3, 0.5, 0.7] : [.. Enumerable.Range(-40, 81).Select(t => ElementaryFunctions.Logistic(0.125 * t))];
            starts = starts.SelectMany(start => Enumerable.Range(0, links.Length).SelectMany(place => proportions.Select(proportion =>
            {
                double[] u = [.. start];
                double[] split = Split(chain.Kind, links, place, proportion);
                for (int k = 0; k < chain.Count; k++)
                {
                    u[chain.At(k)] = split[k];
                }

                return u;
            })));
        }

        return growing.Length != 2 ? [] : starts;
    }

    private static OrderedCoordinates? Match(Objective lower, Objective problem, OrderedCoordinates chain)
    {
        string family = problem.System.Unknowns[chain.Start].Family;
        return lower.Coordinates.Chains.FirstOrDefault(c => string.Equals(lower.System.Unknowns[c.Start].Family, family, StringComparison.Ordinal));
    }

    private static double[] Extend(Objective lower, double[] solution, Objective problem, int place, double first, double shift)
    {
        double[] u = new double[problem.Coordinates.Count];
        foreach (OrderedCoordinates chain in problem.Coordinates.Chains)
        {
            if (Match(lower, problem, chain) is not { } before)
            {
                for (int k = 0; k < chain.Count; k++)
                {
                    u[chain.At(k)] = first;
                }

                continue;
            }

            double[] links = [.. Enumerable.Range(0, before.Count).Select(k => solution[before.At(k)])];
            double[] extended = chain.Count == links.Length
                ? [.. links.Select(l => l + shift)]
                : Insert(chain.Kind, links, chain.Count, place);
            for (int k = 0; k < chain.Count; k++)
            {
                u[chain.At(k)] = extended[k];
            }
        }

        return u;
    }

    /// <summary>Splits the link at a place into two of half its effect, or appends one like the last, until the chain is long enough.</summary>
    private static double[] Insert(ChainKind kind, double[] links, int count, int place)
    {
        List<double> extended = [.. links];
        while (extended.Count > count)
        {
            extended.RemoveAt(extended.Count - 1);
        }

        while (extended.Count < count)
        {
            if (place >= extended.Count)
            {
                extended.Add(extended[^1]);
                continue;
            }

            extended = [.. Split(kind, [.. extended], place, 0.5)];
        }

        return [.. extended];
    }

    /// <summary>Splits a link in two that together have its effect: exp(u) = exp(v) + exp(w), or log(1 + exp(u)) = log(1 + exp(v)) + log(1 + exp(w)).</summary>
    private static double[] Split(ChainKind kind, double[] links, int place, double proportion)
    {
        double u = links[place];
        double Part(double share) => kind == ChainKind.Shrinking
            ? Math.Log(ElementaryFunctions.Expm1(share * ElementaryFunctions.Log1p(Math.Exp(u))))
            : u + Math.Log(share);
        return [.. links[..place], Part(proportion), Part(1 - proportion), .. links[(place + 1)..]];
    }

    private static double RadicalInverse(int index, int @base)
    {
        double result = 0;
        double fraction = 1.0 / @base;
        for (; index > 0; index /= @base, fraction /= @base)
        {
            result += fraction * (index % @base);
        }

        return result;
    }
}
