using System.Text.Json.Serialization;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>A bound on a goal by that of another model, at the same depth and level and the same values of the givens that both have.</summary>
/// <param name="IsUpper">Whether it is an upper bound, not a lower one.</param>
/// <param name="Model">The other model.</param>
/// <param name="Goal">Its goal.</param>
/// <param name="At">What indices of the other's family and givens of the other are instead, by name.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record BoundInfo(bool IsUpper, string Model, string Goal, IReadOnlyList<KeyValuePair<string, double>> At)
{
    /// <summary>Such as <c>deep-plain.capacity</c>.</summary>
    public override string ToString() => $"{Model}.{Goal}";
}
