using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Lowering;

/// <content>What relations are asked for, and definitions that fix members of an unknown's family.</content>
public sealed partial class Lower
{
    /// <summary>A member of a target's family that a definition fixes: a symbol like the others, until the relations are found.</summary>
    private void DeclareTarget(FlatDefinition definition)
    {
        FlatUnknown? declared = _model.Unknowns.FirstOrDefault(u => string.Equals(u.Name.Stem, definition.Name.Stem, StringComparison.Ordinal));
        Interval interval = IntervalOf(declared?.Interval);
        Symbol symbol = _factory.Symbol(new SymbolIdentity(SymbolRole.Input, definition.Name, string.Empty, 0, interval.Sign, null));
        _targets.Add(new(symbol, definition.Id, interval.Lower, interval.Upper, declared?.Ordering ?? Ordering.None, declared?.Text, null));
        _targetDefinitions.Add(symbol, _factory.Zero);
        _expressions.Define(definition.Name, symbol);
    }

    private RelationTargets Targets(FlatRelations syntax)
    {
        Given[] own = [.. syntax.Givens.Select(g => Declare(g, syntax.Objective + " of relations"))];
        VariableScope? scope = own.Aggregate((VariableScope?)null, (s, g) => new VariableScope(g.Name.Stem, g.Symbol, s));
        Unknown[] targets =
        [
            .. syntax.Names.SelectMany(name => _targets.Where(t => string.Equals(t.Name.Stem, name, StringComparison.Ordinal)).OrderBy(t => t.Name, Comparer<IndexedName>.Create(IndexedName.Compare))),
        ];
        IEnumerable<KeyValuePair<string, Rational>> numbers = _model.Definitions
            .Where(d => d.Parameters is null && d.Name.Index is not null)
            .Select(d => (d.Name, Value: _expressions.Quantity(d.Name) is Symbol s && _targetDefinitions.TryGetValue(s, out Expr? v) ? v : _expressions.Quantity(d.Name) ?? _expressions.Lower(d.Body)))
            .Where(d => d.Value is Number)
            .Select(d => new KeyValuePair<string, Rational>(d.Name.ToString(), ((Number)d.Value).Value));
        return new(
            syntax.Id, targets.ToEquatableArray(), EquatableMap.Of(_targetDefinitions), syntax.Objective, _expressions.Lower(syntax.Value, scope),
            syntax.Over.Select(_expressions.Quantity).OfType<Symbol>().ToEquatableArray(), own.Select(g => g.Symbol).ToEquatableArray(),
            PositiveDifferences().ToEquatableArray(), EquatableMap.Of(numbers));
    }

    /// <summary>What the declared intervals and orders make positive, definitions of unknowns beyond their ranges included.</summary>
    private IEnumerable<Expr> PositiveDifferences()
    {
        foreach (IGrouping<string, FlatUnknown> family in _model.Unknowns.GroupBy(u => u.Name.Family, StringComparer.Ordinal))
        {
            Interval interval = IntervalOf(family.First().Interval);
            Ordering ordering = family.First().Ordering;
            Expr[] members =
            [
                .. family.Select(u => u.Name)
                    .Concat(_model.Definitions.Where(d => string.Equals(d.Name.Family, family.Key, StringComparison.Ordinal)).Select(d => d.Name))
                    .Distinct().OrderBy(n => n.Index)
                    .Select(n => _expressions.Quantity(n) ?? _expressions.Lower(_model.Definitions.First(d => d.Name == n).Body)),
            ];
            foreach (Expr member in members.OfType<Symbol>().SelectMany(interval.Facts))
            {
                yield return member;
            }

            for (int i = 1; i < members.Length && ordering != Ordering.None; i++)
            {
                yield return ordering == Ordering.Increasing ? members[i] - members[i - 1] : members[i - 1] - members[i];
            }
        }
    }

    /// <summary>A <c>let</c> may fix the unknown just before or after its range; the order must leave room up to it.</summary>
    private void CheckFixedNeighbours(FlatUnknown[] family)
    {
        FlatUnknown first = family[0];
        if (first.Ordering == Ordering.None)
        {
            return;
        }

        Interval interval = IntervalOf(first.Interval);
        int last = family.Max(u => u.Name.Index ?? 0);
        foreach (FlatDefinition definition in _model.Definitions.Where(d => d.Parameters is null && string.Equals(d.Name.Family, first.Name.Family, StringComparison.Ordinal)))
        {
            Expr value = _expressions.Quantity(definition.Name) ?? _expressions.Lower(definition.Body);
            if (definition.Name.Index is not { } k || !ConstantEvaluator.TryEvaluate(value, out double number))
            {
                continue;
            }

            bool isUpperEnd = (k > last) == (first.Ordering == Ordering.Increasing);
            if (isUpperEnd ? number < interval.High : number > interval.Low)
            {
                _reporter.Report(DiagnosticKind.ImpossibleOrdering, definition.Id, definition.Name.ToString(),
                    $"{first.Name.Stem} is {first.Ordering.ToString().ToLowerInvariant()} in an interval that passes this value; end the interval there");
            }
        }
    }
}
