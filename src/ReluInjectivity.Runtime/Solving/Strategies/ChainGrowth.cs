using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>Makes chains of unknowns longer by splitting their links.</summary>
internal static class ChainGrowth
{
    /// <summary>The chain of the same family at the lower level; null where it has none.</summary>
    public static OrderedCoordinates? Match(Objective lower, Objective problem, OrderedCoordinates chain)
    {
        string family = problem.System.Unknowns[chain.Start].Family;
        return lower.Coordinates.Chains.FirstOrDefault(c => string.Equals(lower.System.Unknowns[c.Start].Family, family, StringComparison.Ordinal));
    }

    /// <summary>The lower level's solution with each chain grown to its length at a place, first links of new chains as given, and chains that did not grow shifted.</summary>
    public static double[] Extend(Solved before, Objective problem, int place, double first, double shift)
    {
        double[] u = new double[problem.Coordinates.Count];
        foreach (OrderedCoordinates chain in problem.Coordinates.Chains)
        {
            if (Match(before.Objective, problem, chain) is not { } lower)
            {
                for (int k = 0; k < chain.Count; k++)
                {
                    u[chain.At(k)] = first;
                }

                continue;
            }

            double[] links = [.. Enumerable.Range(0, lower.Count).Select(k => before.Point[lower.At(k)])];
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

            extended = [.. Split(kind, [.. extended], place, SearchConstants.Growth.Half)];
        }

        return [.. extended];
    }

    /// <summary>Splits a link in two that together have its effect: exp(u) = exp(v) + exp(w), or log(1 + exp(u)) = log(1 + exp(v)) + log(1 + exp(w)).</summary>
    public static double[] Split(ChainKind kind, double[] links, int place, double proportion)
    {
        double u = links[place];
        double Part(double share) => kind == ChainKind.Shrinking
            ? Math.Log(ElementaryFunctions.Expm1(share * ElementaryFunctions.Log1p(Math.Exp(u))))
            : u + Math.Log(share);
        return [.. links[..place], Part(proportion), Part(1 - proportion), .. links[(place + 1)..]];
    }
}
