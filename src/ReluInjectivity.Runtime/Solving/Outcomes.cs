namespace ReluInjectivity.Runtime.Solving;

/// <summary>The conditions under which a system has no value.</summary>
internal static class Outcomes
{
    /// <summary>The result where an outcome applies that depends on no unknown but those solved, or where all are and whether one does is unknown; null elsewhere.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="u">Coordinates, right for the unknowns solved.</param>
    /// <param name="solved">The places of the unknowns solved.</param>
    public static SolveResult? Applying(Objective problem, double[] u, IReadOnlyCollection<int> solved)
    {
        int[] decided = [.. Enumerable.Range(0, problem.System.Outcomes.Count).Where(i => problem.System.Outcomes[i].Unknowns.All(solved.Contains))];
        if (decided.Length == 0)
        {
            return null;
        }

        double[] margins = problem.At(u) is { } here ? [.. here.Outputs.Skip(problem.System.Outputs.Count)]
            : [.. Enumerable.Repeat(double.NaN, problem.System.Outcomes.Count)];
        foreach (int i in decided)
        {
            if (margins[i] >= 0)
            {
                return Evidence.Failed(problem, SolveStatus.NoValue, 0, problem.System.Outcomes[i].Text);
            }
        }

        // Nobody knows whether there is a value where a condition cannot be worked out.
        int unknown = solved.Count == problem.Coordinates.Count ? Array.FindIndex(decided, i => double.IsNaN(margins[i])) : -1;
        return unknown < 0 ? null : Evidence.Failed(
            problem, SolveStatus.NonFinite, 0, $"the condition of the outcome \"{problem.System.Outcomes[decided[unknown]].Text}\"");
    }
}
