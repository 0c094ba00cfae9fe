namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>atan(x)</c>, the arc tangent between -pi/2 and pi/2.</summary>
    public static BuiltInFunction Atan { get; } = new(
        "atan",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, _) => -(f.Half * f.Pi), degree: 0, rate: 0),
            Right = EndBehaviour.TendsTo(static (f, _) => f.Half * f.Pi, degree: 0, rate: 0),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "arc tangent",
        Values = new(-Math.PI / 2, Math.PI / 2),
        Value = static x => Math.Atan(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // atan'(x) = 1/(1 + x^2)
        Derivative = static (f, x, _) => f.One / (f.One + f.Power(x[0], f.Number(2))),

        // atan(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::System.Math.Atan",
        Latex = @"\arctan",
        C = "atan",
    };
}
