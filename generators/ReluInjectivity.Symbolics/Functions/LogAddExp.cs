namespace ReluInjectivity.Symbolics.Functions;

public static partial class Exponentials
{
    /// <summary><c>logaddexp(x, y) = log(exp(x) + exp(y))</c>, where the exponentials overflow or underflow too.</summary>
    public static BuiltInFunction LogAddExp { get; } = new(
        "logaddexp",
        new Argument("x") { Domain = RealInterval.Line, Left = null, Right = EndBehaviour.Moderate, LengthScale = LengthScaleRules.Linear },
        new Argument("y") { Domain = RealInterval.Line, Left = null, Right = EndBehaviour.Moderate, LengthScale = LengthScaleRules.Linear })
    {
        Summary = "log(exp(x) + exp(y)), also where these overflow or underflow",
        Values = RealInterval.Line,
        Value = static x => LogAddExpValue(x[0], x[1]),
        IntegrandForm = IntegrandForm.Opaque,

        // d/dx logaddexp(x, y) = logistic(x - y), and for y the same with both exchanged
        Derivative = static (f, x, index) => f.Call(Logistic!, x[index] - x[1 - index]),

        // logaddexp(x, x) = x + log(2); logaddexp(0, y) = softplus(y)
        Identities = static (f, x, _) => ReferenceEquals(x[0], x[1]) ? x[0] + f.Call(Log, f.Number(2))
            : x[0].IsZero ? f.Call(Softplus!, x[1])
            : x[1].IsZero ? f.Call(Softplus!, x[0])
            : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.LogAddExp",
        Latex = @"\operatorname{logaddexp}",
        C = "rij_logaddexp",
        CSource = """
            static double rij_logaddexp(double x, double y)
            {
                if (x == y) return x + 0.69314718055994530942;
                return (x > y ? x : y) + log1p(exp(-fabs(x - y)));
            }
            """,
    };

    /// <summary>max(x, y) + log(1 + exp(-|x - y|)); two infinities of one sign give that.</summary>
    private static double LogAddExpValue(double x, double y) =>
        x.Equals(y) ? x + Math.Log(2) : Math.Max(x, y) + Log1pValue(Math.Exp(-Math.Abs(x - y)));
}
