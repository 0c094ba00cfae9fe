using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>The standard normal distribution.</summary>
public static partial class Normal
{
    /// <summary>The density <c>phi(x) = exp(-x^2/2)/sqrt(2 pi)</c>.</summary>
    public static BuiltInFunction Density { get; } = new(
        "phi",
        new Argument("x")
        {
            Domain = RealInterval.Line,
            Left = EndBehaviour.Vanishes(degree: 2, rate: new Rational(1, 2)),
            Right = EndBehaviour.Vanishes(degree: 2, rate: new Rational(1, 2)),
            LengthScale = LengthScaleRules.NearZero,
        })
    {
        Summary = "standard normal density",
        Values = new(0, ErrorFunctionValues.InverseSqrt2Pi, IsUpperAttained: true),
        Value = static x => ErrorFunctionValues.InverseSqrt2Pi * ErrorFunctionValues.ExpOfNegativeSquare(x[0], 0.5),

        // phi(x) = exp(-x^2/2)/sqrt(2 pi)
        IntegrandForm = IntegrandForm.WrittenAs(static (f, x) =>
            f.Call(Exponentials.Exp, new Rational(-1, 2) * f.Power(x[0], f.Number(2))) / f.Sqrt(2 * f.Pi)),

        // phi'(x) = -x phi(x)
        Derivative = static (f, x, _) => -(x[0] * f.Call(Density!, x[0])),
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.Pdf",
        CSharpVector = "global::ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.Pdf",
        Latex = @"\varphi",
        C = "rij_phi",

        // x^2 = square + rest exactly, so that the rounding of the square is not magnified
        CSource = """
            static double rij_phi(double x)
            {
                if (!(fabs(x) < 39)) return x != x ? x : 0;
                double square = x * x;
                double rest = fma(x, x, -square);
                return 0.39894228040143267794 * exp(-0.5 * square) * (1 - 0.5 * rest);
            }
            """,
    };
}
