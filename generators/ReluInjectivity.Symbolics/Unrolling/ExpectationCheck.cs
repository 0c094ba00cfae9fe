using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Finds reference values that no member of the family has a place for, and that would otherwise never be compared with anything.</summary>
internal static class ExpectationCheck
{
    /// <summary>The problems, each once for the file.</summary>
    public static IEnumerable<Diagnostic> Run(BoundModel model, IReadOnlyList<FamilyMember> members) =>
        members.Count == 0 ? [] : model.Expectations.SelectMany(e => Check(model, members, e));

    private static List<Diagnostic> Check(BoundModel model, IReadOnlyList<FamilyMember> members, ExpectSyntax expect)
    {
        List<Diagnostic> problems = [.. expect.At.Where(s => Expectations.IsOfFamily(model, s)).SelectMany(s => CheckFamily(members, s))];
        FamilyMember[] matching = [.. members.Where(m => Expectations.Matches(model, m, expect))];
        if (problems.Count > 0 || matching.Length == 0)
        {
            return problems;
        }

        (string Name, RangeSyntax? Range)[] unknowns = [.. model.Unknowns.Select(u => (u.Name, u.Range))];
        (string Name, RangeSyntax? Range)[] givens = [.. model.Givens.Select(g => (g.Name, g.Range))];
        problems.AddRange(CheckIndex(matching, unknowns, expect, expect.Name, expect.Indices));
        problems.AddRange(expect.At.SelectMany(s => CheckIndex(matching, givens, s, s.Name, s.Indices)));
        return problems;
    }

    private static IEnumerable<Diagnostic> CheckFamily(IReadOnlyList<FamilyMember> members, SettingSyntax setting)
    {
        string written = SyntaxPrinter.Print(setting.Value);
        if (!Expectations.TryValue(setting.Value, out Rational value))
        {
            return [new(DiagnosticKind.NotConstant, setting.Value.Id, null, written, "write a whole number")];
        }

        int[] declared = [.. members.Select(m => m.ValueOf(setting.Name)).OfType<int>()];
        return declared.Any(d => value == d)
            ? []
            : [new(DiagnosticKind.IndexOutOfRange, setting.Id, null, $"{setting.Name} = {written}", FormattableString.Invariant($"the family runs over {setting.Name} = {declared.Min()}..{declared.Max()}"))];
    }

    /// <summary>An indexed name that none of the members has. One without an index is declared, as binding has seen.</summary>
    private static IEnumerable<Diagnostic> CheckIndex(
        FamilyMember[] members, (string Name, RangeSyntax? Range)[] statements, SyntaxNode node, string name, EquatableArray<ExpressionSyntax> indices)
    {
        if (indices.Count == 0)
        {
            return [];
        }

        RangeSyntax[] ranges = [.. statements.Where(s => string.Equals(s.Name, name, StringComparison.Ordinal)).Select(s => s.Range).OfType<RangeSyntax>()];
        string subject = name;
        foreach (FamilyMember member in members)
        {
            LocalScope scope = Declarations.ScopeOf(member);
            if (!IndexArithmetic.TryEvaluate(indices, scope, out EquatableArray<int> asked, out string why))
            {
                return [new(DiagnosticKind.IndexOutOfRange, node.Id, null, name, why)];
            }

            subject = new IndexedName(name, asked).ToString();
            if (ranges.Any(r => Values(r, scope).Contains(asked)))
            {
                return [];
            }
        }

        FamilyMember last = members[members.Length - 1];
        IEnumerable<IndexedName> defined = ranges.SelectMany(r => Values(r, Declarations.ScopeOf(last))).Distinct().Select(i => new IndexedName(name, i));
        return [new(DiagnosticKind.IndexOutOfRange, node.Id, null, subject, NameList.Defined(name, defined, last.AtMember))];
    }

    private static IEnumerable<EquatableArray<int>> Values(RangeSyntax range, LocalScope scope) =>
        IndexArithmetic.Steps(range, scope, static (r, s) => IndexArithmetic.TryRange(r.From, r.To, s, out IEnumerable<int> values, out _) ? values : [])
            .Take(IndexArithmetic.MaxRangeSize).Select(static step => step.Indices);
}
