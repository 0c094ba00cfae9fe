using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>Expressions in LaTeX, for math mode.</summary>
public sealed class LatexPrinter
{
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int PowerLevel = 4;
    private const int AtomLevel = 5;

    private static readonly HashSet<string> Greek = new(StringComparer.Ordinal)
    {
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma",
        "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
    };

    private readonly Func<Symbol, string> _nameOf;

    private LatexPrinter(Func<Symbol, string> nameOf) => _nameOf = nameOf;

    /// <summary>The expression in LaTeX.</summary>
    public static string Print(Expr expression) => Print(expression, static s => Name(s.Name));

    /// <summary>The expression in LaTeX, its symbols under other names than their own.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="nameOf">A symbol's name in LaTeX.</param>
    public static string Print(Expr expression, Func<Symbol, string> nameOf) => new LatexPrinter(nameOf).Format(expression).Text;

    /// <summary>A name with its indices as subscripts: <c>\lambda_{2}</c>.</summary>
    public static string Name(IndexedName name) => name.Indices.Count == 0
        ? Stem(name.Stem)
        : Subscripted(name.Stem, string.Join(", ", name.Indices.Select(i => i.ToString(CultureInfo.InvariantCulture))));

    /// <summary>A name with indices that need not be numbers: <c>\lambda_{k+1}</c>.</summary>
    public static string Subscripted(string stem, string indices) => Stem(stem) + "_{" + indices + "}";

    /// <summary>A name without indices: a letter, Greek or not, or upright text.</summary>
    public static string Stem(string stem) => Greek.Contains(stem) ? "\\" + stem : stem.Length == 1 ? stem : @"\mathrm{" + stem.Replace("_", @"\_") + "}";

    private string Use(Expr expression, int context = 0)
    {
        (string text, int level) = Format(expression);
        return level < context ? @"\left(" + text + @"\right)" : text;
    }

    private (string Text, int Level) Format(Expr expression) => expression switch
    {
        Number { Value: var v } => FormatNumber(v),
        Symbol symbol => (_nameOf(symbol), AtomLevel),
        Undefined => (@"\text{undefined}", AtomLevel),
        Sum sum => (FormatSum(sum), SumLevel),
        Product or Power { Exponent: Number { Value.Sign: < 0 } } => FormatProduct(expression),
        Power { Exponent: Number e } power when e.Value == new Rational(1, 2) => (@"\sqrt{" + Use(power.Base) + "}", AtomLevel),
        Power power => (Use(power.Base, AtomLevel) + "^{" + Use(power.Exponent) + "}", PowerLevel),
        Call call => FormatCall(call),
        Comparison c => (Use(c.Left) + (c.IsStrict ? " < " : @" \le ") + Use(c.Right), 0),
        Piecewise p => (FormatBranches(p), AtomLevel),
        Derivative d => (@"\frac{\partial}{\partial " + _nameOf(d.Variable) + @"} \left[" + Use(d.Body) + @"\right]", AtomLevel),
        Expectation e => (@"\mathbb{E}_{" + _nameOf(e.Variable) + @"} \left[" + Use(e.Body) + @"\right]", AtomLevel),
        _ => throw new InvalidOperationException($"No rule prints a {expression.GetType().Name} in LaTeX."),
    };

    private static (string Text, int Level) FormatNumber(Rational v)
    {
        if (v.IsInteger)
        {
            return (v.ToString(), v.Sign < 0 ? SumLevel : AtomLevel);
        }

        var magnitude = System.Numerics.BigInteger.Abs(v.Numerator);
        string fraction = @"\frac{" + magnitude.ToString(CultureInfo.InvariantCulture) + "}{" + v.Denominator.ToString(CultureInfo.InvariantCulture) + "}";
        return v.Sign < 0 ? ("-" + fraction, SumLevel) : (fraction, ProductLevel);
    }

    private (string Text, int Level) FormatCall(Call call)
    {
        LatexCall text = call.Function.PrintLatex([.. call.Children.Select(c => Use(c))]);
        return (text.Text, text.IsSum ? SumLevel : AtomLevel);
    }

    private string FormatSum(Sum sum)
    {
        var text = new StringBuilder();
        foreach (Expr term in ExprPrinter.PositiveFirst(sum))
        {
            bool isNegative = term.Factory.SplitCoefficient(term).Coefficient.Sign < 0;
            text.Append(isNegative ? text.Length > 0 ? " - " : "-" : text.Length > 0 ? " + " : string.Empty);
            text.Append(Use(isNegative ? -term : term, isNegative ? ProductLevel : SumLevel));
        }

        return text.ToString();
    }

    private (string Text, int Level) FormatProduct(Expr product)
    {
        ExprFactory f = product.Factory;
        IReadOnlyList<Expr> factors = product is Product ? product.Children : [product];
        var top = new List<Expr>();
        var bottom = new List<Expr>();
        bool isNegative = false;
        foreach (Expr factor in factors)
        {
            switch (factor)
            {
                case Number { Value: var v }:
                    isNegative = v.Sign < 0;
                    top.Add(f.Number(System.Numerics.BigInteger.Abs(v.Numerator) is var n ? new Rational(n, 1) : 1));
                    bottom.Add(f.Number(new Rational(v.Denominator, 1)));
                    break;
                case Power { Exponent: Number { Value: { Sign: < 0 } e } } power:
                    bottom.Add(f.Power(power.Base, f.Number(-e)));
                    break;
                default:
                    top.Add(factor);
                    break;
            }
        }

        top.RemoveAll(e => e.IsOne);
        bottom.RemoveAll(e => e.IsOne);
        string Join(List<Expr> parts, bool isSigned = false) => parts.Count == 0
            ? "1"
            : string.Join(@" \, ", parts.Select(p => Use(p, parts.Count > 1 || isSigned ? ProductLevel : 0)));
        string text = bottom.Count == 0 ? Join(top, isNegative) : @"\frac{" + Join(top) + "}{" + Join(bottom) + "}";
        return isNegative ? ("-" + text, SumLevel) : (text, ProductLevel);
    }

    private string FormatBranches(Piecewise piecewise)
    {
        var text = new StringBuilder(@"\begin{cases} ");
        Expr rest = piecewise;
        while (rest is Piecewise p)
        {
            text.Append(Use(p.Then)).Append(" & ").Append(Use(p.Condition)).Append(@" \\ ");
            rest = p.Else;
        }

        return text.Append(Use(rest)).Append(@" & \text{otherwise} \end{cases}").ToString();
    }
}
