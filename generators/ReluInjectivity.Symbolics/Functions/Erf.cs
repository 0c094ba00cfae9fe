namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Error functions.</summary>
public static partial class ErrorFunctions
{
    /// <summary><c>erf(x)</c>, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.</summary>
    public static BuiltInFunction Erf { get; } = new(
        "erf",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, _) => f.MinusOne, degree: 2, rate: 1),
            Right = EndBehaviour.TendsTo(static (f, _) => f.One, degree: 2, rate: 1),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "error function",
        Values = new(-1, 1),
        Value = static x => ErrorFunctionValues.Erf(x[0]),

        // erf(x) = 2 Phi(sqrt(2) x) - 1
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) => (2 * f.Call(Normal.Distribution, f.Sqrt(f.Number(2)) * x[0])) - f.One),

        // erf'(x) = 2/sqrt(pi) exp(-x^2)
        Derivative = static (f, x, _) => 2 / f.Sqrt(f.Pi) * f.Call(Exponentials.Exp, -f.Power(x[0], f.Number(2))),

        // erf(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,

        // 1 - erf(x) = erfc(x)
        Complement = static (f, x) => f.Call(Erfc!, x[0]),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctions.Erf",
        Latex = @"\operatorname{erf}",
        C = "erf",
    };
}
