using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>Evaluations are asked in any order, and never answer for another point.</summary>
public sealed class EvaluationTests
{
    private static readonly double[] One = [0.4, 1.2, 0.9];
    private static readonly double[] Other = [0.6, 0.8, 1.1];
    private static readonly double[] Direction = [1, -2, 0.5];

    [Fact]
    public void The_order_of_questions_does_not_matter()
    {
        EquationKernel kernel = Families.System("single-layer", 2).CreateKernel();
        Evaluation At(double[] x) => kernel.At(x, [1.0], kernel.Resolution(6));
        double[] forward = new double[3];
        double[] backward = new double[3];

        Evaluation first = At(One);
        (double value, double[] residual, double[] outputs) = (first.Value, [.. first.Residual], [.. first.Outputs]);
        double slope = first.HessianVectorProduct(Direction, forward);
        At(Other).HessianVectorProduct(Direction, new double[3]);
        Evaluation again = At(One);
        Assert.Equal(slope, again.HessianVectorProduct(Direction, backward));
        Assert.Equal(forward, backward);
        Assert.Equal(outputs, again.Outputs);
        Assert.Equal(residual, again.Residual);
        Assert.Equal(residual, again.Gradient);
        Assert.Equal(value, again.Value);
        Assert.Equal(again.Gradient.Zip(Direction, (g, d) => g * d).Sum(), slope, 1e-12);
    }

    [Fact]
    public void An_evaluation_keeps_what_was_asked_and_refuses_the_rest_once_the_kernel_is_elsewhere()
    {
        EquationKernel kernel = Families.System("single-layer", 2).CreateKernel();
        Evaluation asked = kernel.At(One, [1.0], kernel.Resolution(6));
        double[] residual = [.. asked.Residual];
        Evaluation moved = asked.Moved(Other, [1.0]);
        Assert.Equal(residual, asked.Residual);
        Assert.NotEqual(residual, moved.Residual);
        Assert.NotEqual(asked.Value, moved.Value);
        Assert.Throws<InvalidOperationException>(() => asked.Outputs);
        Assert.Throws<InvalidOperationException>(() => asked.FirstNonFinite());
        Assert.Throws<InvalidOperationException>(() => asked.HessianVectorProduct(Direction, new double[3]));
        Assert.Throws<InvalidOperationException>(() => asked.Moved(One, [1.0]));

        Evaluation unasked = moved.Moved(One, [1.0]);
        kernel.At(Other, [1.0], kernel.Resolution(6));
        Assert.Throws<InvalidOperationException>(() => unasked.Residual);
    }

    /// <summary>Where no grid can be laid, the point before is gone as well.</summary>
    [Fact]
    public void After_a_point_without_grids_nothing_can_be_had()
    {
        EquationKernel kernel = Families.System("single-layer", 2).CreateKernel();
        Evaluation here = kernel.At(One, [1.0], kernel.Resolution(6));
        Assert.Throws<NotFiniteNumberException>(() => kernel.At([double.NaN, 1, 1], [1.0], kernel.Resolution(6)));
        Assert.Throws<InvalidOperationException>(() => here.Residual);
    }

    [Fact]
    public void A_direction_has_a_component_for_each_unknown()
    {
        EquationKernel kernel = Families.System("single-layer", 2).CreateKernel();
        Evaluation here = kernel.At(One, [1.0], kernel.Resolution(6));
        Assert.Throws<ArgumentException>(() => here.HessianVectorProduct([1, 0], new double[3]));
        Assert.Throws<ArgumentException>(() => here.HessianVectorProduct(Direction, new double[2]));
    }

    /// <summary>A root's value has a gradient too, by differences here; its residuals do not count as gradients.</summary>
    [Fact]
    public void A_root_has_residuals_and_the_gradient_of_its_value()
    {
        IEquationSystem system = Families.All.SelectMany(f => f.Systems).First(s => s.Description is { Kind: GoalKind.Solve, Unknowns.Count: > 1 });
        double[] given = [.. system.Description.Givens.Select(g => g.Default)];
        var coordinates = new Coordinates(system.Description.Unknowns);
        double[] x = coordinates.ToUnknowns([.. Enumerable.Range(0, coordinates.Count).Select(i => 0.1 * i)]);
        EquationKernel kernel = system.CreateKernel();
        Evaluation here = kernel.At(x, given, kernel.Resolution(6));
        double[] residual = [.. here.Residual];
        Assert.Equal(0, kernel.GradientEvaluations);
        double[] gradient = [.. here.Gradient];
        Assert.Equal(residual, here.Residual);
        for (int i = 0; i < x.Length; i++)
        {
            double step = 1e-5 * (1 + Math.Abs(x[i]));
            double plus = (here = here.Moved([.. x.Select((v, j) => j == i ? v + step : v)], given)).Value;
            double minus = (here = here.Moved([.. x.Select((v, j) => j == i ? v - step : v)], given)).Value;
            Assert.Equal((plus - minus) / (2 * step), gradient[i], 1e-6 * (1 + Math.Abs(gradient[i])));
        }
    }
}
