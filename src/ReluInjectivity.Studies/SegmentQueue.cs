using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Studies;

/// <summary>A point that a worker may solve now.</summary>
/// <param name="Part">The part.</param>
/// <param name="Point">The point.</param>
/// <param name="Solve">Solves it: a row for each member.</param>
internal sealed record StudyPoint(int Part, int Point, Func<CancellationToken, IReadOnlyList<StudyRow>> Solve)
{
    /// <summary>The segment it stands in; null for one that stands alone.</summary>
    public Segment? Segment { get; init; }
}

/// <summary>Where workers take points from.</summary>
internal interface IPointSource
{
    /// <summary>The next point; waits for one that is not ready yet. Null: there is none any more.</summary>
    StudyPoint? Take(CancellationToken cancellation);

    /// <summary>Told of a point that is kept.</summary>
    void Finished(StudyPoint point, IReadOnlyList<StudyRow> rows);

    /// <summary>Wakes those that wait, since they need wait no more.</summary>
    void Wake();
}

/// <summary>The points of a plan that are not kept yet, round by round; a segment is opened when those open have no point that is ready.</summary>
internal sealed class SegmentQueue : IPointSource
{
    private readonly IEnumerator<Segment> _segments;
    private readonly Lock _reading;
    private readonly Queue<StudyPoint> _ready = [];
    private readonly object _gate = new();
    private int _waiting;

    /// <summary>All segments of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="file">What is kept.</param>
    /// <param name="reading">Held while the file is read or written.</param>
    public SegmentQueue(StudyPlan plan, StudyFile file, Lock reading)
    {
        _reading = reading;
        _segments = plan.Parts.SelectMany((part, i) => part.Segments().Select(points => Open(part, i, points, file))).GetEnumerator();
    }

    /// <inheritdoc/>
    public StudyPoint? Take(CancellationToken cancellation)
    {
        lock (_gate)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                if (_ready.TryDequeue(out StudyPoint? point))
                {
                    _waiting++;
                    return point;
                }

                if (Next() is { } segment)
                {
                    Enqueue(segment);
                }
                else if (_waiting == 0)
                {
                    Monitor.PulseAll(_gate);
                    return null;
                }
                else
                {
                    Monitor.Wait(_gate);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Finished(StudyPoint point, IReadOnlyList<StudyRow> rows)
    {
        lock (_gate)
        {
            _waiting--;
            if (point.Segment!.Keep(point.Point, rows))
            {
                Enqueue(point.Segment);
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <inheritdoc/>
    public void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private Segment? Next()
    {
        lock (_reading)
        {
            return _segments.MoveNext() ? _segments.Current : null;
        }
    }

    /// <summary>Puts the points of the next round that has some among those that are ready.</summary>
    private void Enqueue(Segment segment)
    {
        foreach (StudyPoint point in segment.NextRound())
        {
            _ready.Enqueue(point);
        }
    }

    private static Segment Open(StudyPart part, int place, IReadOnlyList<int> points, StudyFile file)
    {
        // The points of a line lie apart in the file where it is not the last axis: each is then looked up alone.
        bool isRun = points[^1] - points[0] == points.Count - 1;
        IEnumerable<StudyRow> kept = isRun ? file.Of(place, points[0], points[^1]) : points.SelectMany(p => file.Of(place, p, p));
        return new(part, place, points, kept);
    }
}
