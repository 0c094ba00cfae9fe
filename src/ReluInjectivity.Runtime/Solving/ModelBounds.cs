using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Holds results against the bounds by other models that their equation files state.</summary>
public static class ModelBounds
{
    /// <summary>
    /// Solves the other models at the same depth, level and givens. A result beyond a bound by more than both errors is <see cref="SolveStatus.BoundViolated"/>;
    /// where a bound could not be checked the message says why. Results without a bar and without bounds stay as they are.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="catalog">The systems there are.</param>
    /// <param name="options">How the other models are solved; null: <see cref="SolveOptions.Default"/>.</param>
    /// <param name="cancellation">Stops between Newton iterations.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SolveResult> Check(
        IReadOnlyList<SolveResult> results, IReadOnlyList<IEquationSystem> catalog, SolveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(catalog);
        SolveOptions others = (options ?? SolveOptions.Default) with { Root = 1 };
        return results.All(r => r.System.Bounds.Count == 0) ? results : [.. results.Select(r => Check(r, catalog, [r.System.Model], others, cancellation))];
    }

    /// <summary>Holds one result against its bounds.</summary>
    /// <param name="result">The result.</param>
    /// <param name="catalog">The systems there are.</param>
    /// <param name="above">The models whose bounds are being checked: two that bound each other are not gone through again.</param>
    /// <param name="options">How the other models are solved.</param>
    /// <param name="cancellation">Stops.</param>
    private static SolveResult Check(
        SolveResult result, IReadOnlyList<IEquationSystem> catalog, IReadOnlyList<string> above, SolveOptions options, CancellationToken cancellation)
    {
        if (!HasBar(result))
        {
            return result;
        }

        foreach (BoundInfo bound in result.System.Bounds)
        {
            (SolveResult? other, string? why) = Family(bound, catalog) is { } family
                ? Other(result, bound, family, options, cancellation)
                : (null, $"there is no {bound} in the catalogue");
            if (other is not null && !above.Contains(bound.Model, StringComparer.Ordinal))
            {
                other = Check(other, catalog, [.. above, bound.Model], options, cancellation);
            }

            if (other is null || !HasBar(other))
            {
                string reason = why ?? $"{bound} is {Status(other!)}{(other!.Message is { } said ? ", " + said : string.Empty)}";
                result = result with { Message = Remarks.Joined(result.Message, $"not checked against {bound}: {reason}") };
                continue;
            }

            double excess = bound.IsUpper ? result.Value - other.Value : other.Value - result.Value;
            if (!(excess <= result.ErrorEstimate + other.ErrorEstimate))
            {
                string message = $"{result.System.Goal} = {Number(result)} is {(bound.IsUpper ? "above" : "below")} {bound} = {Number(other)}, which bounds it by the equation file";
                return result with { Status = SolveStatus.BoundViolated, ErrorEstimate = double.PositiveInfinity, Message = Remarks.Joined(message, result.Message) };
            }
        }

        return result;
    }

    /// <summary>The systems that a bound names; null where there are none.</summary>
    private static EquationFamily? Family(BoundInfo bound, IEnumerable<IEquationSystem> catalog) => EquationFamily.Group(catalog)
        .FirstOrDefault(f => string.Equals(f.Model, bound.Model, StringComparison.Ordinal) && string.Equals(f.Goal, bound.Goal, StringComparison.Ordinal));

    /// <summary>Solves the other model where the result holds; null, and why, where there is no such place.</summary>
    private static (SolveResult? Result, string? Why) Other(
        SolveResult result, BoundInfo bound, EquationFamily family, SolveOptions options, CancellationToken cancellation)
    {
        IEnumerable<IEquationSystem> members = family.Systems;
        foreach (FamilyRange index in family.Indices)
        {
            string kind = index.Kind is FamilyIndexKind.Depth ? "depth" : "level";
            if ((Set(bound, index.Name) ?? result.System.Indices.ValueOf(index.Kind)) is not { } value)
            {
                return (null, $"{bound.Model} has a {kind}, and the bound does not say which");
            }

            if (!index.Values.Any(v => v == value))
            {
                return (null, FormattableString.Invariant($"{bound.Model} has no {kind} {value}"));
            }

            members = members.Where(s => s.Name.Indices.ValueOf(index.Kind) == value);
        }

        if (members.FirstOrDefault() is not { } member)
        {
            return (null, $"{bound.Model} has no such member");
        }

        Dictionary<string, double> given = new(StringComparer.Ordinal);
        foreach (GivenInfo g in member.Description.Givens)
        {
            int own = result.System.Givens.Select(o => o.Name).ToList().IndexOf(g.Name);
            double value = Set(bound, g.Name) ?? (own >= 0 ? result.Given[own] : g.Default);
            if (!(value > g.Lower && value < g.Upper))
            {
                return (null, FormattableString.Invariant($"{bound.Model} takes {g.Name} in ({g.Lower}, {g.Upper}) only"));
            }

            given[g.Name] = value;
        }

        return (FamilySolver.SolveMembers(family, [member], given, options, null, cancellation)[0], null);
    }

    private static double? Set(BoundInfo bound, string name) =>
        bound.At.Where(s => string.Equals(s.Key, name, StringComparison.Ordinal)).Select(s => (double?)s.Value).FirstOrDefault();

    private static bool HasBar(SolveResult result) => double.IsFinite(result.Value) && double.IsFinite(result.ErrorEstimate);

    private static string Status(SolveResult result)
    {
        string name = result.Status.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Number(SolveResult result) => FormattableString.Invariant($"{result.Value} +- {result.ErrorEstimate:0.0e+0}");
}
