using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Lowering;

/// <content>Where what is written is a number, which the laws of arithmetic may lose sight of.</content>
internal sealed partial class ExpressionLowering
{
    private Needs _needs = new();

    /// <summary>The expression, and what it asks for beside what is asked for within branches and expectations.</summary>
    public (Expr Value, Needs Needs) LowerWhole(ExpressionSyntax syntax, VariableScope? scope = null) => Apart(() => Lower(syntax, scope));

    /// <summary>The body of a function, no number where what is written is none, and what it asks for.</summary>
    public (Expr Value, FunctionNeeds Needs) LowerBody(ExpressionSyntax syntax, VariableScope? scope, IReadOnlyList<Symbol> parameters)
    {
        (Expr value, Needs needs) = LowerWhole(syntax, scope);
        IReadOnlyList<Requirement> own = [.. needs.TakeOut(parameters).Distinct()];
        return (Requirements.Guard(value, own, Facts), new(own, needs));
    }

    /// <summary>What is lowered, with what it asks for set apart.</summary>
    private (T Lowered, Needs Needs) Apart<T>(Func<T> lower)
    {
        Needs outer = _needs;
        _needs = new Needs();
        try
        {
            return (lower(), _needs);
        }
        finally
        {
            _needs = outer;
        }
    }

    private void Ask(IEnumerable<Requirement> requirements)
    {
        foreach (Requirement requirement in requirements)
        {
            Ask(requirement);
        }
    }

    private void Ask(Requirement requirement)
    {
        foreach (Requirement open in Requirements.Open(requirement, Facts))
        {
            _needs.Ask(open);
        }
    }

    /// <summary>What a defined function asks of its arguments.</summary>
    private void AskAt(DefinedFunction function, FunctionNeeds needs, IReadOnlyList<Expr> arguments)
    {
        _needs.Include(needs.Others);
        Ask(needs.Own.Select(r => r with { Value = Inline.At(function, arguments, r.Value) }));
    }

    /// <summary>
    /// What stands under a bound variable: no number where it is none, but for single points, which count for nothing in an integral.
    /// </summary>
    private Expr LowerUnder(Symbol variable, ExpressionSyntax body, VariableScope? scope)
    {
        (Expr value, Needs needs) = LowerWhole(body, scope);
        IReadOnlyList<Requirement> own = needs.TakeOut([variable]);
        _needs.Merge(needs);
        return Requirements.Guard(value, own.Where(static r => r.Demand != Demand.NotZero), Facts);
    }

    /// <summary>
    /// A choice. Branches, and the conditions of later ones, are computed only where those before let it come to that, and are no number there
    /// where what is written is none.
    /// </summary>
    private Expr Lower(PiecewiseSyntax piecewise, VariableScope? scope)
    {
        int count = piecewise.Branches.Count;
        (Comparison[] Chain, Needs Needs)[] conditions = [.. piecewise.Branches.Select(b => Apart(() => Chain(b.Condition, scope)))];

        // What holds where the first conditions fail; of a chain it is not known which of its comparisons does.
        Facts After(int branches) => Facts.With(conditions.Take(branches).Where(static c => c.Chain.Length == 1).Select(static c => c.Chain[0].Left - c.Chain[0].Right));

        Expr Guarded((Expr Value, Needs Needs) lowered, Func<Facts> known) =>
            lowered.Needs.All().ToArray() is { Length: > 0 } asked ? Requirements.Guard(lowered.Value, asked, known()) : lowered.Value;

        Expr value = Guarded(LowerWhole(piecewise.Otherwise, scope), () => After(count));
        for (int i = count - 1; i >= 0; i--)
        {
            (Comparison[] chain, Needs needs) = conditions[i];
            Expr then = Guarded(LowerWhole(piecewise.Branches[i].Value, scope), () => After(i).With(chain.Select(static c => c.Right - c.Left)));
            Expr otherwise = value;
            value = chain.Reverse().Aggregate(then, (inner, comparison) => factory.Piecewise(comparison, inner, otherwise));
            if (i == 0)
            {
                _needs.Merge(needs);
            }
            else
            {
                value = Guarded((value, needs), () => After(i));
            }
        }

        return value;
    }

    /// <summary>What a function has no value at, though the argument is written as a number; null where there is nothing to say.</summary>
    private Expr? Outside(ReferenceSyntax reference, Expr[] arguments, RealInterval[] domains)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (IsNumber(reference.Arguments!.Value[i]) && Requirements.OfDomain(arguments[i], domains[i]).Any(static r =>
                r.Value.Sign == Sign.Negative || (r.Demand == Demand.Positive && r.Value.Sign == Sign.Zero)))
            {
                return Wrong(DiagnosticKind.NotConstant, reference, SyntaxPrinter.Print(reference), $"this is no number: {reference.Name}(x) has values where {domains[i].Describe("x")}");
            }
        }

        return null;
    }

    private static bool IsNumber(ExpressionSyntax syntax) => (syntax is NegateSyntax negate ? negate.Operand : syntax) is NumberSyntax;

    /// <summary>The comparisons of a condition, each with its smaller side on the left.</summary>
    private Comparison[] Chain(ConditionSyntax condition, VariableScope? scope)
    {
        Expr[] operands = [.. condition.Operands.Select(o => Lower(o, scope))];
        return
        [
            .. condition.Comparisons.Select(c => c.Operator[0] == '<'
                ? factory.Compare(operands[c.Left], operands[c.Left + 1], isStrict: c.Operator.Length == 1)
                : factory.Compare(operands[c.Left + 1], operands[c.Left], isStrict: c.Operator.Length == 1)),
        ];
    }
}

/// <summary>What the body of a function asks for.</summary>
/// <param name="Own">Of its parameters.</param>
/// <param name="Others">Of others.</param>
internal sealed record FunctionNeeds(IReadOnlyList<Requirement> Own, Needs Others);
