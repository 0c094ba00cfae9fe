namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>expm1(x) = exp(x) - 1</c>, accurate near 0.</summary>
    public static BuiltInFunction Expm1 { get; } = new(
        "expm1",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, _) => f.MinusOne, degree: 1, rate: 1),
            Right = EndBehaviour.Grows(degree: 1, coefficient: 1),
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "exp(x) - 1, accurate near 0",
        Values = RealInterval.Above(-1),
        Value = static x => Expm1Value(x[0]),

        // expm1(x) = exp(x) - 1
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) => f.Call(Exp, x[0]) - f.One),

        // expm1'(x) = exp(x)
        Derivative = static (f, x, _) => f.Call(Exp, x[0]),

        // expm1(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Expm1",
        Latex = @"\operatorname{expm1}",
        C = "expm1",
    };

    /// <summary>(u - 1) x/log(u) with u = exp(x) rounded: the rounding errors of numerator and denominator cancel (W. Kahan).</summary>
    private static double Expm1Value(double x)
    {
        double u = Math.Exp(x);
        double difference = u - 1;
        return u == 1 ? x : difference == -1 || double.IsInfinity(u) ? difference : difference * (x / Math.Log(u));
    }
}
