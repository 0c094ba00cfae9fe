namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// A limit on the time that solves may take together, counted from when it was made. Where it is reached, a solve ends with
/// <see cref="SolveStatus.Budget"/>; what was solved before stays as it is.
/// </summary>
public sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _source;

    /// <summary>Starts counting.</summary>
    /// <param name="span">The time, more than none and at most 24 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of its range.</exception>
    public TimeLimit(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, TimeSpan.FromMilliseconds(int.MaxValue));
        Span = span;
        _source = new CancellationTokenSource(span);
        if (span < TimeSpan.FromMilliseconds(1))
        {
            // Timers count in milliseconds, and fire when a thread is free: what is less is over at once.
            _source.Cancel();
        }
    }

    /// <summary>The time.</summary>
    public TimeSpan Span { get; }

    /// <summary>Whether it is over.</summary>
    public bool IsReached => _source.IsCancellationRequested;

    /// <summary>Cancelled when it is over.</summary>
    internal CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
