namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>acos(x)</c>, the arc cosine between 0 and pi, accurate near 1.</summary>
    public static BuiltInFunction Acos { get; } = new(
        "acos",
        new Argument("x")
        {
            Domain = RealInterval.Closed(-1, 1),
            Left = null,
            Right = null,
            LengthScale = null,
        })
    {
        Summary = "arc cosine",
        Values = RealInterval.Closed(0, Math.PI),
        Value = static x => Math.Acos(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // acos'(x) = -(1 - x^2)^(-1/2)
        Derivative = static (f, x, _) => -f.Power(f.One - f.Power(x[0], f.Number(2)), -f.Half),

        // acos(0) = pi/2, acos(1) = 0, acos(-1) = pi
        Identities = static (f, x, _) => x[0].IsZero ? f.Half * f.Pi : x[0].Equals(f.One) ? f.Zero : x[0].Equals(-f.One) ? f.Pi : null,
        CSharp = "global::System.Math.Acos",
        Latex = @"\arccos",
        C = "acos",
    };
}
