using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Which reference values hold for a member: those whose settings of level and depth are the member's, of names that it has.</summary>
internal static class Expectations
{
    /// <summary>The reference values of a member, with level and depth settled and indices filled in.</summary>
    public static EquatableArray<FlatExpectation> At(BoundModel model, FamilyMember member, Declarations declarations, ExpressionUnroller expressions)
    {
        var items = new List<FlatExpectation>();
        foreach (ExpectSyntax expect in model.Expectations.Where(e => Matches(model, member, e)))
        {
            LocalScope scope = declarations.Family;
            SettingSyntax[] settings = [.. expect.At.Where(s => !IsOfFamily(model, s))];
            IndexedName?[] names = [.. settings.Select(s => NameOf(s.Name, s.Indices, scope))];
            if (NameOf(expect.Name, expect.Indices, scope) is not { } name || !IsReported(model, declarations, name)
                || names.Any(n => n is not { } given || !IsGiven(model, declarations, given)))
            {
                continue;
            }

            ExpressionSyntax Constant(ExpressionSyntax e) => expressions.Unroll(e, scope, new Uses());
            items.Add(new FlatExpectation(
                expect.Id,
                name,
                Constant(expect.Value),
                Constant(expect.Tolerance),
                settings.Zip(names, (s, n) => new FlatSetting(s.Id, n!.Value, Constant(s.Value))).ToEquatableArray(),
                expect.Citation));
        }

        return items.ToEquatableArray();
    }

    /// <summary>Whether a reference value is one for this member, as far as level and depth go.</summary>
    public static bool Matches(BoundModel model, FamilyMember member, ExpectSyntax expect) =>
        expect.At.Where(s => IsOfFamily(model, s)).All(s => TryValue(s.Value, out Rational value) && member.ValueOf(s.Name) is { } own && value == own);

    /// <summary>Whether the setting is that of the level or the depth.</summary>
    public static bool IsOfFamily(BoundModel model, SettingSyntax setting) =>
        model.Family.Any(f => IsSame(f.Range.Index, setting.Name));

    /// <summary>The name with its index as a number; null where it is none.</summary>
    public static IndexedName? NameOf(string name, EquatableArray<ExpressionSyntax> indices, LocalScope scope) =>
        IndexArithmetic.TryEvaluate(indices, scope, out EquatableArray<int> values, out _) ? new IndexedName(name, values) : null;

    /// <summary>The exact value of arithmetic with numbers.</summary>
    public static bool TryValue(ExpressionSyntax expression, out Rational value)
    {
        value = default;
        switch (expression)
        {
            case NumberSyntax number:
                return TryParse(number.Text, out value);
            case NegateSyntax negate when TryValue(negate.Operand, out Rational operand):
                value = -operand;
                return true;
            case BinarySyntax { Operator: not '^' } binary when TryValue(binary.Left, out Rational left) && TryValue(binary.Right, out Rational right):
                if (binary.Operator == '/' && right.IsZero)
                {
                    return false;
                }

                value = binary.Operator switch { '+' => left + right, '-' => left - right, '*' => left * right, _ => left / right };
                return true;
            default:
                return false;
        }
    }

    private static bool TryParse(string text, out Rational value)
    {
        try
        {
            value = Rational.Parse(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            value = default;
            return false;
        }
    }

    private static bool IsReported(BoundModel model, Declarations declarations, IndexedName name) =>
        declarations.IsUnknown(name)
        || (name.Index is null && (model.Goals.Any(g => IsSame(g.Name, name.Stem)) || model.Outputs.Any(o => IsSame(o.Name, name.Stem))));

    private static bool IsGiven(BoundModel model, Declarations declarations, IndexedName name) =>
        (declarations.IsSymbol(name) && !declarations.IsUnknown(name))
        || (name.Index is null && model.Goals.Any(g => g.Givens.Any(p => IsSame(p.Name, name.Stem))));

    private static bool IsSame(string? a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
