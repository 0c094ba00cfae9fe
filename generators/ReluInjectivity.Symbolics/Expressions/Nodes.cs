using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>An exact rational constant.</summary>
public sealed class Number : Expr
{
    internal Number(ExprFactory factory, Rational value) : base(factory, null, [])
    {
        Value = value;
        Sign = Signs.Of(value);
    }

    /// <summary>The value, exact.</summary>
    public Rational Value { get; }

    internal override object Tag => Value;
}

/// <summary>No number: the value of a closed form where its condition fails. So is its derivative.</summary>
public sealed class Undefined : Expr
{
    internal Undefined(ExprFactory factory) : base(factory, null, [])
    {
    }

    internal override object? Tag => null;
}

/// <summary>A variable: an unknown, a given, an integration variable, or a grid's own quantity.</summary>
public sealed class Symbol : Expr
{
    internal Symbol(ExprFactory factory, SymbolIdentity identity) : base(factory, identity.Domain, [])
    {
        Identity = identity;
        Sign = identity.Sign;
    }

    /// <summary>What tells it from other symbols.</summary>
    public SymbolIdentity Identity { get; }

    /// <summary>Its name.</summary>
    public IndexedName Name => Identity.Name;

    /// <summary>What it stands for.</summary>
    public SymbolRole Role => Identity.Role;

    internal override object Tag => Identity;
}

/// <summary>What a symbol stands for.</summary>
public enum SymbolRole
{
    /// <summary>A mathematical constant.</summary>
    Constant,

    /// <summary>An unknown or a given.</summary>
    Input,

    /// <summary>A parameter of a defined function.</summary>
    Parameter,

    /// <summary>The variable of an expectation or a maximum.</summary>
    Bound,

    /// <summary>The coordinate of a grid's nodes.</summary>
    Coordinate,

    /// <summary>The weight of a grid's nodes.</summary>
    Weight,

    /// <summary>The distance of a grid's nodes.</summary>
    Step,

    /// <summary>A variable that one pass uses for itself.</summary>
    Auxiliary,
}

/// <summary>What tells a symbol from others: two symbols of one identity are one object.</summary>
/// <param name="Role">What it stands for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The function whose parameter it is; empty for others.</param>
/// <param name="Number">For a bound variable how deep expectations nest from it inwards, for a grid's own quantity the grid; else 0.</param>
/// <param name="Sign">What is known of its sign.</param>
/// <param name="Domain">The stretch of a grid it has a value at each node of; null for a scalar.</param>
public readonly record struct SymbolIdentity(SymbolRole Role, IndexedName Name, string Owner, int Number, Sign Sign, Domain? Domain)
{
    /// <summary>Roles, then names, and so on.</summary>
    public static int Compare(SymbolIdentity a, SymbolIdentity b)
    {
        int order = a.Role.CompareTo(b.Role);
        order = order != 0 ? order : IndexedName.Compare(a.Name, b.Name);
        order = order != 0 ? order : string.CompareOrdinal(a.Owner, b.Owner);
        order = order != 0 ? order : a.Number.CompareTo(b.Number);
        order = order != 0 ? order : a.Sign.CompareTo(b.Sign);
        return order != 0 ? order : Expressions.Domain.Compare(a.Domain, b.Domain);
    }
}

/// <summary>A sum of at least two terms, flat, with like terms collected.</summary>
public sealed class Sum : Expr
{
    internal Sum(ExprFactory factory, Domain? domain, EquatableArray<Expr> terms, bool isKept) : base(factory, domain, terms)
    {
        IsKept = isKept;
        Sign = Signs.OfSum(terms, static t => t.Sign);
    }

    /// <summary>Whether it stays an operand of its own in larger sums.</summary>
    public bool IsKept { get; }

    internal override object Tag => IsKept;
}

/// <summary>A product of at least two factors, flat, with equal bases collected; a numeric factor stands first.</summary>
public sealed class Product : Expr
{
    internal Product(ExprFactory factory, Domain? domain, EquatableArray<Expr> factors, bool isKept) : base(factory, domain, factors)
    {
        IsKept = isKept;
        Sign = Signs.OfProduct(factors, static f => f.Sign);
    }

    /// <summary>Whether it stays an operand of its own in larger products.</summary>
    public bool IsKept { get; }

    internal override object Tag => IsKept;
}

/// <summary>A power.</summary>
public sealed class Power : Expr
{
    internal Power(ExprFactory factory, Domain? domain, EquatableArray<Expr> operands) : base(factory, domain, operands) =>
        Sign = Signs.OfPower(Base.Sign, Exponent);

    /// <summary>The base.</summary>
    public Expr Base => Children[0];

    /// <summary>The exponent.</summary>
    public Expr Exponent => Children[1];

    internal override object? Tag => null;
}

/// <summary>A function applied to arguments.</summary>
public sealed class Call : Expr
{
    internal Call(ExprFactory factory, Domain? domain, Function function, EquatableArray<Expr> arguments) : base(factory, domain, arguments)
    {
        Function = function;
        Sign = function.Range;
        HasExpectation |= function is DefinedFunction { Body.HasExpectation: true };
        HasApplication |= function is DefinedFunction;
    }

    /// <summary>The function: built in, or defined by the equation file.</summary>
    public Function Function { get; }

    internal override object Tag => Function;
}

/// <summary><c>left &lt; right</c> or <c>left &lt;= right</c>.</summary>
public sealed class Comparison : Expr
{
    internal Comparison(ExprFactory factory, Domain? domain, EquatableArray<Expr> sides, bool isStrict) : base(factory, domain, sides)
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
    internal Piecewise(ExprFactory factory, Domain? domain, EquatableArray<Expr> operands) : base(factory, domain, operands) =>
        Sign = Else is Undefined ? Then.Sign : Then is Undefined ? Else.Sign : Signs.Either(Then.Sign, Else.Sign);

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
    internal Expectation(ExprFactory factory, Symbol variable, Expr body) : base(factory, body.Domain, EquatableArray<Expr>.Adopt([variable, body]))
    {
        Sign = body.Sign;
        HasExpectation = true;
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
    internal Derivative(ExprFactory factory, Expr body, Symbol variable) : base(factory, body.Domain, EquatableArray<Expr>.Adopt([body, variable]))
    {
    }

    /// <summary>What is differentiated.</summary>
    public Expr Body => Children[0];

    /// <summary>By what.</summary>
    public Symbol Variable => (Symbol)Children[1];

    internal override object? Tag => null;
}
