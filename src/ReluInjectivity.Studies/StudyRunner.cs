using System.Diagnostics;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Studies;

/// <summary>How far a study is.</summary>
/// <param name="Done">The points that are kept, of those that this run was to solve.</param>
/// <param name="Missing">The points that this run was to solve.</param>
/// <param name="Elapsed">Since the run began.</param>
public readonly record struct StudyProgress(long Done, long Missing, TimeSpan Elapsed);

/// <summary>How a study is run. Results do not depend on it.</summary>
public sealed record StudyOptions
{
    /// <summary>How many points are solved at a time; at least 1.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether points without a value are tried again, when all have been solved once.</summary>
    public bool Retry { get; init; }

    /// <summary>Told of the progress after each point, one call at a time; may be null.</summary>
    public Action<StudyProgress>? OnProgress { get; init; }

    /// <summary>Gets a line, <c>begin PART POINT</c>, before a point is solved and <c>end PART POINT</c> when it is kept, one call at a time; may be null.</summary>
    public Action<string>? OnLog { get; init; }

    /// <summary>For tests: the most pages that the file may have.</summary>
    internal int? MostPages { get; init; }
}

/// <summary>Solves what a study's file does not hold yet.</summary>
public sealed class StudyRunner
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly StudyPlan _plan;
    private readonly StudyOptions _options;
    private readonly StudyStore _store;
    private readonly Lock _writing = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Stopwatch _sinceFlush = Stopwatch.StartNew();
    private StudyException? _failure;
    private long _done;
    private long _missing;

    private StudyRunner(StudyPlan plan, StudyOptions options, StudyStore store) => (_plan, _options, _store) = (plan, options, store);

    /// <summary>Solves what is missing. The same call again goes on where one was stopped, whatever stopped it, and comes to the same results.</summary>
    /// <param name="path">The file; made where there is none.</param>
    /// <param name="plan">What is asked for.</param>
    /// <param name="options">How to run.</param>
    /// <param name="cancellation">Stops every worker before its next Newton iteration.</param>
    /// <exception cref="StudyException">The file is another study, is in use, or cannot be written; what was reported as done is kept.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; what was reported as done is kept.</exception>
    public static void Run(string path, StudyPlan plan, StudyOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        using StudyStore store = StudyStore.Open(path, plan);
        if (options.MostPages is { } pages)
        {
            store.Limit(pages);
        }

        new StudyRunner(plan, options, store).Run(cancellation);
    }

    private void Run(CancellationToken cancellation)
    {
        using StudyFile file = _store.Reader;
        _missing = _plan.Points - (file.Count == 0 ? 0 : file.Points);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var flush = new Timer(_ => Flush(stop), null, FlushInterval, FlushInterval);
        Work(new SegmentQueue(_plan, file, _writing), stop);
        Retry retry = Retry.Of(_plan, _store, _writing, _options.Retry);
        _missing += retry.Count;
        Work(retry, stop);
        lock (_writing)
        {
            _store.Flush();
        }
    }

    /// <summary>Lets workers take points until there are none, or one fails.</summary>
    private void Work(IPointSource points, CancellationTokenSource stop)
    {
        var failures = new List<Exception>();
        Thread[] workers = [.. Enumerable.Range(0, _options.Workers).Select(i => new Thread(() =>
        {
            try
            {
                while (points.Take(stop.Token) is { } point)
                {
                    Solve(point, points, stop.Token);
                }
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(e);
                }

                stop.Cancel();
                points.Wake();
            }
        }) { Name = FormattableString.Invariant($"study worker {i}") })];
        using CancellationTokenRegistration waking = stop.Token.Register(points.Wake);
        Array.ForEach(workers, static w => w.Start());
        Array.ForEach(workers, static w => w.Join());
        if ((_failure ?? failures.FirstOrDefault(static e => e is not OperationCanceledException)) is { } failure)
        {
            throw failure is StudyException ? new StudyException(failure.Message, failure) : new InvalidOperationException(failure.Message, failure);
        }

        stop.Token.ThrowIfCancellationRequested();
        if (failures.Count > 0)
        {
            throw failures[0];
        }
    }

    private void Solve(StudyPoint point, IPointSource points, CancellationToken cancellation)
    {
        if (_options.OnLog is not null)
        {
            Log("begin", point);
        }

        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<StudyRow> rows = point.Solve(cancellation);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        // A worker takes no other point before this one is kept: a killed process loses one at most for each worker.
        lock (_writing)
        {
            cancellation.ThrowIfCancellationRequested();
            _store.Write(rows.Select(r => (r, seconds / rows.Count)));
            _done++;
            if (_sinceFlush.Elapsed >= FlushInterval)
            {
                _store.Flush();
                _sinceFlush.Restart();
            }

            _options.OnLog?.Invoke(FormattableString.Invariant($"end {point.Part} {point.Point}"));
            _options.OnProgress?.Invoke(new(_done, _missing, _clock.Elapsed));
        }

        points.Finished(point, rows);
    }

    private void Log(string what, StudyPoint point)
    {
        lock (_writing)
        {
            _options.OnLog!(FormattableString.Invariant($"{what} {point.Part} {point.Point}"));
        }
    }

    private void Flush(CancellationTokenSource stop)
    {
        lock (_writing)
        {
            try
            {
                _store.Flush();
                _sinceFlush.Restart();
            }
            catch (StudyException e)
            {
                _failure ??= e;
            }
        }

        if (_failure is not null)
        {
            stop.Cancel();
        }
    }
}
