using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Studies;

/// <summary>
/// Points without a vouched value, once more: from the nearest solved points to either side on their line, then as a single solve does, with more iterations. They start from
/// results of the passes before theirs alone, so that what comes out does not depend on what of a pass is finished first.
/// </summary>
internal sealed class Retry : IPointSource
{
    /// <summary>How many times as many iterations as at first.</summary>
    private const int MoreIterations = 4;

    private readonly StudyPlan _plan;
    private readonly StudyFile _file;
    private readonly Lock _reading;
    private readonly int _pass;
    private readonly Queue<StudyPoint> _points;

    private Retry(StudyPlan plan, StudyFile file, Lock reading, int pass, IEnumerable<StudyRow> failed)
    {
        (_plan, _file, _reading, _pass) = (plan, file, reading, pass);
        _points = new(failed.GroupBy(static r => (r.Part, r.Point))
            .Select(g => new StudyPoint(g.Key.Part, g.Key.Point, cancellation => Solve(g.Key.Part, g.Key.Point, [.. g], cancellation))));
    }

    /// <summary>The number of points to be tried again.</summary>
    public int Count => _points.Count;

    /// <summary>What a pass that was stopped has left; where none was, and it is asked for, a new pass over all points without a value.</summary>
    public static Retry Of(StudyPlan plan, StudyStore store, Lock reading, bool isAsked)
    {
        lock (reading)
        {
            StudyFile file = store.Reader;
            int pass = store.Pass;
            StudyRow[] failed = [.. file.Failed()];
            StudyRow[] left = [.. failed.Where(r => r.Pass < pass)];
            if (left.Length == 0 && isAsked && failed.Length > 0)
            {
                store.Pass = ++pass;
                left = failed;
            }

            return new(plan, file, reading, pass, left);
        }
    }

    /// <inheritdoc/>
    public StudyPoint? Take(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_points)
        {
            return _points.TryDequeue(out StudyPoint? point) ? point : null;
        }
    }

    /// <inheritdoc/>
    public void Finished(StudyPoint point, IReadOnlyList<StudyRow> rows)
    {
        // Nothing starts from it in this pass.
    }

    /// <inheritdoc/>
    public void Wake()
    {
        // Nobody waits here.
    }

    private IReadOnlyList<StudyRow> Solve(int place, int point, IReadOnlyList<StudyRow> failed, CancellationToken cancellation)
    {
        StudyPart part = _plan.Parts[place];
        List<LevelValue> levels;
        lock (_reading)
        {
            levels = [.. _file.Of(place, point, point).Where(static r => r.IsGood).Select(static r => new LevelValue(r.Depth, r.Level, r.Status, r.Value, r.ErrorEstimate))];
        }

        var rows = new List<StudyRow>();
        foreach (StudyRow row in failed)
        {
            SolveResult result = ModelBounds.Check([Solve(part, row, levels, cancellation)], part.Catalog, part.Options, cancellation)[0];
            rows.Add(StudyRow.Of(place, point, row.Member, result, null, _pass));
            levels.Add(LevelValue.Of(result));
        }

        return rows;
    }

    private SolveResult Solve(StudyPart part, StudyRow row, List<LevelValue> levels, CancellationToken cancellation)
    {
        IEquationSystem member = part.Members[row.Member];
        SolveOptions options = part.Options with { MaximumIterations = MoreIterations * part.Options.MaximumIterations };
        IReadOnlyDictionary<string, double> given = part.GivenAt(row.Point);

        // Whether a nested level is better than the one before can be told only where that has a value.
        bool isKnown = !member.Description.IsNested || part.Family.Before(member) is not { } before
            || levels.Exists(l => l.Depth == before.Name.Indices.ValueOf(FamilyIndexKind.Depth) && l.Level == before.Name.Indices.ValueOf(FamilyIndexKind.Level));
        if (isKnown)
        {
            var own = member.Description.Givens.Where(g => given.ContainsKey(g.Name)).ToDictionary(static g => g.Name, g => given[g.Name], StringComparer.Ordinal);
            foreach (double[] start in Starts(part, row))
            {
                SolveResult near = FamilySolver.SolveFrom(member, own, start, options, cancellation);
                if (near.Status == SolveStatus.Solved && !NestedLevels.IsWorse(near, levels))
                {
                    return near;
                }
            }
        }

        return FamilySolver.SolveMembers(part.Family, [member], given, options, null, cancellation)[0];
    }

    /// <summary>The unknowns at the nearest points to either side that were solved in a pass before.</summary>
    private IEnumerable<double[]> Starts(StudyPart part, StudyRow row)
    {
        foreach (bool isLower in new[] { true, false })
        {
            StudyRow? near;
            lock (_reading)
            {
                near = part.Beside(row.Point, isLower).Select(p => _file.Of(row.Part, p, p).FirstOrDefault(r => r.Member == row.Member))
                    .FirstOrDefault(r => r is { Status: SolveStatus.Solved } && r.Pass < _pass);
            }

            if (near is not null)
            {
                yield return [.. near.Unknowns.Select(static u => u.Value)];
            }
        }
    }
}
