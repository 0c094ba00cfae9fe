using System.Globalization;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Emission;

/// <summary>The expected values of a file that hold for one system.</summary>
internal static class ReferenceValues
{
    /// <summary>An expected value.</summary>
    internal sealed record Item(string Quantity, double Value, double Tolerance, IReadOnlyList<KeyValuePair<string, double>> At, string? Citation);

    /// <summary>Those of the system's level whose quantity the system reports.</summary>
    public static IEnumerable<Item> Of(BoundModel model, EquationSystem system, SystemGoal goal)
    {
        (string? Index, int? Value)[] family = [(model.Level?.Range.Index, system.Level), (model.Depth?.Range.Index, system.Depth)];
        foreach (ExpectSyntax expect in model.Expectations)
        {
            var at = expect.At.ToDictionary(s => Name(s.Name, s.Indices), s => Evaluate(s.Value), StringComparer.Ordinal);
            bool isMember = true;
            foreach ((string? index, int? value) in family)
            {
                if (index is not null && at.TryGetValue(index, out double wanted))
                {
                    isMember &= wanted == value;
                    at.Remove(index);
                }
            }

            if (!isMember || at.Keys.Any(k => !system.Givens.Concat(goal.Givens).Any(g => string.Equals(g.Name, k, StringComparison.Ordinal))))
            {
                continue;
            }

            string quantity = Name(expect.Name, expect.Indices);
            bool isReported = string.Equals(quantity, goal.Name, StringComparison.Ordinal)
                || system.Outputs.Any(o => string.Equals(o.Name, quantity, StringComparison.Ordinal))
                || system.Unknowns.Any(u => string.Equals(u.Name, quantity, StringComparison.Ordinal));
            if (isReported)
            {
                yield return new(quantity, Evaluate(expect.Value), Evaluate(expect.Tolerance), [.. at.OrderBy(p => p.Key, StringComparer.Ordinal)], expect.Citation);
            }
        }
    }

    private static string Name(string name, EquatableArray<ExpressionSyntax> indices) =>
        indices.Count == 0 ? name : name + "[" + Evaluate(indices[0]).ToString(CultureInfo.InvariantCulture) + "]";

    private static double Evaluate(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number => double.Parse(number.Text, CultureInfo.InvariantCulture),
        NegateSyntax negate => -Evaluate(negate.Operand),
        BinarySyntax { Operator: '/' } b => Evaluate(b.Left) / Evaluate(b.Right),
        BinarySyntax { Operator: '*' } b => Evaluate(b.Left) * Evaluate(b.Right),
        BinarySyntax { Operator: '+' } b => Evaluate(b.Left) + Evaluate(b.Right),
        BinarySyntax { Operator: '-' } b => Evaluate(b.Left) - Evaluate(b.Right),
        BinarySyntax { Operator: '^' } b => Math.Pow(Evaluate(b.Left), Evaluate(b.Right)),
        _ => double.NaN,
    };
}
