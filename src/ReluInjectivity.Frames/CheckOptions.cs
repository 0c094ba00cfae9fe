using System.Diagnostics;

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

    /// <summary>The moment from which the time limit counts, a time stamp of <see cref="Stopwatch"/>, so that reading a file counts too; null for the beginning of the work.</summary>
    public long? Since { get; init; }

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

    /// <summary>What is left of the time limit, zero at least; null for none.</summary>
    public TimeSpan? Left =>
        TimeLimit is not { } limit ? null : Since is not { } since ? limit : TimeSpan.FromTicks(Math.Max(0, (limit - Stopwatch.GetElapsedTime(since)).Ticks));

    /// <summary>What ends with a token, or once one of some equal parts of the time is over.</summary>
    internal CancellationTokenSource Limited(CancellationToken ct, int parts = 1)
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (Left is { } left)
        {
            limited.CancelAfter(left / parts);
        }

        return limited;
    }

    /// <summary>The same with a limit that counts from now on at the latest, whatever parts of the work it is handed to.</summary>
    internal CheckOptions Begun() => Since is null ? this with { Since = Stopwatch.GetTimestamp() } : this;

    /// <summary>The same with one of some equal parts of the time that is left.</summary>
    internal CheckOptions Part(int parts) => Left is { } left ? this with { TimeLimit = left / parts, Since = null } : this;
}
