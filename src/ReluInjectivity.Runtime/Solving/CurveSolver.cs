using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Solves one system along a range of one given.</summary>
public static class CurveSolver
{
    /// <summary>How many points start one from the other; the first of them starts from nothing.</summary>
    public const int Stretch = 16;

    /// <summary>
    /// Solves at every abscissa. The range is cut into stretches of <see cref="Stretch"/> points; in a stretch each point starts from where the three before
    /// point, and falls back on the one before, and on continuation over the levels, where that fails.
    /// </summary>
    /// <param name="family">The family.</param>
    /// <param name="member">The member to solve, of <see cref="EquationFamily.Systems"/>.</param>
    /// <param name="swept">The given that varies.</param>
    /// <param name="abscissae">Its values, in the order of the curve.</param>
    /// <param name="given">The other givens, by name; those left out take their defaults. Null: all do.</param>
    /// <param name="options">How to solve; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="workers">How many stretches to solve at a time; at least 1. Results do not depend on it: a stretch is <see cref="Stretch"/> points.</param>
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
            Parallel.For(0, (abscissae.Count + Stretch - 1) / Stretch, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, part =>
            {
                CurvePrediction prediction = new(member.Description.Unknowns);
                for (int i = part * Stretch; i < Math.Min(abscissae.Count, (part + 1) * Stretch); i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var at = new Dictionary<string, double>(given, StringComparer.Ordinal) { [swept] = abscissae[i] };
                    Solved? near = prediction.StartsAt(abscissae[i]).Select(s => FamilySolver.SolveNear(member, at, s.Start, s.Near, options, cancellation))
                        .FirstOrDefault(static s => s.Result.Status == SolveStatus.Solved);
                    SolveResult result = near?.Result ?? FamilySolver.SolveMembers(family, [member], at, options, null, cancellation)[^1];
                    if (result.Status is SolveStatus.Solved or SolveStatus.Imprecise && result.Unknowns.Count > 0)
                    {
                        prediction.Add(abscissae[i], result.Unknowns, near?.Hessian);
                    }
                    else
                    {
                        prediction.Clear();
                    }

                    results[i] = result;
                    lock (gate)
                    {
                        onPoint?.Invoke(i, result);
                    }
                }
            });
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
