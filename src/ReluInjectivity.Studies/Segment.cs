using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Studies;

/// <summary>Points that start from each other, round by round: those of a round from those of the rounds before, be they solved now or kept from before.</summary>
internal sealed class Segment
{
    private readonly StudyPart _part;
    private readonly int _place;
    private readonly IReadOnlyList<int> _points;
    private readonly IReadOnlyList<IReadOnlyList<int>> _rounds;
    private readonly Dictionary<int, IReadOnlyList<LinePoint>> _kept;
    private readonly SweepLine? _line;
    private int _round = -1;
    private int _open;

    /// <summary>A segment.</summary>
    /// <param name="part">Its part.</param>
    /// <param name="place">The place of that.</param>
    /// <param name="points">The points, in the order of the line.</param>
    /// <param name="kept">The rows that are kept of them.</param>
    public Segment(StudyPart part, int place, IReadOnlyList<int> points, IEnumerable<StudyRow> kept)
    {
        (_part, _place, _points) = (part, place, points);
        _rounds = [.. SweepLine.Rounds(points.Count)];

        // What was tried again counts as it was at first: points that started from there did not know what came later.
        _kept = kept.GroupBy(static r => r.Point).ToDictionary(static g => g.Key, static g => (IReadOnlyList<LinePoint>)[.. g.OrderBy(static r => r.Member).Select(Point)]);
        if (part.Swept is { } swept)
        {
            var given = new Dictionary<string, double>(part.GivenAt(points[0]), StringComparer.Ordinal);
            given.Remove(swept);
            _line = new SweepLine(part.Family, part.Members, swept, given, part.Options);
        }
    }

    /// <summary>The points of the next round that has some to be solved; none at the end.</summary>
    public IReadOnlyList<StudyPoint> NextRound()
    {
        while (true)
        {
            if (_round >= 0)
            {
                foreach (int point in Of(_round))
                {
                    _line?.Add(_part.Abscissa(point), _kept[point]);
                }
            }

            if (++_round >= _rounds.Count)
            {
                return [];
            }

            StudyPoint[] missing = [.. Of(_round).Where(p => !_kept.ContainsKey(p)).Select(p => new StudyPoint(_place, p, cancellation => Solve(p, cancellation)) { Segment = this })];
            if (missing.Length > 0)
            {
                _open = missing.Length;
                return missing;
            }
        }
    }

    /// <summary>Takes a solved point; whether it was the last of its round.</summary>
    public bool Keep(int point, IReadOnlyList<StudyRow> rows)
    {
        _kept[point] = [.. rows.Select(Point)];
        return --_open == 0;
    }

    private IEnumerable<int> Of(int round) => _rounds[round].Select(i => _points[i]);

    private IReadOnlyList<StudyRow> Solve(int point, CancellationToken cancellation)
    {
        // Nothing starts from the last round.
        bool isLeaf = _round == _rounds.Count - 1;
        IReadOnlyList<LineResult> results = _line is not null ? _line.SolveAt(_part.Abscissa(point), cancellation)
            : [.. FamilySolver.SolveMembers(_part.Family, _part.Members, _part.Given, _part.Options, null, cancellation).Select(static r => new LineResult(r, new(r.Status, r.Unknowns, null)))];
        return
        [
            .. results.Select((r, member) =>
            {
                SolveResult result = ModelBounds.Check([r.Result], _part.Catalog, _part.Options, cancellation)[0];
                return StudyRow.Of(_place, point, member, result, isLeaf ? null : r.Point.Hessian, pass: 0);
            }),
        ];
    }

    private static LinePoint Point(StudyRow row) =>
        new(row.Pass == 0 ? row.Status : SolveStatus.Stalled, [.. row.Unknowns.Select(static u => u.Value)], row.Hessian);
}
