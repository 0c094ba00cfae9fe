using ReluInjectivity.Simulation;

namespace ReluInjectivity.Cli.Simulations;

/// <summary>Simulates, and no longer than told: a step of a large network that takes longer than <see cref="Grace"/> to notice is left behind.</summary>
internal static class LimitedRun
{
    /// <summary>How long searches may take to end of themselves.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.3);

    /// <summary>The samples finished, in order: all of them unless stopped.</summary>
    /// <param name="size">What to simulate.</param>
    /// <param name="onSample">Told of each sample, one at a time, and not after the end.</param>
    /// <param name="stop">Stops it.</param>
    public static IReadOnlyList<SimulatedSample> Of(SimulationSettings size, Action onSample, CancellationToken stop)
    {
        List<SimulatedSample> finished = [];
        Lock gate = new();
        bool isOver = false;
        void Add(SimulatedSample sample)
        {
            lock (gate)
            {
                if (!isOver)
                {
                    finished.Add(sample);
                    onSample();
                }
            }
        }

        var run = Task.Run(() => FiniteSizeSimulation.Run(size, Add, stop), CancellationToken.None);
        try
        {
            Task.WaitAny([run], stop);
        }
        catch (OperationCanceledException)
        {
            Task.WaitAny([run], Grace);
        }

        lock (gate)
        {
            isOver = true;
        }

        if (run.IsFaulted)
        {
            run.GetAwaiter().GetResult();
        }

        return [.. finished.OrderBy(s => s.Index)];
    }
}
