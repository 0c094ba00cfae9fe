using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>One interval of the line and the expression's value there.</summary>
/// <param name="Lower">The left end; null: minus infinity.</param>
/// <param name="Upper">The right end; null: infinity.</param>
/// <param name="Value">The value, free of conditions on the variable.</param>
public sealed record Piece(Expr? Lower, Expr? Upper, Expr Value);

/// <summary>Cuts the line at the conditions of an expression.</summary>
public static class Pieces
{
    /// <summary>
    /// The pieces from left to right; null where a condition is neither linear nor quadratic in the variable, or the order of two cuts does
    /// not follow from the declared domains. Single points may fall to either side.
    /// </summary>
    public static IReadOnlyList<Piece>? TrySplit(Expr expression, Symbol variable, Facts facts) => Split(expression, variable, null, null, facts, new());

    /// <summary>The same of a part of the line; null too where it is not known whether a cut lies inside.</summary>
    public static IReadOnlyList<Piece>? TrySplit(Expr expression, Symbol variable, Expr? lower, Expr? upper, Facts facts) => Split(expression, variable, lower, upper, facts, new());

    private static List<Piece>? Split(Expr expression, Symbol variable, Expr? lower, Expr? upper, Facts facts, Found found)
    {
        expression = Decide(expression, facts, found.Decided);
        (bool isChosen, Comparison[] innermost) = ConditionsOn(expression, variable);
        if (!isChosen)
        {
            return [new(lower, upper, expression)];
        }

        // A condition on a piecewise expression, as in min(max(x, a), b), becomes linear once the pieces of that are told apart.
        var cuts = new List<Expr>();
        var after = new HashSet<Expr>();
        var conditions = new Dictionary<Comparison, (IReadOnlyList<Expr> Cuts, bool HoldsOnLeft)>();
        foreach (Comparison comparison in innermost)
        {
            if (!found.Cuts.TryGetValue(comparison, out (IReadOnlyList<Expr> Cuts, bool HoldsOnLeft)? cut))
            {
                cut = Cuts(comparison, variable, facts);
                found.Cuts.Add(comparison, cut);
            }

            if (cut is not { } condition)
            {
                continue;
            }

            conditions.Add(comparison, condition);
            if (condition.Cuts.Any(c => !cuts.Contains(c) && !TryInsert(cuts, after, c, lower, upper, facts)))
            {
                return null;
            }
        }

        if (conditions.Count == 0)
        {
            return null;
        }

        var pieces = new List<Piece>();
        for (int i = 0; i <= cuts.Count; i++)
        {
            int position = i;
            bool IsPassed(Expr cut) => !after.Contains(cut) && position > cuts.IndexOf(cut);
            Expr value = expression.Rewrite(e => e is Piecewise p && conditions.TryGetValue(p.Condition, out (IReadOnlyList<Expr> Cuts, bool HoldsOnLeft) c)
                ? (c.Cuts.Count(IsPassed) % 2 == 0) == c.HoldsOnLeft ? p.Then : p.Else
                : e);
            if (Split(value, variable, i == 0 ? lower : cuts[i - 1], i == cuts.Count ? upper : cuts[i], facts, found) is not { } parts)
            {
                return null;
            }

            foreach (Piece part in parts)
            {
                // What is equal on both sides of a cut is one piece.
                if (pieces.Count > 0 && ReferenceEquals(pieces.Last().Value, part.Value))
                {
                    pieces[pieces.Count - 1] = pieces.Last() with { Upper = part.Upper };
                }
                else
                {
                    pieces.Add(part);
                }
            }
        }

        return pieces;
    }

    /// <summary>What has been found out, which holds on every piece.</summary>
    private sealed class Found
    {
        public Dictionary<Expr, Expr> Decided { get; } = [];

        public Dictionary<Comparison, (IReadOnlyList<Expr> Cuts, bool HoldsOnLeft)?> Cuts { get; } = [];
    }

    /// <summary>Whether there are conditions on a variable, and those that compare nothing which is chosen by another.</summary>
    private static (bool AreThere, Comparison[] Innermost) ConditionsOn(Expr expression, Symbol variable)
    {
        var depends = new HashSet<Expr> { variable };
        var isChosen = new HashSet<Expr>();
        var innermost = new List<Comparison>();
        bool areThere = false;
        foreach (Expr node in Traversal.Nodes(expression))
        {
            if (!node.Children.Any(depends.Contains))
            {
                continue;
            }

            depends.Add(node);
            bool isWithin = node.Children.Any(isChosen.Contains);
            if (isWithin || node is Piecewise)
            {
                isChosen.Add(node);
            }

            if (node is Comparison comparison)
            {
                areThere = true;
                if (!isWithin)
                {
                    innermost.Add(comparison);
                }
            }
        }

        return (areThere, [.. innermost]);
    }

    /// <summary>Takes the branches that the declared signs decide. What may vanish may do so on a whole interval, and decides nothing.</summary>
    private static Expr Decide(Expr expression, Facts facts, Dictionary<Expr, Expr> done) => expression.Rewrite(
        e => e is not Piecewise p ? e : facts.SignOf(p.Condition.Right - p.Condition.Left) switch
        {
            Sign.Positive => p.Then,
            Sign.Negative => p.Else,
            _ => e,
        },
        done);

    /// <summary>
    /// Where a condition changes, from left to right, and whether it holds to the left of all: one place for a linear condition; for a
    /// quadratic one a z^2 + b z + c the roots (-b -+ sqrt(b^2 - 4 a c))/(2 a) where there are any. Null where signs are unknown.
    /// </summary>
    private static (IReadOnlyList<Expr> Cuts, bool HoldsOnLeft)? Cuts(Comparison comparison, Symbol variable, Facts facts)
    {
        if (Cut(comparison, variable, facts) is { } linear)
        {
            return ([linear.Cut], linear.HoldsOnLeft);
        }

        ExprFactory f = comparison.Factory;
        if (Polynomials.TryCoefficients(comparison.Left - comparison.Right, variable, 2) is not { Count: 3 } c
            || facts.SignOf(c[2]) is not (Sign.Positive or Sign.Negative))
        {
            return null;
        }

        bool holdsOutside = !facts.IsPositive(c[2]);
        Expr discriminant = Polynomials.Expand((c[1] * c[1]) - (4 * c[2] * c[0]), facts);
        switch (facts.SignOf(discriminant))
        {
            case Sign.Zero or Sign.Negative or Sign.NonPositive:
                return ([], holdsOutside);
            case Sign.Positive:
                Expr root = Root(discriminant, facts) / (2 * c[2]);
                IReadOnlyList<Expr> terms = Terms(Polynomials.Expand(c[1], facts));
                Expr At(Expr offset) => f.Add(terms.Select(t => -t / (2 * c[2])).Append(offset));
                return (holdsOutside ? [At(root), At(-root)] : [At(-root), At(root)], holdsOutside);
            default:
                return null;
        }
    }

    /// <summary>The square root, taken of each positive factor by itself.</summary>
    private static Expr Root(Expr radicand, Facts facts)
    {
        // sqrt(a b) = sqrt(a) sqrt(b) for positive a and b
        ExprFactory f = radicand.Factory;
        return radicand is Product && radicand.Children.All(facts.IsPositive) ? f.Multiply(radicand.Children.Select(f.Sqrt)) : f.Sqrt(radicand);
    }

    private static IReadOnlyList<Expr> Terms(Expr expression) => expression is Sum sum ? sum.Children : [expression];

    /// <summary>Where a condition changes, and whether it holds to the left; null where it is not linear or its direction is unknown.</summary>
    public static (Expr Cut, bool HoldsOnLeft)? Cut(Comparison comparison, Symbol variable, Facts facts)
    {
        ExprFactory f = comparison.Factory;
        if (Polynomials.TryCoefficients(comparison.Left - comparison.Right, variable, 1) is not { Count: 2 } line)
        {
            return null;
        }

        // Term by term, so that what two cuts share cancels in their difference.
        Expr cut = f.Add(Terms(Polynomials.Expand(line[0], facts)).Select(t => -t / line[1]));
        return facts.SignOf(line[1]) switch
        {
            Sign.Positive => (cut, true),
            Sign.Negative => (cut, false),
            _ => null,
        };
    }

    /// <summary>Sorts a cut in, or sets it aside where it lies outside (lower, upper); false where its place is unknown.</summary>
    private static bool TryInsert(List<Expr> cuts, HashSet<Expr> after, Expr cut, Expr? lower, Expr? upper, Facts facts)
    {
        if (lower is not null && facts.SignOf(cut - lower) is var left and not Sign.Positive)
        {
            return left is Sign.Negative or Sign.NonPositive or Sign.Zero;
        }

        if (upper is not null && facts.SignOf(upper - cut) is var right and not Sign.Positive)
        {
            after.Add(cut);
            return right is Sign.Negative or Sign.NonPositive or Sign.Zero;
        }

        int at = 0;
        foreach (Expr other in cuts)
        {
            Sign order = facts.SignOf(cut - other);
            if (order is Sign.Positive)
            {
                at++;
            }
            else if (order is not Sign.Negative)
            {
                return false;
            }
        }

        cuts.Insert(at, cut);
        return true;
    }
}
