using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Solving.Strategies;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Solves the systems of a family, each from the one before.</summary>
/// <remarks>
/// <para>Threads: every solve makes kernels of its own, so any number may run at a time, on the same family too; families, systems and results never
/// change. <c>progress</c> is told on the thread that solves. A few models spread one evaluation over the processors.</para>
/// <para>Cancellation: it is looked at before each Newton iteration and each point of a search for sign changes, so a solve stops within one
/// evaluation of the equations and its derivatives, by an <see cref="OperationCanceledException"/>. What was solved before has been
/// told to <c>progress</c>; nothing is left half done.</para>
/// </remarks>
public static partial class FamilySolver
{
    /// <summary>The name of what <see cref="SolveFrom"/> does, as results report it.</summary>
    private const string Neighbour = "neighbour";

    private static readonly Dictionary<string, double> Defaults = [];

    /// <summary>Solves one system of a catalogue; those before it in its family are solved on the way, where they serve as starts.</summary>
    /// <typeparam name="TSystem">The generated class of the system, which offers this under the names of its givens.</typeparam>
    /// <param name="catalog">The systems there are.</param>
    /// <param name="given">A value for each of its givens, in their order.</param>
    /// <param name="options">How to solve; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <exception cref="ArgumentException">A given lies outside its interval, there are more or fewer values than givens, or the catalogue has no such system.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SolveResult SolveSystem<TSystem>(
        IReadOnlyList<IEquationSystem> catalog, ReadOnlySpan<double> given, SolveOptions? options = null, CancellationToken cancellation = default)
        where TSystem : IEquationSystem
    {
        ArgumentNullException.ThrowIfNull(catalog);
        IEquationSystem member = catalog.OfType<TSystem>().FirstOrDefault()
            ?? throw new ArgumentException($"The catalogue has no {typeof(TSystem).Name}.", nameof(catalog));
        SystemDescription system = member.Description;
        if (given.Length != system.Givens.Count)
        {
            throw new ArgumentException($"{system.Place} has {system.Givens.Count} givens, not {given.Length}.", nameof(given));
        }

        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < given.Length; i++)
        {
            values[system.Givens[i].Name] = given[i];
        }

        return SolveMembers(EquationFamily.Of(catalog, system.Model, system.Goal), [member], values, options, null, cancellation)[0];
    }

    /// <summary>Solves one system by Newton's method from a point nearby, such as the solution at neighbouring parameters.</summary>
    /// <param name="system">The system.</param>
    /// <param name="given">Values of givens by name; those left out take their defaults.</param>
    /// <param name="start">The unknowns to start from, inside their intervals and in their order.</param>
    /// <param name="options">How to solve; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <exception cref="ArgumentException">A given does not exist or lies outside its interval, or the start has another length.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SolveResult SolveFrom(
        IEquationSystem system,
        IReadOnlyDictionary<string, double> given,
        IReadOnlyList<double> start,
        SolveOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(start);
        return SolveNear(system, given, start, null, options ?? SolveOptions.Default, cancellation).Result;
    }

    /// <summary>The same, with the Hessian of an optimum nearby where one is known.</summary>
    internal static Solved SolveNear(
        IEquationSystem system, IReadOnlyDictionary<string, double> given, IReadOnlyList<double> start, Matrix<double>? near, SolveOptions options, CancellationToken cancellation)
    {
        options.Validate();
        CheckNames(system.Description.Model, [system.Description], given);
        var problem = new Objective(system, Values(system.Description, given));
        double[] anywhere = new double[problem.Coordinates.Count];
        if (Outcomes.Applying(problem, anywhere, []) is { } outcome)
        {
            return new Solved(problem, anywhere, outcome);
        }

        if (start.Count != problem.Coordinates.Count)
        {
            throw new ArgumentException($"The start has {start.Count} unknowns, the system {problem.Coordinates.Count}.", nameof(start));
        }

        Solved FromStart(SearchBudget budget)
        {
            problem.Resolution = budget.FirstResolution(problem);
            NewtonResult newton = budget.Newton(problem, problem.Coordinates.ToCoordinates([.. start]), near);
            return Evidence.Confirm(new Candidate(problem, newton, null), newton.Iterations, budget);
        }

        Solved solved = WithinTime(problem, options, FromStart, cancellation);
        problem.LetGo();
        return solved with { Result = solved.Result with { Strategy = Neighbour } };
    }

    /// <summary>Solves one system, from the solution of the family member before where there is one.</summary>
    internal static Solved SolveMember(
        IEquationSystem system, IReadOnlyDictionary<string, double> given, Solved? before, SolveOptions options, CancellationToken cancellation)
    {
        var problem = new Objective(system, Values(system.Description, given), sharesWork: true);
        Solved solved = WithinTime(problem, options, budget => Search.Run(system, problem, before, budget), cancellation);
        problem.LetGo();
        return solved;
    }

    /// <summary>Searches until the time is over.</summary>
    private static Solved WithinTime(Objective problem, SolveOptions options, Func<SearchBudget, Solved> search, CancellationToken cancellation)
    {
        problem.Cancellation = cancellation;
        if (options.TimeLimit is not { } limit)
        {
            return search(new SearchBudget(options, cancellation));
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            problem.Cancellation = both.Token;
            return search(new SearchBudget(options, both.Token));
        }
        catch (OperationCanceledException) when (limit.IsReached && !cancellation.IsCancellationRequested)
        {
            problem.Cancellation = cancellation;
            string reason = FormattableString.Invariant($"the time limit of {limit.Span.TotalSeconds} s was reached");
            return new Solved(problem, new double[problem.Coordinates.Count], Evidence.Failed(problem, SolveStatus.Budget, 0, reason));
        }
    }

    private static void CheckNames(string model, IEnumerable<SystemDescription> systems, IReadOnlyDictionary<string, double> given)
    {
        string[] names = [.. systems.SelectMany(s => s.Givens).Select(g => g.Name).Distinct(StringComparer.Ordinal)];
        foreach (string name in given.Keys.Except(names, StringComparer.Ordinal))
        {
            string known = names.Length == 0 ? "it has none" : "it has " + string.Join(", ", names);
            throw new ArgumentException($"{model} has no given '{name}'; {known}.", nameof(given));
        }
    }

    private static double[] Values(SystemDescription system, IReadOnlyDictionary<string, double> given)
    {
        return
        [
            .. system.Givens.Select(g =>
            {
                double value = given.TryGetValue(g.Name, out double set) ? set : g.Default;
                return value > g.Lower && value < g.Upper
                    ? value
                    : throw new ArgumentException(FormattableString.Invariant($"The given {g.Name} = {value} lies outside ({g.Lower}, {g.Upper})."), nameof(given));
            }),
        ];
    }
}
