namespace ReluInjectivity.Studies;

/// <summary>A given that a study runs over.</summary>
/// <param name="Name">The given.</param>
/// <param name="Text">The range as it is kept in the plan, such as <c>0.1:10:25:log</c>: two ranges with one text have the same values.</param>
/// <param name="Values">The values, in the given's own units, in the order of the range.</param>
public sealed record StudyAxis(string Name, string Text, IReadOnlyList<double> Values);
