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
        Members = before?.Members ?? [];
        Before = before is null ? null : before.History.Prepend(before).FirstOrDefault(static b => IsAnswer(b) && b.Point.Length > 0);
        _budget = budget;
        FileStarts = IsSolvedFromNothing ? null : FileStart.Points(problem, Before);
        AtEdge = before is null || IsAnswer(before) ? null : before;
        LowerLevel = before is not null && HasValue(before) && problem.System.IsNested && !problem.IsRoot && DepthOf(before.Objective) == DepthOf(problem) ? before.Result : null;
        problem.Floor = Bound is { } bound ? (bound, LevelThatAddsNothing.Slack(LowerLevel!)) : null;
    }

    /// <summary>The strategies, in the order in which they are asked.</summary>
    public static IReadOnlyList<IStrategy> Strategies { get; } =
    [
        new NothingToVary(),
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

    /// <summary>The systems of the family that were solved on the way, lowest first.</summary>
    public IReadOnlyList<IEquationSystem> Members { get; }

    /// <summary>The nearest solution of a family member before that has unknowns; null where there is none.</summary>
    public Solved? Before { get; }

    /// <summary>The family member before, where it is at the edge of its domain; null otherwise.</summary>
    public Solved? AtEdge { get; }

    /// <summary>The result of the level before at the same depth, which a nested level contains; null where there is none with a value, or levels are not nested.</summary>
    public SolveResult? LowerLevel { get; }

    /// <summary>Whether there are equations for unknowns without order, which need no start.</summary>
    public bool IsSolvedFromNothing => Problem.System.Kind == GoalKind.Solve && Problem.Coordinates.Chains.All(c => c.Count == 1);

    /// <summary>Where the file says to start; null where it does not say it of every unknown.</summary>
    public IReadOnlyList<double[]>? FileStarts { get; }

    /// <summary>The value of the level before at the same depth, which a nested level cannot exceed, turned so that it is minimised; null where there is no such bound.</summary>
    public double? Bound => LowerLevel is null ? null : Problem.Turned(LowerLevel.Value);

    /// <summary>The best point so far.</summary>
    public NewtonResult? Best { get; private set; }

    /// <summary>Where a path through the givens was lost; null where none was followed.</summary>
    public LostPath? Lost { get; private set; }

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

    /// <summary>The last of some members of a family, each solved from the one before; null where there are none.</summary>
    /// <param name="members">The members, lowest first.</param>
    /// <param name="given">The value of each given.</param>
    /// <param name="budget">What may be spent.</param>
    public static Solved? Family(IReadOnlyList<IEquationSystem> members, Func<GivenInfo, double> given, SearchBudget budget)
    {
        Solved? last = null;
        foreach (IEquationSystem member in members)
        {
            var problem = new Objective(member, [.. member.Description.Givens.Select(given)]) { Cancellation = budget.Cancellation };
            last = Run(member, problem, last, budget);
        }

        return last;
    }

    /// <summary>What the best point is worth: confirmed by refinement, once for each point.</summary>
    public Solved Confirmed()
    {
        if (_confirmed is not null && _unconfirmed is null)
        {
            return _confirmed;
        }

        Solved solved = _unconfirmed is null ? Nowhere() : Confirmed(_unconfirmed);
        _unconfirmed = null;

        // A last resort that comes to nothing leaves the search where it was.
        if (_confirmed is null || IsAnswer(solved))
        {
            _confirmed = solved with { Result = solved.Result with { Strategy = _finder } };
            _iterations = solved.Result.Iterations;
        }

        return _confirmed;
    }

    private Solved Confirmed(Candidate candidate)
    {
        if (LowerLevel is not { } lower)
        {
            return Evidence.Confirm(candidate, _iterations, _budget);
        }

        return LevelThatAddsNothing.Of(this, candidate, lower, _iterations, _budget)
            ?? LevelThatAddsNothing.Instead(this, Evidence.Confirm(candidate, _iterations, _budget), candidate.Newton, lower, _budget);
    }

    /// <summary>Whether a result has a value to report.</summary>
    public static bool IsAnswer(Solved solved) => solved.Result.Status is SolveStatus.Solved or SolveStatus.Imprecise;

    private static bool HasValue(Solved solved) => IsAnswer(solved) || solved.Result.Status is SolveStatus.AtBoundary or SolveStatus.Flat;

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
        Lost = outcome.LostPath ?? Lost;
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
        Members = [.. Members, System],
        Result = solved.Result with { Attempts = _attempts, Message = NeedsStarts(solved.Result) ? Remarks.Joined(solved.Result.Message, Starts) : solved.Result.Message },
        History = Before is null ? [] : [.. Before.History.Prepend(Before with { History = [] }).Take(SearchConstants.Growth.Remembered)],
    };
}
