using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>
/// Signs that follow from slopes. Of differences <c>A(x) - A(y)</c> of one expression at two values, of which x is known to be the larger, where the derivative of A keeps its
/// sign over the declared interval of y: powers of ordered unknowns, and any function of one of them that increases; x may be a number. And of expressions in one symbol that
/// are not negative at one end of its interval, and do not decrease from there.
/// </summary>
public static class MonotoneDifferences
{
    private const int MostApplications = 100;

    /// <summary>The nodes above which nothing is asked of an expression: each question takes a derivative, and a chain of thousands of definitions has as many.</summary>
    private const int MostNodes = 300;

    /// <summary>The facts, and what follows from them of the nodes that the roots depend on, through the functions they apply.</summary>
    public static Facts AddTo(Facts facts, IEnumerable<Expr> roots)
    {
        (Expr Larger, Symbol Smaller)[] ordered = [.. facts.Positive.OfType<Sum>().SelectMany(Pairs)];
        HashSet<Expr> reached = Traversal.Reached(roots);

        // Functions are written out later, and what is asked then is what they are written out to.
        Expr[] written = [.. reached.OfType<Call>().Where(IsElementary).SelectMany(c => Traversal.Nodes(Inline.Apply(c, static _ => true)))];
        Expr[] asked = [.. reached.Concat(written).Where(e => e is Sum or Call { Function: BuiltInFunction } && IsSmall(e) && facts.SignOf(e) == Sign.Unknown).Distinct()];
        return facts.With(asked.SelectMany(e => (e is Sum sum ? Known(sum, ordered, facts) : []).Concat(FromAnEnd(e, facts))).ToArray());
    }

    private static bool IsSmall(Expr expression)
    {
        var seen = new HashSet<Expr>();
        var pending = new Stack<Expr>();
        pending.Push(expression);
        while (pending.Count > 0)
        {
            foreach (Expr child in pending.Pop().Children)
            {
                if (seen.Add(child))
                {
                    pending.Push(child);
                }

                if (seen.Count > MostNodes)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsElementary(Call call) =>
        call.Function is DefinedFunction { Applications: < MostApplications } function && !Traversal.Reached([function.Body]).Any(static e => e is Expectation or Piecewise);

    /// <summary>The expression, or its negative, where its value at an end of the interval of its only symbol and its slope from there tell its sign.</summary>
    private static IEnumerable<Expr> FromAnEnd(Expr expression, Facts facts)
    {
        Symbol[] only = [.. Traversal.Nodes(expression).OfType<Symbol>().Where(static s => s.Role != SymbolRole.Constant).Take(2)];
        if (only.Length == 0 && ConstantSigns.Of(expression) is var constant && constant is Sign.Positive or Sign.Negative)
        {
            return [constant == Sign.Positive ? expression : -expression];
        }

        if (only.Length != 1 || only[0].Role != SymbolRole.Input)
        {
            return [];
        }

        Sign slope = SignOfSlope(expression, only[0], facts);
        foreach ((Expr end, bool isUpper) in EndsOf(only[0], facts))
        {
            if (slope == Sign.Unknown)
            {
                continue;
            }

            bool ascends = (slope is Sign.Positive or Sign.NonNegative) != isUpper;
            Sign there = ConstantSigns.Of(expression.Substitute(only[0], end));
            if (there == Sign.Zero || there == (ascends ? Sign.Positive : Sign.Negative))
            {
                return [ascends ? expression : -expression];
            }
        }

        return [];
    }

    private static IEnumerable<(Expr End, bool IsUpper)> EndsOf(Symbol symbol, Facts facts)
    {
        if (symbol.Sign == Sign.Positive)
        {
            yield return (symbol.Factory.Zero, false);
        }

        foreach (Sum fact in facts.Positive.OfType<Sum>().Where(static f => f.Children.Count == 2 && f.Children[0] is Number))
        {
            if (fact.Children[1].Equals(symbol))
            {
                yield return (-fact.Children[0], false);
            }
            else if ((-fact.Children[1]).Equals(symbol))
            {
                yield return (fact.Children[0], true);
            }
        }
    }

    /// <summary>The two values of a difference known to be positive, where the smaller is a symbol.</summary>
    private static IEnumerable<(Expr Larger, Symbol Smaller)> Pairs(Sum fact)
    {
        if (fact.Children.Count != 2)
        {
            yield break;
        }

        foreach ((Expr larger, Expr other) in new[] { (fact.Children[0], fact.Children[1]), (fact.Children[1], fact.Children[0]) })
        {
            if (larger is Number or Symbol && -other is Symbol smaller)
            {
                yield return (larger, smaller);
            }
        }
    }

    private static IEnumerable<Expr> Known(Sum sum, (Expr Larger, Symbol Smaller)[] ordered, Facts facts)
    {
        foreach ((Expr larger, Symbol smaller) in ordered)
        {
            Expr[] below = [.. sum.Children.Where(c => c.Contains(smaller))];
            if (below.Length == 0 || (larger is Symbol && below.Any(c => c.Contains(larger))))
            {
                continue;
            }

            Expr at = -sum.Factory.Add(below);
            if (!at.Substitute(smaller, larger).Equals(sum.Factory.Add(sum.Children.Except(below))))
            {
                continue;
            }

            // The functions it applies are written out later, and it is asked about then.
            Expr written = Inline.Apply(sum, static _ => true);
            switch (SignOfSlope(Inline.Apply(at, static _ => true), smaller, facts))
            {
                case Sign.Positive or Sign.NonNegative:
                    return [sum, written];
                case Sign.Negative or Sign.NonPositive:
                    return [-sum, -written];
            }
        }

        return [];
    }

    /// <summary>
    /// The sign of the derivative wherever a symbol may be, by what is known of it alone: facts that tie it to others hold at one value, not between two. Where it is an analytic
    /// function, and not zero, it vanishes at single points at most, so no more is asked than that it does not change sign.
    /// </summary>
    private static Sign SignOfSlope(Expr expression, Symbol symbol, Facts facts)
    {
        if (Traversal.Nodes(expression).Any(static e => e is Piecewise or Expectation or Undefined || Derivatives.IsBarrier(e)))
        {
            return Sign.Unknown;
        }

        Symbol anywhere = expression.Factory.Symbol(new SymbolIdentity(SymbolRole.Parameter, new IndexedName("anywhere"), symbol.Name.ToString(), 0, symbol.Sign, null));
        Facts known = Facts.None.With(facts.Positive.Where(f => !f.Contains(symbol) || Traversal.Nodes(f).OfType<Symbol>().All(s => s.Equals(symbol) || s.Role == SymbolRole.Constant)).Select(f => f.Substitute(symbol, anywhere)));
        Expr slope = Derivatives.Of(expression, symbol).Substitute(symbol, anywhere);
        Sign sign = known.SignOf(slope);
        return sign != Sign.Unknown ? sign : Bounded(slope, known);
    }

    /// <summary>The sign of a slope by the intervals of the values of functions: pi - acos(x) is not negative.</summary>
    private static Sign Bounded(Expr slope, Facts known)
    {
        switch (slope)
        {
            case Product:
                return Signs.OfProduct(slope.Children, c => known.SignOf(c) is not Sign.Unknown and var sign ? sign : Bounded(c, known));
            case Sum:
                Ends[] ends = [.. slope.Children.Select(t => Interval(t, known))];
                return ends.All(static e => e.Lower is not null) && IsOrZero(slope.Factory.Add(ends.Select(static e => e.Lower!)), Sign.Positive) ? Sign.NonNegative
                    : ends.All(static e => e.Upper is not null) && IsOrZero(slope.Factory.Add(ends.Select(static e => e.Upper!)), Sign.Negative) ? Sign.NonPositive
                    : Sign.Unknown;
            default:
                return Sign.Unknown;
        }
    }

    private static bool IsOrZero(Expr constant, Sign sign) => ConstantSigns.Of(constant) is var s && (s == sign || s == Sign.Zero);

    private static Ends Interval(Expr term, Facts known)
    {
        ExprFactory f = term.Factory;
        if (ConstantEvaluator.TryEvaluate(term, out _))
        {
            return new(term, term);
        }

        if (term is Call { Function: BuiltInFunction function })
        {
            return new(Exactly(f, function.Values.Lower), Exactly(f, function.Values.Upper));
        }

        if (term is Product product && product.Children.Where(c => ConstantEvaluator.TryEvaluate(c, out _)).ToArray() is { Length: > 0 } factors
            && product.Children.Except(factors).ToArray() is { Length: 1 } rest && f.Multiply(factors) is var factor && ConstantSigns.Of(factor) is Sign.Positive or Sign.Negative)
        {
            (Expr? lower, Expr? upper) = Interval(rest[0], known);
            return ConstantSigns.Of(factor) == Sign.Positive ? new(lower is null ? null : factor * lower, upper is null ? null : factor * upper)
                : new(upper is null ? null : factor * upper, lower is null ? null : factor * lower);
        }

        return known.SignOf(term) switch
        {
            Sign.Positive or Sign.NonNegative => new(f.Zero, null),
            Sign.Negative or Sign.NonPositive => new(null, f.Zero),
            _ => new(null, null),
        };
    }

    /// <summary>The end of a function's values: a whole number, or a part of pi; null where it is infinite, or something else.</summary>
    private static Expr? Exactly(ExprFactory f, double end) =>
        end == Math.Floor(end) && Math.Abs(end) < 1e9 ? f.Number((int)end)
        : Math.Abs(end) == Math.PI ? (end > 0 ? f.Pi : -f.Pi)
        : Math.Abs(end) == Math.PI / 2 ? (end > 0 ? f.Pi : -f.Pi) / 2
        : null;

    /// <summary>What a term lies between; null: without end.</summary>
    private readonly record struct Ends(Expr? Lower, Expr? Upper);
}
