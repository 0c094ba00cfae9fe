using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>
/// Makes a system with other expressions in the place of its own, from the leaves up; functions with new bodies are new functions, applied
/// wherever the old ones were.
/// </summary>
/// <param name="replace">What stands for a node: given as it was, and rebuilt over its new operands.</param>
/// <param name="keepsOriginals">Whether a new function remembers the one it stands for.</param>
internal sealed class SystemRewriter(Func<Expr, Expr, Expr> replace, bool keepsOriginals)
{
    private readonly Dictionary<Expr, Expr> _done = [];
    private readonly Dictionary<DefinedFunction, DefinedFunction> _functions = [];

    /// <summary>The system rewritten; facts, references and relations as they were.</summary>
    public EquationSystem Apply(EquationSystem system) => system with
    {
        Definitions = system.Definitions.Select(d => Placed.Of(d.Statement, () => Apply(d))).ToEquatableArray(),
        Goals = system.Goals.Select(g => Placed.Of(g.Statement, () => g with
        {
            Value = Apply(g.Value),
            Asked = Apply(g.Asked),
            Residuals = g.Residuals.Select(r => Placed.Of(r.Statement, () => r with { Expression = Apply(r.Expression), Asked = Apply(r.Asked) })).ToEquatableArray(),
        })).ToEquatableArray(),
        Outputs = system.Outputs.Select(o => Placed.Of(o.Statement, () => o with { Expression = Apply(o.Expression), Asked = Apply(o.Asked) })).ToEquatableArray(),
        Outcomes = system.Outcomes.Select(o => Placed.Of(o.Statement, () => o with { Margin = Apply(o.Margin) })).ToEquatableArray(),
    };

    /// <summary>One expression rewritten.</summary>
    public Expr Apply(Expr expression)
    {
        if (_done.TryGetValue(expression, out Expr? result))
        {
            return result;
        }

        Work.Depth();
        Expr[] children = [.. expression.Children.Select(Apply)];
        Expr rebuilt = expression is Call { Function: DefinedFunction f } && _functions.TryGetValue(f, out DefinedFunction? g) && !g.Equals(f)
            ? expression.Factory.Call(g, children)
            : children.SequenceEqual(expression.Children) ? expression : expression.WithChildren(children);
        result = replace(expression, rebuilt);
        _done.Add(expression, result);
        return result;
    }

    private EquatableArray<Requirement> Apply(EquatableArray<Requirement> asked) => asked.Select(r => r with { Value = Apply(r.Value) }).ToEquatableArray();

    private Definition Apply(Definition definition)
    {
        Expr value = Apply(definition.Value);
        if (definition.Function is not { } function)
        {
            return definition with { Value = value };
        }

        var rewritten = new DefinedFunction(
            function.FullName, function.Parameters, value, function.HasDomains, keepsOriginals ? function.Original ?? function : null);
        _functions.Add(function, rewritten);
        return definition with { Function = rewritten, Value = value };
    }
}
