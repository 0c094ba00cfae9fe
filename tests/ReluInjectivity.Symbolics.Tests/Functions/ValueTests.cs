using ReluInjectivity.Runtime.Tests.SpecialFunctions;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>The registry's values against exact ones and against those that solvers use.</summary>
public sealed class ValueTests
{
    public static TheoryData<string> Names => [.. Registry.All.Select(f => f.Name)];

    public static TheoryData<string, string> References => new()
    {
        { "erf", ReferenceValues.Erf }, { "erfc", ReferenceValues.Erfc }, { "erfcx", ReferenceValues.Erfcx }, { "phi", ReferenceValues.Pdf },
        { "Phi", ReferenceValues.Cdf }, { "PhiBetween", ReferenceValues.CdfDifference },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_IsThatOfTheTable(string name) =>
        Assert.All(FunctionTable.Points(name), p => AssertClose(p.Value, Function(name).Evaluate(p.Arguments), 2e-15, p.Arguments));

    [Theory]
    [MemberData(nameof(References))]
    public void Value_IsThatOfTheRuntimesReferences(string name, string lines) =>
        Assert.All(FunctionTable.Parse(lines), p => AssertClose(p.Value, Function(name).Evaluate(p.Arguments), 3e-15, p.Arguments));

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_IsThatOfTheRuntime(string name)
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            double[] x = FunctionTable.Random(Function(name), random);
            AssertClose(RealArithmetic.Function(name, x), Function(name).Evaluate(x), name is "cauchytail" ? 1e-10 : name is "expPhi" or "logExpPhi" ? 1e-12 : 5e-15, x);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NotANumber_StaysOne(string name) =>
        Assert.Equal(double.NaN, Function(name).Evaluate([.. Enumerable.Repeat(double.NaN, Function(name).Arity)]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Infinity_GivesTheLimit(string name)
    {
        foreach (double end in new[] { double.NegativeInfinity, double.PositiveInfinity })
        {
            EndBehaviour? behaviour = end < 0 ? Function(name).Arguments[0].Left : Function(name).Arguments[0].Right;
            if (Function(name).Arity == 1 && behaviour?.Limit is { } limit)
            {
                var factory = new Symbolics.Expressions.ExprFactory();
                AssertClose(TreeEvaluator.Value(limit(factory, [factory.Zero]), new Dictionary<Symbolics.Expressions.Symbol, double>()), Function(name).Evaluate(end), 1e-15, end);
            }
        }
    }

    internal static BuiltInFunction Function(string name) => Registry.All.Single(f => string.Equals(f.Name, name, StringComparison.Ordinal));

    /// <summary>Relative error; subnormal values have fewer digits.</summary>
    internal static void AssertClose(double expected, double actual, double relative, params double[] at) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= (relative * Math.Abs(expected)) + 2e-322,
        $"at {string.Join(", ", at)}: {actual:R} for {expected:R}, off by {(actual - expected) / expected}");
}
