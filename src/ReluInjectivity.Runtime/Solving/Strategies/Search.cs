using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>
/// One search: the facts that strategies decide by, and what those before have come to. Strategies are asked in the order of <see cref="Strategies"/>; each
/// says whether it applies, and searches or gives up, with a reason.
/// </summary>
internal sealed class Search
{
    private const string Starts = "a stationary goal needs starts: 'unknown NAME = value' for every unknown";

    private readonly SearchBudget _budget;
    private readonly List<StrategyAttempt> _attempts = [];
    private Candidate? _unconfirmed;
    private Solved? _confirmed;
    private int _iterations;
    private string? _finder;

    private Search(IEquationSystem system, Objective problem, Solved? before, SearchBudget budget)
    {
        System = system;
        Problem = problem;
        Before = before is { Result.Status: SolveStatus.Solved or SolveStatus.Imprecise } ? before : null;
        _budget = budget;
        FileStarts = IsSolvedFromNothing ? null : FileStart.Points(problem, Before);
        Bound = Before is not null && problem.System.IsNested && !problem.IsRoot && DepthOf(Before.Objective) == DepthOf(problem)
            ? (problem.System.Kind == GoalKind.Maximise ? -Before.Result.Value : Before.Result.Value)
            : null;
    }

    /// <summary>The strategies, in the order in which they are asked.</summary>
    public static IReadOnlyList<IStrategy> Strategies { get; } =
    [
        new SignChanges(),
        new BlockByBlock(),
        new FileStart(),
        new LevelsBefore(),
        new LevelBefore(),
        new AnywhereInDomains(),
        new LevelBeforeInProportions(),
        new GivenPath(),
    ];

    /// <summary>The system.</summary>
    public IEquationSystem System { get; }

    /// <summary>The system at the givens asked for.</summary>
    public Objective Problem { get; }

    /// <summary>The solution of the family member before; null where there is none.</summary>
    public Solved? Before { get; }

    /// <summary>Whether there are equations for unknowns without order, which need no start.</summary>
    public bool IsSolvedFromNothing => Problem.System.Kind == GoalKind.Solve && Problem.Coordinates.Chains.All(c => c.Count == 1);

    /// <summary>Where the file says to start; null where it does not say it of every unknown.</summary>
    public IReadOnlyList<double[]>? FileStarts { get; }

    /// <summary>The value of the level before at the same depth, which a nested level cannot exceed, turned so that it is minimised; null where there is no such bound.</summary>
    public double? Bound { get; }

    /// <summary>The best point so far.</summary>
    public NewtonResult? Best { get; private set; }

    /// <summary>Whether the last strategy found what it looked for.</summary>
    public bool IsConvinced { get; private set; }

    /// <summary>Searches with one strategy after the other.</summary>
    public static Solved Run(IEquationSystem system, Objective problem, Solved? before, SearchBudget budget)
    {
        double[] anywhere = new double[problem.Coordinates.Count];
        if (Outcomes.Applying(problem, anywhere, []) is { } outcome)
        {
            return new Solved(problem, anywhere, outcome);
        }

        var search = new Search(system, problem, before, budget);
        foreach (IStrategy strategy in Strategies)
        {
            if (search.Ask(strategy) is { } final)
            {
                return search.WithAttempts(final);
            }
        }

        return search.WithAttempts(search.Confirmed());
    }

    /// <summary>What the best point is worth: confirmed by refinement, once for each point.</summary>
    public Solved Confirmed()
    {
        if (_confirmed is not null && _unconfirmed is null)
        {
            return _confirmed;
        }

        Solved solved = _unconfirmed is null ? Nowhere() : Evidence.Confirm(_unconfirmed, _iterations, _budget);
        _unconfirmed = null;

        // A last resort that comes to nothing leaves the search where it was.
        if (_confirmed is null || IsAnswer(solved))
        {
            _confirmed = solved with { Result = solved.Result with { Strategy = _finder } };
            _iterations = solved.Result.Iterations;
        }

        return _confirmed;
    }

    /// <summary>Whether a result has a value to report.</summary>
    public static bool IsAnswer(Solved solved) => solved.Result.Status is SolveStatus.Solved or SolveStatus.Imprecise;

    private static int? DepthOf(Objective problem) => problem.System.Indices.ValueOf(FamilyIndexKind.Depth);

    /// <summary>Asks a strategy; the result where no other is to be asked.</summary>
    private Solved? Ask(IStrategy strategy)
    {
        Applicability applies = strategy.Applies(this);
        if (!applies.IsTried)
        {
            _attempts.Add(new(strategy.Name, IsTried: false, applies.Reason));
            return null;
        }

        StrategyOutcome outcome = strategy.Run(this, _budget);
        _attempts.Add(new(strategy.Name, IsTried: true, outcome.GaveUp is { } reason ? "gave up: " + reason : applies.Reason));
        IsConvinced = outcome.GaveUp is null;
        _iterations += outcome.Iterations;
        if (outcome.Candidate is { } candidate && !ReferenceEquals(candidate.Newton, Best))
        {
            (_unconfirmed, Best, _finder) = (candidate, candidate.Newton, strategy.Name);
        }

        return outcome.Final;
    }

    /// <summary>No start was finite.</summary>
    private Solved Nowhere()
    {
        double[] origin = new double[Problem.Coordinates.Count];
        return new Solved(Problem, origin, Evidence.Failed(Problem, SolveStatus.NonFinite, 0, Evidence.NonFinite(Problem, origin)));
    }

    /// <summary>A stationary point has nothing to go downhill by: without a start a search that failed says little.</summary>
    private bool NeedsStarts(SolveResult result) => Problem.System.Kind == GoalKind.Stationary && FileStarts is null && Before is null
        && result.Status is SolveStatus.Stalled or SolveStatus.IterationLimit or SolveStatus.NotAnOptimum or SolveStatus.NonFinite or SolveStatus.Unbounded;

    private Solved WithAttempts(Solved solved) => solved with
    {
        Result = solved.Result with { Attempts = _attempts, Message = NeedsStarts(solved.Result) ? Remarks.Joined(solved.Result.Message, Starts) : solved.Result.Message },
        History = Before is null ? [] : [.. Before.History.Prepend(Before with { History = [] }).Take(SearchConstants.Growth.Remembered)],
    };
}
