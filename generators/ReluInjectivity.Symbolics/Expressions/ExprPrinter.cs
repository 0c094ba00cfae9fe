using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>Expressions as text, in the notation of the equation language.</summary>
public sealed class ExprPrinter
{
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int UnaryLevel = 3;
    private const int PowerLevel = 4;
    private const int AtomLevel = 5;

    private readonly Func<Expr, string?> _nameOf;

    private ExprPrinter(Func<Expr, string?> nameOf) => _nameOf = nameOf;

    /// <summary>The expression as text.</summary>
    public static string Print(Expr expression) => Print(expression, _ => null);

    /// <summary>The expression as text, with names in place of the sub-expressions that have one; the expression itself is written out.</summary>
    public static string Print(Expr expression, Func<Expr, string?> nameOf) => new ExprPrinter(nameOf).Format(expression).Text;

    private string Use(Expr expression, int context = 0)
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
        Number { Value: var v } => v.Sign < 0 || !v.IsInteger ? (v.ToString(), v.IsInteger ? UnaryLevel : ProductLevel) : (v.ToString(), AtomLevel),
        Symbol symbol => (SymbolText(symbol.Identity), AtomLevel),
        Undefined => ("undefined", AtomLevel),
        Sum sum => (FormatSum(sum), SumLevel),
        Product or Power { Exponent: Number { Value.Sign: < 0 } } => (FormatProduct(expression), ProductLevel),
        Power { Exponent: Number e } power when e.Value == new Rational(1, 2) => ("sqrt(" + Use(power.Base) + ")", AtomLevel),
        Power power => (Use(power.Base, AtomLevel) + "^" + Use(power.Exponent, PowerLevel), PowerLevel),
        Call call => (call.Function.Print([.. call.Children.Select(c => Use(c))]), AtomLevel),
        Comparison c => (Use(c.Left) + (c.IsStrict ? " < " : " <= ") + Use(c.Right), 0),
        Piecewise p => ("piecewise(" + FormatBranches(p) + ")", AtomLevel),
        Derivative d => ("diff(" + Use(d.Body) + ", " + Use(d.Variable) + ")", AtomLevel),
        Expectation e => ("E(" + Use(e.Variable) + ", " + Use(e.Body) + ")", AtomLevel),
        Reduction t => ("sum(" + Use(t.Body) + ")", AtomLevel),
        GaussianConvolution s => ($"convolve{s.Order}[{s.Source}->{s.Target}](" + Join(s.Children) + ")", AtomLevel),
        GaussianConvolutionAdjoint a => ($"convolveAdjoint{a.Order}[{a.Target}->{a.Domain}](" + Join(a.Children) + ")", AtomLevel),
        _ => throw new InvalidOperationException($"No rule prints a {expression.GetType().Name}."),
    };

    private static string SymbolText(SymbolIdentity symbol) => symbol.Role switch
    {
        SymbolRole.Bound when symbol.Number > 1 => symbol.Name + "'" + symbol.Number.ToString(CultureInfo.InvariantCulture),
        SymbolRole.Coordinate or SymbolRole.Weight or SymbolRole.Step => symbol.Name.Stem + symbol.Number.ToString(CultureInfo.InvariantCulture),
        _ => symbol.Name.ToString(),
    };

    private string Join(IEnumerable<Expr> expressions) => string.Join(", ", expressions.Select(e => Use(e)));

    private string FormatSum(Sum sum)
    {
        var text = new StringBuilder();
        foreach (Expr term in PositiveFirst(sum))
        {
            (Rational coefficient, _) = term.Factory.SplitCoefficient(term);
            bool isNegative = coefficient.Sign < 0;
            if (text.Length > 0)
            {
                text.Append(isNegative ? " - " : " + ");
            }
            else if (isNegative)
            {
                text.Append('-');
            }

            text.Append(Use(isNegative ? -term : term, isNegative ? ProductLevel : SumLevel));
        }

        return text.ToString();
    }

    /// <summary>The terms in their order, led by the first that needs no sign.</summary>
    internal static IEnumerable<Expr> PositiveFirst(Sum sum)
    {
        Expr? lead = sum.Children.FirstOrDefault(t => sum.Factory.SplitCoefficient(t).Coefficient.Sign > 0);
        return lead is null ? sum.Children : sum.Children.Where(t => !ReferenceEquals(t, lead)).Prepend(lead);
    }

    private string FormatProduct(Expr product)
    {
        IReadOnlyList<Expr> factors = product is Product ? product.Children : [product];
        var top = new List<string>();
        var bottom = new List<string>();
        string sign = string.Empty;
        foreach (Expr factor in factors)
        {
            switch (factor)
            {
                case Number { Value: var v }:
                    sign = v.Sign < 0 ? "-" : string.Empty;
                    var magnitude = System.Numerics.BigInteger.Abs(v.Numerator);
                    if (!magnitude.IsOne)
                    {
                        top.Insert(0, magnitude.ToString(CultureInfo.InvariantCulture));
                    }

                    if (!v.IsInteger)
                    {
                        bottom.Insert(0, v.Denominator.ToString(CultureInfo.InvariantCulture));
                    }

                    break;
                case Power { Exponent: Number { Value: { Sign: < 0 } e } } power:
                    bottom.Add(Use(product.Factory.Power(power.Base, product.Factory.Number(-e)), UnaryLevel));
                    break;
                default:
                    top.Add(Use(factor, UnaryLevel));
                    break;
            }
        }

        string numerator = top.Count == 0 ? "1" : string.Join("*", top);
        return sign + numerator + bottom.Count switch
        {
            0 => string.Empty,
            1 => "/" + bottom[0],
            _ => "/(" + string.Join("*", bottom) + ")",
        };
    }

    private string FormatBranches(Piecewise piecewise)
    {
        var text = new StringBuilder();
        Expr rest = piecewise;
        while (rest is Piecewise p)
        {
            text.Append(Use(p.Condition)).Append(": ").Append(Use(p.Then)).Append("; ");
            rest = p.Else;
        }

        return text.Append("else: ").Append(Use(rest)).ToString();
    }
}
