using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>
/// Writes unrolled sums and products out as chains of binary operations, as an author would who had no <c>sum</c>: terms with a minus are
/// subtracted, sums among the terms need no brackets, and an empty sum beside other terms is left away.
/// </summary>
internal static class Written
{
    /// <summary>How many parts stand beside each other; beyond that brackets group them, so that a parser's limit on a tree's height holds.</summary>
    private const int MaxChain = 200;

    /// <summary>The expression without <see cref="UnrolledSyntax"/>.</summary>
    public static ExpressionSyntax Of(ExpressionSyntax expression) => expression switch
    {
        NegateSyntax negate => negate with { Operand = Of(negate.Operand) },
        BinarySyntax binary => Chain(binary),
        UnrolledSyntax unrolled => Chain(unrolled.Id, unrolled.IsProduct, unrolled.Parts, null),
        ExpectationSyntax expectation => expectation with { Body = Of(expectation.Body) },
        PiecewiseSyntax piecewise => piecewise with
        {
            Branches = piecewise.Branches.Select(b => b with { Condition = Of(b.Condition), Value = Of(b.Value) }).ToEquatableArray(),
            Otherwise = Of(piecewise.Otherwise),
        },
        MaximumSyntax maximum => maximum with { Interval = Of(maximum.Interval)!, Body = Of(maximum.Body) },
        DerivativeSyntax derivative => derivative with { Body = Of(derivative.Body) },
        ReferenceSyntax { Arguments: { } arguments } reference => reference with { Arguments = arguments.Select(Of).ToEquatableArray() },
        _ => expression,
    };

    /// <summary>The condition without <see cref="UnrolledSyntax"/>.</summary>
    public static ConditionSyntax Of(ConditionSyntax condition) => condition with { Operands = condition.Operands.Select(Of).ToEquatableArray() };

    /// <summary>The interval without <see cref="UnrolledSyntax"/>.</summary>
    public static IntervalSyntax? Of(IntervalSyntax? interval) =>
        interval is null ? null : interval with { Lower = Of(interval.Lower), Upper = Of(interval.Upper) };

    private static bool IsEmpty(ExpressionSyntax expression, bool isProduct) =>
        expression is UnrolledSyntax unrolled && unrolled.IsProduct == isProduct && unrolled.Parts.All(p => IsEmpty(p, isProduct));

    private static ExpressionSyntax Chain(BinarySyntax last)
    {
        var chain = new Stack<BinarySyntax>();
        ExpressionSyntax first = last;
        for (; first is BinarySyntax binary; first = binary.Left)
        {
            chain.Push(binary);
        }

        ExpressionSyntax? result = null;
        foreach (BinarySyntax binary in chain)
        {
            bool isProduct = binary.Operator is '*' or '/';
            ExpressionSyntax? left = result ?? (IsEmpty(first, isProduct) && binary.Operator is '+' or '*' ? null : Of(first));
            result = binary.Operator != '^' && left is not null && IsEmpty(binary.Right, isProduct) ? left
                : left is null ? Of(binary.Right)
                : binary is { Operator: '+' or '*', Right: UnrolledSyntax unrolled } && unrolled.IsProduct == isProduct ? Chain(binary.Id, isProduct, unrolled.Parts, left)
                : binary with { Left = left, Right = Of(binary.Right) };
        }

        return result!;
    }

    /// <summary>The parts in a chain after what stands before them, if anything.</summary>
    private static ExpressionSyntax Chain(int id, bool isProduct, EquatableArray<ExpressionSyntax> parts, ExpressionSyntax? before)
    {
        ExpressionSyntax[] written = [.. parts.Where(p => !IsEmpty(p, isProduct)).Select(Of)];
        ExpressionSyntax? result = before;
        for (int start = 0; start < written.Length; start += MaxChain)
        {
            IEnumerable<ExpressionSyntax> group = written.Skip(start).Take(MaxChain);
            result = start == 0
                ? group.Aggregate(result, (chain, part) => Append(id, isProduct, chain, part))
                : new BinarySyntax(id, isProduct ? '*' : '+', result!, group.Aggregate((ExpressionSyntax?)null, (chain, part) => Append(id, isProduct, chain, part))!);
        }

        return result ?? new NumberSyntax(id, isProduct ? "1" : "0");
    }

    private static ExpressionSyntax Append(int id, bool isProduct, ExpressionSyntax? chain, ExpressionSyntax part) => chain is null ? part
        : isProduct ? Multiply(id, chain, part)
        : Add(id, chain, part);

    private static ExpressionSyntax Add(int id, ExpressionSyntax sum, ExpressionSyntax part)
    {
        // a + (b - c) is a + b - c.
        var terms = new Stack<BinarySyntax>();
        for (; part is BinarySyntax { Operator: '+' or '-' } binary; part = binary.Left)
        {
            terms.Push(binary);
        }

        ExpressionSyntax? positive = Opposite(part);
        sum = new BinarySyntax(id, positive is null ? '+' : '-', sum, positive ?? part);
        return terms.Aggregate(sum, (chain, term) => term with { Left = chain });
    }

    private static ExpressionSyntax Multiply(int id, ExpressionSyntax product, ExpressionSyntax part)
    {
        // a*(b*c) is a*b*c; a quotient keeps its brackets, for the reader.
        var factors = new Stack<BinarySyntax>();
        ExpressionSyntax first = part;
        for (; first is BinarySyntax { Operator: '*' } binary; first = binary.Left)
        {
            factors.Push(binary);
        }

        return first is BinarySyntax { Operator: '/' }
            ? new BinarySyntax(id, '*', product, part)
            : factors.Aggregate((ExpressionSyntax)new BinarySyntax(id, '*', product, first), (chain, factor) => factor with { Left = chain });
    }

    /// <summary>A term without the minus that it begins with; null where it begins with none.</summary>
    private static ExpressionSyntax? Opposite(ExpressionSyntax term)
    {
        var factors = new Stack<BinarySyntax>();
        for (; term is BinarySyntax { Operator: '*' or '/' } binary; term = binary.Left)
        {
            factors.Push(binary);
        }

        return term is NegateSyntax negate ? factors.Aggregate(negate.Operand, (chain, factor) => factor with { Left = chain }) : null;
    }
}
