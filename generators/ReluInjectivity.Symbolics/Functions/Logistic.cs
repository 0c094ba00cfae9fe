namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>logistic(x) = 1/(1 + exp(-x))</c>, the logistic sigmoid.</summary>
    public static BuiltInFunction Logistic { get; } = new(
        "logistic",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Vanishes(degree: 1, rate: 1),
            Right = EndBehaviour.TendsTo(static (f, _) => f.One, degree: 1, rate: 1),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "1/(1 + exp(-x))",
        Values = new(0, 1),
        Value = static x => LogisticValue(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // logistic'(x) = logistic(x) logistic(-x)
        Derivative = static (f, x, _) => f.Call(Logistic!, x[0]) * f.Call(Logistic!, -x[0]),

        // logistic(0) = 1/2
        Identities = static (f, x, _) => x[0].IsZero ? f.Half : null,

        // 1 - logistic(x) = logistic(-x)
        Complement = static (f, x) => f.Call(Logistic!, -x[0]),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Logistic",
        Latex = @"\sigma",
        C = "rij_logistic",
        CSource = """
            static double rij_logistic(double x)
            {
                double e = exp(-fabs(x));
                return x >= 0 ? 1 / (1 + e) : e / (1 + e);
            }
            """,
    };

    /// <summary>1/(1 + exp(-x)) or exp(x)/(1 + exp(x)), whichever has a small exponential: both tails keep their digits.</summary>
    private static double LogisticValue(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
