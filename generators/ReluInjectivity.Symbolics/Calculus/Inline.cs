using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Puts the bodies of defined functions in place of their applications.</summary>
public static class Inline
{
    /// <summary>Inlines, at every depth, the functions that <paramref name="select"/> picks.</summary>
    public static Expr Apply(Expr expression, Func<DefinedFunction, bool> select) => expression.Rewrite(e =>
        e is Call { Function: DefinedFunction f } call && select(f) ? Apply(At(f, call.Children), select) : e);

    /// <summary>The body of a function at the given arguments.</summary>
    public static Expr At(DefinedFunction function, IReadOnlyList<Expr> arguments) => At(function, arguments, function.Body);

    /// <summary>An expression in the parameters of a function at the given arguments.</summary>
    internal static Expr At(DefinedFunction function, IReadOnlyList<Expr> arguments, Expr expression)
    {
        var values = new Dictionary<Expr, Expr>();
        for (int i = 0; i < arguments.Count; i++)
        {
            values[function.Parameters[i]] = arguments[i];
        }

        return expression.Substitute(values);
    }
}
