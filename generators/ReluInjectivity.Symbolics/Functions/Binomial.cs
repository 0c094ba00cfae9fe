using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

public static partial class Counting
{
    private const int Largest = 10_000;

    /// <summary><c>binomial(n, k)</c>, the number of choices of k among n, 0 for k &gt; n: an exact number, since both are whole ones that are known when the file is compiled.</summary>
    public static BuiltInFunction Binomial { get; } = new(
        "binomial",
        new Argument("n")
        {
            Domain = RealInterval.Closed(0, Largest), IsWhole = true, DomainNote = "n = 0, ..., 10000", Left = null, Right = null, LengthScale = null,
        },
        new Argument("k") { Domain = RealInterval.From(0), IsWhole = true, DomainNote = "k = 0, 1, ...", Left = null, Right = null, LengthScale = null })
    {
        Summary = "choices of k among n, of whole numbers: levels, depths, indices",
        HasNoSlope = true,
        Values = RealInterval.From(0),
        Value = static x => BinomialValue(x[0], x[1]),
        IntegrandForm = IntegrandForm.Opaque,
        Derivative = static (f, _, _) => f.Zero,
        Identities = static (f, x, _) => x[0] is Number { Value: var n } && x[1] is Number { Value: var k } ? f.Number(Exact((int)n.ToDouble(), k.ToDouble())) : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Binomial",
        Latex = @"\operatorname{binomial}",
        LatexForm = static x => new(@"\binom{" + x[0] + "}{" + x[1] + "}"),
        C = "rij_binomial",

        // products of quotients, the smaller of k and n - k of them
        CSource = """
            static double rij_binomial(double n, double k)
            {
                double value = 1, last = k > n - k ? n - k : k;
                if (!(n >= 0 && n <= 10000 && k >= 0 && n == floor(n) && k == floor(k))) return NAN;
                for (double j = 1; j <= last; j++) value = value * (n - last + j) / j;
                return k > n ? 0 : value;
            }
            """,
    };

    /// <summary>The same value in double precision, infinite beyond; NaN where an argument is none that it takes.</summary>
    private static double BinomialValue(double n, double k)
    {
        if (!(n is >= 0 and <= Largest && k >= 0 && n.Equals(Math.Floor(n)) && k.Equals(Math.Floor(k))))
        {
            return double.NaN;
        }

        double last = Math.Min(k, n - k);
        double value = k > n ? 0 : 1;
        for (double j = 1; j <= last; j++)
        {
            value = value * (n - last + j) / j;
        }

        return value;
    }

    private static Rational Exact(int n, double k)
    {
        int last = (int)Math.Min(k, n - k);
        Rational value = k > n ? Rational.Zero : Rational.One;
        for (int j = 1; j <= last; j++)
        {
            value *= new Rational(n - last + j, j);
        }

        return value;
    }
}
