using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Fills the examples of a help text with models that there are.</summary>
internal static class HelpExamples
{
    /// <summary>
    /// Puts models and givens in the place of <c>{levels}</c> (the model with most levels), <c>{given}</c> and <c>{own}</c> (a given of its first goal,
    /// and one that only another goal has), <c>{depths}</c> (the model with most depths that has hidden layers), <c>{hidden}</c> (the given of these),
    /// and <c>{relations}</c> (a model with relations).
    /// </summary>
    public static string Fill(string text, CommandContext around)
    {
        IReadOnlyList<EquationFamily> families = EquationFamily.Group(around.Systems);
        EquationFamily? levels = families.MaxBy(f => f.Values(FamilyIndexKind.Level).Count);
        EquationFamily? depths = families.Where(f => OwnDepth.HiddenGiven(f) is not null).MaxBy(f => f.Values(FamilyIndexKind.Depth).Count);
        IReadOnlyList<string> givens = levels is null
            ? []
            : [.. families.Where(f => string.Equals(f.Model, levels.Model, StringComparison.Ordinal)).SelectMany(f => f.Systems[^1].Description.Givens).Select(g => g.Name).Distinct(StringComparer.Ordinal)];
        return text
            .Replace("{levels}", levels?.Model ?? "MODEL", StringComparison.Ordinal)
            .Replace("{given}", givens is [var first, ..] ? first : "NAME", StringComparison.Ordinal)
            .Replace("{own}", givens is [.., var last] ? last : "NAME", StringComparison.Ordinal)
            .Replace("{depths}", depths?.Model ?? "MODEL", StringComparison.Ordinal)
            .Replace("{hidden}", depths is null ? "NAME" : OwnDepth.HiddenGiven(depths), StringComparison.Ordinal)
            .Replace("{relations}", around.Relations is [var related, ..] ? related.Description.Model : "MODEL", StringComparison.Ordinal);
    }
}
