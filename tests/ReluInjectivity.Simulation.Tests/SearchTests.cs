using ReluInjectivity.Simulation.Exact;
using ReluInjectivity.Simulation.Sampling;
using ReluInjectivity.Simulation.Search;

namespace ReluInjectivity.Simulation.Tests;

/// <summary>The searches against exact enumeration, on instances that seeds fix.</summary>
public sealed class SearchTests
{
    private const int Instances = 20;
    private static readonly SearchOptions Options = new(Restarts: 4, Sweeps: 60);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 9)]
    [InlineData(3, 20)]
    [InlineData(4, 27)]
    [InlineData(4, 12)]
    public void One_layer_finds_the_exact_minimum(int inputs, int outputs)
    {
        for (int sample = 0; sample < (inputs == 4 ? Instances / 4 : Instances); sample++)
        {
            IReadOnlyList<Layer> network = [GaussianLayer.Draw(outputs, inputs, new RandomNumbers(71, inputs, outputs, sample))];
            Assert.Equal(ExactMinimum.Active(network), ActivitySearch.Minimum(network, Options, seed: 5, sample));
        }
    }

    [Theory]
    [InlineData(1, 5, 5)]
    [InlineData(2, 13, 13)]
    [InlineData(3, 20, 20)]
    [InlineData(3, 12, 30)]
    [InlineData(4, 20, 16)]
    public void Two_layers_find_the_exact_minimum(int inputs, int hidden, int outputs)
    {
        int missed = 0;
        for (int sample = 0; sample < (inputs == 4 ? Instances / 4 : Instances); sample++)
        {
            var random = new RandomNumbers(72, inputs, outputs, sample);
            IReadOnlyList<Layer> network = [GaussianLayer.Draw(hidden, inputs, random), GaussianLayer.Draw(outputs, hidden, random)];
            int exact = ExactMinimum.Active(network);
            int found = ActivitySearch.Minimum(network, Options with { Restarts = 12 }, seed: 5, sample);
            Assert.True(found >= exact, $"sample {sample}: found {found} below the minimum {exact}");
            missed += found == exact ? 0 : 1;
        }

        Assert.InRange(missed, 0, 1);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 13)]
    [InlineData(3, 20)]
    [InlineData(4, 27)]
    public void Projection_finds_the_exact_maximum(int inputs, int outputs)
    {
        int missed = 0;
        for (int sample = 0; sample < (inputs == 4 ? Instances / 4 : Instances); sample++)
        {
            var random = new RandomNumbers(73, inputs, outputs, sample);
            var layer = GaussianLayer.Draw(outputs, inputs, random);
            double[] target = new double[outputs];
            random.Gaussian(target);
            double exact = ExactMinimum.Projection(layer, target);
            double found = ProjectionSearch.Maximum(layer, target, Options, seed: 5, sample);
            Assert.True(found <= exact + 1e-9, $"sample {sample}: found {found} above the maximum {exact}");

            // Where no input has a positive projection the search makes no promise.
            missed += exact <= 0 || found >= exact - 1e-6 ? 0 : 1;
        }

        Assert.InRange(missed, 0, 1);
    }
}
