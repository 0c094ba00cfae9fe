namespace ReluInjectivity.Symbolics.Language;

/// <summary><c>bound NAME &lt;= MODEL.NAME [at NAME = value, ...]</c>, or with <c>&gt;=</c>: how a goal compares with another model's.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The goal, of this file.</param>
/// <param name="IsUpper">Whether the other goal is an upper bound (<c>&lt;=</c>), not a lower one.</param>
/// <param name="Model">The other model.</param>
/// <param name="Goal">Its goal.</param>
/// <param name="At">Level, depth and givens of the other model, numbers, where they are not those of the same name or kind here.</param>
public sealed record BoundSyntax(int Id, string Name, bool IsUpper, string Model, string Goal, EquatableArray<SettingSyntax> At) : StatementSyntax(Id);
