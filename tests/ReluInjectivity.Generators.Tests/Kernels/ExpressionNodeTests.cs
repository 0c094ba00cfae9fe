using ReluInjectivity.Runtime.SpecialFunctions;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using static ReluInjectivity.Generators.Tests.Kernels.Tiny;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>Every expression of the kernel's language, printed as C# and as C, against its value.</summary>
public sealed class ExpressionNodeTests
{
    private const double A = 0.7;
    private const double B = -1.3;
    private const double C = 2.5;

    [Fact]
    public void Constants()
    {
        Check(new Rational(1, 3), 1.0 / 3);
        Check(-7, -7);
        Check(Rational.Parse("1e-300"), 1e-300);
        Check(Rational.Parse("123456789012345680000"), 123456789012345680000.0);
        void Check(Rational value, double expected) => Is(new Constant(value), expected);
    }

    [Fact]
    public void Pi_IsPi() => Is(new Pi(), Math.PI);

    [Fact]
    public void Undefined_IsNotANumber() => Is(new Symbolics.Kernels.Undefined(), double.NaN);

    [Fact]
    public void Addition_SubtractsNegations()
    {
        Is(new Addition(Operands(X, Y, Z)), A + B + C);
        Is(new Addition(Operands(X, new Negation(Y), new Negation(new Addition(Operands(Y, Z))))), A - B - (B + C));
        Is(new Addition(Operands(new Negation(X), new Negation(new Negation(Y)), Number(-2))), -A + B - 2);
    }

    [Fact]
    public void Multiplication_KeepsGroups()
    {
        Is(new Multiplication(Operands(X, Y, Z)), A * B * C);
        Is(new Multiplication(Operands(X, new Multiplication(Operands(Y, Z)), new Addition(Operands(X, Y)))), A * (B * C) * (A + B));
        Is(new Multiplication(Operands(X, new Negation(Y), Number(-3))), A * -B * -3);
    }

    [Fact]
    public void Division_IsNotAssociative()
    {
        Is(new Division(X, new Division(Y, Z)), A / (B / C));
        Is(new Division(new Division(X, Y), Z), A / B / C);
        Is(new Division(X, new Multiplication(Operands(Y, Z))), A / (B * C));
        Is(new Multiplication(Operands(X, new Division(Y, Z))), A * (B / C));
    }

    [Fact]
    public void Negation_BindsTightly()
    {
        Is(new Negation(X), -A);
        Is(new Negation(new Negation(new Negation(X))), -A);
        Is(new Negation(Number(-1)), 1);
        Is(new Negation(new Addition(Operands(X, Y))), -(A + B));
        Is(new IntegerPower(new Negation(X), 2), A * A);
        Is(new Negation(new IntegerPower(X, 2)), -(A * A));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(12)]
    public void IntegerPower_OfNegativeBase(int exponent)
    {
        Is(new IntegerPower(Y, exponent), Math.Pow(B, exponent));
        Is(new Division(Z, new IntegerPower(Y, exponent)), C / Math.Pow(B, exponent));
    }

    [Fact]
    public void SquareRoot_IsOne() => Is(new SquareRoot(new Addition(Operands(X, Z))), Math.Sqrt(A + C));

    [Fact]
    public void GeneralPower_OfAnyExponent() => Is(new GeneralPower(Z, Y), Math.Pow(C, B));

    [Fact]
    public void Extremum_OfSeveral()
    {
        Is(new Extremum(IsLargest: false, Operands(X, Y, Z)), B);
        Is(new Extremum(IsLargest: true, Operands(X, Y, Z)), C);
    }

    [Theory]
    [InlineData(true, 0.7, true)]
    [InlineData(false, 0.7, false)]
    public void Choice_OfEqualSides(bool isStrict, double limit, bool isElse) =>
        Is(new Choice(new Condition(X, Number(Rational.Parse(limit.ToString("R", System.Globalization.CultureInfo.InvariantCulture))), isStrict), Y, Z), isElse ? C : B);

    [Fact]
    public void Choice_NestsOnBothSides()
    {
        KernelExpr Inner(KernelExpr left) => new Choice(new Condition(left, Z, IsStrict: true), X, Y);
        Is(new Choice(new Condition(Inner(X), Y, IsStrict: true), Inner(Y), Inner(Z)), B);
        Is(new Addition(Operands(Z, Inner(X))), C + A);
    }

    public static TheoryData<string> Functions => [.. Registry.All.Select(f => f.Name)];

    /// <summary>Every function of the registry has a spelling in both languages, with one value.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Application_OfEveryFunction(string name)
    {
        BuiltInFunction function = Registry.Find(name) ?? CauchyTails.Tail;
        KernelExpr[] arguments = function.Arguments.All(static a => a.IsWhole) ? [Number(5), Number(2)] : function.Arity == 3 ? [Number(2), X, Z] : [.. new KernelExpr[] { X, Z }.Take(function.Arity)];
        double? expected = name switch
        {
            "exp" => Math.Exp(A), "log" => Math.Log(A), "sin" => Math.Sin(A), "Phi" => NormalDistribution.Cdf(A), "erfcx" => Runtime.SpecialFunctions.ErrorFunctions.Erfcx(A), "cauchytail" => CauchyTail.Value(2, A, C),
            "binomial" => 10, _ => null,
        };
        Is(new Application(function, Operands(arguments)), expected);
    }

    /// <summary>What brackets are left out changes no value: random trees against a direct evaluation.</summary>
    [Fact]
    public void RandomExpressions()
    {
        var random = new Random(5);
        KernelExpr Draw(int depth)
        {
            KernelExpr Next() => Draw(depth - 1);
            return depth == 0 || random.Next(8) == 0
                ? random.Next(4) switch { 0 => X, 1 => Y, 2 => Z, _ => Number(new Rational(random.Next(-9, 10), 4)) }
                : random.Next(8) switch
                {
                    0 => new Addition(Operands(Next(), Next(), Next())),
                    1 => new Addition(Operands(new Negation(Next()), new Negation(Next()))),
                    2 => new Multiplication(Operands(Next(), Next())),
                    3 => new Division(Next(), Next()),
                    4 => new Negation(Next()),
                    5 => new IntegerPower(Next(), random.Next(2, 5)),
                    6 => new Choice(new Condition(Next(), Next(), random.Next(2) == 0), Next(), Next()),
                    _ => new Extremum(random.Next(2) == 0, Operands(Number(random.Next(5)), Number(random.Next(5)))),
                };
        }

        KernelExpr[] trees = [.. Enumerable.Range(0, 300).Select(i => Draw(1 + (i % 6)))];
        Kernel kernel = Empty with { Outputs = trees.Length };
        IReadOnlyList<double> actual = Run(kernel.With(MethodKind.Outputs, [.. trees.Select((t, i) => new Assign(new ComponentResult(i), t))])).Outputs;
        Assert.Equal(trees.Select(Direct), actual);
    }

    private static double Direct(KernelExpr e) => e switch
    {
        Constant { Value: var v } => v.ToDouble(),
        Field f => f == X ? A : f == Y ? B : C,
        Addition s => s.Terms.Skip(1).Aggregate(Direct(s.Terms[0]), (sum, t) => sum + Direct(t)),
        Multiplication p => p.Factors.Skip(1).Aggregate(Direct(p.Factors[0]), (product, f) => product * Direct(f)),
        Division d => Direct(d.Numerator) / Direct(d.Denominator),
        Negation n => -Direct(n.Operand),
        IntegerPower p => Enumerable.Repeat(Direct(p.Base), p.Exponent - 1).Aggregate(Direct(p.Base), (product, f) => product * f),
        Choice { Condition: var c } p => (c.IsStrict ? Direct(c.Left) < Direct(c.Right) : Direct(c.Left) <= Direct(c.Right)) ? Direct(p.Then) : Direct(p.Else),
        Extremum x => x.IsLargest ? x.Values.Max(Direct) : x.Values.Min(Direct),
        _ => throw new InvalidOperationException(e.GetType().Name),
    };

    private static void Is(KernelExpr expression, double? expected)
    {
        double actual = Run(Valued(expression)).Value;
        if (expected is { } value)
        {
            Assert.True(value.Equals(actual) || Math.Abs(value - actual) <= 1e-14 * Math.Abs(value), FormattableString.Invariant($"{actual:R} for {value:R}"));
        }
        else
        {
            Assert.True(double.IsFinite(actual));
        }
    }
}
