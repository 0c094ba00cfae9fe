using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Generators.Models;

/// <summary>What bounds of other models may name.</summary>
/// <param name="Model">The model; null where the file is too faulty to tell.</param>
/// <param name="Goals">Its goals.</param>
internal sealed record GoalsOfModel(string? Model, EquatableArray<string> Goals)
{
    /// <summary>The goals of a file.</summary>
    public static GoalsOfModel Of(ParsedFile file) => new(file.Model?.Header.Name, (file.Model?.Goals.Select(g => g.Name) ?? []).ToEquatableArray());

    /// <summary>The bounds by goals that a model of the project does not have. A model that is not there may be in another catalogue: where it is solved tells.</summary>
    public static IEnumerable<Diagnostic> Problems(BoundModel? model, IReadOnlyList<GoalsOfModel> all)
    {
        foreach (BoundSyntax bound in model?.Bounds ?? [])
        {
            if (all.FirstOrDefault(g => string.Equals(g.Model, bound.Model, StringComparison.Ordinal)) is { } other && !other.Goals.Contains(bound.Goal, StringComparer.Ordinal))
            {
                yield return new(DiagnosticKind.UnknownName, bound.Id, null, bound.Model + "." + bound.Goal, $"the goals of {bound.Model} are {string.Join(", ", other.Goals)}");
            }
        }
    }
}
