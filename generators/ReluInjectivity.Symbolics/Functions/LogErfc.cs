namespace ReluInjectivity.Symbolics.Functions;

public static partial class ErrorFunctions
{
    /// <summary><c>logErfc(x) = log(erfc(x))</c>, where erfc underflows too.</summary>
    public static BuiltInFunction LogErfc { get; } = new(
        "logErfc",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, _) => f.Call(Exponentials.Log, f.Number(2)), degree: 2, rate: 1),
            Right = EndBehaviour.Moderate,
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "log(erfc(x)), also where erfc(x) underflows",
        Values = new(double.NegativeInfinity, Math.Log(2), IsUpperAttained: true),
        Value = static x => ErrorFunctionValues.LogErfc(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // logErfc'(x) = -sqrt(2) phi(y)/Phi(y) with y = -sqrt(2) x, as erfc(x) = 2 Phi(y)
        Derivative = static (f, x, _) => -(f.Sqrt(f.Number(2)) * f.Call(Normal.InverseMills, -(f.Sqrt(f.Number(2)) * x[0]))),

        // logErfc(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctions.LogErfc",
        Latex = @"\log\operatorname{erfc}",
        C = "rij_logErfc",
        CPrerequisites = new[] { "erfcx" }.ToEquatableArray(),
        CSource = """
            static double rij_logErfc(double x)
            {
                return x < 0.5 ? log1p(-erf(x)) : log(rij_erfcx(x)) - x * x;
            }
            """,
    };
}
