using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Solves the systems of a family, each from the one before.</summary>
public static partial class FamilySolver
{
    private const double FirstNodesPerWidth = 4.5;
    private const int StartsTried = 3;

    /// <summary>Solves one system by Newton's method from a point nearby, such as the solution at neighbouring parameters.</summary>
    /// <param name="system">The system.</param>
    /// <param name="given">Values of givens by name; those left out take their defaults.</param>
    /// <param name="start">The unknowns to start from, inside their intervals and in their order.</param>
    /// <param name="options">How to solve.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <exception cref="ArgumentException">A given does not exist or lies outside its interval, or the start has another length.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SolveResult SolveFrom(
        IEquationSystem system,
        IReadOnlyDictionary<string, double> given,
        IReadOnlyList<double> start,
        SolveOptions options,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        CheckNames(system.Description.Model, [system.Description], given);
        var problem = new Objective(system, Values(system.Description, given));
        if (Outcomes.Applying(problem, new double[problem.Coordinates.Count], []) is { } outcome)
        {
            return outcome;
        }

        if (start.Count != problem.Coordinates.Count)
        {
            throw new ArgumentException($"The start has {start.Count} unknowns, the system {problem.Coordinates.Count}.", nameof(start));
        }

        problem.Resolution = problem.Kernel.Resolution(FirstNodesPerWidth);
        NewtonResult result = Newton.Run(problem, problem.Coordinates.ToCoordinates([.. start]), options.MaximumIterations, cancellation);
        return WithOutcome(Evidence.Finish(problem, result, result.Iterations, null, options, cancellation)).Result;
    }

    /// <summary>Solves one system, from the solution of the family member before where there is one.</summary>
    internal static Solved SolveMember(
        IEquationSystem system, IReadOnlyDictionary<string, double> given, Solved? before, SolveOptions options, CancellationToken cancellation) =>
        Solve(system, new Objective(system, Values(system.Description, given)), before, options, cancellation);

    private static void CheckNames(string model, IEnumerable<SystemDescription> systems, IReadOnlyDictionary<string, double> given)
    {
        string[] names = [.. systems.SelectMany(s => s.Givens).Select(g => g.Name).Distinct(StringComparer.Ordinal)];
        foreach (string name in given.Keys.Except(names, StringComparer.Ordinal))
        {
            string known = names.Length == 0 ? "it has none" : "it has " + string.Join(", ", names);
            throw new ArgumentException($"{model} has no given '{name}'; {known}.", nameof(given));
        }
    }

    private static double[] Values(SystemDescription system, IReadOnlyDictionary<string, double> given)
    {
        return
        [
            .. system.Givens.Select(g =>
            {
                double value = given.TryGetValue(g.Name, out double set) ? set : g.Default;
                return value > g.Lower && value < g.Upper
                    ? value
                    : throw new ArgumentException(FormattableString.Invariant($"The given {g.Name} = {value} lies outside ({g.Lower}, {g.Upper})."), nameof(given));
            }),
        ];
    }

    private static Solved Solve(IEquationSystem system, Objective problem, Solved? before, SolveOptions options, CancellationToken cancellation)
    {
        double[] anywhere = new double[problem.Coordinates.Count];
        if (Outcomes.Applying(problem, anywhere, []) is { } outcome)
        {
            return new Solved(problem, anywhere, outcome);
        }

        if (problem.System.Kind == GoalKind.Solve && problem.Coordinates.Count == 1)
        {
            return WithOutcome(ScalarRoot.Solve(problem, options, cancellation));
        }

        return problem.System.Kind == GoalKind.Solve && problem.Coordinates.Chains.All(c => c.Count == 1)
            ? BlockSolver.Solve(problem, options, cancellation)
            : Search(system, problem, before, options, cancellation);
    }

    private static Solved Search(IEquationSystem system, Objective problem, Solved? before, SolveOptions options, CancellationToken cancellation)
    {
        Solved found = WithOutcome(Search(problem, before, options, cancellation));
        if (found.Result.Status is SolveStatus.Solved or SolveStatus.Imprecise)
        {
            return found;
        }

        if (Starts.FromFile(problem, null) is [var start]
            && GivenPath.Follow(system, problem.Given, start, FirstNodesPerWidth, options, cancellation) is { } end)
        {
            Solved reached = WithOutcome(
                Evidence.Finish(end.Objective, end.Newton, found.Result.Iterations + end.Newton.Iterations, null, options, cancellation));
            return reached.Result.Status is SolveStatus.Solved or SolveStatus.Imprecise ? reached : found;
        }

        return found;
    }

    /// <summary>What a search has come to, unless it came to where an outcome applies.</summary>
    private static Solved WithOutcome(Solved found)
    {
        int[] all = [.. Enumerable.Range(0, found.Point.Length)];
        return found.Result.Status != SolveStatus.NonFinite && Outcomes.Applying(found.Objective, found.Point, all) is { } outcome
            ? found with { Result = outcome with { Iterations = found.Result.Iterations } }
            : found;
    }

    private static Solved Search(Objective problem, Solved? before, SolveOptions options, CancellationToken cancellation)
    {
        bool isContinued = before is { Result.Status: SolveStatus.Solved or SolveStatus.Imprecise };
        bool isContained = isContinued && problem.System.IsNested
            && before!.Objective.System.Indices.ValueOf(FamilyIndexKind.Depth) == problem.System.Indices.ValueOf(FamilyIndexKind.Depth);
        double? bound = isContained && !problem.IsRoot ? SignedValue(problem, before!.Result.Value) : null;
        List<IEnumerable<double[]>> rounds =
        [
            Starts.FromFile(problem, isContinued ? before : null)
                ?? (isContinued ? Starts.FromLevelBefore(before!.Objective, before.Point, problem) : Starts.FromDomain(problem.Coordinates.Count)),
        ];
        if (isContinued && problem.System.Relations is not null)
        {
            rounds.Add(Starts.FromLevelBeforeInProportions(before!.Objective, before.Point, problem));
        }

        NewtonResult? best = null;
        int iterations = 0;
        foreach (IEnumerable<double[]> candidates in rounds)
        {
            if (Try(problem, candidates, isContinued, bound, options, ref best, ref iterations, cancellation))
            {
                break;
            }
        }

        if (best is null)
        {
            problem.Merit(new double[problem.Coordinates.Count]);
            return new Solved(problem, new double[problem.Coordinates.Count], Evidence.Failed(problem, SolveStatus.NonFinite, 0));
        }

        return Evidence.Finish(problem, best, iterations, bound, options, cancellation);
    }

    /// <summary>Iterates from the best of the candidates; says whether what is now the best is what was asked for.</summary>
    private static bool Try(
        Objective problem,
        IEnumerable<double[]> candidates,
        bool isContinued,
        double? bound,
        SolveOptions options,
        ref NewtonResult? best,
        ref int iterations,
        CancellationToken cancellation)
    {
        problem.Resolution = problem.Kernel.Resolution(Quadrature.Resolution.CoarseNodesPerWidth);
        (double[] Point, double Merit)[] ranked =
        [
            .. candidates.Select(u => (Point: u, Merit: problem.Merit(u))).Where(s => double.IsFinite(s.Merit)).OrderBy(s => s.Merit),
        ];

        // Coarse grids tell good starts from bad ones; a minimum of each of the best few, then the best of these.
        problem.Resolution = problem.Kernel.Resolution(FirstNodesPerWidth);
        int tried = 0;
        foreach ((double[] start, _) in Spread(ranked))
        {
            NewtonResult result = Newton.Run(problem, start, options.MaximumIterations, cancellation);
            iterations += result.Iterations;
            tried++;
            if (best is null || IsBetter(problem, result, best))
            {
                best = result;
            }

            bool isGood = best.Status == SolveStatus.Solved && (problem.IsRoot ? best.Merit < 1e-9 : best.IsPositive) && (bound is null || best.Merit < bound);
            if (isGood && (isContinued || problem.IsRoot || tried >= StartsTried))
            {
                return true;
            }
        }

        return false;
    }

    private static double SignedValue(Objective problem, double value) => problem.System.Kind == GoalKind.Maximise ? -value : value;

    /// <summary>The best starts, leaving out those close to one already taken.</summary>
    private static List<(double[] Point, double Merit)> Spread((double[] Point, double Merit)[] ranked)
    {
        var chosen = new List<(double[] Point, double Merit)>();
        foreach ((double[] Point, double Merit) start in ranked)
        {
            if (chosen.All(c => c.Point.Zip(start.Point, (a, b) => Math.Abs(a - b)).Max() > 0.3))
            {
                chosen.Add(start);
            }

            if (chosen.Count == 4 * StartsTried)
            {
                break;
            }
        }

        return chosen;
    }

    private static bool IsBetter(Objective problem, NewtonResult a, NewtonResult b)
    {
        bool IsFound(NewtonResult r) => r.Status == SolveStatus.Solved && (problem.IsRoot || r.IsPositive);
        return IsFound(a) != IsFound(b) ? IsFound(a) : a.Merit < b.Merit;
    }
}
