using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>log(x)</c>, the natural logarithm.</summary>
    public static BuiltInFunction Log { get; } = new(
        "log",
        new Argument("x")
        {
            Domain = RealInterval.Positive,
            Left = null,
            Right = EndBehaviour.Moderate,
            LengthScale = null,
        })
    {
        Summary = "natural logarithm",
        Values = RealInterval.Line,
        Value = static x => Math.Log(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // log'(x) = 1/x
        Derivative = static (f, x, _) => f.One / x[0],
        Identities = static (f, x, isPositive) => SimplerLog(f, x[0], isPositive),

        // log(y^n) = n log(y)
        OfPower = static (f, y, n) => n * f.Call(Log!, y),
        CSharp = "global::System.Math.Log",
        CSharpVector = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Log",
        Latex = @"\log",
        C = "log",
    };

    private static Expr? SimplerLog(ExprFactory f, Expr x, Func<Expr, bool> isPositive)
    {
        // log(1) = 0
        if (x.IsOne)
        {
            return f.Zero;
        }

        // log(10^300 a) = 300 log(10) + log(a) for a number beyond what double precision holds
        if (x is Number { Value: { Sign: > 0 } v } && v.ToDouble() is 0 or double.PositiveInfinity)
        {
            int digits = v > Rational.One ? 300 : -300;
            return (f.Number(digits) * f.Call(Log, f.Number(10))) + f.Call(Log, f.Number(v / new Rational(10, 1).Pow(digits)));
        }

        // log(exp x) = x, log(Phi x) = logPhi x, log(1 - Phi x) = logPhi(-x),
        // log(Phi b - Phi a) = logPhiBetween(a, b), log(erfc x) = logErfc x, log(cosh x) = logcosh x
        if (LogOfFactor(f, x) is { } whole)
        {
            return whole;
        }

        // log(exp(a) b) = a + log b for b > 0, and the same for the others: the factor can no longer underflow
        if (x is Product && x.Children.FirstOrDefault(c => LogOfFactor(f, c) is not null) is { } factor)
        {
            Expr rest = f.Multiply(x.Children.Where(c => !ReferenceEquals(c, factor)));
            return isPositive(rest) ? LogOfFactor(f, factor)! + f.Call(Log, rest) : null;
        }

        if (x is Sum && LogOfSum(f, x, isPositive) is { } sum)
        {
            return sum;
        }

        // log(b^(-1/2)) = -1/2 log b for b > 0
        return x is Power { Exponent: Number exponent } power && exponent.Value == new Rational(-1, 2) && isPositive(power.Base)
            ? exponent * f.Call(Log, power.Base)
            : null;
    }

    /// <summary>The logarithm of a factor that may overflow or underflow where its logarithm does not; null for others.</summary>
    private static Expr? LogOfFactor(ExprFactory f, Expr e) => e switch
    {
        Call { Function: var g } when ReferenceEquals(g, Exp) => e.Children[0],
        Call { Function: var g } when ReferenceEquals(g, Normal.Distribution) => f.Call(Normal.LogDistribution, e.Children[0]),
        Call { Function: var g } when ReferenceEquals(g, Normal.Between) => f.Call(Normal.LogBetween, e.Children[0], e.Children[1]),
        Sum { Children.Count: 2 } when e.Children.Any(static c => c.IsOne) && e.Children.FirstOrDefault(c => IsPhi(-c)) is { } phi =>
            f.Call(Normal.LogDistribution, -(-phi).Children[0]),
        Sum when PhiAndLessPhi(f, e) is (var b, var a) => f.Call(Normal.LogBetween, a, b),
        Call { Function: var g } when ReferenceEquals(g, ErrorFunctions.Erfc) => f.Call(ErrorFunctions.LogErfc, e.Children[0]),
        Call { Function: var g } when ReferenceEquals(g, Trigonometric.Cosh) => f.Call(Trigonometric.LogCosh, e.Children[0]),
        Call { Function: var g } when ReferenceEquals(g, Normal.ScaledDistribution) => e.Children[0] + f.Call(Normal.LogScaledDistribution, e.Children[1]),
        Power { Exponent: Number n } power when LogOfFactor(f, power.Base) is { } inner => n * inner,
        _ => null,
    };

    /// <summary>The arguments of <c>Phi(b) - Phi(a)</c>; null for other expressions.</summary>
    private static (Expr B, Expr A)? PhiAndLessPhi(ExprFactory f, Expr e) =>
        e.Children.Count == 2
        && e.Children.FirstOrDefault(IsPhi) is { } plus && e.Children.FirstOrDefault(c => IsPhi(-c)) is { } minus
            ? (plus.Children[0], (-minus).Children[0]) : null;

    private static bool IsPhi(Expr e) => e is Call { Function: var g } && ReferenceEquals(g, Normal.Distribution);

    /// <summary>
    /// log(a exp(x) + b exp(y) + ...) = logaddexp(x + log a, logaddexp(y + log b, ...)) where all terms are positive; null for other sums. One
    /// with terms that are no exponential stays as it is where every exponential in it is at most e.
    /// </summary>
    private static Expr? LogOfSum(ExprFactory f, Expr sum, Func<Expr, bool> isPositive)
    {
        Expr[] exponentials = [.. sum.Children.Where(t => Factors(t).Any(IsScaled))];
        Expr[] others = [.. sum.Children.Except(exponentials)];
        if (exponentials.Length is 0 or > 8 || !sum.Children.All(isPositive)
            || (others.Any(static t => t.Children.Count > 0) && exponentials.SelectMany(Factors).Where(IsScaled).All(c => isPositive(f.One - c.Children[0]))))
        {
            return null;
        }

        IEnumerable<Expr> logarithms = exponentials.Select(t => f.Call(Log, t));
        return (others.Length == 0 ? logarithms : logarithms.Prepend(f.Call(Log, f.Add(others)))).Aggregate((a, b) => f.Call(LogAddExp, a, b));
    }

    private static bool IsScaled(Expr e) => IsExp(e) || (e is Call { Function: var f } && ReferenceEquals(f, Normal.ScaledDistribution));

    private static IEnumerable<Expr> Factors(Expr e) => e is Product ? e.Children : [e];

    private static bool IsExp(Expr e) => e is Call { Function: var f } && ReferenceEquals(f, Exp);
}
