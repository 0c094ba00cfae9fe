using System.Text.Json.Serialization;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>How a solve ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SolveStatus>))]
public enum SolveStatus
{
    /// <summary>The value is right to the tolerance asked for, by its own error estimate.</summary>
    Solved,

    /// <summary>The solver stopped at a point that is stationary, but the error estimate is above the tolerance asked for.</summary>
    Imprecise,

    /// <summary>The iteration limit was reached.</summary>
    IterationLimit,

    /// <summary>No step improved the point, which is not stationary.</summary>
    Stalled,

    /// <summary>The stationary point found is no minimum (or maximum) as asked for.</summary>
    NotAnOptimum,

    /// <summary>The level is nested and its optimum is worse than the level before: a local optimum.</summary>
    WorseThanLevelBefore,

    /// <summary>No root lies in the declared interval.</summary>
    NoRoot,

    /// <summary>A condition holds under which, by the equation file, there is no value; <see cref="SolveResult.Message"/> says which.</summary>
    NoValue,

    /// <summary>A value was not finite; <see cref="SolveResult.Message"/> names the first sub-expression that was not.</summary>
    NonFinite,

    /// <summary>The time allowed was over; <see cref="SolveResult.Message"/> says how long it was.</summary>
    Budget,

    /// <summary>The optimum is approached where an unknown goes to an end of its interval: the value there; <see cref="SolveResult.Message"/> names the unknown, or says that a nested level adds nothing to the level before, whose value it has.</summary>
    AtBoundary,

    /// <summary>The value is right, but does not depend on an unknown, which <see cref="SolveResult.Message"/> names.</summary>
    Flat,

    /// <summary>The goal improves without end where an unknown goes to an end of its interval.</summary>
    Unbounded,

    /// <summary>The value is beyond one that another model has and that bounds it by the equation file, by more than both errors; <see cref="SolveResult.Message"/> has both.</summary>
    BoundViolated,
}

/// <summary>The outcome of a solve, with the evidence for it.</summary>
/// <remarks>
/// Nothing of it changes, so threads may share it. <c>JsonSerializer</c> writes and reads it with its default options: statuses by name, numbers that
/// are not finite as <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>. Of the system all comes back but its <see cref="SystemDescription.Relations"/>, which are code.
/// </remarks>
/// <example>
/// <code>
/// SolveResult result = FamilySolver.Solve(family)[^1];
/// double q1 = result["q[1]"];                                    // an unknown, an output, a given or the goal
/// Console.WriteLine(result);                                     // model, value, error, status, unknowns
/// string json = JsonSerializer.Serialize(result);
/// </code>
/// </example>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed partial record SolveResult
{
    /// <summary>The system solved.</summary>
    public required SystemDescription System { get; init; }

    /// <summary>How it ended. Only <see cref="SolveStatus.Solved"/>, <see cref="SolveStatus.AtBoundary"/> and <see cref="SolveStatus.Flat"/> vouch for the value.</summary>
    public required SolveStatus Status { get; init; }

    /// <summary>The goal's value.</summary>
    public required double Value { get; init; }

    /// <summary>A bound on the absolute error of <see cref="Value"/>: <see cref="QuadratureError"/> + <see cref="OptimiserError"/> + rounding.</summary>
    public required double ErrorEstimate { get; init; }

    /// <summary>The part of the error that refining the quadrature showed.</summary>
    public required double QuadratureError { get; init; }

    /// <summary>The part of the error from not standing exactly at the solution, by the last Newton step.</summary>
    public required double OptimiserError { get; init; }

    /// <summary>The parameters it was solved at, in the system's order.</summary>
    public required IReadOnlyList<double> Given { get; init; }

    /// <summary>The unknowns at the solution, in the system's order.</summary>
    public required IReadOnlyList<double> Unknowns { get; init; }

    /// <summary>The outputs at the solution, in the system's order.</summary>
    public required IReadOnlyList<double> Outputs { get; init; }

    /// <summary>Newton iterations, over all starts.</summary>
    public required int Iterations { get; init; }

    /// <summary>Evaluations of the value, over all starts and refinements.</summary>
    public required int ValueEvaluations { get; init; }

    /// <summary>Evaluations of the gradient (for <c>solve</c>: of the residual).</summary>
    public required int GradientEvaluations { get; init; }

    /// <summary>Evaluations of one column of the Hessian (for <c>solve</c>: of the Jacobian).</summary>
    public required int HessianVectorProducts { get; init; }

    /// <summary>The largest component of the gradient (for <c>solve</c>: of the residual) in the solver's unconstrained coordinates.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The largest component of the last Newton step, in the same coordinates.</summary>
    public required double LastStep { get; init; }

    /// <summary>The ratio of the largest to the smallest singular value of the Hessian or Jacobian there.</summary>
    public required double ConditionNumber { get; init; }

    /// <summary>Quadrature nodes in use, over all grids; 0 for a closed form.</summary>
    public required int Nodes { get; init; }

    /// <summary>What a reader should know: why it failed, or that there were several roots. Null where there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>The name of the strategy that came to the point reported, such as <c>level-before</c>; null where there is no such point.</summary>
    public string? Strategy { get; init; }

    /// <summary>The strategies in the order in which they were asked, and why each was tried, passed over or gave up; empty where none was needed.</summary>
    public IReadOnlyList<StrategyAttempt> Attempts { get; init; } = [];
}

/// <summary>What became of a strategy in a search.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="IsTried">Whether it was tried.</param>
/// <param name="Reason">Why it was tried, or passed over, or after what it gave up.</param>
public sealed record StrategyAttempt(string Strategy, bool IsTried, string Reason);
