using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Lowering;

/// <content>Goals that cannot have an optimum.</content>
public sealed partial class Lower
{
    /// <summary>A goal linear in an unknown, with a slope that keeps its sign, improves for ever where the unknown's interval does not end; unless a requirement of the file ends it.</summary>
    private void CheckBounded(SystemGoal goal)
    {
        if (goal.Kind is not (GoalKind.Minimise or GoalKind.Maximise) || _model.Outcomes.Any(static o => o.Text is null))
        {
            return;
        }

        foreach (Unknown unknown in _unknowns.Where(static u => u.Ordering == Ordering.None && (u.Lower is null || u.Upper is null)))
        {
            Sign slope = Polynomials.TryCoefficients(goal.Value, unknown.Symbol, 1) is { Count: 2 } line ? _expressions.Facts.SignOf(line[1]) : Sign.Unknown;
            if (slope is not (Sign.Positive or Sign.Negative))
            {
                continue;
            }

            bool goesUp = (slope == Sign.Positive) == (goal.Kind == GoalKind.Maximise);
            if ((goesUp ? unknown.Upper : unknown.Lower) is null)
            {
                _reporter.Report(DiagnosticKind.Unbounded, goal.Statement, goal.Name,
                    $"it {(goal.Kind == GoalKind.Maximise ? "grows" : "falls")} without end as {unknown.Symbol} goes to {(goesUp ? "infinity" : "minus infinity")}; end the interval of {unknown.Symbol}, or see to the sign of the goal");
                return;
            }
        }
    }
}
