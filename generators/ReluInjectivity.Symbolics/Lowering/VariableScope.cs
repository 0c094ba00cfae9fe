using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>What the variables bound around an expression stand for; the innermost first.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it stands for.</param>
/// <param name="Outer">The scope around; null: none.</param>
internal sealed record VariableScope(string Name, Expr Value, VariableScope? Outer)
{
    /// <summary>What a name stands for; null where no variable is called so.</summary>
    public static Expr? Find(VariableScope? scope, string name)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            if (string.Equals(scope.Name, name, StringComparison.Ordinal))
            {
                return scope.Value;
            }
        }

        return null;
    }
}
