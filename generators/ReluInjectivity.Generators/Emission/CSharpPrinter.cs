using System.Globalization;
using System.Numerics;
using System.Text;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Prints expressions as C#, with brackets only where precedence needs them.</summary>
internal sealed class CSharpPrinter
{
    private const int ConditionalLevel = 0;
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int UnaryLevel = 3;
    private const int AtomLevel = 4;

    private readonly Func<Expr, string?> _nameOf;
    private readonly Func<Expr, string?> _special;

    /// <param name="nameOf">The variable that holds a node's value; null where the node is to be printed in place.</param>
    /// <param name="special">The text of a node that only the user of the printer knows how to compute; null for others.</param>
    public CSharpPrinter(Func<Expr, string?> nameOf, Func<Expr, string?>? special = null)
    {
        _nameOf = nameOf;
        _special = special ?? (static _ => null);
    }

    /// <summary>The node as an expression; the node itself is printed even if it has a variable.</summary>
    public string Print(Expr expression) => Format(expression).Text;

    /// <summary>The node's variable, or the node as an expression.</summary>
    public string Use(Expr expression) => Use(expression, ConditionalLevel);

    /// <summary>A double literal.</summary>
    public static string Literal(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
            : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
            : text.IndexOfAny(['.', 'E']) >= 0 ? text : text + ".0";
    }

    /// <summary>How often the printed form of a node mentions each operand.</summary>
    public static int Mentions(Expr node, int index) => node is Power { Exponent: Number { Value: var e } } && index == 0
        ? e.IsInteger ? Math.Min(4, (int)BigInteger.Abs(e.Numerator)) : e.Denominator == 2 ? (int)((BigInteger.Abs(e.Numerator) + 1) / 2) : 1
        : 1;

    private string Use(Expr expression, int context)
    {
        if (_nameOf(expression) is { } name)
        {
            return name;
        }

        (string text, int level) = Format(expression);
        return level < context ? "(" + text + ")" : text;
    }

    private (string Text, int Level) Format(Expr expression) => expression switch
    {
        Number { Value: var v } => (Literal(v.ToDouble()), v.Sign < 0 ? UnaryLevel : AtomLevel),
        Symbol s when ReferenceEquals(s, s.Factory.Pi) => ("global::System.Math.PI", AtomLevel),
        Symbol s => throw new InvalidOperationException($"The symbol {s.Name} has no variable."),
        Sum sum => (FormatSum(sum), SumLevel),
        Product product => FormatProduct(product.Children),
        Power { Exponent: Number { Value: { Sign: < 0 } e } } power => ("1.0 / " + PowerText(power.Base, -e, UnaryLevel), ProductLevel),
        Power power => FormatPower(power),
        Call { Function: BuiltInFunction f } call => (f.CSharp + "(" + string.Join(", ", call.Children.Select(a => Use(a))) + ")", AtomLevel),
        Piecewise p => ($"{Condition(p.Condition)} ? {Use(p.Then, SumLevel)} : {Use(p.Else, ConditionalLevel)}", ConditionalLevel),
        _ => (_special(expression) ?? throw new InvalidOperationException($"No rule prints a {expression.GetType().Name} in place."), AtomLevel),
    };

    private string Condition(Comparison c) => Use(c.Left, SumLevel) + (c.IsStrict ? " < " : " <= ") + Use(c.Right, SumLevel);

    private string FormatSum(Sum sum)
    {
        var text = new StringBuilder();
        IEnumerable<Expr> terms = sum.Children.OrderBy(t => IsNegative(t) ? 1 : 0);
        foreach (Expr term in terms)
        {
            bool isNegative = IsNegative(term);
            if (text.Length > 0)
            {
                text.Append(isNegative ? " - " : " + ");
            }
            else if (isNegative)
            {
                text.Append('-');
            }

            text.Append(isNegative ? Negated(term) : Use(term, text.Length > 0 ? ProductLevel : SumLevel));
        }

        return text.ToString();
    }

    private bool IsNegative(Expr term) => _nameOf(term) is null
        && (term is Number { Value.Sign: < 0 } || (term is Product && term.Children[0] is Number { Value.Sign: < 0 }));

    private string Negated(Expr term)
    {
        if (term is Number number)
        {
            return Literal(-number.Value.ToDouble());
        }

        var coefficient = (Number)term.Children[0];
        return FormatProduct([coefficient.Factory.Number(-coefficient.Value), .. term.Children.Skip(1)]).Text;
    }

    private (string Text, int Level) FormatProduct(IReadOnlyList<Expr> factors)
    {
        var top = new List<string>();
        var bottom = new List<string>();
        bool isNegative = false;
        foreach (Expr factor in factors)
        {
            switch (factor)
            {
                case Number { Value: var v } when _nameOf(factor) is null:
                    isNegative = v.Sign < 0;
                    double magnitude = Math.Abs(v.ToDouble());
                    if (v.IsInteger || v.Denominator.IsPowerOfTwo)
                    {
                        if (magnitude != 1 || factors.Count == 1)
                        {
                            top.Insert(0, Literal(magnitude));
                        }
                    }
                    else
                    {
                        top.Insert(0, Literal(magnitude));
                    }

                    break;
                case Power { Exponent: Number { Value: { Sign: < 0 } e } } power when _nameOf(factor) is null:
                    bottom.Add(PowerText(power.Base, -e, UnaryLevel));
                    break;
                default:
                    top.Add(Use(factor, UnaryLevel));
                    break;
            }
        }

        string numerator = top.Count == 0 ? "1.0" : string.Join(" * ", top);
        string text = (isNegative ? "-" : string.Empty) + numerator + bottom.Count switch
        {
            0 => string.Empty,
            1 => " / " + bottom[0],
            _ => " / (" + string.Join(" * ", bottom) + ")",
        };
        return (text, top.Count + bottom.Count <= 1 && bottom.Count == 0 ? (isNegative ? UnaryLevel : ProductLevel) : ProductLevel);
    }

    private (string Text, int Level) FormatPower(Power power) => power.Exponent is Number { Value: var e }
        ? (PowerText(power.Base, e, ConditionalLevel), e.IsInteger && e.Numerator <= 4 ? ProductLevel : AtomLevel)
        : ($"global::System.Math.Pow({Use(power.Base)}, {Use(power.Exponent)})", AtomLevel);

    /// <summary>A positive power: a product up to the fourth, square roots by <c>Math.Sqrt</c>, otherwise <c>Math.Pow</c>.</summary>
    private string PowerText(Expr @base, Rational exponent, int context)
    {
        if (exponent.IsInteger && exponent.Numerator <= 4)
        {
            string factor = Use(@base, UnaryLevel);
            string text = string.Join(" * ", Enumerable.Repeat(factor, (int)exponent.Numerator));
            return exponent.IsOne || context < UnaryLevel ? text : "(" + text + ")";
        }

        if (exponent.Denominator == 2 && exponent.Numerator <= 7)
        {
            string root = "global::System.Math.Sqrt(" + Use(@base) + ")";
            int whole = (int)(exponent.Numerator / 2);
            if (whole == 0)
            {
                return root;
            }

            string text = string.Join(" * ", Enumerable.Repeat(Use(@base, UnaryLevel), whole)) + " * " + root;
            return context < UnaryLevel ? text : "(" + text + ")";
        }

        return $"global::System.Math.Pow({Use(@base)}, {Literal(exponent.ToDouble())})";
    }
}
