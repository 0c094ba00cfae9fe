using System.Globalization;

namespace ReluInjectivity.Runtime.Systems;

/// <content>How a system reads.</content>
public sealed partial record SystemDescription
{
    /// <summary>The model and its place in the family, such as <c>level 2</c> or <c>depth 2, level 3</c>.</summary>
    internal string Place => Indices.Count == 0
        ? Model
        : $"{Model} {string.Join(", ", Indices.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Kind.ToString().ToLowerInvariant()} {i.Value}")))}";

    /// <summary>In a line: the system, what is asked for, its unknowns and givens.</summary>
    public override string ToString()
    {
        string goal = Kind.ToString().ToLowerInvariant();
        string unknowns = Unknowns.Count == 0 ? string.Empty : " for " + string.Join(", ", Unknowns.Select(u => u.Name));
        string givens = Givens.Count == 0 ? string.Empty : ", given " + string.Join(", ", Givens.Select(g => g.Name));
        return $"{Place}: {goal} {Goal}{unknowns}{givens}";
    }
}
