using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.RootFinding;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Simulations;

/// <summary>A value that a system of equations gives for infinite size.</summary>
/// <param name="Value">The value.</param>
/// <param name="ErrorEstimate">A bound on its absolute error.</param>
/// <param name="Indices">The place in the model's family.</param>
internal sealed record TheoryValue(double Value, double ErrorEstimate, IReadOnlyList<FamilyIndex> Indices);

/// <summary>Asks the solver of a model for a quantity at the ratios of a simulated network: a goal, an output, or a given that the last ratio fixes.</summary>
internal sealed class TheoryQuery
{
    private const double RootAccuracy = 1e-9;

    private readonly CommandContext _around;
    private readonly EquationFamily _family;
    private readonly string _quantity;
    private readonly IEquationSystem _member;
    private readonly bool _isInverse;
    private readonly IReadOnlyDictionary<string, double> _given;
    private readonly IReadOnlyList<string> _over;

    private TheoryQuery(CommandContext around, EquationFamily family, string quantity, IEquationSystem member, bool isInverse, IReadOnlyDictionary<string, double> given, IReadOnlyList<string> over)
    {
        _around = around;
        _family = family;
        _quantity = quantity;
        _member = member;
        _isInverse = isInverse;
        _given = given;
        _over = over;
    }

    /// <summary>The model.</summary>
    public string Model => _family.Model;

    /// <summary>The quantity.</summary>
    public string Quantity => _quantity;

    /// <summary>The query that the arguments describe.</summary>
    /// <param name="around">What there is.</param>
    /// <param name="model">The model, which exists.</param>
    /// <param name="quantity">The quantity; null where none is typed or declared.</param>
    /// <param name="declared">What the model declares for this comparison; null: nothing.</param>
    /// <param name="level">The level typed; may be null.</param>
    /// <param name="set">Settings of givens.</param>
    /// <exception cref="BadArgumentException">The model has no such quantity, level or given.</exception>
    public static TheoryQuery Create(CommandContext around, string model, string? quantity, ReportInfo? declared, string? level, IEnumerable<string> set)
    {
        IReadOnlyList<EquationFamily> families = [.. EquationFamily.Group(around.Systems).Where(f => string.Equals(f.Model, model, StringComparison.Ordinal))];
        if (quantity is null)
        {
            throw new BadArgumentException($"--theory-quantity: {model} does not declare what is compared; name a goal, output or given (it has {string.Join(", ", Names(families))})");
        }

        (EquationFamily family, string name, bool isInverse) = Find(families, quantity)
            ?? throw new BadArgumentException($"--theory-quantity: {model} has no goal, output or given '{quantity}'{Suggestion.For(quantity, Names(families))} (it has {string.Join(", ", Names(families))})");
        Dictionary<string, double> given = new(Settings.Parse(set, [family]), StringComparer.Ordinal);
        IReadOnlyList<KeyValuePair<string, double>> at = declared?.At ?? [];
        foreach ((string other, double value) in Reports.Givens(at, family))
        {
            given.TryAdd(other, value);
        }

        IEquationSystem member = MemberOf(level, family, at);
        Bounds.Require(around, [member]);
        return new(around, family, name, member, isInverse, given, declared?.Over ?? []);
    }

    /// <summary>The value at the ratios outputs/inputs of each layer; null, with the reason, where the solver has none or a bound by another model does not hold.</summary>
    /// <param name="ratios">The ratios.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <param name="reason">Why there is none.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TheoryValue? At(IReadOnlyList<double> ratios, CancellationToken cancellation, out string? reason)
    {
        Dictionary<string, double> given = new(_given, StringComparer.Ordinal);
        IReadOnlyList<string> names = [.. System.Givens.Select(g => g.Name)];
        for (int i = 0; i < (_isInverse ? ratios.Count - 1 : ratios.Count); i++)
        {
            string? name = i < _over.Count && names.Contains(_over[i], StringComparer.Ordinal) ? _over[i] : null;
            if (name is null)
            {
                reason = $"{Model} has no given for the ratio of layer {i + 1}";
                return null;
            }

            given.TryAdd(name, ratios[i]);
        }

        SolveResult result = _isInverse ? Invert(given, ratios[^1], cancellation) : Checked(Solve(given, cancellation), cancellation);
        int output = System.Outputs.ToList().FindIndex(o => string.Equals(o.Name, _quantity, StringComparison.Ordinal));
        bool isOutput = !_isInverse && !string.Equals(_family.Goal, _quantity, StringComparison.Ordinal);
        reason = result.Status == SolveStatus.Solved ? null : $"{Model} at these ratios: {result.Message ?? Notation.CamelCase(result.Status)}";
        double value = isOutput ? result.Outputs[output] : result.Value;
        return result.Status == SolveStatus.Solved && double.IsFinite(value) ? new(value, isOutput ? double.NaN : result.ErrorEstimate, System.Indices) : null;
    }

    private SystemDescription System => _member.Description;

    private static IReadOnlyList<string> Names(IReadOnlyList<EquationFamily> families) =>
    [
        .. families.Select(f => f.Goal)
            .Concat(families.SelectMany(f => f.Systems[^1].Description.Outputs).Select(o => o.Name))
            .Concat(families[0].Systems[^1].Description.Givens.Select(g => g.Name))
            .Distinct(StringComparer.Ordinal),
    ];

    private static Tuple<EquationFamily, string, bool>? Find(IReadOnlyList<EquationFamily> families, string quantity)
    {
        bool Is(string name) => string.Equals(name, quantity, StringComparison.Ordinal);
        EquationFamily? direct = families.FirstOrDefault(f => Is(f.Goal)) ?? families.FirstOrDefault(f => f.Systems[^1].Description.Outputs.Any(o => Is(o.Name)));
        EquationFamily? inverse = families.FirstOrDefault(f => f.Systems[^1].Description.Givens.Any(g => Is(g.Name)));
        return direct is not null ? Tuple.Create(direct, quantity, false) : inverse is not null ? Tuple.Create(inverse, quantity, true) : null;
    }

    /// <summary>The level typed, or a default; what is not typed is as declared, or the highest.</summary>
    private static IEquationSystem MemberOf(string? typed, EquationFamily family, IReadOnlyList<KeyValuePair<string, double>> at)
    {
        IEnumerable<IEquationSystem> members = family.Systems;
        FamilyRange? named = family.Indices.FirstOrDefault(static i => i.Kind == FamilyIndexKind.Level) ?? (family.Indices.Count == 0 ? null : family.Indices[^1]);
        foreach (FamilyRange index in family.Indices)
        {
            int? declared = Reports.Index(at, index);
            int value = typed is not null && index == named ? Typed(typed, family.Model, index) : declared ?? index.Values[^1];
            if (index.Kind == FamilyIndexKind.Depth && declared is { } depth && value != depth)
            {
                throw new BadArgumentException(string.Create(CultureInfo.InvariantCulture, $"--theory-level: {family.Model} has no levels, and its depth is that of the networks drawn, {depth}"));
            }

            members = members.Where(m => m.Description.Indices.ValueOf(index.Kind) == value);
        }

        return typed is null || family.Indices.Count > 0
            ? members.Last()
            : throw new BadArgumentException($"--theory-level: {family.Model} has no level '{typed}'; its levels are {LevelSelection.Print([])}");
    }

    private static int Typed(string typed, string model, FamilyRange index)
    {
        string kind = Notation.CamelCase(index.Kind);
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && index.Values.Contains(value)
            ? value
            : throw new BadArgumentException($"--theory-level: {model} has no {kind} '{typed}'; its {kind}s are {LevelSelection.Print(index.Values)}");
    }

    private SolveResult Solve(IReadOnlyDictionary<string, double> given, CancellationToken cancellation) =>
        _around.Solve(_family, [_member], given, SolveOptions.Default, null, cancellation)[^1];

    private SolveResult Checked(SolveResult result, CancellationToken cancellation) =>
        Bounds.Check(_around with { Cancellation = cancellation }, [result], SolveOptions.Default)[0];

    /// <summary>The given at which the goal is the last ratio, by Brent's method on its logarithm; the error is that of the goal over its slope.</summary>
    private SolveResult Invert(Dictionary<string, double> given, double ratio, CancellationToken cancellation)
    {
        double center = System.Givens.First(g => string.Equals(g.Name, _quantity, StringComparison.Ordinal)).Default;
        SolveResult last = null!;
        double Excess(double log)
        {
            given[_quantity] = center * Math.Exp(log);
            last = Solve(given, cancellation);
            return last.Value - ratio;
        }

        Excess(0);
        if (last.Status != SolveStatus.Solved)
        {
            return last;
        }

        double lower = -0.25;
        double upper = 0.25;
        if (!ZeroCrossingBracketing.ExpandReduce(Excess, ref lower, ref upper, 1.6, 12, 1) || !Brent.TryFindRoot(Excess, lower, upper, RootAccuracy, 100, out double root))
        {
            return last.Status == SolveStatus.Solved ? last with { Status = SolveStatus.NoRoot } : last;
        }

        double slope = (Excess(root + 1e-3) - Excess(root - 1e-3)) / 2e-3;
        double value = center * Math.Exp(root);
        Excess(root);
        last = Checked(last, cancellation);
        return last with { Value = value, ErrorEstimate = (value * RootAccuracy) + Math.Abs(value * last.ErrorEstimate / slope) };
    }
}
