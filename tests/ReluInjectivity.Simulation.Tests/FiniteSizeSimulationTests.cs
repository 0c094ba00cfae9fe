using ReluInjectivity.Simulation.Search;

namespace ReluInjectivity.Simulation.Tests;

public sealed class FiniteSizeSimulationTests
{
    private static readonly SimulationSettings OneLayer = new(SimulatedQuantity.Active, 8, [54], 6, new SearchOptions(2, 30), Seed: 4);
    private static readonly SimulationSettings TwoLayers = OneLayer with { Inputs = 4, Outputs = [27, 27] };
    private static readonly SimulationSettings Projection = OneLayer with { Quantity = SimulatedQuantity.Projection };

    public static TheoryData<SimulationSettings> All => [OneLayer, TwoLayers, Projection];

    [Theory]
    [MemberData(nameof(All))]
    public void Values_depend_on_the_seed_and_not_on_the_threads(SimulationSettings settings)
    {
        IReadOnlyList<SimulatedSample> one = FiniteSizeSimulation.Run(settings with { Workers = 1 });

        Assert.Equal(one, FiniteSizeSimulation.Run(settings with { Workers = 1 }));
        Assert.Equal(one, FiniteSizeSimulation.Run(settings with { Workers = 5 }));
        Assert.Equal(one.Take(3), FiniteSizeSimulation.Run(settings with { Samples = 3 }));
        Assert.NotEqual(one, FiniteSizeSimulation.Run(settings with { Seed = 5 }));
    }

    [Fact]
    public void Cancelled_run_returns_what_was_finished()
    {
        using var cancellation = new CancellationTokenSource();
        int seen = 0;
        SimulationSettings settings = OneLayer with { Samples = 100, Workers = 1 };
        IReadOnlyList<SimulatedSample> finished = FiniteSizeSimulation.Run(
            settings,
            _ =>
            {
                if (++seen == 3)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token);

        Assert.Equal(3, finished.Count);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        SimulationSettings[] wrong =
        [
            OneLayer with { Inputs = 0 }, OneLayer with { Samples = 0 }, OneLayer with { Workers = 0 }, OneLayer with { Outputs = [5, 5, 5] },
            OneLayer with { Search = new SearchOptions(0, 1) }, OneLayer with { IsExact = true }, Projection with { Outputs = [9, 9] }, Projection with { Outputs = [7] },
        ];
        Assert.All(wrong, s => Assert.ThrowsAny<ArgumentException>(() => FiniteSizeSimulation.Run(s)));
    }

    [Fact]
    public void Fewest_active_outputs_of_one_input_follow_the_binomial_law()
    {
        // For n = 1 the minimum is min(K, m-K) with K binomial(m, 1/2): for m = 4 its mean is (2*0*1 + 2*1*4 + 2*6)/16 = 1.25 and its variance
        // (8*1 + 6*4)/16 - 1.25^2 = 0.4375. Five standard errors of 4000 samples: 5 sqrt(0.4375/4000) = 0.0523.
        IReadOnlyList<SimulatedSample> samples = FiniteSizeSimulation.Run(OneLayer with { Inputs = 1, Outputs = [4], Samples = 4000, IsExact = true });

        Assert.InRange(samples.Average(s => s.Exact!.Value), 1.25 - 0.0523, 1.25 + 0.0523);
        Assert.Equal(samples.Select(s => s.Exact!.Value), samples.Select(s => s.Found));
    }
}
