using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>Emitted derivatives of every system against differences of the emitted value, across a discretisation held fixed.</summary>
public sealed class DerivativeTests
{
    private const int Points = 4;

    public static TheoryData<string> Systems()
    {
        var data = new TheoryData<string>();
        foreach (EquationFamily family in Families.All)
        {
            foreach (IEquationSystem system in family.Systems)
            {
                data.Add(Name(system));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Gradient_is_the_difference_quotient_of_the_value(string name)
    {
        ForRandomPoints(name, (kernel, x, given, direction) =>
        {
            if (Kind(name) == GoalKind.Solve)
            {
                return;
            }

            kernel.Evaluate();
            kernel.Gradient();
            double exact = kernel.Residual.Zip(direction, (g, d) => g * d).Sum();
            double difference = Difference(x, direction, moved =>
            {
                kernel.Move(moved, given);
                kernel.Evaluate();
                return [kernel.Value];
            })[0];
            AssertClose(exact, difference, kernel.Residual.Max(Math.Abs));
        });
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Tangent_is_the_difference_quotient_of_gradient_or_residuals(string name)
    {
        ForRandomPoints(name, (kernel, x, given, direction) =>
        {
            double[] Residuals(double[] at)
            {
                kernel.Move(at, given);
                kernel.Evaluate();
                if (Kind(name) != GoalKind.Solve)
                {
                    kernel.Gradient();
                }

                return [.. kernel.Residual];
            }

            Residuals(x);
            kernel.Gradient();
            kernel.Prepare();
            double[] exact = new double[x.Length];
            kernel.Tangent(direction, exact);
            double[] difference = Difference(x, direction, Residuals);
            double scale = difference.Max(Math.Abs) + Residuals(x).Max(Math.Abs);
            for (int i = 0; i < x.Length; i++)
            {
                AssertClose(exact[i], difference[i], scale);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Hessian_is_symmetric(string name)
    {
        if (Kind(name) == GoalKind.Solve)
        {
            return;
        }

        ForRandomPoints(name, (kernel, x, _, _) =>
        {
            kernel.Evaluate();
            kernel.Gradient();
            kernel.Prepare();
            double[][] columns = [.. Enumerable.Range(0, x.Length).Select(j =>
            {
                double[] column = new double[x.Length];
                double[] unit = new double[x.Length];
                unit[j] = 1;
                kernel.Tangent(unit, column);
                return column;
            })];
            double scale = columns.Max(c => c.Max(Math.Abs));
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Assert.True(Math.Abs(columns[i][j] - columns[j][i]) <= 1e-11 * scale, $"{i},{j}: {columns[i][j]} and {columns[j][i]}");
                }
            }
        });
    }

    private delegate void Check(EquationKernel kernel, double[] x, double[] given, double[] direction);

    private static void ForRandomPoints(string name, Check check)
    {
        IEquationSystem system = Families.All.SelectMany(f => f.Systems).Single(s => Name(s) == name);
        double[] given = [.. system.Description.Givens.Select(g => g.Default)];
        var coordinates = new Coordinates(system.Description.Unknowns);
        EquationKernel kernel = system.CreateKernel();
        var random = new Random(12345);
        for (int k = 0; k < Points; k++)
        {
            double[] u = [.. Enumerable.Range(0, coordinates.Count).Select(_ => (2 * random.NextDouble()) - 1)];
            double[] x = coordinates.ToUnknowns(u);
            double[] direction = [.. x.Select(v => v * (random.NextDouble() - 0.5))];
            kernel.Plan(x, given, kernel.Resolution(6));
            kernel.Evaluate();
            Assert.Null(kernel.FirstNonFinite());
            check(kernel, x, given, direction);
        }
    }

    /// <summary>A sixth-order central difference along a direction.</summary>
    private static double[] Difference(double[] x, double[] direction, Func<double[], double[]> function)
    {
        const double Step = 2e-3;
        double[] At(double t) => function([.. x.Zip(direction, (a, d) => a + (t * d))]);
        (double Weight, double Offset)[] stencil = [(45, 1), (-9, 2), (1, 3)];
        double[] sum = new double[function(x).Length];
        foreach ((double weight, double offset) in stencil)
        {
            double[] plus = At(offset * Step);
            double[] minus = At(-offset * Step);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * (plus[i] - minus[i]) / (60 * Step);
            }
        }

        return sum;
    }

    private static void AssertClose(double exact, double difference, double scale) =>
        Assert.True(Math.Abs(exact - difference) <= 2e-9 * (scale + 1e-3), $"emitted {exact:R}, differences {difference:R}, scale {scale:R}");

    private static GoalKind Kind(string name) => Families.All.SelectMany(f => f.Systems).Single(s => Name(s) == name).Description.Kind;

    private static string Name(IEquationSystem system) => system.GetType().Name;
}
