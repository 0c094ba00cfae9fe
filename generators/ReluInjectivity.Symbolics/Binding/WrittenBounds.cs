using System.Globalization;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <summary>Where a condition holds, as far as it compares expressions with numbers as they are written.</summary>
internal sealed class WrittenBounds
{
    private readonly Dictionary<string, (double Low, bool IsLowOpen, double High, bool IsHighOpen)> _bounds = new(StringComparer.Ordinal);

    private WrittenBounds()
    {
    }

    /// <summary>Whether it never holds.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Whether all comparisons are among the bounds: then it holds wherever they do.</summary>
    private bool IsWhole { get; set; } = true;

    /// <summary>The bounds of a condition.</summary>
    public static WrittenBounds Of(ConditionSyntax condition)
    {
        var bounds = new WrittenBounds();
        foreach ((int left, string sign) in condition.Comparisons)
        {
            (ExpressionSyntax low, ExpressionSyntax high) = sign[0] == '<' ? (condition.Operands[left], condition.Operands[left + 1]) : (condition.Operands[left + 1], condition.Operands[left]);
            bounds.Add(low, high, isOpen: sign.Length == 1);
        }

        // In 2 < x < 1 both bounds are of one expression.
        bounds.IsEmpty |= bounds._bounds.Values.Any(static b => b.Low > b.High || (b.Low == b.High && (b.IsLowOpen || b.IsHighOpen)));
        return bounds;
    }

    /// <summary>Whether another condition holds nowhere but where this one does.</summary>
    public bool Covers(WrittenBounds other) => IsWhole && _bounds.Count > 0 && _bounds.All(b =>
        other._bounds.TryGetValue(b.Key, out (double Low, bool IsLowOpen, double High, bool IsHighOpen) o)
        && (o.Low > b.Value.Low || (o.Low == b.Value.Low && (o.IsLowOpen || !b.Value.IsLowOpen)))
        && (o.High < b.Value.High || (o.High == b.Value.High && (o.IsHighOpen || !b.Value.IsHighOpen))));

    private void Add(ExpressionSyntax low, ExpressionSyntax high, bool isOpen)
    {
        double? bottom = Number(low);
        double? top = Number(high);
        if (bottom is { } b && top is { } t)
        {
            IsEmpty |= b > t || (b == t && isOpen);
            return;
        }

        if (bottom is null && top is null)
        {
            IsEmpty |= isOpen && string.Equals(SyntaxPrinter.Print(low), SyntaxPrinter.Print(high), StringComparison.Ordinal);
            IsWhole = false;
            return;
        }

        string name = SyntaxPrinter.Print(bottom is null ? low : high);
        (double Low, bool IsLowOpen, double High, bool IsHighOpen) now =
            _bounds.TryGetValue(name, out (double, bool, double, bool) known) ? known : (double.NegativeInfinity, false, double.PositiveInfinity, false);
        if (bottom > now.Low || (bottom == now.Low && isOpen))
        {
            (now.Low, now.IsLowOpen) = (bottom.Value, isOpen);
        }

        if (top < now.High || (top == now.High && isOpen))
        {
            (now.High, now.IsHighOpen) = (top.Value, isOpen);
        }

        _bounds[name] = now;
    }

    private static double? Number(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number when double.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) => value,
        NegateSyntax negate => -Number(negate.Operand),
        _ => null,
    };
}
