using System.Globalization;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Whole-number arithmetic in index brackets and at the ends of ranges: <c>+ - *</c> of numbers and index variables.</summary>
internal static class IndexArithmetic
{
    /// <summary>How many values one range may have.</summary>
    public const int MaxRangeSize = 10_001;

    private const long TooLarge = 1_000_000;

    /// <summary>The value of an index expression; otherwise why it has none.</summary>
    public static bool TryEvaluate(ExpressionSyntax expression, LocalScope scope, out int value, out string why)
    {
        value = 0;
        why = "an index is made of whole numbers, the level and index variables with + - *";
        switch (expression)
        {
            case NumberSyntax number:
                return int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
            case ReferenceSyntax { Arguments: null, Indices.Count: 0 } reference:
                return scope.TryIndex(reference.Name, out value);
            case NegateSyntax negate when TryEvaluate(negate.Operand, scope, out int operand, out why):
                value = -operand;
                return true;
            case BinarySyntax { Operator: '+' or '-' or '*' } binary
                when TryEvaluate(binary.Left, scope, out int left, out why) && TryEvaluate(binary.Right, scope, out int right, out why):
                long result = binary.Operator switch { '+' => (long)left + right, '-' => (long)left - right, _ => (long)left * right };
                why = "the index is too large";
                value = (int)result;
                return result is > -TooLarge and < TooLarge;
            default:
                return false;
        }
    }

    /// <summary>The values of the indices of one name: as many as there are before the first that has none, with why it has none.</summary>
    public static bool TryEvaluate(EquatableArray<ExpressionSyntax> expressions, LocalScope scope, out EquatableArray<int> values, out string why)
    {
        var known = new List<int>();
        why = string.Empty;
        foreach (ExpressionSyntax expression in expressions)
        {
            if (!TryEvaluate(expression, scope, out int value, out why))
            {
                break;
            }

            known.Add(value);
        }

        values = known.ToEquatableArray();
        return values.Count == expressions.Count;
    }

    /// <summary>The scopes of ranges within each other, each with the values of its indices; the scope itself, once, without a range.</summary>
    /// <param name="range">The outermost range; null for none.</param>
    /// <param name="scope">The scope around it.</param>
    /// <param name="valuesOf">The values of one range in a scope.</param>
    public static IEnumerable<(EquatableArray<int> Indices, LocalScope Scope)> Steps(
        RangeSyntax? range, LocalScope scope, Func<RangeSyntax, LocalScope, IEnumerable<int>> valuesOf) => range is null
        ? [([], scope)]
        : valuesOf(range, scope).SelectMany(k => Steps(range.Inner, scope.WithIndex(range.Index, k), valuesOf)
            .Select(inner => (inner.Indices.Prepend(k).ToEquatableArray(), inner.Scope)));

    /// <summary>The values of a range, ascending and possibly none; otherwise why it has none.</summary>
    public static bool TryRange(ExpressionSyntax from, ExpressionSyntax to, LocalScope scope, out IEnumerable<int> values, out string why)
    {
        values = [];
        if (!TryEvaluate(from, scope, out int first, out why) || !TryEvaluate(to, scope, out int last, out why))
        {
            return false;
        }

        long size = (long)last - first + 1;
        if (size > MaxRangeSize)
        {
            why = string.Format(CultureInfo.InvariantCulture, "the range has {0} values, more than the {1} that one range may have", size, MaxRangeSize);
            return false;
        }

        values = size <= 0 ? [] : Enumerable.Range(first, (int)size);
        return true;
    }

    /// <summary>A whole number as the syntax of an expression.</summary>
    /// <param name="id">The node it stands in the place of.</param>
    /// <param name="value">The number.</param>
    public static ExpressionSyntax Write(int id, int value)
    {
        var magnitude = new NumberSyntax(id, Math.Abs((long)value).ToString(CultureInfo.InvariantCulture));
        return value < 0 ? new NegateSyntax(id, magnitude) : magnitude;
    }
}
