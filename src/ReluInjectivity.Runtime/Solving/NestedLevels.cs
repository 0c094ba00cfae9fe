using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>The value of a level.</summary>
/// <param name="Depth">The depth; null where the model has none.</param>
/// <param name="Level">The level; null where the model has none.</param>
/// <param name="Status">How its solve ended.</param>
/// <param name="Value">The goal's value.</param>
/// <param name="ErrorEstimate">A bound on its error, in the same units.</param>
public readonly record struct LevelValue(int? Depth, int? Level, SolveStatus Status, double Value, double ErrorEstimate)
{
    /// <summary>That of a result.</summary>
    public static LevelValue Of(SolveResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        IReadOnlyList<FamilyIndex> at = result.System.Indices;
        return new(at.ValueOf(FamilyIndexKind.Depth), at.ValueOf(FamilyIndexKind.Level), result.Status, result.Value, result.ErrorEstimate);
    }
}

/// <summary>Levels that contain each other, solved apart: an optimum can only improve from level to level.</summary>
public static class NestedLevels
{
    /// <summary>Whether a result is worse than a lower level at its depth and givens, by more than both errors: then it is a local optimum.</summary>
    /// <param name="result">The result.</param>
    /// <param name="others">Values of the same family at the same givens; those of higher levels and other depths, and those that no status vouches for, count for nothing.</param>
    public static bool IsWorse(SolveResult result, IEnumerable<LevelValue> others)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!result.System.IsNested || result.System.Kind is not (GoalKind.Minimise or GoalKind.Maximise))
        {
            return false;
        }

        double sign = result.System.Kind == GoalKind.Minimise ? 1 : -1;
        LevelValue own = LevelValue.Of(result);
        return others.Any(other => other.Status is SolveStatus.Solved or SolveStatus.AtBoundary or SolveStatus.Flat && other.Depth == own.Depth && other.Level < own.Level
            && sign * (own.Value - other.Value) > own.ErrorEstimate + other.ErrorEstimate);
    }
}
