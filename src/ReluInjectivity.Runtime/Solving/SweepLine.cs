using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>A solved point of a line, as far as points that start from it need it.</summary>
/// <param name="Status">How the solve ended: points start from <see cref="SolveStatus.Solved"/> and <see cref="SolveStatus.Imprecise"/> alone.</param>
/// <param name="Unknowns">The unknowns, in the system's order.</param>
/// <param name="Hessian">The Hessian of an optimum, in the solver's coordinates, column by column; null for a root, and where none is known.</param>
public sealed record LinePoint(SolveStatus Status, IReadOnlyList<double> Unknowns, IReadOnlyList<double>? Hessian);

/// <summary>A result of a line.</summary>
/// <param name="Result">The result.</param>
/// <param name="Point">What points that start from it need; the status is that of the result.</param>
public sealed record LineResult(SolveResult Result, LinePoint Point);

/// <summary>
/// Members of a family along values of one given: the two ends, then points halfway between, and so on, in rounds. A point starts from those of the rounds before it, or as a
/// single solve does where they do not tell or that fails; which they are depends on the values alone.
/// </summary>
/// <remarks>Threads: <see cref="SolveAt"/> may run on any number of threads at a time, <see cref="Add"/> on one while none of them does.</remarks>
public sealed class SweepLine
{
    private readonly EquationFamily _family;
    private readonly IReadOnlyList<IEquationSystem> _members;
    private readonly string _swept;
    private readonly IReadOnlyDictionary<string, double> _given;
    private readonly SolveOptions _options;
    private readonly CurvePrediction[] _predictions;

    /// <summary>A line of which nothing is solved.</summary>
    /// <param name="family">The family.</param>
    /// <param name="members">The members to solve, of <see cref="EquationFamily.Systems"/> and in their order.</param>
    /// <param name="swept">The given that varies.</param>
    /// <param name="given">The other givens, by name; those left out take their defaults.</param>
    /// <param name="options">How to solve.</param>
    /// <exception cref="ArgumentException">A member is not of the family.</exception>
    public SweepLine(EquationFamily family, IReadOnlyList<IEquationSystem> members, string swept, IReadOnlyDictionary<string, double> given, SolveOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(members);
        if (!members.All(family.Systems.Contains))
        {
            throw new ArgumentException($"It is no member of this family of {family.Model}.", nameof(members));
        }

        (_family, _members, _swept, _given, _options) = (family, members, swept, given, options);
        _predictions = [.. members.Select(static m => new CurvePrediction(m.Description.Unknowns))];
    }

    /// <summary>The places of so many points, in the rounds in which they are solved: those of a round do not depend on each other.</summary>
    public static IEnumerable<IReadOnlyList<int>> Rounds(int count)
    {
        int width = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, count - 1));
        yield return [.. new[] { 0, count - 1 }.Where(i => i >= 0 && i < count).Distinct()];
        for (; width > 1; width /= 2)
        {
            int half = width / 2;
            yield return [.. Enumerable.Range(0, count).Where(i => i % width == half && i < count - 1)];
        }
    }

    /// <summary>Solves all members at a value of the given.</summary>
    /// <param name="abscissa">The value.</param>
    /// <param name="cancellation">Stops before the next Newton iteration.</param>
    /// <returns>A result for each member, in their order.</returns>
    /// <exception cref="ArgumentException">A given does not exist, or a value lies outside its interval.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<LineResult> SolveAt(double abscissa, CancellationToken cancellation)
    {
        var at = new Dictionary<string, double>(_given, StringComparer.Ordinal) { [_swept] = abscissa };
        var solved = new Solved?[_members.Count];
        for (int i = 0; i < solved.Length; i++)
        {
            Solved? near = _predictions[i].StartAt(abscissa) is var (start, hessian) ? FamilySolver.SolveNear(_members[i], Of(_members[i], at), start, hessian, _options, cancellation) : null;
            solved[i] = near is { Result.Status: SolveStatus.Solved } && !NestedLevels.IsWorse(near.Result, solved.Take(i).OfType<Solved>().Select(static s => LevelValue.Of(s.Result))) ? near : null;
        }

        int[] missing = [.. Enumerable.Range(0, solved.Length).Where(i => solved[i] is null)];
        if (missing.Length > 0)
        {
            // In the order of the family, which is that of the members.
            IReadOnlyList<Solved> found = FamilySolver.Solutions(_family, [.. missing.Select(i => _members[i])], at, _options, null, cancellation);
            for (int k = 0; k < missing.Length; k++)
            {
                solved[missing[k]] = found[k];
            }
        }

        return [.. solved.Select(static s => new LineResult(s!.Result, new(s.Result.Status, s.Result.Unknowns, s.Hessian?.ToColumnMajorArray())))];
    }

    /// <summary>The givens that a member has: others of its family may have more.</summary>
    private static Dictionary<string, double> Of(IEquationSystem member, Dictionary<string, double> given) =>
        member.Description.Givens.Where(g => given.ContainsKey(g.Name)).ToDictionary(static g => g.Name, g => given[g.Name], StringComparer.Ordinal);

    /// <summary>Lets points of the rounds after it start from a point.</summary>
    /// <param name="abscissa">The value of the given there.</param>
    /// <param name="points">A point for each member, in their order.</param>
    public void Add(double abscissa, IReadOnlyList<LinePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i] is { Status: SolveStatus.Solved or SolveStatus.Imprecise, Unknowns: { Count: > 0 } unknowns } point)
            {
                Matrix<double>? hessian = point.Hessian is { } h ? Matrix<double>.Build.Dense(unknowns.Count, unknowns.Count, [.. h]) : null;
                _predictions[i].Add(abscissa, unknowns, hessian);
            }
        }
    }
}
