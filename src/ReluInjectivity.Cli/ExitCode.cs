using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done; everything asked for was solved.</summary>
    public const int Success = 0;

    /// <summary>A result's status is none of <c>solved</c>, <c>atBoundary</c>, <c>flat</c>.</summary>
    public const int NotSolved = 1;

    /// <summary>An argument is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>A question about injectivity has no answer either way.</summary>
    public const int Undecided = 3;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Cancelled = 130;

    /// <summary>Of a result: optima at the end of an interval and flat directions are results of their own.</summary>
    public static bool IsGood(SolveStatus status) => status is SolveStatus.Solved or SolveStatus.AtBoundary or SolveStatus.Flat;

    /// <summary>Of results.</summary>
    public static int Of(IEnumerable<SolveResult> results) => results.All(r => IsGood(r.Status)) ? Success : NotSolved;
}
