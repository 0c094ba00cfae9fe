namespace ReluInjectivity.Runtime.Systems;

/// <summary>What tells a system from all others of a catalogue.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Goal">The quantity reported, which also names the goal.</param>
/// <param name="Indices">The place in the family: the values of its indices, outermost first; empty for a model that is one system.</param>
public sealed record SystemName(string Model, string Goal, IReadOnlyList<FamilyIndex> Indices);
