using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Solves one system along a range of one given.</summary>
public static class CurveSolver
{
    /// <summary>
    /// Solves at every abscissa: the two ends, then points halfway between, and so on. Each starts from where those solved before it point, or as a single solve does where
    /// they do not tell or that fails; which they are depends on the number of points alone.
    /// </summary>
    /// <param name="family">The family.</param>
    /// <param name="member">The member to solve, of <see cref="EquationFamily.Systems"/>.</param>
    /// <param name="swept">The given that varies.</param>
    /// <param name="abscissae">Its values, in the order of the curve.</param>
    /// <param name="given">The other givens, by name; those left out take their defaults. Null: all do.</param>
    /// <param name="options">How to solve; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="workers">How many points to solve at a time; at least 1. Results do not depend on it.</param>
    /// <param name="onPoint">Told of each point with its index, from any worker, one call at a time; may be null.</param>
    /// <param name="cancellation">Stops every worker before its next Newton iteration.</param>
    /// <returns>The results in the order of the abscissae.</returns>
    /// <exception cref="ArgumentException">The member or a given does not exist, or a value lies outside its interval.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; <paramref name="onPoint"/> has had every finished point.</exception>
    public static IReadOnlyList<SolveResult> Solve(
        EquationFamily family,
        IEquationSystem member,
        string swept,
        IReadOnlyList<double> abscissae,
        IReadOnlyDictionary<string, double>? given = null,
        SolveOptions? options = null,
        int workers = 1,
        Action<int, SolveResult>? onPoint = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(abscissae);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        if (!family.Systems.Contains(member))
        {
            throw new ArgumentException($"It is no member of this family of {family.Model}.", nameof(member));
        }

        given ??= new Dictionary<string, double>(StringComparer.Ordinal);
        options ??= SolveOptions.Default;
        var results = new SolveResult[abscissae.Count];
        Lock gate = new();
        try
        {
            var line = new SweepLine(family, [member], swept, given, options);
            foreach (IReadOnlyList<int> round in SweepLine.Rounds(abscissae.Count))
            {
                var solved = new LineResult[round.Count];
                Parallel.For(0, round.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, place =>
                {
                    int i = round[place];
                    solved[place] = line.SolveAt(abscissae[i], cancellation)[0];
                    results[i] = solved[place].Result;
                    lock (gate)
                    {
                        onPoint?.Invoke(i, results[i]);
                    }
                });
                foreach ((int i, LineResult point) in round.Zip(solved))
                {
                    line.Add(abscissae[i], [point.Point]);
                }
            }
        }
        catch (AggregateException failure) when (failure.InnerExceptions.Any(e => e is ArgumentException))
        {
            throw failure.InnerExceptions.First(e => e is ArgumentException);
        }
        catch (AggregateException failure) when (failure.InnerExceptions.All(e => e is OperationCanceledException))
        {
            throw failure.InnerExceptions[0];
        }

        return results;
    }
}
