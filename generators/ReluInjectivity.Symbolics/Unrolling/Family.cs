using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>The members of a model's family.</summary>
public static class Family
{
    /// <summary>The largest level or depth.</summary>
    private const int MaxIndex = 1000;

    /// <summary>The most members; there is a system, and a file of code, for each.</summary>
    private const int MaxMembers = (2 * MaxIndex) + 1;

    /// <summary>Lists the members and looks for what concerns the family as a whole.</summary>
    /// <returns>
    /// Every level at every depth, depths ascending; a single member without indices for a model without a family; and what is wrong: a range
    /// that is no family, and reference values that no member has a place for. Each is said once here, whatever the number of members.
    /// </returns>
    public static (EquatableArray<FamilyMember> Members, EquatableArray<Diagnostic> Diagnostics) Members(BoundModel model)
    {
        var problems = new List<Diagnostic>();
        FamilyMember[] members = [FamilyMember.Only];
        foreach (FamilySyntax statement in model.Family)
        {
            FamilyIndex[] values = [.. Values(statement, problems)];
            if ((long)members.Length * values.Length > MaxMembers)
            {
                problems.Add(new(
                    DiagnosticKind.IndexOutOfRange, statement.Id, null, FormattableString.Invariant($"{statement.Range.Index} = {values[0].Value}..{values[values.Length - 1].Value}"),
                    FormattableString.Invariant($"the family would have {(long)members.Length * values.Length} members, and may have {MaxMembers}; shorten a range")));
                values = [];
            }

            members = [.. members.SelectMany(m => values.Select(v => new FamilyMember(m.Indices.Append(v).ToEquatableArray())))];
        }

        problems.AddRange(ExpectationCheck.Run(model, members));
        return (members.ToEquatableArray(), problems.ToEquatableArray());
    }

    private static IEnumerable<FamilyIndex> Values(FamilySyntax statement, List<Diagnostic> problems)
    {
        RangeSyntax range = statement.Range;
        if (!IndexArithmetic.TryEvaluate(range.From, LocalScope.Empty, out int from, out _)
            || !IndexArithmetic.TryEvaluate(range.To, LocalScope.Empty, out int to, out _) || from > to)
        {
            problems.Add(new(DiagnosticKind.EmptyLevelRange, statement.Id, null, range.Index, "write an ascending range of whole numbers such as 1..4"));
            return [];
        }

        if (to > MaxIndex || from < -MaxIndex)
        {
            int end = to > MaxIndex ? to : from;
            problems.Add(new(
                DiagnosticKind.IndexOutOfRange, statement.Id, null, FormattableString.Invariant($"{range.Index} = {end}"),
                FormattableString.Invariant($"a family goes from -{MaxIndex} to {MaxIndex} at most; shorten the range")));
            return [];
        }

        return Enumerable.Range(from, to - from + 1).Select(value => new FamilyIndex(statement.Kind, range.Index, value));
    }
}
