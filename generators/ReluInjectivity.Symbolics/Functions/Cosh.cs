namespace ReluInjectivity.Symbolics.Functions;

public static partial class Trigonometric
{
    /// <summary><c>cosh(x)</c>, the hyperbolic cosine.</summary>
    public static BuiltInFunction Cosh { get; } = new(
        "cosh",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Grows(degree: 1, coefficient: 1),
            Right = EndBehaviour.Grows(degree: 1, coefficient: 1),
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "hyperbolic cosine",
        Values = RealInterval.From(1),
        Value = static x => Math.Cosh(x[0]),

        // cosh(x) = (exp(x) + exp(-x))/2
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) => (f.Call(Exponentials.Exp, x[0]) + f.Call(Exponentials.Exp, -x[0])) / 2),

        // cosh'(x) = sinh(x)
        Derivative = static (f, x, _) => f.Call(Sinh!, x[0]),

        // cosh(0) = 1
        Identities = static (f, x, _) => x[0].IsZero ? f.One : null,
        CSharp = "global::System.Math.Cosh",
        Latex = @"\cosh",
        C = "cosh",
    };
}
