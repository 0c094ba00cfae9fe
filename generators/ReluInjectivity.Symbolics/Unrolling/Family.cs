using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>The members of a model's family.</summary>
public static class Family
{
    /// <summary>The largest level or depth; there is a system, and a file of code, for each.</summary>
    private const int MaxIndex = 1000;

    /// <summary>Lists the members and looks for what concerns the family as a whole.</summary>
    /// <returns>
    /// Every level at every depth, depths ascending; a single member without indices for a model without a family; and what is wrong: a range
    /// that is no family, and reference values that no member has a place for. Each is said once here, whatever the number of members.
    /// </returns>
    public static (EquatableArray<FamilyIndex> Members, EquatableArray<Diagnostic> Diagnostics) Members(BoundModel model)
    {
        var problems = new List<Diagnostic>();
        int?[] levels = Values(model.Level, model.Level?.Range, problems);
        int?[] depths = Values(model.Depth, model.Depth?.Range, problems);
        FamilyIndex[] members = [.. depths.SelectMany(depth => levels.Select(level => new FamilyIndex(level, depth)))];
        problems.AddRange(ExpectationCheck.Run(model, members));
        return (members.ToEquatableArray(), problems.ToEquatableArray());
    }

    private static int?[] Values(SyntaxNode? statement, RangeSyntax? range, List<Diagnostic> problems)
    {
        if (statement is null || range is null)
        {
            return [null];
        }

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

        return [.. Enumerable.Range(from, to - from + 1).Select(l => (int?)l)];
    }
}
