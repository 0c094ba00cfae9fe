using System.Globalization;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>One equation in one unknown: the sign changes over the whole interval, then Brent's method, then Newton's. Of several roots it takes the one asked for and names the others.</summary>
internal sealed class SignChanges : IStrategy
{
    /// <inheritdoc/>
    public string Name => "sign-changes";

    /// <inheritdoc/>
    public Applicability Applies(Search search) => search.IsSolvedFromNothing && search.Problem.Coordinates.Count == 1
        ? Applicability.Yes("one equation in one unknown")
        : Applicability.No("not one equation in one unknown");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        Objective problem = search.Problem;
        problem.Resolution = budget.FirstResolution(problem);
        RootScan scan = RootScan.Of(u => problem.Sample([u], 0), u => problem.Coordinates.ToUnknowns([u])[0], problem.Kernel.GridCount == 0, budget.Cancellation);
        string unknown = problem.System.Unknowns[0].Name;
        if (scan.Roots.Count == 0)
        {
            SolveStatus status = scan.IsFiniteSomewhere ? SolveStatus.NoRoot : SolveStatus.NonFinite;
            return StrategyOutcome.Ended(problem, [0], Evidence.Failed(problem, status, 0, $"for {unknown}: {scan.WhatWasSearched()}"));
        }

        int wanted = budget.Options.Root;
        string[] near = [.. scan.Roots.Select(r => RootScan.Text(problem.Coordinates.ToUnknowns([r.Root])[0]))];
        if (wanted > near.Length)
        {
            string reason = string.Create(CultureInfo.InvariantCulture, $"root {wanted} was asked for, but {near.Length} found, near {string.Join(", ", near)}");
            return StrategyOutcome.Ended(problem, [0], Evidence.Failed(problem, SolveStatus.NoRoot, 0, reason));
        }

        Bracket root = scan.Roots[wanted - 1];
        NewtonResult newton = budget.Newton(problem, [root.Root]);
        if (!(newton.Point[0] >= root.Left && newton.Point[0] <= root.Right))
        {
            newton = newton with { Status = SolveStatus.Solved, Point = [root.Root], Merit = problem.Merit([root.Root]) };
        }

        string others = string.Join(", ", near.Where((_, i) => i != wanted - 1));
        string? message = near.Length == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"root {wanted} of the {near.Length} found; the others are near {others}");
        return StrategyOutcome.Found(new Candidate(problem, newton, null, message, root), newton.Iterations);
    }
}
