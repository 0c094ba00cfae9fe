using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Integration;

/// <content>Integrands that apply functions to what an outer average changes.</content>
public static partial class GaussianIntegrals
{
    /// <summary>
    /// E(w, e) of an e that applies a function to g + a z, say, and to something with w: as for a function of a variable in the place of g + a z, whose sign then decides
    /// what it decides for a variable.
    /// </summary>
    private static Expr? WithArgumentsNamed(Symbol variable, Expr body, Facts facts)
    {
        Expr[] arguments =
        [
            .. Traversal.Nodes(body).OfType<Call>().Where(static c => c.Function is DefinedFunction { Body.HasExpectation: false }).SelectMany(static c => c.Children)
                .Where(a => a is Sum && !a.Contains(variable) && Traversal.Nodes(a).OfType<Symbol>().Any(IsVariable)).Distinct(),
        ];
        if (arguments.Length != 1)
        {
            return null;
        }

        Symbol name = body.Factory.Auxiliary("argument");
        Expr named = body.Rewrite(e => ReferenceEquals(e, arguments[0]) ? name : e);
        return named.Contains(variable) && TryIntegrate(variable, named, facts) is { } form ? form.Substitute(name, arguments[0]) : null;
    }
}
