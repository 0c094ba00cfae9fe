using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>Derivatives, bounds, limits and growth of every built-in function against its values.</summary>
public sealed class CalculusTests
{
    public static TheoryData<string> Names => ValueTests.Names;

    /// <summary>Function, place of an argument, and end (-1 or 1), wherever the registry says what happens there.</summary>
    public static TheoryData<string, int, int> Ends
    {
        get
        {
            var ends = new TheoryData<string, int, int>();
            foreach (BuiltInFunction f in Registry.All)
            {
                for (int i = 0; i < f.Arity; i++)
                {
                    foreach (int side in new[] { -1, 1 })
                    {
                        if (Behaviour(f, i, side) is not null)
                        {
                            ends.Add(f.Name, i, side);
                        }
                    }
                }
            }

            return ends;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivative_IsTheSlopeOfTheValue(string name)
    {
        BuiltInFunction function = ValueTests.Function(name);
        if (function.HasNoSlope)
        {
            Assert.Equal(0, Derivative(function, [0.7], 0));
            return;
        }

        var random = new Random(11);
        int telling = 0;
        for (int n = 0; n < 400; n++)
        {
            double[] x = FunctionTable.Random(function, random);
            for (int i = 0; i < x.Length; i++)
            {
                if (function.Arguments[i].IsWhole)
                {
                    continue;
                }

                double lower = function.Arguments[i].Domain.Lower;
                double h = 1e-2 * Math.Min(1, double.IsFinite(lower) ? x[i] - lower : 1);
                (double coarse, double fine) = (Slope(function, x, i, h), Slope(function, x, i, h / 2));
                double error = (2 * Math.Abs(coarse - fine)) + (1e-13 * Math.Abs(function.Evaluate(x)) / h);
                double slope = Derivative(function, x, i);
                if (double.IsFinite(error) && double.IsFinite(slope))
                {
                    Assert.True(Math.Abs(slope - fine) <= error + 1e-300, $"at {string.Join(", ", x)}: {slope:R} for {fine:R}");
                    telling += error < 1e-5 * Math.Abs(slope) ? 1 : 0;
                }
            }
        }

        Assert.InRange(telling, 100, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_LieInTheirInterval(string name)
    {
        BuiltInFunction function = ValueTests.Function(name);
        var random = new Random(12);
        var values = new List<double>();
        for (int n = 0; n < 4000; n++)
        {
            values.Add(function.Evaluate(FunctionTable.Random(function, random)));
        }

        // Rounding may reach an end that the exact value only approaches.
        (double lower, double upper) = (function.Values.Lower, function.Values.Upper);
        Assert.All(values, v => Assert.InRange(v, lower, upper));
        Assert.True(values.Min() < lower + (double.IsFinite(lower) ? 0.2 : 0) || values.Min() < -3, $"the values begin at {values.Min()}");
        Assert.True((double.IsFinite(upper) && values.Max() > upper - 0.2) || (double.IsInfinity(upper) && values.Max() > 3), $"the values end at {values.Max()}");
        Assert.Equal(function.Range is Sign.Positive, lower > 0 || (lower == 0 && !function.Values.IsLowerAttained));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Limit_IsReachedFarOut(string name, int argument, int side)
    {
        (BuiltInFunction function, EndBehaviour end) = Find(name, argument, side);
        if (end.Limit is null)
        {
            return;
        }

        (double distance, double tolerance) = end.Approach!.Value.Degree switch { 0 => (1e14, 1e-6), 1 => (60, 1e-12), _ => (20, 1e-12) };
        foreach (double[] x in Points(function, 13))
        {
            x[argument] = side * distance;
            Assert.InRange(function.Evaluate(x) - Limit(function, end, x), -tolerance, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Growth_IsThatOfTheLogarithm(string name, int argument, int side)
    {
        (BuiltInFunction function, EndBehaviour end) = Find(name, argument, side);
        (int degree, double coefficient) = (end.Growth.Degree, end.Growth.Coefficient.ToDouble());
        Assert.Equal(degree == 0, coefficient == 0);
        double distance = degree switch { 0 => 1e6, 1 => 300, _ => 25 };
        foreach (double[] x in Points(function, 14))
        {
            x[argument] = side * distance;
            double rate = Math.Log(Math.Abs(function.Evaluate(x))) / Math.Pow(distance, Math.Max(degree, 1));
            Assert.InRange(rate, coefficient - (degree == 0 ? 1e-3 : 0.02), coefficient + (degree == 0 ? 1e-3 : 0.02));
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Approach_IsThatOfTheDifferenceFromTheLimit(string name, int argument, int side)
    {
        (BuiltInFunction function, EndBehaviour end) = Find(name, argument, side);
        if (end.Limit is null)
        {
            Assert.Null(end.Approach);
            return;
        }

        (int degree, double rate) = (end.Approach!.Value.Degree, -end.Approach.Value.Coefficient.ToDouble());
        foreach (double[] x in Points(function, 15))
        {
            double LogOfDifference(double at)
            {
                x[argument] = side * at;
                return Math.Log(Math.Abs(function.Evaluate(x) - Limit(function, end, x)));
            }

            if (degree == 0)
            {
                Assert.InRange(LogOfDifference(1e5) - LogOfDifference(1e4), -10 * Math.Log(10), 0);
            }
            else
            {
                // From exp(-12) to exp(-18).
                double step = LogOfDifference(Math.Pow(18 / rate, 1.0 / degree)) - LogOfDifference(Math.Pow(12 / rate, 1.0 / degree));
                Assert.InRange(step, -6.6, -5.4);
            }
        }
    }

    private static IEnumerable<double[]> Points(BuiltInFunction function, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, function.Arity == 1 ? 1 : 20).Select(_ => function.Arity == 1 ? [0.0] : Moderate(function, random));
    }

    private static double[] Moderate(BuiltInFunction function, Random random) =>
        [.. FunctionTable.Random(function, random).Select((x, i) => function.Arguments[i].IsWhole ? x : Math.Clamp(x, -2, 2))];

    private static EndBehaviour? Behaviour(BuiltInFunction function, int argument, int side) =>
        side < 0 ? function.Arguments[argument].Left : function.Arguments[argument].Right;

    private static (BuiltInFunction Function, EndBehaviour End) Find(string name, int argument, int side) =>
        (ValueTests.Function(name), Behaviour(ValueTests.Function(name), argument, side)!);

    private static double Limit(BuiltInFunction function, EndBehaviour end, double[] x)
    {
        var factory = new ExprFactory();
        Symbol[] symbols = [.. x.Select((_, i) => factory.Symbol("x" + i))];
        Assert.Equal(x.Length, function.Arity);
        return TreeEvaluator.Value(end.Limit!(factory, symbols), symbols.Zip(x).ToDictionary(p => p.First, p => p.Second));
    }

    private static double Derivative(BuiltInFunction function, double[] x, int by)
    {
        var factory = new ExprFactory();
        Symbol[] symbols = [.. x.Select((_, i) => factory.Symbol("x" + i))];
        return TreeEvaluator.Value(function.Derivative(factory, symbols, by), symbols.Zip(x).ToDictionary(p => p.First, p => p.Second));
    }

    /// <summary>The central difference of fourth order.</summary>
    private static double Slope(BuiltInFunction function, double[] x, int by, double h)
    {
        double At(double step) => function.Evaluate([.. x.Select((v, i) => i == by ? v + step : v)]);
        return ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
    }
}
