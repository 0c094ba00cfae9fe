namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>tanh(x)</c>, the hyperbolic tangent.</summary>
    public static BuiltInFunction Tanh { get; } = new(
        "tanh",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.TendsTo(static (f, _) => f.MinusOne, degree: 1, rate: 2),
            Right = EndBehaviour.TendsTo(static (f, _) => f.One, degree: 1, rate: 2),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "hyperbolic tangent",
        Values = new(-1, 1),
        Value = static x => Math.Tanh(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // tanh'(x) = 1 - tanh(x)^2
        Derivative = static (f, x, _) => f.One - f.Power(f.Call(Tanh!, x[0]), f.Number(2)),

        // tanh(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::System.Math.Tanh",
        Latex = @"\tanh",
        C = "tanh",
    };
}
