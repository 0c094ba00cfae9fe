using System.Globalization;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>A line that says how far a sweep is and how long it may take, for people; ten times a second at most.</summary>
internal sealed class SweepProgress(CommandContext around)
{
    private const int Width = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.1);

    private TimeSpan? _shown;

    /// <summary>Shows it, where somebody looks and the last time was a while ago.</summary>
    public void Show(StudyProgress progress)
    {
        if (!around.ErrorIsTerminal || (_shown is { } last && progress.Elapsed - last < Interval && progress.Done < progress.Missing))
        {
            return;
        }

        _shown = progress.Elapsed;
        double share = progress.Missing == 0 ? 1 : (double)progress.Done / progress.Missing;
        TimeSpan left = share > 0 ? progress.Elapsed * ((1 - share) / share) : TimeSpan.Zero;
        around.Error.Write(string.Create(
            CultureInfo.InvariantCulture, $"\r[{new string('#', (int)(Width * share)).PadRight(Width)}] {progress.Done}/{progress.Missing}, about {Text(left)} left   "));
    }

    /// <summary>Ends the line, where there is one.</summary>
    public void End()
    {
        if (_shown is not null)
        {
            around.Error.Write("\n");
            _shown = null;
        }
    }

    /// <summary>A time in its largest unit and the next.</summary>
    internal static string Text(TimeSpan time) => time.TotalSeconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes} min"),
    };
}
