using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// A node of an expression graph. Nodes are immutable, built only by an <see cref="ExprFactory"/>, and unique in it: equal
/// expressions are one object, so equality is identity and a shared sub-expression is shared by construction. Everything a node says of
/// itself follows from its own structure, never from what was built before it.
/// </summary>
public abstract class Expr
{
    private protected Expr(ExprFactory factory, Domain? domain, EquatableArray<Expr> children)
    {
        Factory = factory;
        Domain = domain;
        Children = children;
        foreach (Expr child in children)
        {
            Height = Math.Max(Height, child.Height + 1);
            HasExpectation |= child.HasExpectation;
            HasApplication |= child.HasApplication;
        }
    }

    /// <summary>The factory that owns the node.</summary>
    public ExprFactory Factory { get; }

    /// <summary>The stretch of a grid the expression has a value at each node of; null for a scalar.</summary>
    public Domain? Domain { get; }

    /// <summary>The operands.</summary>
    public EquatableArray<Expr> Children { get; }

    /// <summary>The length of the longest way to a leaf: greater than that of every operand.</summary>
    public int Height { get; }

    /// <summary>Whether it holds an expectation, itself or in the body of a function it applies.</summary>
    public bool HasExpectation { get; private protected init; }

    /// <summary>Whether it applies a function that an equation file defines.</summary>
    public bool HasApplication { get; private protected init; }

    /// <summary>What is known of its sign from the signs of its symbols alone; <see cref="Facts"/> may know more.</summary>
    public Sign Sign { get; private protected init; }

    /// <summary>Whether it is the number 0.</summary>
    public bool IsZero => this is Number { Value.IsZero: true };

    /// <summary>Whether it is the number 1.</summary>
    public bool IsOne => this is Number { Value.IsOne: true };

    /// <summary>What distinguishes nodes of one type with equal operands.</summary>
    internal abstract object? Tag { get; }

    /// <inheritdoc/>
    public override string ToString() => ExprPrinter.Print(this);

    /// <summary>Sum.</summary>
    public static Expr operator +(Expr a, Expr b) => a.Factory.Add(a, b);

    /// <summary>Difference.</summary>
    public static Expr operator -(Expr a, Expr b) => a.Factory.Add(a, -b);

    /// <summary>Negation.</summary>
    public static Expr operator -(Expr a) => a.Factory.Multiply(a.Factory.MinusOne, a);

    /// <summary>Product.</summary>
    public static Expr operator *(Expr a, Expr b) => a.Factory.Multiply(a, b);

    /// <summary>Quotient.</summary>
    public static Expr operator /(Expr a, Expr b) => a.Factory.Multiply(a, b.Factory.Power(b, b.Factory.MinusOne));

    /// <summary>Sum with a number.</summary>
    public static Expr operator +(Expr a, Rational b) => a + a.Factory.Number(b);

    /// <summary>Difference from a number.</summary>
    public static Expr operator -(Rational a, Expr b) => b.Factory.Number(a) - b;

    /// <summary>Quotient of a number.</summary>
    public static Expr operator /(Rational a, Expr b) => b.Factory.Number(a) / b;

    /// <summary>Product with a number.</summary>
    public static Expr operator *(Rational a, Expr b) => b.Factory.Number(a) * b;

    /// <summary>Quotient by a number.</summary>
    public static Expr operator /(Expr a, Rational b) => a.Factory.Number(1 / b) * a;
}
