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

    /// <summary>The bounds by models or goals that there are not. A model may be that of a file without a readable one.</summary>
    public static IEnumerable<Diagnostic> Problems(BoundModel? model, IReadOnlyList<GoalsOfModel> all)
    {
        foreach (BoundSyntax bound in model?.Bounds ?? [])
        {
            GoalsOfModel? other = all.FirstOrDefault(g => string.Equals(g.Model, bound.Model, StringComparison.Ordinal));
            if (other is null && all.All(g => g.Model is not null))
            {
                yield return new(DiagnosticKind.UnknownName, bound.Id, null, bound.Model, "a bound names a model of another file; there are " + string.Join(", ", all.Select(g => g.Model).OrderBy(n => n, StringComparer.Ordinal)));
            }
            else if (other is not null && !other.Goals.Contains(bound.Goal, StringComparer.Ordinal))
            {
                yield return new(DiagnosticKind.UnknownName, bound.Id, null, bound.Model + "." + bound.Goal, $"the goals of {bound.Model} are {string.Join(", ", other.Goals)}");
            }
        }
    }
}
