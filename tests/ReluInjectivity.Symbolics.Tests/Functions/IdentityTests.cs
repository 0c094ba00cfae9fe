using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>Every form that a function is rewritten to has the function's value.</summary>
public sealed class IdentityTests
{
    private readonly ExprFactory _factory = new();
    private readonly Symbol _x;
    private readonly Symbol _p;

    public IdentityTests()
    {
        _x = _factory.Symbol("x");
        _p = _factory.Symbol("p", Sign.Positive);
    }

    public static TheoryData<string> Names => ValueTests.Names;

    /// <summary>Expressions and what simplifies them.</summary>
    public static TheoryData<string, string> Simplified => new()
    {
        { "exp(0)", "1" }, { "exp(log(x))", "x" }, { "log(exp(x))", "x" }, { "log(1)", "0" }, { "log(exp(x)*p)", "x + log(p)" },
        { "log(p^(-1/2))", "-1/2*log(p)" }, { "Phi(0)", "1/2" }, { "PhiBetween(x, x)", "0" }, { "exp(x)^3", "exp(3*x)" }, { "1/exp(x)", "exp(-x)" },
        { "sin(0) + tan(0) + atan(0) + sinh(0) + tanh(0) + erf(0) + expm1(0) + log1p(0)", "0" },
        { "cos(0)*cosh(0)*erfc(0)*erfcx(0)", "1" }, { "logistic(0)", "1/2" },
        { "log(Phi(x))", "logPhi(x)" }, { "log(p*Phi(x))", "logPhi(x) + log(p)" },
        { "log(Phi(x + p) - Phi(x))", "logPhiBetween(x, x + p)" }, { "log(2*PhiBetween(x, 3))", "log(2) + logPhiBetween(x, 3)" }, { "log(1 - Phi(x))", "logPhi(-x)" },
        { "log(erfc(x)^2)", "2*logErfc(x)" }, { "log(2*cosh(x))", "log(2) + logcosh(x)" },
        { "log(1 + exp(x))", "softplus(x)" }, { "log(p + exp(x))", "logaddexp(log(p), x)" }, { "log(p*exp(x) + 2*exp(-x))", "logaddexp(x + log(p), log(2) - x)" },
        { "log(Phi(x) + exp(-p)*Phi(-x))", "log(Phi(x) + exp(-p)*Phi(-x))" }, { "logaddexp(0, x)", "softplus(x)" },
    };

    [Theory]
    [MemberData(nameof(Simplified))]
    public void Identity_IsApplied(string expression, string simple) =>
        Assert.Equal(Formula.Of(simple, "x; p in (0, inf)").Expression.ToString(), Formula.Of(expression, "x; p in (0, inf)").Expression.ToString());

    [Fact]
    public void WhatIsNotKnownToBePositive_StaysAsItIs()
    {
        Assert.Null(Exponentials.Log.Simplify(_factory, [_factory.Power(_p, _factory.Number(new(-1, 2)))], static _ => false));
        Expr product = _p * _factory.Call(Exponentials.Exp, _x);
        Assert.Null(Exponentials.Log.Simplify(_factory, [product], static _ => false));
        Assert.Same(_x + _factory.Call(Exponentials.Log, _p), Exponentials.Log.Simplify(_factory, [product], e => ReferenceEquals(e, _p)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Identities_KeepTheValue(string name)
    {
        BuiltInFunction function = ValueTests.Function(name);
        Expr half = _factory.Half;
        Expr exp = _factory.Call(Exponentials.Exp, _x);
        Expr[] candidates =
        [
            _factory.Zero, _factory.One, _factory.MinusOne, half, -half, _factory.Number(2), _factory.Pi, _x, _p, -_x, exp, exp * _p, _factory.Sqrt(_p), _factory.One / _factory.Sqrt(_p),
            .. Registry.Writable.Where(f => f.Arity == 1).Select(f => _factory.Call(f, _x)),
        ];
        var at = new Dictionary<Symbol, double> { [_x] = 0.375, [_p] = 1.25 };
        foreach (Expr[] arguments in Tuples(candidates, function.Arity))
        {
            double[] values = [.. arguments.Select(a => TreeEvaluator.Value(a, at))];
            double exact = function.Evaluate(values);
            if (double.IsFinite(exact) && function.Simplify(_factory, arguments, e => TreeEvaluator.Value(e, at) > 0) is { } simple)
            {
                Assert.Equal(exact, TreeEvaluator.Value(simple, at), 1e-14 * (1 + Math.Abs(exact)));
            }

            foreach (int n in new[] { -2, 3 })
            {
                if (double.IsFinite(exact) && function.SimplifyPower(_factory, arguments, _factory.Number(n)) is { } power)
                {
                    double expected = Math.Pow(exact, n);
                    Assert.Equal(expected, TreeEvaluator.Value(power, at), 1e-14 * (1 + Math.Abs(expected)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IntegrandForm_HasTheValue_AndOnlyPrimitives(string name)
    {
        BuiltInFunction function = ValueTests.Function(name);
        if (function.IntegrandForm.Equivalent is not { } equivalent)
        {
            return;
        }

        Symbol[] arguments = [.. Enumerable.Range(0, function.Arity).Select(i => _factory.Symbol("x" + i))];
        Expr form = equivalent(_factory, arguments);
        Assert.All(Traversal.Nodes(form).OfType<Call>(), c => Assert.NotEqual(GaussianPrimitive.None, ((BuiltInFunction)c.Function).IntegrandForm.Primitive));
        var random = new Random(21);
        int telling = 0;
        for (int n = 0; n < 500; n++)
        {
            double[] x = FunctionTable.Random(function, random);
            double exact = function.Evaluate(x);
            double value = TreeEvaluator.Value(form, arguments.Zip(x).ToDictionary(p => p.First, p => p.Second));
            if (double.IsFinite(exact) && double.IsFinite(value) && x.All(v => Math.Abs(v) < 20))
            {
                Assert.Equal(exact, value, 2e-13 * (1 + Math.Abs(exact)));
                telling++;
            }
        }

        Assert.InRange(telling, 100, 500);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Latex_AndText_AreNotEmpty(string name)
    {
        BuiltInFunction function = ValueTests.Function(name);
        Symbol[] arguments = [.. Enumerable.Range(0, function.Arity).Select(i => _factory.Symbol("x" + i))];
        Expr call = _factory.Call(function, arguments);
        Assert.Equal(name + "(" + string.Join(", ", arguments.Select(a => a.Name)) + ")", call.ToString());
        string latex = LatexPrinter.Print(call);
        Assert.StartsWith("\\", latex, StringComparison.Ordinal);
        Assert.All(arguments, a => Assert.Contains(LatexPrinter.Name(a.Name), latex, StringComparison.Ordinal));
        Assert.False(string.IsNullOrWhiteSpace(function.Summary) || string.IsNullOrWhiteSpace(function.CSharp) || string.IsNullOrWhiteSpace(function.C));
    }

    private static IEnumerable<Expr[]> Tuples(Expr[] candidates, int length) => length == 0
        ? [[]]
        : Tuples(candidates.Length > 8 && length > 2 ? candidates[..8] : candidates, length - 1).SelectMany(t => candidates.Select(c => (Expr[])[.. t, c]));
}
