using ReluInjectivity.Frames.Reconstruction;

namespace ReluInjectivity.Frames.Tests;

/// <summary>
/// Small linear programs against all of their vertices (every k of the walls, solved by Cramer's rule); whole walls that meet in many ties among them.
/// </summary>
public class LinearProgramTests
{
    private const double Box = 1000;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Optimum_IsTheBestVertex(int inputs)
    {
        int unbounded = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            bool isWhole = seed % 2 == 0;
            double[] objective = Vector(inputs, random, isWhole);
            objective[0] = objective[0] == 0 ? 1 : objective[0];
            double[][] walls = [.. Enumerable.Range(0, random.Next(inputs, 14)).Select(_ => Vector(inputs, random, isWhole))];
            double[] bounds = [.. walls.Select(_ => seed % 3 == 0 ? 0.0 : isWhole ? random.Next(0, 3) : random.NextDouble())];

            LinearProgramStatus status = LinearProgram.Maximise(objective, walls, bounds, out double value);

            // Vertices of so small whole or Gaussian walls lie far within the box, so that an optimum near it has no end.
            double best = BestVertex(objective, [.. walls, .. Sides(inputs)], [.. bounds, .. Enumerable.Repeat(Box, 2 * inputs)]);
            bool isUnbounded = status is LinearProgramStatus.Unbounded;
            unbounded += isUnbounded ? 1 : 0;
            Assert.NotEqual(LinearProgramStatus.Stopped, status);
            Assert.True(isUnbounded ? double.IsPositiveInfinity(value) && best > 1 : Math.Abs(value - best) <= 1e-8 * (1 + Math.Abs(best)), $"seed {seed}: {status} {value}, vertices {best}");
        }

        Assert.InRange(unbounded, 20, 280);
    }

    [Fact]
    public void ProgramThatIsNotDone_IsNotOptimal()
    {
        double[][] walls = [.. Sides(3)];
        double[] bounds = [1, 2, 3, 4, 5, 6];

        Assert.Equal(LinearProgramStatus.Optimal, LinearProgram.Maximise([1, 1, -1], walls, bounds, out double value));
        Assert.Equal(1 + 3 + 6, value, 12);
        Assert.Equal(LinearProgramStatus.Stopped, LinearProgram.Maximise([1, 1, -1], walls, bounds, out double none, stepsPerLine: 0));
        Assert.True(double.IsNaN(none));
    }

    [Fact]
    public void Ranges_EndWhereTheyAreCancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Layer layer = new([[1.0, 0, 0], [0, 1, 1], [0, -1, 2]]);

        Assert.Throws<OperationCanceledException>(() => InputReconstruction.Of(layer, [1, 0, 0], ct: source.Token));
        Assert.False(InputReconstruction.Of(layer, [1, 0, 0]).IsUnique);
    }

    private static double[] Vector(int n, Random random, bool isWhole) => [.. Enumerable.Range(0, n).Select(_ => isWhole ? random.Next(-2, 3) : random.NextDouble() - 0.5)];

    // x_j <= b, -x_j <= b, axis by axis.
    private static IEnumerable<double[]> Sides(int n) =>
        Enumerable.Range(0, 2 * n).Select(side => Enumerable.Range(0, n).Select(j => j != side / 2 ? 0.0 : side % 2 == 0 ? 1 : -1).ToArray());

    private static double BestVertex(double[] objective, double[][] walls, double[] bounds)
    {
        double best = double.NegativeInfinity;
        foreach (int[] chosen in Subsets(walls.Length, objective.Length))
        {
            double[][] rows = [.. chosen.Select(i => walls[i])];
            double determinant = Determinant(rows);
            if (Math.Abs(determinant) < 1e-9)
            {
                continue;
            }

            double[] x = [.. objective.Select((_, j) => Determinant([.. rows.Select((row, i) => row.Select((v, k) => k == j ? bounds[chosen[i]] : v).ToArray())]) / determinant)];
            bool isIn = walls.Zip(bounds).All(wall => wall.First.Zip(x, (a, b) => a * b).Sum() <= wall.Second + 1e-9);
            best = isIn ? Math.Max(best, objective.Zip(x, (a, b) => a * b).Sum()) : best;
        }

        return best;
    }

    private static IEnumerable<int[]> Subsets(int count, int size) =>
        size == 0 ? [[]] : Subsets(count, size - 1).SelectMany(head => Enumerable.Range(head.Length == 0 ? 0 : head[^1] + 1, count).Where(i => i < count).Select(i => (int[])[.. head, i]));

    private static double Determinant(double[][] m) => m.Length switch
    {
        1 => m[0][0],
        _ => Enumerable.Range(0, m.Length).Sum(j => (j % 2 == 0 ? 1 : -1) * m[0][j] * Determinant([.. m.Skip(1).Select(row => row.Where((_, k) => k != j).ToArray())])),
    };
}
