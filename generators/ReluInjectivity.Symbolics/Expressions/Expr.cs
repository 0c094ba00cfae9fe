using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// A node of an expression graph. Nodes are immutable, built only by an <see cref="ExprFactory"/>, and unique in it: equal
/// expressions are one object, so equality is identity and a shared sub-expression is shared by construction.
/// </summary>
public abstract class Expr
{
    private protected Expr(ExprFactory factory, Domain? domain, IReadOnlyList<Expr> children)
    {
        Factory = factory;
        Domain = domain;
        Children = children;
    }

    /// <summary>The factory that owns the node.</summary>
    public ExprFactory Factory { get; }

    /// <summary>The stretch of a grid the expression has a value at each node of; null for a scalar.</summary>
    public Domain? Domain { get; }

    /// <summary>The operands.</summary>
    public IReadOnlyList<Expr> Children { get; }

    /// <summary>Position in the factory's order of creation; operands come before what uses them.</summary>
    public int Ordinal { get; internal set; }

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

/// <summary>A stretch of a grid.</summary>
/// <param name="Grid">The grid, by its number in its system.</param>
/// <param name="Region">Which stretch.</param>
public readonly record struct Domain(int Grid, Region Region);

/// <summary>The three stretches of a grid.</summary>
public enum Region
{
    /// <summary>Left of the core, where functions equal their left asymptote.</summary>
    Left,

    /// <summary>Where functions are evaluated.</summary>
    Core,

    /// <summary>Right of the core.</summary>
    Right,
}

/// <summary>An exact rational constant.</summary>
public sealed class Number : Expr
{
    internal Number(ExprFactory factory, Rational value) : base(factory, null, [])
    {
        Value = value;
    }

    /// <summary>The value.</summary>
    public Rational Value { get; }

    internal override object Tag => Value;
}

/// <summary>What is known of a value's sign.</summary>
public enum Sign
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>&gt; 0.</summary>
    Positive,

    /// <summary>&gt;= 0.</summary>
    NonNegative,

    /// <summary>= 0.</summary>
    Zero,

    /// <summary>&lt;= 0.</summary>
    NonPositive,

    /// <summary>&lt; 0.</summary>
    Negative,
}

/// <summary>A variable: an unknown, a given, an integration variable, or a grid's own quantity.</summary>
public sealed class Symbol : Expr
{
    internal Symbol(ExprFactory factory, string name, Sign sign, Domain? domain) : base(factory, domain, [])
    {
        Name = name;
        Sign = sign;
    }

    /// <summary>The name, unique in the factory.</summary>
    public string Name { get; }

    /// <summary>What is known of its sign.</summary>
    public Sign Sign { get; }

    internal override object Tag => Name;
}

/// <summary>A sum of at least two terms, flat, with like terms collected.</summary>
public sealed class Sum : Expr
{
    internal Sum(ExprFactory factory, Domain? domain, IReadOnlyList<Expr> terms) : base(factory, domain, terms)
    {
    }

    internal override object? Tag => null;
}

/// <summary>A product of at least two factors, flat, with equal bases collected; a numeric factor stands first.</summary>
public sealed class Product : Expr
{
    internal Product(ExprFactory factory, Domain? domain, IReadOnlyList<Expr> factors) : base(factory, domain, factors)
    {
    }

    internal override object? Tag => null;
}

/// <summary>A power.</summary>
public sealed class Power : Expr
{
    internal Power(ExprFactory factory, Domain? domain, Expr @base, Expr exponent) : base(factory, domain, [@base, exponent])
    {
    }

    /// <summary>The base.</summary>
    public Expr Base => Children[0];

    /// <summary>The exponent.</summary>
    public Expr Exponent => Children[1];

    internal override object? Tag => null;
}

/// <summary>A function applied to arguments.</summary>
public sealed class Call : Expr
{
    internal Call(ExprFactory factory, Domain? domain, Function function, IReadOnlyList<Expr> arguments) : base(factory, domain, arguments)
    {
        Function = function;
    }

    /// <summary>The function: built in, or defined by the equation file.</summary>
    public Function Function { get; }

    internal override object Tag => Function;
}

/// <summary>A function defined by an equation file, at fixed indices.</summary>
public sealed class DefinedFunction : Function
{
    /// <summary>Names a function; its body follows, since bodies may refer to functions defined later.</summary>
    public DefinedFunction(string name, IReadOnlyList<Symbol> parameters) : base(name, parameters.Count)
    {
        Parameters = parameters;
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Symbol> Parameters { get; }

    /// <summary>The body.</summary>
    public Expr Body { get; internal set; } = null!;

    /// <summary>Whether every parameter has a declared domain, so that the function can be worked out on its own.</summary>
    public bool HasDomains { get; internal set; }
}

/// <summary><c>left &lt; right</c> or <c>left &lt;= right</c>.</summary>
public sealed class Comparison : Expr
{
    internal Comparison(ExprFactory factory, Domain? domain, Expr left, Expr right, bool isStrict) : base(factory, domain, [left, right])
    {
        IsStrict = isStrict;
    }

    /// <summary>The smaller side.</summary>
    public Expr Left => Children[0];

    /// <summary>The larger side.</summary>
    public Expr Right => Children[1];

    /// <summary>Whether equality is excluded.</summary>
    public bool IsStrict { get; }

    internal override object Tag => IsStrict;
}

/// <summary>A choice: <see cref="Then"/> where the condition holds, otherwise <see cref="Else"/>. Chains of branches nest in the latter.</summary>
public sealed class Piecewise : Expr
{
    internal Piecewise(ExprFactory factory, Domain? domain, Comparison condition, Expr then, Expr otherwise)
        : base(factory, domain, [condition, then, otherwise])
    {
    }

    /// <summary>The condition.</summary>
    public Comparison Condition => (Comparison)Children[0];

    /// <summary>The value where it holds.</summary>
    public Expr Then => Children[1];

    /// <summary>The value elsewhere.</summary>
    public Expr Else => Children[2];

    internal override object? Tag => null;
}

/// <summary>The expectation of a body over a standard normal variable.</summary>
public sealed class Expectation : Expr
{
    internal Expectation(ExprFactory factory, Symbol variable, Expr body) : base(factory, body.Domain, [variable, body])
    {
    }

    /// <summary>The variable bound.</summary>
    public Symbol Variable => (Symbol)Children[0];

    /// <summary>The integrand.</summary>
    public Expr Body => Children[1];

    internal override object? Tag => null;
}

/// <summary>The partial derivative of a body by a symbol, to be worked out once the body's expectations are.</summary>
public sealed class Derivative : Expr
{
    internal Derivative(ExprFactory factory, Expr body, Symbol variable) : base(factory, body.Domain, [body, variable])
    {
    }

    /// <summary>What is differentiated.</summary>
    public Expr Body => Children[0];

    /// <summary>By what.</summary>
    public Symbol Variable => (Symbol)Children[1];

    internal override object? Tag => null;
}

/// <summary>The sum of an expression over the nodes of its domain; a scalar.</summary>
public sealed class Reduction : Expr
{
    internal Reduction(ExprFactory factory, Expr body) : base(factory, null, [body])
    {
    }

    /// <summary>The summand.</summary>
    public Expr Body => Children[0];

    internal override object? Tag => null;
}

/// <summary>
/// A Gaussian smoothing: at every core node x of the target grid, the grid sum of (d/ds)^Order of the normal density of
/// standard deviation s, centred at x, times the source. The source is given on the three stretches of the source grid.
/// </summary>
public sealed class GaussianConvolution : Expr
{
    internal GaussianConvolution(ExprFactory factory, int order, int source, int target, Expr deviation, Expr left, Expr core, Expr right)
        : base(factory, new Domain(target, Region.Core), [deviation, left, core, right])
    {
        Order = order;
        Source = source;
        Target = target;
    }

    /// <summary>How often the density is differentiated by its standard deviation.</summary>
    public int Order { get; }

    /// <summary>The source grid.</summary>
    public int Source { get; }

    /// <summary>The target grid.</summary>
    public int Target { get; }

    /// <summary>The standard deviation.</summary>
    public Expr Deviation => Children[0];

    internal override object Tag => (Order, Source, Target);
}

/// <summary>
/// The adjoint of a <see cref="GaussianConvolution"/>: at every node y of a stretch of the source grid, the sum over the core nodes x of
/// the target grid of (d/ds)^Order of the density at y - x times the weight at x.
/// </summary>
public sealed class GaussianConvolutionAdjoint : Expr
{
    internal GaussianConvolutionAdjoint(ExprFactory factory, int order, Domain source, int target, Expr deviation, Expr weight)
        : base(factory, source, [deviation, weight])
    {
        Order = order;
        Target = target;
    }

    /// <summary>How often the density is differentiated by its standard deviation.</summary>
    public int Order { get; }

    /// <summary>The target grid.</summary>
    public int Target { get; }

    /// <summary>The standard deviation.</summary>
    public Expr Deviation => Children[0];

    /// <summary>The weight on the target's core.</summary>
    public Expr Weight => Children[1];

    internal override object Tag => (Order, Domain, Target);
}
