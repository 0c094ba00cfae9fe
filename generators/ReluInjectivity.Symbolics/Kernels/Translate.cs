using System.Numerics;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// One node of a graph to the operation that computes it, given what its operands have become: numeric factors to signs, negative powers to
/// denominators, half-integer powers to square roots.
/// </summary>
internal static class Translate
{
    /// <summary>The largest whole power that is a product rather than a call.</summary>
    internal const int MaximumProduct = 4;

    /// <summary>A whole expression as one tree.</summary>
    /// <param name="root">The expression.</param>
    /// <param name="place">Where a symbol's value is.</param>
    /// <param name="known">The variable that holds a node's value; null for what none does.</param>
    public static KernelExpr Whole(Expr root, Func<Symbol, Place> place, Func<Expr, Local?>? known = null)
    {
        var done = new Dictionary<Expr, KernelExpr>();
        foreach (Expr node in Traversal.Nodes(root).Where(n => n is not Comparison))
        {
            done.Add(node, known?.Invoke(node) ?? (node is Symbol symbol && !IsPi(symbol) ? place(symbol) : Node(node, child => done[child], n => known?.Invoke(n) is not null)));
        }

        return done[root];
    }

    /// <summary>A node that is no variable.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operand">What another node has become; asked for operands, operands of negative powers, and sides of conditions.</param>
    /// <param name="isVariable">Whether a node is kept in a variable, so that nothing is read into it.</param>
    /// <exception cref="InvalidOperationException">The node is a loop's result, or a symbol that nothing gives a value.</exception>
    public static KernelExpr Node(Expr node, Func<Expr, KernelExpr> operand, Func<Expr, bool> isVariable) => node switch
    {
        Number { Value: var v } => new Constant(v),
        Expressions.Undefined => new Undefined(),
        Symbol symbol when IsPi(symbol) => new Pi(),
        Sum => Added(node.Children.Select(operand)),
        Product => Multiplied(node.Children, operand, isVariable),
        Power { Exponent: Number { Value: { Sign: < 0 } e } } power => new Division(new Constant(1), Raised(operand(power.Base), -e)),
        Power { Exponent: Number { Value: var e } } power => Raised(operand(power.Base), e),
        Power power => new GeneralPower(operand(power.Base), operand(power.Exponent)),
        Call { Function: BuiltInFunction f } => new Application(f, node.Children.Select(operand).ToEquatableArray()),
        Piecewise { Condition: var c } p => new Choice(new Condition(operand(c.Left), operand(c.Right), c.IsStrict), operand(p.Then), operand(p.Else)),
        _ => throw new InvalidOperationException($"No rule computes a {node.GetType().Name} in place."),
    };

    /// <summary>How often the operation of a node repeats an operand, if powers are written as products.</summary>
    public static int Mentions(Expr node, int index) => node is Power { Exponent: Number { Value: var e } } && index == 0
        ? e.IsInteger ? (int)BigInteger.Min(MaximumProduct, BigInteger.Abs(e.Numerator)) : e.Denominator == 2 ? (int)BigInteger.Min(MaximumProduct, (BigInteger.Abs(e.Numerator) + 1) / 2) : 1
        : 1;

    private static bool IsPi(Symbol symbol) => ReferenceEquals(symbol, symbol.Factory.Pi);

    /// <summary>Terms with a sign last, so that the sum needs none in front.</summary>
    private static KernelExpr Added(IEnumerable<KernelExpr> terms)
    {
        ILookup<bool, KernelExpr> bySign = terms.Select(t => t is Constant { Value: { Sign: < 0 } v } ? new Negation(new Constant(-v)) : t).ToLookup(t => t is Negation);
        return new Addition(bySign[false].Concat(bySign[true]).ToEquatableArray());
    }

    private static KernelExpr Multiplied(IReadOnlyList<Expr> factors, Func<Expr, KernelExpr> operand, Func<Expr, bool> isVariable)
    {
        var top = new List<KernelExpr>();
        var bottom = new List<KernelExpr>();
        bool isNegative = false;
        foreach (Expr factor in factors)
        {
            switch (factor)
            {
                case Number { Value: var v }:
                    isNegative ^= v.Sign < 0;
                    Rational magnitude = v.Sign < 0 ? -v : v;
                    if (!magnitude.IsOne)
                    {
                        top.Insert(0, new Constant(magnitude));
                    }

                    break;
                case Power { Exponent: Number { Value: { Sign: < 0 } e } } power when !isVariable(factor):
                    bottom.Add(Raised(operand(power.Base), -e));
                    break;
                case Power { Exponent: Number { Value: { Denominator: var d } } } when d == 2 && !isVariable(factor) && operand(factor) is Multiplication root:
                    top.AddRange(root.Factors);
                    break;
                default:
                    top.Add(operand(factor));
                    break;
            }
        }

        KernelExpr value = bottom.Count == 0 ? ProductOf(top) : new Division(ProductOf(top), ProductOf(bottom));
        return isNegative ? new Negation(value) : value;
    }

    private static KernelExpr ProductOf(IReadOnlyList<KernelExpr> factors) => factors.Count switch
    {
        0 => new Constant(1),
        1 => factors[0],
        _ => new Multiplication(factors.ToEquatableArray()),
    };

    /// <summary>A positive power.</summary>
    private static KernelExpr Raised(KernelExpr @base, Rational exponent)
    {
        if (exponent.IsOne)
        {
            return @base;
        }

        if (exponent.IsInteger && exponent.Numerator <= int.MaxValue)
        {
            return new IntegerPower(@base, (int)exponent.Numerator);
        }

        // x^(3/2) = x sqrt(x)
        int whole = exponent.Denominator == 2 && exponent.Numerator < 2 * MaximumProduct ? (int)(exponent.Numerator / 2) : -1;
        return whole < 0 ? new GeneralPower(@base, new Constant(exponent)) : ProductOf([.. Enumerable.Repeat(@base, whole), new SquareRoot(@base)]);
    }
}
