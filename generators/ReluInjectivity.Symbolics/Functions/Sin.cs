namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Circular and hyperbolic functions.</summary>
public static partial class Trigonometric
{
    /// <summary><c>sin(x)</c>, x in radians.</summary>
    public static BuiltInFunction Sin { get; } = new(
        "sin",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Moderate,
            Right = EndBehaviour.Moderate,
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "sine",
        Values = RealInterval.Closed(-1, 1),
        Value = static x => Math.Sin(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // sin'(x) = cos(x)
        Derivative = static (f, x, _) => f.Call(Cos!, x[0]),

        // sin(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::System.Math.Sin",
        CSharpVector = "global::System.Runtime.Intrinsics.Vector256.Sin",
        Latex = @"\sin",
        C = "sin",
    };
}
