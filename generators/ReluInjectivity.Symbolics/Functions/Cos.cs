namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>cos(x)</c>, x in radians.</summary>
    public static BuiltInFunction Cos { get; } = new(
        "cos",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Moderate,
            Right = EndBehaviour.Moderate,
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "cosine",
        Values = RealInterval.Closed(-1, 1),
        Value = static x => Math.Cos(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // cos'(x) = -sin(x)
        Derivative = static (f, x, _) => -f.Call(Sin!, x[0]),

        // cos(0) = 1
        Identities = static (f, x, _) => x[0].IsZero ? f.One : null,

        // 1 - cos(x) = 2 sin(x/2)^2
        Complement = static (f, x) => 2 * f.Power(f.Call(Sin!, x[0] / 2), f.Number(2)),
        CSharp = "global::System.Math.Cos",
        CSharpVector = "global::System.Runtime.Intrinsics.Vector256.Cos",
        Latex = @"\cos",
        C = "cos",
    };
}
