namespace ReluInjectivity.Frames;

/// <summary>How <see cref="InjectivityCheck"/> works.</summary>
public sealed record CheckOptions
{
    /// <summary>The tolerance of <see cref="ParallelTolerance"/> where none is given: 16 units of a double's last place.</summary>
    public const double DefaultParallelTolerance = 4e-15;

    /// <summary>The defaults.</summary>
    public static CheckOptions Default { get; } = new();

    /// <summary>The time after which the verdict is undecided; null for none.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How many threads search; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Rows whose entries differ from a multiple of another row by at most this, relative to the largest, are taken as that multiple: rounding leaves
    /// the rows of [B; -D B] parallel only to the last place. 0 takes the matrix literally. Each replacement is in the certificate.
    /// </summary>
    public double ParallelTolerance { get; init; } = DefaultParallelTolerance;

    /// <summary>
    /// Up to this many inputs a refutation gives two explicit inputs; beyond, where it can, a point with fewer active rows than inputs, which
    /// is as good a proof and takes no exact kernel. The kernel takes under a second for 128 inputs and some seconds for 256.
    /// </summary>
    public int MostInputsForCollision { get; init; } = 64;

    /// <summary>Told the number of searched nodes now and then.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>What ends with a token, or once one of some equal parts of the time is over.</summary>
    internal CancellationTokenSource Limited(CancellationToken ct, int parts = 1)
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (TimeLimit is { } limit)
        {
            limited.CancelAfter(limit / parts);
        }

        return limited;
    }
}
