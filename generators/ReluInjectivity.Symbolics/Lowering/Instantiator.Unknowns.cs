using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Lowering;

/// <content>Unknowns: their intervals, orders and starts.</content>
public sealed partial class Instantiator
{
    private void AddUnknowns(UnknownSyntax unknown)
    {
        (Expr? lower, Expr? upper) = Interval(unknown.Interval);
        double low = Constant(unknown.Interval?.Lower, lower, double.NegativeInfinity);
        double high = Constant(unknown.Interval?.Upper, upper, double.PositiveInfinity);
        if (low >= high)
        {
            Report(DiagnosticKind.ImpossibleOrdering, unknown, unknown.Name, "the interval is empty; its first end must be the smaller");
        }

        var family = new List<Symbol>();
        foreach (int? index in Indices(unknown.Range))
        {
            string key = Key(unknown.Name, index);
            Symbol symbol = Factory.Symbol(key, SignIn(low, high));
            if (_lets.ContainsKey(key))
            {
                Report(DiagnosticKind.DuplicateName, unknown, key, "a 'let' fixes it already; take one of the two away");
            }

            _quantities[key] = symbol;
            family.Add(symbol);
            _system.Unknowns.Add(new(symbol, key, unknown.Name, index, lower, upper, unknown.Ordering, unknown.Text, StartOf(unknown, index, low, high)));
        }

        foreach (Symbol symbol in family)
        {
            AssumeInside(symbol, lower, upper);
        }

        if (unknown.Ordering != Ordering.None)
        {
            AssumeOrder(unknown, family);
            if (_model.Relations?.Names.Contains(unknown.Name, StringComparer.Ordinal) != true)
            {
                CheckFixedNeighbours(unknown, low, high);
            }
        }
    }

    private double? StartOf(UnknownSyntax unknown, int? index, double low, double high)
    {
        if (unknown.Start is not { } syntax)
        {
            return null;
        }

        double start = Constant(syntax, Evaluate(syntax, new Context(WithIndex(_family, unknown.Index, index), [])), double.NaN);
        if (start <= low || start >= high)
        {
            Report(DiagnosticKind.ImpossibleOrdering, unknown, unknown.Name, "choose a start inside the interval");
        }

        return start;
    }

    private void AssumeOrder(UnknownSyntax unknown, List<Symbol> family)
    {
        for (int i = 0; i < family.Count; i++)
        {
            for (int j = i + 1; j < family.Count; j++)
            {
                AssumePositive(unknown.Ordering == Ordering.Increasing ? family[j] - family[i] : family[i] - family[j]);
            }
        }
    }

    /// <summary>A <c>let</c> may fix the unknown just before or after its range; the order must leave room up to it.</summary>
    private void CheckFixedNeighbours(UnknownSyntax unknown, double low, double high)
    {
        int[] range = [.. Range(unknown.Range!, _family)];
        foreach ((LetSyntax let, int? index, IReadOnlyDictionary<string, int> indices) in _lets.Values.Where(l => string.Equals(l.Let.Name, unknown.Name, StringComparison.Ordinal)))
        {
            if (range.Length == 0 || index is not { } k
                || !ConstantEvaluator.TryEvaluate(Evaluate(let.Body, new Context(indices, [])), out double value))
            {
                continue;
            }

            bool isAfter = k > range[range.Length - 1];
            bool isUpperEnd = isAfter == (unknown.Ordering == Ordering.Increasing);
            if (isUpperEnd ? value < high : value > low)
            {
                Report(DiagnosticKind.ImpossibleOrdering, let, Key(let.Name, index),
                    $"{unknown.Name} is {unknown.Ordering.ToString().ToLowerInvariant()} in an interval that passes this value; end the interval there");
            }
        }
    }
}
