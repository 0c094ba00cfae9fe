using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>tan(x)</c>, x in radians; poles at odd multiples of pi/2.</summary>
    public static BuiltInFunction Tan { get; } = new(
        "tan",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            DomainNote = "x no odd multiple of pi/2",
            Left = null,
            Right = null,
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "tangent",
        Values = RealInterval.Line,
        Value = static x => Math.Tan(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // tan'(x) = 1 + tan(x)^2
        Derivative = static (f, x, _) => f.One + f.Power(f.Call(Tan!, x[0]), f.Number(2)),

        // tan(0) = 0; tan(n pi/2) is no number for odd n
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : (x[0] / f.Pi) is Number { Value.Denominator: var d } && d == 2 ? f.Undefined : null,
        CSharp = "global::System.Math.Tan",
        Latex = @"\tan",
        C = "tan",
    };
}
