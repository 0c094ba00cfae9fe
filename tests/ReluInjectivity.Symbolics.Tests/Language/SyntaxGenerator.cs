using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Tests.Language;

/// <summary>Random syntax trees; all nodes have the id 0.</summary>
internal static class SyntaxGenerator
{
    private static readonly Gen<string> Names = Gen.Elements("a", "x2", "_y", "chi", "in", "at", "given", "let", "e", "E1", "Summand", "pi", "inf", "exp", "nested");
    private static readonly Gen<string> Variables = Gen.Elements("z", "k", "h", "for", "e1", "source");
    private static readonly Gen<string> Texts = Gen.Elements("", "title", "a # b; c", "arXiv:2302.14112, (3)", "Gr\u00F6\u00DFe");

    public static Gen<ExpressionSyntax> Expressions => Gen.Sized(static size => Expression(Math.Min(size, 40)));

    public static Gen<StatementSyntax> Statements => Gen.OneOf(
        from name in Gen.Elements("single-layer", "m", "a-2-_", "model") from title in Texts select (StatementSyntax)new ModelSyntax(0, name, title),
        from citations in NonEmpty(Texts) select (StatementSyntax)new SourceSyntax(0, citations),
        Texts.Select(static t => (StatementSyntax)new IncludeSyntax(0, t)),
        from range in Range(6) from isNested in Booleans select (StatementSyntax)new FamilySyntax(0, FamilyIndexKind.Level, range, isNested),
        Range(6).Select(static r => (StatementSyntax)new FamilySyntax(0, FamilyIndexKind.Depth, r)),
        Givens.Select(static g => (StatementSyntax)g),
        Unknowns,
        Lets,
        Goals,
        Relations,
        from label in Optional(Texts) from left in Expression(9) from right in Expression(9) from range in Optional(Ranges(6)) select (StatementSyntax)new EquationSyntax(0, label, left, right, range),
        from text in Optional(Texts) from condition in Conditions(4) from range in Optional(Ranges(6)) select (StatementSyntax)new OutcomeSyntax(0, text, condition, range),
        from name in Names from value in Optional(Expression(9)) from text in Optional(Texts) select (StatementSyntax)new OutputSyntax(0, name, value, text),
        from name in Names from over in Names from text in Optional(Texts) select (StatementSyntax)new ProfileSyntax(0, name, over, text),
        from command in Texts from key in Texts from quantity in Optional(Names) from over in Names from model in Optional(Texts) from isDefault in Booleans
        select (StatementSyntax)new ReportSyntax(
            0, command, new[] { key, command }.ToEquatableArray(), quantity, new[] { new SettingSyntax(0, over, EquatableArray<ExpressionSyntax>.Empty, new NumberSyntax(0, "2")) }.ToEquatableArray(),
            new[] { (ExpressionSyntax)new ReferenceSyntax(0, over, EquatableArray<ExpressionSyntax>.Empty, null) }.ToEquatableArray(), model, isDefault),
        from name in Names from isUpper in Booleans from model in Gen.Elements("single-layer", "m", "a-2-_") from goal in Names from at in Names from isSet in Booleans
        select (StatementSyntax)new BoundSyntax(
            0, name, isUpper, model, goal, (isSet ? new[] { new SettingSyntax(0, at, EquatableArray<ExpressionSyntax>.Empty, new NumberSyntax(0, "2")) } : []).ToEquatableArray()),
        Expects);

    public static Gen<EquationFileSyntax> Files =>
        from count in Gen.Choose(0, 5) from list in Statements.ListOf(count) select new EquationFileSyntax(list.ToEquatableArray());

    private static Gen<bool> Booleans => Gen.Elements(false, true);

    private static Gen<ExpressionSyntax> Leaves => Gen.OneOf(
        Gen.Elements("0", "1", "0.5", "1e-12", "2.5E3", "12345678901234567890", "3e+2", "007").Select(static t => (ExpressionSyntax)new NumberSyntax(0, t)),
        Names.Select(static n => (ExpressionSyntax)new ReferenceSyntax(0, n, EquatableArray<ExpressionSyntax>.Empty, null)));

    private static Gen<GivenSyntax> Givens =>
        from name in Names
        from indices in Several(Variables)
        from value in Expression(4)
        from range in Optional(Ranges(6))
        from interval in Optional(Intervals)
        from text in Optional(Texts)
        select new GivenSyntax(0, name, indices, value, indices.Count == 0 ? null : range, interval, text);

    private static Gen<IntervalSyntax> Intervals => from lower in Expression(4) from upper in Expression(4) select new IntervalSyntax(0, lower, upper);

    private static Gen<StatementSyntax> Unknowns =>
        from name in Names
        from indices in Several(Variables)
        from start in Optional(Expression(4))
        from range in Ranges(6)
        from ordering in Gen.Elements(Ordering.None, Ordering.Increasing, Ordering.Decreasing)
        from interval in Optional(Intervals)
        from text in Optional(Texts)
        select (StatementSyntax)new UnknownSyntax(0, name, indices, start, indices.Count == 0 ? null : range, ordering, interval, text);

    private static Gen<StatementSyntax> Lets =>
        from name in Names
        from indices in Several(Expression(4))
        from parameters in NonEmpty(from p in Variables from i in Optional(Intervals) select new ParameterSyntax(0, p, i))
        from isFunction in Booleans
        from body in Expression(20)
        from range in Optional(Ranges(6))
        select (StatementSyntax)new LetSyntax(0, name, indices, isFunction ? parameters : null, body, range);

    private static Gen<StatementSyntax> Goals =>
        from kind in Gen.Elements(Enum.GetValues<GoalKind>())
        from name in Names
        from value in Expression(20)
        from isBare in Booleans
        from givens in Several(Givens)
        from order in Optional(Orders)
        select (StatementSyntax)new GoalSyntax(0, kind, name, kind == GoalKind.Solve && isBare ? null : value, givens, kind == GoalKind.Stationary ? order : null);

    private static Gen<OrderSyntax> Orders =>
        from some in NonEmpty(Names)
        from others in Several(Names)
        from isMinimised in Booleans
        select isMinimised ? new OrderSyntax(0, some, others) : new OrderSyntax(0, EquatableArray<string>.Empty, some);

    private static Gen<StatementSyntax> Relations =>
        from names in NonEmpty(Names)
        from objective in Names
        from value in Optional(Expression(9))
        from over in NonEmpty(Over)
        from givens in Several(Givens)
        select (StatementSyntax)new RelationsSyntax(0, names, objective, value, over, givens);

    private static Gen<OverSyntax> Over =>
        from name in Names
        from first in Optional(Expression(4))
        from last in Optional(Expression(4))
        select new OverSyntax(0, name, first, first is null ? null : last);

    private static Gen<StatementSyntax> Expects =>
        from name in Names
        from indices in Several(Expression(2))
        from value in Expression(4)
        from tolerance in Expression(4)
        from settings in Several(from n in Names from i in Several(Expression(2)) from e in Expression(4) select new SettingSyntax(0, n, i, e))
        from citation in Optional(Texts)
        select (StatementSyntax)new ExpectSyntax(0, name, indices, value, tolerance, settings, citation);

    private static Gen<ExpressionSyntax> Expression(int size)
    {
        if (size <= 1)
        {
            return Leaves;
        }

        Gen<ExpressionSyntax> half = Expression(size / 2);
        return Gen.Frequency(
            (1, Leaves),
            (2, half.Select(static e => (ExpressionSyntax)new NegateSyntax(0, e))),
            (6, from op in Gen.Elements('+', '-', '*', '/', '^') from l in half from r in half select (ExpressionSyntax)new BinarySyntax(0, op, l, r)),
            (2, from name in Names from i in Several(Expression(size / 4)) from a in Optional(NonEmpty(Expression(size / 4)).Select(static a => (EquatableArray<ExpressionSyntax>?)a)) select (ExpressionSyntax)new ReferenceSyntax(0, name, i, a)),
            (1, from z in Variables from body in half select (ExpressionSyntax)new ExpectationSyntax(0, z, body)),
            (1, from t in Variables from interval in Intervals from body in half select (ExpressionSyntax)new MaximumSyntax(0, t, interval, body)),
            (1, from body in half from name in Names from i in Several(Expression(size / 4)) select (ExpressionSyntax)new DerivativeSyntax(0, body, new ReferenceSyntax(0, name, i, null))),
            (1, from p in Booleans from range in Range(size / 2) from body in half select (ExpressionSyntax)new RangeFoldSyntax(0, p, range, body)),
            (1, from branches in NonEmpty(Branch(size / 4)) from otherwise in half select (ExpressionSyntax)new PiecewiseSyntax(0, branches, otherwise)));
    }

    private static Gen<RangeSyntax> Range(int size) =>
        from k in Variables from lo in Expression(size) from hi in Expression(size) select new RangeSyntax(0, k, lo, hi);

    private static Gen<RangeSyntax> Ranges(int size) =>
        from outer in Range(size) from inner in Optional(Range(size)) select outer with { Inner = inner };

    private static Gen<BranchSyntax> Branch(int size) =>
        from condition in Conditions(size) from value in Expression(size) select new BranchSyntax(0, condition, value);

    private static Gen<ConditionSyntax> Conditions(int size) =>
        from chains in NonEmpty(Chain(size))
        select new ConditionSyntax(
            0, chains.SelectMany(static c => c.Operands).ToEquatableArray(), chains.SelectMany(static (c, i) => i == 0 ? c.Operators : c.Operators.Prepend(ConditionSyntax.And)).ToEquatableArray());

    private static Gen<ConditionSyntax> Chain(int size) =>
        from isAscending in Gen.Elements(true, false)
        from operators in NonEmpty(Gen.Elements(isAscending ? ["<", "<="] : new[] { ">", ">=" }))
        from operands in Expression(size).ListOf(operators.Count + 1)
        select new ConditionSyntax(0, operands.ToEquatableArray(), operators);

    private static Gen<EquatableArray<T>> Several<T>(Gen<T> items) =>
        from count in Gen.Choose(0, 2) from list in items.ListOf(count) select list.ToEquatableArray();

    private static Gen<EquatableArray<T>> NonEmpty<T>(Gen<T> items) =>
        from count in Gen.Choose(1, 3) from list in items.ListOf(count) select list.ToEquatableArray();

    private static Gen<T?> Optional<T>(Gen<T> items) => Gen.OneOf(Gen.Constant(default(T)), items.Select(static i => (T?)i));
}
