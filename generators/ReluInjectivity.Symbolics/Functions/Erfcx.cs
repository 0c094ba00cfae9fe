namespace ReluInjectivity.Symbolics.Functions;

public static partial class ErrorFunctions
{
    /// <summary><c>erfcx(x) = exp(x^2) erfc(x)</c>: falls like 1/(x sqrt(pi)) to the right, grows like 2 exp(x^2) to the left.</summary>
    public static BuiltInFunction Erfcx { get; } = new(
        "erfcx",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Grows(degree: 2, coefficient: 1),
            Right = EndBehaviour.Vanishes(degree: 0, rate: 0),
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "exp(x^2) erfc(x)",
        Values = RealInterval.Positive,
        Value = static x => ErrorFunctionValues.Erfcx(x[0]),

        // erfcx(x) = 2 exp(x^2) Phi(-sqrt(2) x)
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) =>
            2 * f.Call(Exponentials.Exp, f.Power(x[0], f.Number(2))) * f.Call(Normal.Distribution, -(f.Sqrt(f.Number(2)) * x[0]))),

        // erfcx'(x) = 2 x erfcx(x) - 2/sqrt(pi)
        Derivative = static (f, x, _) => (2 * x[0] * f.Call(Erfcx!, x[0])) - (2 / f.Sqrt(f.Pi)),

        // erfcx(0) = 1
        Identities = static (f, x, _) => x[0].IsZero ? f.One : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctions.Erfcx",
        CSharpVector = "global::ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctions.Erfcx",
        Latex = @"\operatorname{erfcx}",
        C = "rij_erfcx",

        // x^2 = square + rest exactly, so that the rounding of the square is not magnified; far out the asymptotic series in u = 1/(2 x^2)
        CSource = """
            static double rij_erfcx(double x)
            {
                if (x > 26)
                {
                    double u = 0.5 / (x * x);
                    return 0.56418958354775628695 / x * (1 - u * (1 - u * (3 - u * (15 - u * (105 - u * (945 - u * 10395))))));
                }
                if (x < -27) return HUGE_VAL;
                double square = x * x;
                double rest = fma(x, x, -square);
                return exp(square) * (1 + rest) * erfc(x);
            }
            """,
    };
}
