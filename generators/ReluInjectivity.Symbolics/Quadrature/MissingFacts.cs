using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>What a file could declare for a sign to follow.</summary>
internal static class MissingFacts
{
    /// <summary>The declarations that are missing of the unknowns and givens in an expression.</summary>
    /// <param name="expression">What has no sign.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="system">What is declared.</param>
    public static string Of(Expr expression, Facts facts, EquationSystem system)
    {
        Symbol[] inputs = [.. Traversal.Nodes(expression).OfType<Symbol>().Where(s => s.Identity.Role == SymbolRole.Input).OrderBy(static s => s.Name.ToString(), StringComparer.Ordinal)];
        Symbol? free = inputs.FirstOrDefault(s => facts.SignOf(s) == Sign.Unknown && IsFree(s, system));
        if (free is not null)
        {
            string what = system.Unknowns.Any(u => ReferenceEquals(u.Symbol, free)) ? "unknown" : "given";
            return $"{free} has no interval; declare one, as in '{what} {free.Name.Stem} ... in (0, inf)'";
        }

        Symbol? unordered = inputs.FirstOrDefault(s => s.Name.Index is not null && inputs.Any(o => !ReferenceEquals(o, s) && string.Equals(o.Name.Stem, s.Name.Stem, StringComparison.Ordinal))
            && system.Unknowns.Any(u => ReferenceEquals(u.Symbol, s) && u.Ordering == Ordering.None));
        return unordered is not null
            ? $"{unordered.Name.Stem} has no order; declare it 'increasing' or 'decreasing'"
            : "declare the domains and orderings it follows from";
    }

    private static bool IsFree(Symbol symbol, EquationSystem system) =>
        system.Unknowns.Any(u => ReferenceEquals(u.Symbol, symbol) && u.Lower is null && u.Upper is null)
        || system.Givens.Any(g => ReferenceEquals(g.Symbol, symbol) && double.IsInfinity(g.Lower) && double.IsInfinity(g.Upper));
}
