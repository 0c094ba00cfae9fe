namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>softplus(x) = log(1 + exp(x))</c>, where the exponential overflows too.</summary>
    public static BuiltInFunction Softplus { get; } = new(
        "softplus",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Vanishes(degree: 1, rate: 1),
            Right = EndBehaviour.Moderate,
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "log(1 + exp(x)), also where exp(x) overflows",
        Values = RealInterval.Positive,
        Value = static x => SoftplusValue(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // softplus'(x) = logistic(x)
        Derivative = static (f, x, _) => f.Call(Logistic!, x[0]),

        // softplus(0) = log(2)
        Identities = static (f, x, _) => x[0].IsZero ? f.Call(Log, f.Number(2)) : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Softplus",
        Latex = @"\operatorname{softplus}",
        C = "rij_softplus",
        CSource = """
            static double rij_softplus(double x)
            {
                return (x > 0 ? x : 0) + log1p(exp(-fabs(x)));
            }
            """,
    };

    /// <summary>max(x, 0) + log(1 + exp(-|x|)): the exponential is at most 1.</summary>
    private static double SoftplusValue(double x) => Math.Max(x, 0) + Log1pValue(Math.Exp(-Math.Abs(x)));
}
