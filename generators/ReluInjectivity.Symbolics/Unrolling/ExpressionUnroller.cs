using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Fills indices into expressions and unrolls their folds; says which definitions they refer to.</summary>
internal sealed class ExpressionUnroller
{
    /// <summary>How many nodes a member may have; ranges within ranges would fill any memory.</summary>
    private const int MaxNodes = 1_000_000;

    private readonly Declarations _declarations;
    private readonly Problems _problems;
    private int _nodes;
    private bool _isTooLarge;

    /// <summary>Unrolls expressions of one member.</summary>
    public ExpressionUnroller(Declarations declarations, Problems problems)
    {
        _declarations = declarations;
        _problems = problems;
    }

    /// <summary>The expression with its indices filled in.</summary>
    /// <param name="expression">As the file has it.</param>
    /// <param name="scope">The values of the index variables, and the real variables.</param>
    /// <param name="uses">Takes the definitions it refers to.</param>
    public ExpressionSyntax Unroll(ExpressionSyntax expression, LocalScope scope, Uses uses)
    {
        _nodes++;
        switch (expression)
        {
            case NumberSyntax:
                return expression;
            case NegateSyntax negate:
                return negate with { Operand = Unroll(negate.Operand, scope, uses) };
            case BinarySyntax binary:
                return UnrollChain(binary, scope, uses);
            case ExpectationSyntax expectation:
                return expectation with { Body = Unroll(expectation.Body, scope.WithVariable(expectation.Variable), uses) };
            case RangeFoldSyntax fold:
                return UnrollFold(fold, scope, uses);
            case PiecewiseSyntax piecewise:
                BranchSyntax[] branches = [.. piecewise.Branches.Select(b => b with { Condition = Unroll(b.Condition, scope, uses), Value = Unroll(b.Value, scope, uses) })];
                return piecewise with { Branches = branches.ToEquatableArray(), Otherwise = Unroll(piecewise.Otherwise, scope, uses) };
            case MaximumSyntax maximum:
                IntervalSyntax interval = Unroll(maximum.Interval, scope, uses)!;
                return maximum with { Interval = interval, Body = Unroll(maximum.Body, scope.WithVariable(maximum.Variable), uses) };
            case DerivativeSyntax derivative:
                return UnrollDerivative(derivative, scope, uses);
            case ReferenceSyntax reference:
                return UnrollReference(reference, scope, uses);
            default:
                throw new InvalidOperationException($"No rule unrolls a {expression.GetType().Name}.");
        }
    }

    /// <summary>The condition with its indices filled in.</summary>
    public ConditionSyntax Unroll(ConditionSyntax condition, LocalScope scope, Uses uses) =>
        condition with { Operands = condition.Operands.Select(o => Unroll(o, scope, uses)).ToEquatableArray() };

    /// <summary>The interval with its indices filled in; its ends alone may be infinite.</summary>
    public IntervalSyntax? Unroll(IntervalSyntax? interval, LocalScope scope, Uses uses)
    {
        ExpressionSyntax End(ExpressionSyntax end) => IsInfinite(end) ? end : Unroll(end, scope, uses);
        return interval is null ? null : interval with { Lower = End(interval.Lower), Upper = End(interval.Upper) };
    }

    /// <summary>The definition with its indices filled in, and what it refers to.</summary>
    public void Unroll(DefinitionInstance definition)
    {
        var uses = new Uses();
        LocalScope scope = definition.Scope;
        ParameterSyntax[]? parameters = definition.Parameters is { } declared
            ? [.. declared.Select(p => p with { Interval = Unroll(p.Interval, definition.Scope, uses) })]
            : null;
        foreach (ParameterSyntax parameter in parameters ?? [])
        {
            scope = scope.WithVariable(parameter.Name);
        }

        ExpressionSyntax body = Unroll(definition.Body, scope, uses);
        definition.Flat = new FlatDefinition(definition.Id, definition.Name, parameters?.ToEquatableArray(), body);
        definition.Uses = uses;
    }

    /// <summary>What a statement such as <c>solve NAME</c> means: the expression of a goal or output of that name, else a reference to it.</summary>
    public ExpressionSyntax Quantity(SyntaxNode statement, string name, Uses uses)
    {
        var indexed = new IndexedName(name);
        return !_declarations.IsSymbol(indexed) && _declarations.FindQuantity(name) is { } quantity
            ? Unroll(quantity.Body, quantity.Scope, uses)
            : Resolve(new ReferenceSyntax(statement.Id, name, [], null), indexed, uses);
    }

    private static bool IsInfinite(ExpressionSyntax end) => (end is NegateSyntax n ? n.Operand : end) is ReferenceSyntax { Name: "inf", Arguments: null };

    /// <summary>A chain <c>a + b + c</c> nests to the left; it is walked from its first operand, so that its length costs no stack.</summary>
    private ExpressionSyntax UnrollChain(BinarySyntax last, LocalScope scope, Uses uses)
    {
        var chain = new Stack<BinarySyntax>();
        ExpressionSyntax first = last;
        for (; first is BinarySyntax binary; first = binary.Left)
        {
            chain.Push(binary);
        }

        ExpressionSyntax result = Unroll(first, scope, uses);
        foreach (BinarySyntax binary in chain)
        {
            _nodes++;
            result = binary with { Left = result, Right = Unroll(binary.Right, scope, uses) };
        }

        return result;
    }

    private UnrolledSyntax UnrollFold(RangeFoldSyntax fold, LocalScope scope, Uses uses)
    {
        var parts = new List<ExpressionSyntax>();
        foreach ((_, LocalScope step) in _declarations.Steps(fold.Range, scope))
        {
            if (_nodes > MaxNodes)
            {
                ReportSize(fold.Range);
                break;
            }

            parts.Add(Unroll(fold.Body, step, uses));
        }

        return new UnrolledSyntax(fold.Id, fold.IsProduct, parts.ToEquatableArray());
    }

    private void ReportSize(RangeSyntax range)
    {
        if (!_isTooLarge)
        {
            _isTooLarge = true;
            _problems.Report(DiagnosticKind.IndexOutOfRange, range, range.Index, string.Format(
                CultureInfo.InvariantCulture, "unrolled, the model has more than the {0} nodes that it may have; shorten the ranges", MaxNodes));
        }
    }

    private DerivativeSyntax UnrollDerivative(DerivativeSyntax derivative, LocalScope scope, Uses uses)
    {
        ExpressionSyntax body = Unroll(derivative.Body, scope, uses);
        if (Unroll(derivative.Variable, scope, uses) is ReferenceSyntax variable)
        {
            return derivative with { Body = body, Variable = variable };
        }

        _problems.Report(DiagnosticKind.WrongUse, derivative.Variable, derivative.Variable.Name, "a derivative is taken by an unknown or a given");
        return derivative with { Body = body };
    }

    private ExpressionSyntax UnrollReference(ReferenceSyntax reference, LocalScope scope, Uses uses)
    {
        if (reference is { Arguments: null, Indices.Count: 0 } && scope.TryFind(reference.Name, out int? local))
        {
            return local is { } number ? IndexArithmetic.Write(reference.Id, number) : reference;
        }

        if (reference.Arguments is { } arguments)
        {
            reference = reference with { Arguments = arguments.Select(a => Unroll(a, scope, uses)).ToEquatableArray() };
        }

        if (Registry.Find(reference.Name) is not null || reference.Name is "pi" or "sqrt" or "abs" or "min" or "max")
        {
            return reference;
        }

        if (reference.Name is "inf")
        {
            _problems.Report(DiagnosticKind.WrongUse, reference, "inf", "it stands only at the end of an interval");
            return reference;
        }

        if (!IndexArithmetic.TryEvaluate(reference.Indices, scope, out EquatableArray<int> indices, out string why))
        {
            _problems.Report(DiagnosticKind.IndexOutOfRange, reference, reference.Name, why);
            return reference;
        }

        reference = reference with { Indices = reference.Indices.Select((written, i) => IndexArithmetic.Write(written.Id, indices[i])).ToEquatableArray() };
        return Resolve(reference, new IndexedName(reference.Name, indices), uses);
    }

    private ReferenceSyntax Resolve(ReferenceSyntax reference, IndexedName name, Uses uses)
    {
        if (_declarations.IsSymbol(name))
        {
            return reference;
        }

        if (_declarations.Find(name) is { } definition)
        {
            uses.Add(definition, reference);
        }
        else
        {
            _declarations.ReportMissing(reference, name);
        }

        return reference;
    }
}
