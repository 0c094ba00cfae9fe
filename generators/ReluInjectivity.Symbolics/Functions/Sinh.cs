namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>sinh(x)</c>, the hyperbolic sine.</summary>
    public static BuiltInFunction Sinh { get; } = new(
        "sinh",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Grows(degree: 1, coefficient: 1),
            Right = EndBehaviour.Grows(degree: 1, coefficient: 1),
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "hyperbolic sine",
        Values = RealInterval.Line,
        Value = static x => Math.Sinh(x[0]),

        // sinh(x) = (exp(x) - exp(-x))/2
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) => (f.Call(Exponentials.Exp, x[0]) - f.Call(Exponentials.Exp, -x[0])) / 2),

        // sinh'(x) = cosh(x)
        Derivative = static (f, x, _) => f.Call(Cosh!, x[0]),

        // sinh(0) = 0
        Identities = static (f, x, _) => x[0].IsZero ? f.Zero : null,
        CSharp = "global::System.Math.Sinh",
        Latex = @"\sinh",
        C = "sinh",
    };
}
