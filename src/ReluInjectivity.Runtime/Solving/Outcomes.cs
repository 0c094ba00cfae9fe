using System.Globalization;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>The conditions under which a system has no value.</summary>
internal static class Outcomes
{
    /// <summary>Which requirement of the file is nearest to failing at a point where a search ends; empty where there is none.</summary>
    public static string Nearest(Objective problem, double[] u)
    {
        int outputs = problem.System.Outputs.Count;
        (string Text, double Slack)[] requirements = problem.At(u) is { } here
            ? [.. problem.System.Outcomes.Select((o, i) => (o, i)).Where(static p => p.o.IsRequirement).Select(p => (p.o.Text, -here.Outputs[outputs + p.i]))] : [];
        return requirements.Length == 0 ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $"; '{requirements.MinBy(static r => r.Slack).Text}' of the file is nearest to failing there, by {requirements.Min(static r => r.Slack):0.#e0}");
    }

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

        double[] margins = problem.AtRefused(u) is { } here ? [.. here.Outputs.Skip(problem.System.Outputs.Count)]
            : [.. Enumerable.Repeat(double.NaN, problem.System.Outcomes.Count)];
        foreach (int i in decided)
        {
            if (margins[i] >= 0)
            {
                OutcomeInfo outcome = problem.System.Outcomes[i];
                return Evidence.Failed(problem, SolveStatus.NoValue, 0, outcome.IsRequirement ? $"the file's requirement fails: {outcome.Text}" : outcome.Text);
            }
        }

        // Nobody knows whether there is a value where a condition cannot be worked out.
        int unknown = solved.Count == problem.Coordinates.Count ? Array.FindIndex(decided, i => double.IsNaN(margins[i])) : -1;
        return unknown < 0 ? null : Evidence.Failed(
            problem, SolveStatus.NonFinite, 0, $"the condition of the outcome \"{problem.System.Outcomes[decided[unknown]].Text}\"");
    }
}
