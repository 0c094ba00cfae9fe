using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>Emitted derivatives of every system against differences of the emitted value, across a discretisation held fixed.</summary>
public sealed class DerivativeTests
{
    private const int Points = 2;

    public static TheoryData<string> Systems()
    {
        var data = new TheoryData<string>();
        foreach (EquationFamily family in Families.All)
        {
            // Of levels at depths those of the first few, which have all that the others are made of.
            foreach (IEquationSystem system in family.Systems.Where(static s => s.Description.Unknowns.Count > 0 && (s.Description.Indices.Count < 2 || s.Description.Indices.Sum(static i => i.Value) <= 5)))
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
        ForRandomPoints(name, (here, path, given, direction) =>
        {
            if (Kind(name) == GoalKind.Solve)
            {
                return;
            }

            IReadOnlyList<double> gradient = here.Residual;
            double exact = gradient.Zip(direction, (g, d) => g * d).Sum();
            double difference = Difference(name, path, moved =>
            {
                here = here.Moved(moved, given);
                return [here.Value];
            })[0];
            AssertClose(exact, difference, gradient.Max(Math.Abs));
        });
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Tangent_is_the_difference_quotient_of_gradient_or_residuals(string name)
    {
        ForRandomPoints(name, (start, path, given, direction) =>
        {
            Evaluation at = start;
            double[] Residuals(double[] x)
            {
                at = at.Moved(x, given);
                return [.. at.Residual];
            }

            double[] here = Residuals(path(0));
            double[] exact = new double[here.Length];
            at.HessianVectorProduct(direction, exact);
            double[] difference = Difference(name, path, Residuals);
            double scale = difference.Max(Math.Abs) + here.Max(Math.Abs);
            for (int i = 0; i < here.Length; i++)
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

        ForRandomPoints(name, (here, path, _, _) =>
        {
            double[] x = path(0);
            double[][] columns = [.. Enumerable.Range(0, x.Length).Select(j =>
            {
                double[] column = new double[x.Length];
                double[] unit = new double[x.Length];
                unit[j] = 1;
                here.HessianVectorProduct(unit, column);
                return column;
            })];
            double scale = columns.Max(c => c.Max(Math.Abs));
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Assert.True(Math.Abs(columns[i][j] - columns[j][i]) <= 1e-10 * scale, $"{i},{j}: {columns[i][j]} and {columns[j][i]}");
                }
            }
        });
    }

    private delegate void Check(Evaluation here, Func<double, double[]> path, double[] given, double[] direction);

    private static void ForRandomPoints(string name, Check check)
    {
        IEquationSystem system = System(name);
        double[] given = [.. system.Description.Givens.Select(g => g.Default)];
        var coordinates = new Coordinates(system.Description.Unknowns);
        EquationKernel kernel = system.CreateKernel();
        var random = new Random(12345);

        // Unknowns expressed by relations have intervals and orders too, which few random points honour: these are taken near the optimum.
        double[]? optimum = system.Description.Relations is null ? null : Optimum(system, coordinates);
        for (int k = 0; k < Points; k++)
        {
            // A path that honours intervals and orderings, and its direction at 0.
            int n = coordinates.Count;
            IReadOnlyList<UnknownInfo> unknowns = system.Description.Unknowns;
            double[] u = optimum is not null ? [.. optimum.Select(c => c + (0.01 * (random.NextDouble() - 0.5)))]
                : unknowns.All(x => x.Start is not null) ? [.. coordinates.ToCoordinates([.. unknowns.Select(x => x.Start!.Value)]).Select(c => c + (0.1 * random.NextDouble()))]
                : [.. Enumerable.Range(0, n).Select(_ => (0.6 * random.NextDouble()) - 0.8)];
            double[] v = [.. Enumerable.Range(0, n).Select(_ => (optimum is null ? 1 : 0.1) * (random.NextDouble() - 0.5))];
            double[] Path(double t) => coordinates.ToUnknowns([.. u.Zip(v, (a, b) => a + (t * b))]);
            double[,] jacobian = coordinates.Jacobian(u);
            double[] direction = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => jacobian[i, j] * v[j]))];
            Evaluation here = kernel.At(Path(0), given, kernel.Resolution(6));
            Assert.Null(here.FirstNonFinite());
            check(here, Path, given, direction);
        }
    }

    private static double[] Optimum(IEquationSystem system, Coordinates coordinates)
    {
        SystemDescription d = system.Description;
        SolveResult result = FamilySolver.SolveMembers(
            Families.Of(d.Model, d.Goal), [system], new Dictionary<string, double>(), SolveOptions.Default).Single();
        return coordinates.ToCoordinates([.. result.Unknowns]);
    }

    /// <summary>A sixth-order central difference along a path, at 0.</summary>
    private static double[] Difference(string name, Func<double, double[]> path, Func<double[], double[]> function)
    {
        // Beside an optimum directions are short; where a file says where to start, curvatures may be large.
        SystemDescription d = System(name).Description;
        double step = d.Relations is not null ? 4e-2 : d.Unknowns.All(u => u.Start is not null) ? 2e-3 : 1e-2;
        double[] At(double t) => function(path(t));
        (double Weight, double Offset)[] stencil = [(45, 1), (-9, 2), (1, 3)];
        double[] sum = new double[At(0).Length];
        foreach ((double weight, double offset) in stencil)
        {
            double[] plus = At(offset * step);
            double[] minus = At(-offset * step);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * (plus[i] - minus[i]) / (60 * step);
            }
        }

        return sum;
    }

    /// <summary>Quotients carry the rounding of functions over lanes, up to 4 units in the last place, divided by the step.</summary>
    private static void AssertClose(double exact, double difference, double scale) =>
        Assert.True(Math.Abs(exact - difference) <= 4e-9 * (scale + 1e-3), $"emitted {exact:R}, differences {difference:R}, scale {scale:R}");

    private static GoalKind Kind(string name) => System(name).Description.Kind;

    private static IEquationSystem System(string name) => Families.All.SelectMany(f => f.Systems).Single(s => Name(s) == name);

    private static string Name(IEquationSystem system) => system.GetType().Name;
}
