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

    /// <summary>What is further from zero than rounding of a constant expression takes it.</summary>
    private const double LeastConstant = 1e-9;

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
        if (only.Length == 0 && ConstantEvaluator.TryEvaluate(expression, out double constant) && Math.Abs(constant) > LeastConstant)
        {
            return [constant > 0 ? expression : -expression];
        }

        if (only.Length != 1 || only[0].Role != SymbolRole.Input)
        {
            return [];
        }

        Sign slope = SignOfSlope(expression, only[0], facts);
        foreach ((Expr end, bool isUpper) in Ends(only[0], facts))
        {
            if (slope == Sign.Unknown || !ConstantEvaluator.TryEvaluate(expression.Substitute(only[0], end), out double value))
            {
                continue;
            }

            bool ascends = (slope is Sign.Positive or Sign.NonNegative) != isUpper;
            if (ascends ? value >= 0 : value <= 0)
            {
                return [ascends ? expression : -expression];
            }
        }

        return [];
    }

    private static IEnumerable<(Expr End, bool IsUpper)> Ends(Symbol symbol, Facts facts)
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
                (double lower, double upper) = (0, 0);
                foreach (Expr term in slope.Children)
                {
                    (double from, double to) = Interval(term, known);
                    (lower, upper) = (lower + from, upper + to);
                }

                return lower >= 0 ? Sign.NonNegative : upper <= 0 ? Sign.NonPositive : Sign.Unknown;
            default:
                return Sign.Unknown;
        }
    }

    private static (double Lower, double Upper) Interval(Expr term, Facts known)
    {
        if (ConstantEvaluator.TryEvaluate(term, out double number))
        {
            return (number, number);
        }

        if (term is Call { Function: BuiltInFunction function })
        {
            return (function.Values.Lower, function.Values.Upper);
        }

        if (term is Product product && product.Children.Where(c => ConstantEvaluator.TryEvaluate(c, out _)).ToArray() is { Length: > 0 } factors
            && product.Children.Except(factors).ToArray() is { Length: 1 } rest && ConstantEvaluator.TryEvaluate(product.Factory.Multiply(factors), out double factor))
        {
            (double lower, double upper) = Interval(rest[0], known);
            return factor >= 0 ? (factor * lower, factor * upper) : (factor * upper, factor * lower);
        }

        return known.SignOf(term) switch
        {
            Sign.Positive or Sign.NonNegative => (0, double.PositiveInfinity),
            Sign.Negative or Sign.NonPositive => (double.NegativeInfinity, 0),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
    }
}
