using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>Loops over jets in fours, from the equation file to a column of the Hessian.</summary>
public sealed class DerivativesOfFourTests
{
    /// <summary>Functions of four arguments at once, with their derivatives, in a system of one unknown, against the same system with so many unknowns that each node is worked out by itself.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void DerivativesOfFour_AreThoseOfEach(string name)
    {
        BuiltInFunction function = Registry.Writable.Single(f => f.Name == name);
        string arguments = string.Join(", ", Enumerable.Range(1, function.Arity).Select(i => $"x*{i}/(1 + z^2) + sin(x*z)/4 + {i}/2"));
        string expectation = $"E(z, ({name}({arguments}) + 1/3)^2/(1 + z^2))";
        (Evaluation four, double[] inFour) = Column($"minimise v = {expectation}", [0.7]);
        (Evaluation one, double[] inOne) = Column($"unknown a in (0, inf)\nunknown b in (0, inf)\nunknown c in (0, inf)\nminimise v = {expectation} + (a - 1)^2 + (b - 1)^2 + (c - 1)^2", [0.7, 1, 1, 1]);
        Assert.Equal(one.Value, four.Value, 1e-14 * Math.Abs(one.Value));
        Assert.Equal(one.Residual[0], four.Residual[0], 1e-13 * (1 + Math.Abs(one.Residual[0])));
        Assert.Equal(inOne[0], inFour[0], 1e-12 * (1 + Math.Abs(inOne[0])));
    }

    public static TheoryData<string> Functions() => [.. Registry.Writable.Where(f => f.CSharpVector is not null).Select(f => f.Name)];

    private static (Evaluation At, double[] Column) Column(string rest, double[] point)
    {
        IEquationSystem system = Assert.Single(GeneratorDriverHelper.Run(("equations/m.eq", "model m \"M\"\nunknown x in (0, inf)\n" + rest + "\n")).Compile());
        EquationKernel kernel = system.CreateKernel();
        Evaluation at = kernel.At(point, [], kernel.Resolution(6));
        double[] column = new double[point.Length];
        at.HessianVectorProduct([1, .. new double[point.Length - 1]], column);
        return (at, column);
    }
}
