using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Quantities that are alike but for their inputs are one routine, and worth what they are worth apart.</summary>
public sealed class AlikeQuantitiesTests
{
    private const string Inputs = """
        model m "m"
        given a[i] = 0.3 + i for i = 1..3 in (0, inf)
        unknown x[i] = 0.4 for i = 1..3
        """;

    /// <summary>A softened parabola each, whose minimum is found once with the three as one routine, and once as written apart under three names.</summary>
    [Fact]
    public void OneRoutine_GivesWhatThreeQuantitiesDo()
    {
        const string Goal = "minimise v = {0} + (x[1] + x[2] + x[3] - 1)^2/2";
        var together = new TestedModel($"{Inputs}\nlet u[i] = E(z, log(1 + exp((x[i] + z)^2/a[i]/9))) for i = 1..3\n{Goal.Replace("{0}", "u[1] + u[2]*u[3]", StringComparison.Ordinal)}");
        string apart = string.Join('\n', new[] { 1, 2, 3 }.Select(i => $"let u{i} = E(z, log(1 + exp((x[{i}] + z)^2/a[{i}]/9)))"));
        var separate = new TestedModel($"{Inputs}\n{apart}\n{Goal.Replace("{0}", "u1 + u2*u3", StringComparison.Ordinal)}");
        (SolveResult one, SolveResult three) = (together.Solve("v"), separate.Solve("v"));
        Assert.Equal((SolveStatus.Solved, SolveStatus.Solved), (one.Status, three.Status));
        Assert.Equal(three.Value, one.Value, one.ErrorEstimate + three.ErrorEstimate);
        Assert.All(one.Unknowns.Zip(three.Unknowns), p => Assert.Equal(p.Second, p.First, 1e-6));
    }

    /// <summary>Derivatives of the second order are those of the quantities apart, at a point where nothing vanishes.</summary>
    [Fact]
    public void Hessians_AreThoseOfTheQuantitiesApart()
    {
        const string Apart = "let u1 = E(z, log(1 + exp((x[1] + z)^2/a[1]/9)))\nlet u2 = E(z, log(1 + exp((x[2] + z)^2/a[2]/9)))\nlet u3 = E(z, log(1 + exp((x[3] + z)^2/a[3]/9)))";
        double[][] columns =
        [
            .. new[] { $"{Inputs}\nlet u[i] = E(z, log(1 + exp((x[i] + z)^2/a[i]/9))) for i = 1..3\nminimise v = u[1]*u[2]/u[3]", $"{Inputs}\n{Apart}\nminimise v = u1*u2/u3" }.Select(text =>
            {
                EquationKernel kernel = new TestedModel(text).System("v").CreateKernel();
                Evaluation at = kernel.At([0.2, -0.7, 1.1], [1.3, 0.8, 2.4], kernel.Resolution(6));
                double[] column = new double[3];
                at.HessianVectorProduct([0.3, 1, -0.5], column);
                return (double[])[at.Value, .. at.Residual, .. column];
            }),
        ];
        Assert.All(columns[0].Zip(columns[1]), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    [Theory]
    [InlineData(1, "let u[i] = E(z, log(1 + exp((x[i] + z)^2/a[i]/9))) for i = 1..3")]
    [InlineData(1, "let f[i](h) = log(E(w, exp(a[i]*log(1 + exp(-(h + w)^2)))))/a[i] for i = 1..3\nlet u[i] = E(z, f[i](x[i] + z)) for i = 1..3")]

    // One by itself, unequal numbers of the index, and a closed form.
    [InlineData(0, "let u[i] = E(z, log(1 + exp((x[i] + z)^2/a[i]/9))) for i = 1..1\nlet u[i] = x[i]^2 for i = 2..3")]
    [InlineData(0, "let u[i] = E(z, log(1 + exp((x[i] + z)^2/(a[i] + i)/9))) for i = 1..3")]
    [InlineData(0, "let u[i] = E(z, (x[i] + a[i]*z)^4) for i = 1..3")]
    public void QuantitiesOfOneStatement_AreOneRoutineWhereTheyAreAlike(int routines, string definitions) =>
        Assert.Equal(routines, Compiled($"{Inputs}\n{definitions}\nminimise v = u[1] + u[2] + u[3]").Routines.Count);

    /// <summary>What is known of the signs of one must be known of the others: the routine is compiled by it.</summary>
    [Fact]
    public void QuantitiesOfWhichLessIsKnown_StayApart()
    {
        static string Text(string second) => $"model m \"m\"\nunknown x[k] = 0.4 for k = 1..2\nunknown p[k] = 0.2*k for k = 1..2 increasing in (0, 1)\n{second}\n"
            + "let d[1] = p[2] - p[1]\nlet d[2] = q[2] - q[1]\nlet u[i] = E(z, log(1 + exp(sin(d[i]*z + x[i])))) for i = 1..2\nminimise v = u[1] + u[2]";
        Assert.Single(Compiled(Text("unknown q[k] = 0.2*k for k = 1..2 increasing in (0, 1)")).Routines);
        Assert.Empty(Compiled(Text("unknown q[k] = 0.2*k for k = 1..2 in (0, 1)")).Routines);
    }

    private static CompiledProgram Compiled(string text)
    {
        FrontResult front = Compiler.Read(text);
        Assert.Empty(front.Diagnostics.Select(d => d.ToString()));
        CompiledMember member = Compiler.Compile(front.Model!, Compiler.Members(front.Model!).Members.Single(), default);
        Assert.Empty(member.Diagnostics.Select(d => d.ToString()));
        return member.Programs.Single();
    }
}
