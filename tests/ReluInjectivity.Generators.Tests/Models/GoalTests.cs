using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>The kinds of goal, of interval and of order that no equation file of this repository uses, against what is known of them.</summary>
public sealed class GoalTests
{
    [Fact]
    public void Maximise()
    {
        var model = new TestedModel("""
            model kelly "Growth of a portfolio of cash and one stock"
            given mu = -0.1
            unknown x in (0, 1) "share of stock"
            maximise growth = E(z, log(1 - x + x*exp(mu + z)))
            """);
        SolveResult result = model.Solve("growth");
        double Growth(double x) => SlowQuadrature.Expectation(z => Math.Log(1 - x + (x * Math.Exp(-0.1 + z))));
        double x = result.Unknowns[0];
        Assert.Equal(Growth(x), result.Value, 1e-12);
        Assert.Equal(0, (Growth(x + 1e-4) - Growth(x - 1e-4)) / 2e-4, 1e-8);
        Assert.True(Growth(x) > Growth(x - 0.01) && Growth(x) > Growth(x + 0.01));
        Assert.Equal(["quadrature"], model.Methods("growth"));
    }

    /// <summary>E sin(x z + y) = exp(-x^2/2) sin y, which the compiler does not know.</summary>
    [Fact]
    public void Stationary_FindsASaddle()
    {
        SolveResult result = new TestedModel("""
            model saddle "A saddle"
            unknown x
            unknown y
            stationary f = x^2 - y^2 + x*y + E(z, sin(x*z + y))
            """).Solve("f");
        (double x, double y) = (result.Unknowns[0], result.Unknowns[1]);
        double decay = Math.Exp(-x * x / 2);
        Assert.Equal((x * x) - (y * y) + (x * y) + (decay * Math.Sin(y)), result.Value, 1e-12);
        Assert.Equal(0, (2 * x) + y - (x * decay * Math.Sin(y)), 1e-10);
        Assert.Equal(0, (-2 * y) + x + (decay * Math.Cos(y)), 1e-10);

        // The Hessian is indefinite: this is no extremum.
        double xx = 2 + (((x * x) - 1) * decay * Math.Sin(y));
        double yy = -2 - (decay * Math.Sin(y));
        Assert.True(xx * yy < 0);
    }

    /// <summary>Points that repel each other within (0, 1), ends included, sit at the nodes of Lobatto's rule.</summary>
    [Theory]
    [InlineData("increasing")]
    [InlineData("decreasing")]
    public void OrderOnAnInterval(string order)
    {
        SolveResult result = new TestedModel($"""
            model lobatto "Fekete points"
            unknown q[k] for k = 1..3 {order} in (0, 1)
            maximise v = log(product(k = 1..3, q[k]*(1 - q[k]))*product(i = 1..2, product(j = i+1..3, abs(q[i] - q[j]))))
            """).Solve("v");
        double[] expected = [0.5 - (Math.Sqrt(3.0 / 7) / 2), 0.5, 0.5 + (Math.Sqrt(3.0 / 7) / 2)];
        AssertClose(order == "increasing" ? expected : expected.Reverse(), result.Unknowns);
    }

    /// <summary>On the line, in a quadratic potential: the zeros of the Hermite polynomial H_3.</summary>
    [Theory]
    [InlineData("increasing")]
    [InlineData("decreasing")]
    public void OrderOnTheLine(string order)
    {
        SolveResult result = new TestedModel($"""
            model hermite "Zeros"
            unknown x[k] for k = 1..3 {order}
            maximise v = sum(i = 1..2, sum(j = i+1..3, log(abs(x[i] - x[j])))) - sum(k = 1..3, x[k]^2/2)
            """).Solve("v");
        double[] expected = [-Math.Sqrt(1.5), 0, Math.Sqrt(1.5)];
        AssertClose(order == "increasing" ? expected : expected.Reverse(), result.Unknowns);
    }

    /// <summary>On a half line, in a linear potential: the zeros of the Laguerre polynomial L_3.</summary>
    [Theory]
    [InlineData("increasing", "(0, inf)", 1, 0)]
    [InlineData("decreasing", "(0, inf)", 1, 0)]
    [InlineData("increasing", "(-inf, 1)", -1, 1)]
    [InlineData("decreasing", "(-inf, 1)", -1, 1)]
    public void OrderOnAHalfLine(string order, string interval, int direction, int end)
    {
        // t = direction (x - end) > 0
        string t = direction > 0 ? "x[k]" : "(1 - x[k])";
        SolveResult result = new TestedModel($"""
            model laguerre "Zeros"
            unknown x[k] for k = 1..3 {order} in {interval}
            minimise v = sum(k = 1..3, {t}/2 - log({t})/2) - sum(i = 1..2, sum(j = i+1..3, log(abs(x[i] - x[j]))))
            """).Solve("v");
        double[] zeros = [0.41577455678347908331, 2.2942803602790417198, 6.2899450829374791969];
        IEnumerable<double> expected = zeros.Select(x => end + (direction * x)).Order();
        AssertClose(order == "increasing" ? expected : expected.Reverse(), result.Unknowns);
    }

    [Fact]
    public void TwoGoals_EachWithItsOwnGiven()
    {
        var model = new TestedModel("""
            model two "Two goals over one unknown"
            given k = 3 in (0, inf)
            unknown x in (0, inf)
            minimise low = x^2 + w/x + k given w = 2 in (0, inf) "weight"
            maximise high = log(x) - u*x + k given u = 2 in (0, inf) given t = 1
            expect low = 6 +- 1e-12
            expect high = 1 +- 1e-12 at u = 5 "a citation"
            """);
        Assert.Equal(["k", "w"], model.System("low").Description.Givens.Select(g => g.Name));
        Assert.Equal(["k", "u", "t"], model.System("high").Description.Givens.Select(g => g.Name));
        Assert.Equal((GoalKind.Minimise, GoalKind.Maximise), (model.System("low").Description.Kind, model.System("high").Description.Kind));

        // x = (w/2)^(1/3)
        Assert.Equal(6, model.Solve("low").Value, 1e-12);
        SolveResult low = model.Solve("low", given: [("w", 16), ("k", 1)]);
        Assert.Equal((13.0, 2.0), (Math.Round(low.Value, 11), Math.Round(low.Unknowns[0], 7)));

        // x = 1/u
        Assert.Equal(-Math.Log(5) - 1 + 3, model.Solve("high", given: ("u", 5)).Value, 1e-12);
        Assert.Throws<ArgumentException>(() => model.Solve("high", given: ("w", 1)));
        ReferenceValue reference = Assert.Single(model.System("high").Description.References);
        Assert.Equal(("high", 1.0, 1e-12, "a citation"), (reference.Quantity, reference.Value, reference.Tolerance, reference.Citation));
        Assert.Equal([KeyValuePair.Create("u", 5.0)], reference.At);
    }

    private static void AssertClose(IEnumerable<double> expected, IReadOnlyList<double> actual) =>
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-8));
}
