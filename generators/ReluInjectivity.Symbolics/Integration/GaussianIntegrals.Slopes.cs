using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Integration;

/// <content>Conditions whose slope may have either sign, or be 0.</content>
public static partial class GaussianIntegrals
{
    /// <summary>
    /// Where the order of the pieces depends on the sign of another variable g: piecewise(g &lt; 0: ...; 0 &lt; g: ...; else: ...), each side worked
    /// out for a positive variable in place of -g or g, and what is between for 0: there the sides may have no value, as b/g has none. Where g is the
    /// variable of another expectation, or a function's, that point is left out.
    /// </summary>
    private static Expr? BySign(Symbol variable, Expr body, Facts facts)
    {
        ExprFactory f = body.Factory;
        foreach (Symbol g in Traversal.Nodes(body).OfType<Comparison>().Where(c => c.Contains(variable)).SelectMany(c => Traversal.Nodes(c)).OfType<Symbol>()
            .Where(s => s != variable && s.Sign == Sign.Unknown && s.Domain is null).Distinct())
        {
            Symbol y = f.Auxiliary("|" + g.Name + "|", Sign.Positive);
            if (Integrate(variable, body.Substitute(g, y), facts) is { } right && Integrate(variable, body.Substitute(g, -y), facts) is { } left)
            {
                Expr above = right.Substitute(y, g);
                if (g.Role == SymbolRole.Input && Chosen(variable, body.Substitute(g, f.Zero), facts) is { } between)
                {
                    above = f.Piecewise(f.Compare(f.Zero, g, isStrict: true), above, between);
                }

                return f.Piecewise(f.Compare(g, f.Zero, isStrict: true), left.Substitute(y, -g), above);
            }
        }

        return null;
    }

    /// <summary>The expectation of what conditions free of the variable choose; null also where these are many.</summary>
    private static Expr? Chosen(Symbol variable, Expr body, Facts facts, int depth = 0)
    {
        if (depth > 6)
        {
            return null;
        }

        if (Traversal.Nodes(body).OfType<Piecewise>().LastOrDefault(p => !p.Condition.Contains(variable) && p.Else is not Undefined)?.Condition is not { } condition)
        {
            return Integrate(variable, body, facts);
        }

        Expr? Where(bool holds) => Chosen(variable, body.Rewrite(e => e is Piecewise p && ReferenceEquals(p.Condition, condition) ? holds ? p.Then : p.Else : e), facts, depth + 1);
        return Where(true) is { } then && Where(false) is { } otherwise ? body.Factory.Piecewise(condition, then, otherwise) : null;
    }
}
