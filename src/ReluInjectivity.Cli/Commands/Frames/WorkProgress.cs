using System.Diagnostics;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>One line on a terminal while work goes on: how long, and how far where that is counted. It is wiped at the end, so that reports stand alone.</summary>
internal sealed class WorkProgress : IProgress<long>
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private long _count;

    /// <summary>Work with progress, unless nobody watches or the report is for a program.</summary>
    /// <param name="around">The command's surroundings; progress goes to its errors if these are a terminal.</param>
    /// <param name="format">The report's format: nothing is shown beside json.</param>
    /// <param name="what">What goes on, as in "searching".</param>
    /// <param name="progress">What the work reports its count to; null where it counts nothing.</param>
    /// <param name="work">The work.</param>
    public static T Show<T>(CommandContext around, string format, string what, IProgress<long>? progress, Func<T> work)
    {
        if (!around.ErrorIsTerminal || format is "json")
        {
            return work();
        }

        // A thread of its own: timers wait for the pool, whose threads the work may hold.
        using ManualResetEventSlim end = new();
        Thread watch = new(() => Watch(around.Error, what, progress as WorkProgress, end)) { IsBackground = true };
        watch.Start();
        try
        {
            return work();
        }
        finally
        {
            end.Set();
            watch.Join();
        }
    }

    /// <inheritdoc/>
    public void Report(long value) => Interlocked.Exchange(ref _count, value);

    private static void Watch(TextWriter error, string what, WorkProgress? progress, ManualResetEventSlim end)
    {
        long start = Stopwatch.GetTimestamp();
        int width = 0;
        for (TimeSpan wait = First; !end.Wait(wait); wait = Step)
        {
            long count = progress is null ? 0 : Interlocked.Read(ref progress._count);
            string steps = count > 0 ? FormattableString.Invariant($", {count} steps") : string.Empty;
            string line = FormattableString.Invariant($"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s{steps}");
            width = Math.Max(width, line.Length);
            Write(error, "\r" + line.PadRight(width));
        }

        Write(error, width == 0 ? string.Empty : "\r" + new string(' ', width) + "\r");
    }

    // Progress that cannot be written is no reason to stop.
    private static void Write(TextWriter error, string text)
    {
        try
        {
            error.Write(text);
            error.Flush();
        }
        catch (IOException)
        {
            // Nobody reads it.
        }
    }
}
