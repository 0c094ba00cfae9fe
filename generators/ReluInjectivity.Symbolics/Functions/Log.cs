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
        CSharp = "global::System.Math.Log",
        CSharpVector = "global::System.Runtime.Intrinsics.Vector256.Log",
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

        // log(exp x) = x
        if (IsExp(x))
        {
            return x.Children[0];
        }

        // log(exp(a) b) = a + log b for b > 0: the exponential can no longer underflow
        if (x is Product && x.Children.FirstOrDefault(IsExp) is { } exponential)
        {
            Expr rest = f.Multiply(x.Children.Where(c => !ReferenceEquals(c, exponential)));
            return isPositive(rest) ? exponential.Children[0] + f.Call(Log, rest) : null;
        }

        // log(b^(-1/2)) = -1/2 log b for b > 0
        return x is Power { Exponent: Number exponent } power && exponent.Value == new Rational(-1, 2) && isPositive(power.Base)
            ? exponent * f.Call(Log, power.Base)
            : null;
    }

    private static bool IsExp(Expr e) => e is Call { Function: var f } && ReferenceEquals(f, Exp);
}
