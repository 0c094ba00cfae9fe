using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Transforms;

/// <summary>One interval of the line and the expression's value there.</summary>
/// <param name="Lower">The left end; null: minus infinity.</param>
/// <param name="Upper">The right end; null: infinity.</param>
/// <param name="Value">The value, free of conditions on the variable.</param>
public sealed record Piece(Expr? Lower, Expr? Upper, Expr Value);

/// <summary>Cuts the line at the conditions of an expression.</summary>
public static class Pieces
{
    /// <summary>
    /// The pieces from left to right; null where a condition is not linear in the variable, or the order of two cuts does not follow
    /// from the declared domains.
    /// </summary>
    public static IReadOnlyList<Piece>? TrySplit(Expr expression, Symbol variable) => Split(expression, variable, null, null);

    private static List<Piece>? Split(Expr expression, Symbol variable, Expr? lower, Expr? upper)
    {
        Comparison[] all = [.. Traversal.Nodes(expression).OfType<Comparison>().Where(c => c.Contains(variable))];
        if (all.Length == 0)
        {
            return [new(lower, upper, expression)];
        }

        // A condition on a piecewise expression, as in min(max(x, a), b), becomes linear once the pieces of that are told apart.
        var cuts = new List<Expr>();
        var after = new HashSet<Expr>();
        var conditions = new Dictionary<Comparison, (Expr Cut, bool HoldsOnLeft)>();
        foreach (Comparison comparison in all)
        {
            if (Cut(comparison, variable) is not { } cut)
            {
                continue;
            }

            conditions.Add(comparison, cut);
            if (!cuts.Contains(cut.Cut) && !TryInsert(cuts, after, cut.Cut, lower, upper))
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
            Expr value = expression.Rewrite(e => e is Piecewise p && conditions.TryGetValue(p.Condition, out (Expr Cut, bool HoldsOnLeft) c)
                ? (after.Contains(c.Cut) || position <= cuts.IndexOf(c.Cut)) == c.HoldsOnLeft ? p.Then : p.Else
                : e);
            if (Split(value, variable, i == 0 ? lower : cuts[i - 1], i == cuts.Count ? upper : cuts[i]) is not { } parts)
            {
                return null;
            }

            pieces.AddRange(parts);
        }

        return pieces;
    }

    /// <summary>Where a condition changes, and whether it holds to the left; null where it is not linear or its direction is unknown.</summary>
    public static (Expr Cut, bool HoldsOnLeft)? Cut(Comparison comparison, Symbol variable)
    {
        ExprFactory f = comparison.Factory;
        if (Polynomials.TryCoefficients(comparison.Left - comparison.Right, variable, 1) is not { Count: 2 } line)
        {
            return null;
        }

        // Term by term, so that what two cuts share cancels in their difference.
        IReadOnlyList<Expr> terms = line[0] is Sum sum ? sum.Children : [line[0]];
        Expr cut = f.Add(terms.Select(t => -t / line[1]));
        return f.SignOf(line[1]) switch
        {
            Sign.Positive => (cut, true),
            Sign.Negative => (cut, false),
            _ => null,
        };
    }

    /// <summary>Sorts a cut in, or sets it aside where it lies outside (lower, upper); false where its place is unknown.</summary>
    private static bool TryInsert(List<Expr> cuts, HashSet<Expr> after, Expr cut, Expr? lower, Expr? upper)
    {
        ExprFactory f = cut.Factory;
        if (lower is not null && f.SignOf(cut - lower) is var left and not Sign.Positive)
        {
            return left is Sign.Negative or Sign.NonPositive or Sign.Zero;
        }

        if (upper is not null && f.SignOf(upper - cut) is var right and not Sign.Positive)
        {
            after.Add(cut);
            return right is Sign.Negative or Sign.NonPositive or Sign.Zero;
        }

        int at = 0;
        foreach (Expr other in cuts)
        {
            Sign order = f.SignOf(cut - other);
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
