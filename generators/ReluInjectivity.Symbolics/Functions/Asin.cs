namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>asin(x)</c>, the arc sine between -pi/2 and pi/2.</summary>
    public static BuiltInFunction Asin { get; } = new(
        "asin",
        new Argument("x")
        {
            Domain = RealInterval.Closed(-1, 1),
            Left = null,
            Right = null,
            LengthScale = null,
        })
    {
        Summary = "arc sine",
        Values = RealInterval.Closed(-Math.PI / 2, Math.PI / 2),
        Value = static x => Math.Asin(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // asin'(x) = (1 - x^2)^(-1/2)
        Derivative = static (f, x, _) => f.Power(f.One - f.Power(x[0], f.Number(2)), -f.Half),

        // asin(0) = 0, asin(1) = pi/2, asin(-1) = -pi/2
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : x[0].Equals(f.One) ? f.Half * f.Pi : x[0].Equals(-f.One) ? -(f.Half * f.Pi) : null,
        CSharp = "global::System.Math.Asin",
        Latex = @"\arcsin",
        C = "asin",
    };
}
