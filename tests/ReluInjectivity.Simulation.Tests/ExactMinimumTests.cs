using ReluInjectivity.Simulation.Exact;
using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Tests;

/// <summary>Exact values against many random inputs, and by hand.</summary>
public sealed class ExactMinimumTests
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData(2, 9)]
    [InlineData(3, 9)]
    public void Random_inputs_reach_the_minimum_of_one_layer_and_no_less(int inputs, int outputs)
    {
        IReadOnlyList<Layer> network = [GaussianLayer.Draw(outputs, inputs, new RandomNumbers(21))];
        Assert.Equal(Sampled(inputs, x => Activity.Count(network, x), Math.Min, int.MaxValue), ExactMinimum.Active(network));
    }

    [Theory]
    [InlineData(2, 8, 8)]
    [InlineData(3, 7, 9)]
    public void Random_inputs_reach_the_minimum_of_two_layers_and_no_less(int inputs, int hidden, int outputs)
    {
        for (int sample = 0; sample < 3; sample++)
        {
            var random = new RandomNumbers(22, sample);
            IReadOnlyList<Layer> network = [GaussianLayer.Draw(hidden, inputs, random), GaussianLayer.Draw(outputs, hidden, random)];
            Assert.Equal(Sampled(inputs, x => Activity.Count(network, x), Math.Min, int.MaxValue), ExactMinimum.Active(network));
        }
    }

    [Fact]
    public void Random_inputs_approach_the_maximal_projection_from_below()
    {
        for (int sample = 0; sample < 3; sample++)
        {
            var random = new RandomNumbers(23, sample);
            var layer = GaussianLayer.Draw(8, 3, random);
            double[] target = new double[8];
            random.Gaussian(target);
            double sampled = Sampled(3, x => Activity.Projection(layer, target, x), Math.Max, double.NegativeInfinity);
            double exact = ExactMinimum.Projection(layer, target);

            // 2e5 inputs leave gaps of about sqrt(4 pi / 2e5) = 0.008 on the sphere; at a kink the loss is of first order in them.
            Assert.InRange(sampled, exact - (0.05 * Math.Abs(exact)), exact + 1e-12);
        }
    }

    [Fact]
    public void Ties_count_as_inactive()
    {
        // Rows +-e_1, +-e_2: x = e_1 activates one row, and no input fewer.
        var cross = new Layer(4, 2, 1, 0, -1, 0, 0, 1, 0, -1);
        Assert.Equal(1, ExactMinimum.Active([cross]));

        // All rows are zero on e_2.
        Assert.Equal(0, ExactMinimum.Active([new Layer(2, 2, 1, 0, -1, 0)]));

        // The second layer sees h = |x_1| + |x_2| with both signs: one output is always active.
        Assert.Equal(1, ExactMinimum.Active([cross, new Layer(2, 4, 1, 1, 1, 1, -1, -1, -1, -1)]));
    }

    [Fact]
    public void Projection_onto_a_reachable_target_is_its_length()
    {
        // ReLU(x, -x) reaches (3, 0) exactly.
        Assert.Equal(3, ExactMinimum.Projection(new Layer(2, 1, 1, -1), [3, -2]), 1e-12);
    }

    [Fact]
    public void Large_networks_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ExactMinimum.Active([GaussianLayer.Draw(9, 5, new RandomNumbers(1))]));
        Assert.Throws<ArgumentException>(() => ExactMinimum.Active([GaussianLayer.Draw(129, 2, new RandomNumbers(1))]));
    }

    private static T Sampled<T>(int inputs, Func<double[], T> value, Func<T, T, T> better, T start)
    {
        var random = new RandomNumbers(31, inputs);
        double[] x = new double[inputs];
        T best = start;
        for (int draw = 0; draw < Draws; draw++)
        {
            random.Gaussian(x);
            best = better(best, value(x));
        }

        return best;
    }
}
