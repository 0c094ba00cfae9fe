namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>log1p(x) = log(1 + x)</c>, accurate near 0.</summary>
    public static BuiltInFunction Log1p { get; } = new(
        "log1p",
        new Argument("x")
        {
            Domain = RealInterval.Above(-1),
            Left = null,
            Right = EndBehaviour.Moderate,
            LengthScale = null,
        })
    {
        Summary = "log(1 + x), accurate near 0",
        Values = RealInterval.Line,
        Value = static x => Log1pValue(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // log1p'(x) = 1/(1 + x)
        Derivative = static (f, x, _) => f.One / (f.One + x[0]),

        // log1p(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Log1p",
        Latex = @"\operatorname{log1p}",
        C = "log1p",
    };

    /// <summary>log(u) x/(u - 1) with u = 1 + x rounded: the rounding error of u cancels (W. Kahan).</summary>
    private static double Log1pValue(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }
}
