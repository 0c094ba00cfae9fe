namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>logcosh(x) = log(cosh(x))</c>, accurate near 0 and where cosh overflows; what <c>log(cosh(x))</c> becomes.</summary>
    public static BuiltInFunction LogCosh { get; } = new(
        "logcosh",
        new Argument("x") { Domain = RealInterval.Line, Left = EndBehaviour.Moderate, Right = EndBehaviour.Moderate, LengthScale = LengthScaleRules.NearZero })
    {
        Summary = "log(cosh(x)), accurate near 0, also where cosh(x) overflows",
        Values = RealInterval.From(0),
        Value = static x => LogCoshValue(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // logcosh'(x) = tanh(x)
        Derivative = static (f, x, _) => f.Call(Tanh!, x[0]),

        // logcosh(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.LogCosh",
        Latex = @"\log\cosh",
        C = "rij_logcosh",
        CSource = """
            static double rij_logcosh(double x)
            {
                double y = fabs(x), s = sinh(0.5 * (y < 1 ? y : 1));
                return y < 1 ? log1p(2 * s * s) : y + log1p(exp(-2 * y)) - 0.69314718055994530942;
            }
            """,
    };

    /// <summary>log(1 + 2 sinh(x/2)^2) near 0, |x| + log(1 + exp(-2|x|)) - log(2) beyond.</summary>
    private static double LogCoshValue(double x)
    {
        double y = Math.Abs(x);
        double s = Math.Sinh(0.5 * y);
        return Exponentials.Log1p.Evaluate(y < 1 ? 2 * s * s : Math.Exp(-2 * y)) + (y < 1 ? 0 : y - Math.Log(2));
    }
}
