using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <summary>An equation file whose statements are sorted by kind and whose names are known to exist.</summary>
/// <param name="Header">The model statement.</param>
/// <param name="Sources">The citations.</param>
/// <param name="Family">The indices of the family, at most one of a kind, outermost first; empty for a single system.</param>
/// <param name="Givens">The parameters.</param>
/// <param name="Unknowns">The unknowns.</param>
/// <param name="Lets">The definitions.</param>
/// <param name="Equations">The equations.</param>
/// <param name="Goals">The goals; at least one.</param>
/// <param name="Relations">The relations asked for, if any.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Outcomes">The outcomes without a value.</param>
/// <param name="Profiles">The step functions.</param>
/// <param name="Bounds">The bounds by other models.</param>
/// <param name="Expectations">The reference values.</param>
/// <param name="Reports">Where the model stands in reports.</param>
public sealed record BoundModel(
    ModelSyntax Header,
    EquatableArray<string> Sources,
    EquatableArray<FamilySyntax> Family,
    EquatableArray<GivenSyntax> Givens,
    EquatableArray<UnknownSyntax> Unknowns,
    EquatableArray<LetSyntax> Lets,
    EquatableArray<EquationSyntax> Equations,
    EquatableArray<GoalSyntax> Goals,
    RelationsSyntax? Relations,
    EquatableArray<OutputSyntax> Outputs,
    EquatableArray<OutcomeSyntax> Outcomes,
    EquatableArray<ProfileSyntax> Profiles,
    EquatableArray<BoundSyntax> Bounds,
    EquatableArray<ExpectSyntax> Expectations,
    EquatableArray<ReportSyntax> Reports);
