using System.Globalization;

namespace ReluInjectivity.Runtime.Systems;

/// <content>How a system reads.</content>
public sealed partial record SystemDescription
{
    /// <summary>The model and its place in the family, its level or depth.</summary>
    internal string Place => Level is { } level ? string.Create(CultureInfo.InvariantCulture, $"{Model} level {level}")
        : Depth is { } depth ? string.Create(CultureInfo.InvariantCulture, $"{Model} depth {depth}")
        : Model;

    /// <summary>In a line: the system, what is asked for, its unknowns and givens.</summary>
    public override string ToString()
    {
        string goal = Kind.ToString().ToLowerInvariant();
        string unknowns = Unknowns.Count == 0 ? string.Empty : " for " + string.Join(", ", Unknowns.Select(u => u.Name));
        string givens = Givens.Count == 0 ? string.Empty : ", given " + string.Join(", ", Givens.Select(g => g.Name));
        return $"{Place}: {goal} {Goal}{unknowns}{givens}";
    }
}
