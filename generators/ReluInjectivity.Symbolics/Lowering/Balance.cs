using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>Whether a goal determines its unknowns: as many equations as unknowns, and every unknown in use.</summary>
internal static class Balance
{
    /// <summary>Reports where it does not.</summary>
    public static void Check(SystemGoal goal, IReadOnlyList<Unknown> unknowns, Reporter reporter)
    {
        if (goal.Kind == GoalKind.Solve && goal.Residuals.Count != unknowns.Count)
        {
            string names = string.Join(", ", unknowns.Select(u => u.Name));
            reporter.Report(DiagnosticKind.Imbalance, goal.Statement, goal.Name,
                $"{goal.Residuals.Count} equations for {unknowns.Count} unknowns ({names}){reporter.AtMember}; state as many equations as unknowns");
            return;
        }

        // After an error an expression may lack what it should depend on.
        if (reporter.HasError)
        {
            return;
        }

        HashSet<Expr> reached = Traversal.Reached(goal.Kind == GoalKind.Solve ? goal.Residuals.Select(r => r.Expression) : [goal.Value]);
        foreach (Unknown unknown in unknowns.Where(u => !reached.Contains(u.Symbol)))
        {
            reporter.Report(DiagnosticKind.Imbalance, unknown.Statement, unknown.Name.ToString(),
                $"the goal '{goal.Name}' does not depend on it{reporter.AtMember}; remove it or use it");
        }
    }
}
