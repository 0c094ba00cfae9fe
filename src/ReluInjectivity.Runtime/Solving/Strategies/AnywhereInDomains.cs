using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>From points spread over the declared domains alone, where nothing else is known.</summary>
internal sealed class AnywhereInDomains : IStrategy
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];

    /// <inheritdoc/>
    public string Name => "anywhere-in-domains";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.IsSolvedFromNothing ? Applicability.No("the equations are solved from nothing")
        : search.FileStarts is not null ? Applicability.No("the file says where to start")
        : search.Before is not null ? Applicability.No("there is a solution of the level before")
        : Applicability.Yes("neither the file nor a level before says where to start");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget) => MultiStart.Run(search, Points(search.Problem.Coordinates.Count), budget);

    /// <summary>Points spread over the box of coordinates where unknowns are neither huge nor tiny (a Halton sequence).</summary>
    public static IEnumerable<double[]> Points(int n)
    {
        yield return new double[n];
        if (n == 1)
        {
            for (double u = -Anywhere.Extent; u <= Anywhere.Extent; u += Anywhere.Step)
            {
                yield return [u];
            }

            yield break;
        }

        for (int index = 1; index <= Anywhere.PointsPerUnknown * n; index++)
        {
            double[] point = new double[n];
            for (int i = 0; i < n; i++)
            {
                point[i] = Anywhere.Side * (RadicalInverse(index, Primes[i % Primes.Length]) - 0.5);
            }

            yield return point;
        }
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
