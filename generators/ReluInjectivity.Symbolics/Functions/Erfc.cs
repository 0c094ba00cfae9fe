namespace ReluInjectivity.Symbolics.Functions;

public static partial class ErrorFunctions
{
    /// <summary><c>erfc(x) = 1 - erf(x)</c>, relatively accurate in the right tail.</summary>
    public static BuiltInFunction Erfc { get; } = new(
        "erfc",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, _) => f.Number(2), degree: 2, rate: 1),
            Right = EndBehaviour.Vanishes(degree: 2, rate: 1),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "1 - erf(x), accurate in the tail",
        Values = new(0, 2),
        Value = static x => ErrorFunctionValues.Erfc(x[0]),

        // erfc(x) = 2 Phi(-sqrt(2) x)
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) => 2 * f.Call(Normal.Distribution, -(f.Sqrt(f.Number(2)) * x[0]))),

        // erfc'(x) = -2/sqrt(pi) exp(-x^2)
        Derivative = static (f, x, _) => -(2 / f.Sqrt(f.Pi) * f.Call(Exponentials.Exp, -f.Power(x[0], f.Number(2)))),

        // erfc(0) = 1
        Identities = static (f, x, _) => x[0].IsZero ? f.One : null,

        // 1 - erfc(x) = erf(x)
        Complement = static (f, x) => f.Call(Erf!, x[0]),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctions.Erfc",
        CSharpVector = "global::ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctions.Erfc",
        Latex = @"\operatorname{erfc}",
        C = "erfc",
    };
}
