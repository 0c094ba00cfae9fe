using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>
/// Where the parts of an expression are numbers. The laws of arithmetic drop parts that are none at some points: <c>exp(log(a)) = a</c>,
/// <c>a/a = 1</c> and <c>0*log(a) = 0</c> hold where the left side is a number, and have a value elsewhere too.
/// </summary>
internal static class Requirements
{
    /// <summary>What a power asks of its base; null: nothing.</summary>
    public static Requirement? OfPower(Expr @base, Expr exponent) =>
        @base.Sign == Sign.Positive ? null
        : exponent is not Number { Value: var n } ? new(@base, Demand.NotNegative)
        : !n.IsInteger ? new(@base, n.Sign < 0 ? Demand.Positive : Demand.NotNegative)
        : n.Sign < 0 ? new(@base, Demand.NotZero)
        : null;

    /// <summary>What a built-in function asks of its arguments.</summary>
    public static IEnumerable<Requirement> OfCall(BuiltInFunction function, IReadOnlyList<Expr> arguments) =>
        function.Arguments.All(static a => a.Domain.IsLine) ? [] : arguments.SelectMany((a, i) => OfDomain(a, function.Arguments[i].Domain));

    /// <summary>What lying in an interval asks for.</summary>
    public static IEnumerable<Requirement> OfDomain(Expr argument, RealInterval domain)
    {
        if (!double.IsInfinity(domain.Lower))
        {
            yield return new(argument + (-Rational.Nearest(domain.Lower)), domain.IsLowerAttained ? Demand.NotNegative : Demand.Positive);
        }

        if (!double.IsInfinity(domain.Upper))
        {
            yield return new(Rational.Nearest(domain.Upper) - argument, domain.IsUpperAttained ? Demand.NotNegative : Demand.Positive);
        }
    }

    /// <summary>What is left to ask where the facts hold: of the factors where that comes to the same.</summary>
    public static IEnumerable<Requirement> Open(Requirement requirement, Facts facts)
    {
        Sign sign = facts.SignOf(requirement.Value);
        if (sign == Sign.Positive || (requirement.Demand == Demand.NotZero && sign == Sign.Negative)
            || (requirement.Demand == Demand.NotNegative && sign is Sign.NonNegative or Sign.Zero))
        {
            return [];
        }

        // What is >= 0 is > 0 where it is not 0.
        bool isNotZero = requirement.Demand == Demand.NotZero || (requirement.Demand == Demand.Positive && sign == Sign.NonNegative);
        switch (requirement.Value)
        {
            case Product product when isNotZero:
                return product.Children.SelectMany(c => Open(new(c, Demand.NotZero), facts));
            case Power { Exponent: Number { Value.Sign: > 0 } } power when isNotZero:
                return Open(new(power.Base, Demand.NotZero), facts);
            case Power { Exponent: Number } when isNotZero:
                return [];
            case Product product when Unsigned(product, facts) is var rest && !ReferenceEquals(rest, product):
                return Open(requirement with { Value = rest }, facts);
            default:
                return [isNotZero ? requirement with { Demand = Demand.NotZero } : requirement];
        }
    }

    /// <summary>A product of the same sign without the factors whose signs are known.</summary>
    private static Expr Unsigned(Product product, Facts facts)
    {
        bool isNegated = false;
        var rest = new List<Expr>();
        foreach (Expr factor in product.Children)
        {
            Sign sign = facts.SignOf(factor);
            isNegated ^= sign == Sign.Negative;
            if (sign is not (Sign.Positive or Sign.Negative))
            {
                rest.Add(factor);
            }
        }

        Expr unsigned = product.Factory.Multiply(rest);
        return isNegated ? -unsigned : unsigned;
    }

    /// <summary>The value where the requirements hold that its own parts do not ask for, no number elsewhere.</summary>
    /// <param name="value">What the laws of arithmetic left.</param>
    /// <param name="requirements">What was asked for before.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="isIntegrated">Whether expectations are what they stay, so that they ask for what their integrands do.</param>
    public static Expr Guard(Expr value, IEnumerable<Requirement> requirements, Facts facts, bool isIntegrated = false)
    {
        Requirement[] open = [.. requirements.SelectMany(r => Open(r, facts))];
        if (open.Length == 0 || value is Undefined)
        {
            return value;
        }

        // Bodies of functions take the place of their applications later, and then the laws of arithmetic apply.
        static Expr Written(Expr e) => e.HasApplication ? Inline.Apply(e, static _ => true) : e;
        open = [.. open.SelectMany(r => r.Value.HasApplication ? Open(r with { Value = Written(r.Value) }, facts) : [r]).Distinct()];
        var lost = new HashSet<Requirement>(open);
        RemoveKept(lost, Written(value), facts, isIntegrated);
        ExprFactory f = value.Factory;
        return open.Where(lost.Contains).Reverse().Aggregate(value, (v, r) => f.Piecewise(
            f.Compare(f.Zero, r.Demand == Demand.NotZero ? f.Abs(r.Value) : r.Value, isStrict: r.Demand != Demand.NotNegative), v, f.Undefined));
    }

    /// <summary>
    /// Takes out what the parts of an expression ask for that is computed whatever branch is taken; what is asked last is mostly found first.
    /// Where a divisor kept is 0 the arithmetic of the kernel is relied on, which may give a limit: <c>exp(-1/a^2)</c> is 0 at 0.
    /// </summary>
    private static void RemoveKept(HashSet<Requirement> requirements, Expr expression, Facts facts, bool isIntegrated)
    {
        var seen = new HashSet<Expr>();
        var pending = new Queue<Expr>();
        pending.Enqueue(expression);
        while (pending.Count > 0 && requirements.Count > 0)
        {
            Expr next = pending.Dequeue();
            if (!seen.Add(next))
            {
                continue;
            }

            IEnumerable<Requirement> asked = next switch
            {
                Power power => OfPower(power.Base, power.Exponent) is { } requirement ? [requirement] : [],
                Call { Function: BuiltInFunction function } call => OfCall(function, call.Children),
                Piecewise { Else: Undefined, Condition: { Left.IsZero: true } condition } => [OfCondition(condition)],
                _ => [],
            };
            foreach (Requirement kept in asked.SelectMany(r => Open(r, facts)))
            {
                requirements.Remove(kept);
                if (kept.Demand == Demand.Positive)
                {
                    requirements.Remove(kept with { Demand = Demand.NotNegative });
                    requirements.Remove(kept with { Demand = Demand.NotZero });
                }
            }

            IEnumerable<Expr> computed = next switch
            {
                Piecewise { Else: Undefined } guarded => [guarded.Then],
                Piecewise => [],
                Expectation when !isIntegrated => [],
                _ => next.Children,
            };
            foreach (Expr child in computed)
            {
                pending.Enqueue(child);
            }
        }
    }

    /// <summary>What a guard asks for: <c>0 &lt; x</c>, <c>0 &lt;= x</c>, or <c>0 &lt; abs(x)</c>.</summary>
    private static Requirement OfCondition(Comparison condition) =>
        condition.Right is Piecewise { Condition: { IsStrict: true, Right.IsZero: true } below } magnitude && ReferenceEquals(below.Left, magnitude.Else)
            ? new(magnitude.Else, Demand.NotZero)
            : new(condition.Right, condition.IsStrict ? Demand.Positive : Demand.NotNegative);
}
