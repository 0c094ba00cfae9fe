namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>exprel(x) = (exp(x) - 1)/x</c>, 1 at 0.</summary>
    public static BuiltInFunction ExpRel { get; } = new(
        "exprel",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Vanishes(degree: 0, rate: 0),
            Right = EndBehaviour.Grows(degree: 1, coefficient: 1),
            LengthScale = LengthScaleRules.Linear,
        })
    {
        Summary = "expm1(x)/x, and 1 at 0",
        Values = RealInterval.Positive,
        Value = static x => x[0] == 0 ? 1 : Expm1Value(x[0]) / x[0],
        IntegrandForm = IntegrandForm.Opaque,

        // exprel'(x) = integral of t exp(x t) over t from 0 to 1
        Derivative = static (f, x, _) => f.Call(ExpMoment!, f.One, x[0]),

        // exprel(0) = 1
        Identities = static (f, x, _) => x[0].IsZero ? f.One : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.ExpRel",
        Latex = @"\operatorname{exprel}",
        C = "rij_exprel",
        CSource = """
            static double rij_exprel(double x)
            {
                return x == 0 ? 1 : expm1(x) / x;
            }
            """,
    };
}
