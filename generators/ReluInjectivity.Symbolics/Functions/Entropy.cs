namespace ReluInjectivity.Symbolics.Functions;

public static partial class Counting
{
    /// <summary><c>entropy(p) = -p log(p) - (1 - p) log(1 - p)</c>, the entropy of a coin in nats.</summary>
    public static BuiltInFunction Entropy { get; } = new(
        "entropy",
        new Argument("p") { Domain = RealInterval.Closed(0, 1), Left = null, Right = null, LengthScale = null })
    {
        Summary = "-p log(p) - (1 - p) log(1 - p), 0 at both ends",
        Values = RealInterval.Closed(0, Math.Log(2)),
        Value = static x => EntropyValue(x[0]),
        IntegrandForm = IntegrandForm.Opaque,

        // entropy'(p) = log1p(-p) - log(p)
        Derivative = static (f, x, _) => f.Call(Exponentials.Log1p, -x[0]) - f.Call(Exponentials.Log, x[0]),

        // entropy(0) = entropy(1) = 0, entropy(1/2) = log(2)
        Identities = static (f, x, _) => x[0].IsZero || x[0].IsOne ? f.Zero : x[0].Equals(f.Half) ? f.Call(Exponentials.Log, f.Number(2)) : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Entropy",
        Latex = @"\operatorname{entropy}",
        C = "rij_entropy",

        // the logarithm of what is near 1 by log1p
        CSource = """
            static double rij_entropy(double p)
            {
                double q = 1 - p;
                if (p == 0 || q == 0) return 0;
                return -(p > 0.5 ? p * log1p(-q) : p * log(p)) - (p > 0.5 ? q * log(q) : q * log1p(-p));
            }
            """,
    };

    /// <summary>With the smaller of p and 1 - p, which is exact where p is the larger one: the logarithm of the other is log1p.</summary>
    private static double EntropyValue(double p)
    {
        double small = p > 0.5 ? 1 - p : p;
        double large = p > 0.5 ? p : 1 - p;
        return small == 0 ? 0 : -(small * Math.Log(small)) - (large * Exponentials.Log1p.Evaluate(-small));
    }
}
