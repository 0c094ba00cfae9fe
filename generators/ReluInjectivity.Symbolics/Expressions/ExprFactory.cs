using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// Builds expressions, each at most once, in a form where equal values that need only the laws of arithmetic to see are equal
/// objects: sums and products are flat, like terms and equal bases are collected, constants are folded. Nothing is multiplied
/// out, so a form written for stability stays as written. One factory serves one compilation.
/// </summary>
public sealed partial class ExprFactory
{
    private readonly Dictionary<NodeKey, Expr> _nodes = [];
    private readonly Dictionary<string, Symbol> _symbols = new(StringComparer.Ordinal);
    private readonly HashSet<Expr> _positive = [];

    /// <summary>An empty factory.</summary>
    public ExprFactory()
    {
        Zero = Number(Rational.Zero);
        One = Number(Rational.One);
        MinusOne = Number(-1);
        Half = Number(new Rational(1, 2));
        Pi = Symbol("pi", Sign.Positive);
    }

    /// <summary>0.</summary>
    public Expr Zero { get; }

    /// <summary>1.</summary>
    public Expr One { get; }

    /// <summary>-1.</summary>
    public Expr MinusOne { get; }

    /// <summary>1/2.</summary>
    public Expr Half { get; }

    /// <summary>The circle constant, a symbol.</summary>
    public Symbol Pi { get; }

    /// <summary>A number.</summary>
    public Expr Number(Rational value) => Intern(typeof(Number), value, [], _ => new Number(this, value));

    /// <summary>The symbol of a name; a second call with the name returns the first call's symbol.</summary>
    public Symbol Symbol(string name, Sign sign = Sign.Unknown, Domain? domain = null)
    {
        if (!_symbols.TryGetValue(name, out Symbol? symbol))
        {
            symbol = new Symbol(this, name, sign, domain);
            Register(new NodeKey(typeof(Symbol), name, []), symbol);
            _symbols.Add(name, symbol);
        }

        return symbol;
    }

    /// <summary>A symbol with a name that no other symbol has, made from <paramref name="hint"/>.</summary>
    public Symbol FreshSymbol(string hint, Sign sign = Sign.Unknown, Domain? domain = null)
    {
        string name = hint;
        for (int i = 2; _symbols.ContainsKey(name); i++)
        {
            name = hint + "'" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Symbol(name, sign, domain);
    }

    /// <summary>Declares an expression positive, such as the difference of two ordered unknowns.</summary>
    public void AssumePositive(Expr expression) => _positive.Add(expression);

    /// <summary>The application of a function, with its identities applied (<see cref="Function.Simplify"/>).</summary>
    /// <exception cref="ArgumentException">The number of arguments is not the function's arity.</exception>
    public Expr Call(Function function, params Expr[] arguments)
    {
        if (arguments.Length != function.Arity)
        {
            throw new ArgumentException($"{function.Name} takes {function.Arity} arguments, not {arguments.Length}.", nameof(arguments));
        }

        return function.Simplify(this, arguments, IsPositive)
            ?? Intern(typeof(Call), function, arguments, _ => new Call(this, CommonDomain(arguments), function, arguments));
    }

    /// <summary><c>left &lt; right</c>, or <c>&lt;=</c>.</summary>
    public Comparison Compare(Expr left, Expr right, bool isStrict) => (Comparison)Intern(
        typeof(Comparison), isStrict, [left, right], _ => new Comparison(this, CommonDomain([left, right]), left, right, isStrict));

    /// <summary>A choice; decided at once where the condition compares numbers or the branches are equal.</summary>
    public Expr Piecewise(Comparison condition, Expr then, Expr otherwise)
    {
        if (ReferenceEquals(then, otherwise))
        {
            return then;
        }

        if (condition.Left is Number left && condition.Right is Number right)
        {
            int order = left.Value.CompareTo(right.Value);
            return order < 0 || (order == 0 && !condition.IsStrict) ? then : otherwise;
        }

        return Intern(
            typeof(Piecewise), null, [condition, then, otherwise],
            _ => new Piecewise(this, CommonDomain([condition, then, otherwise]), condition, then, otherwise));
    }

    /// <summary>The expectation over a standard normal; a body free of the variable comes out as it is.</summary>
    public Expr Expectation(Symbol variable, Expr body) => !body.Contains(variable)
        ? body
        : Intern(typeof(Expectation), null, [variable, body], _ => new Expectation(this, variable, body));

    /// <summary>The derivative of a body by a symbol, kept as it is until the body's expectations are worked out.</summary>
    public Expr Derivative(Expr body, Symbol variable) =>
        Intern(typeof(Derivative), null, [body, variable], _ => new Derivative(this, body, variable));

    /// <summary>The sum over the nodes of the body's domain.</summary>
    /// <exception cref="ArgumentException">The body is a scalar.</exception>
    public Expr Reduction(Expr body)
    {
        if (body.IsZero)
        {
            return Zero;
        }

        if (body.Domain is null)
        {
            throw new ArgumentException("A total needs a body with a domain.", nameof(body));
        }

        // sum of (scalar * array) = scalar * sum of array
        if (body is Product product && product.Children.Any(f => f.Domain is null))
        {
            Expr scalar = Multiply(product.Children.Where(f => f.Domain is null));
            return scalar * Reduction(Multiply(product.Children.Where(f => f.Domain is not null)));
        }

        // sum of (a A + b B + C) = a sum A + b sum B + sum C, with scalars a and b
        if (body is Sum sum && sum.Children.Any(HasScalarFactor))
        {
            Expr rest = Add(sum.Children.Where(t => !HasScalarFactor(t)));
            return Add(sum.Children.Where(HasScalarFactor).Select(Reduction).Append(rest.IsZero ? Zero : Reduction(rest)));
        }

        return Intern(typeof(Reduction), null, [body], _ => new Reduction(this, body));
    }

    private static bool HasScalarFactor(Expr term) => term is Product && term.Children.Any(f => f.Domain is null && f is not Number { });

    /// <summary>A Gaussian smoothing of a source given on three stretches; zero where they all are.</summary>
    public Expr GaussianConvolution(int order, int source, int target, Expr deviation, Expr left, Expr core, Expr right)
    {
        if (left.IsZero && core.IsZero && right.IsZero)
        {
            return Zero;
        }

        // smoothing of (scalar * array) = scalar * smoothing of array, where one scalar is common to all stretches
        if (left.IsZero && right.IsZero && core is Product && core.Children.Any(f => f.Domain is null))
        {
            Expr scalar = Multiply(core.Children.Where(f => f.Domain is null));
            return scalar * GaussianConvolution(order, source, target, deviation, left, Multiply(core.Children.Where(f => f.Domain is not null)), right);
        }

        Expr[] children = [deviation, left, core, right];
        return Intern(
            typeof(GaussianConvolution), (order, source, target), children,
            _ => new GaussianConvolution(this, order, source, target, deviation, left, core, right));
    }

    /// <summary>The adjoint of a smoothing, on one stretch of its source grid.</summary>
    public Expr GaussianConvolutionAdjoint(int order, Domain source, int target, Expr deviation, Expr weight)
    {
        if (weight.IsZero)
        {
            return Zero;
        }

        if (weight is Product && weight.Children.Any(f => f.Domain is null))
        {
            Expr scalar = Multiply(weight.Children.Where(f => f.Domain is null));
            return scalar * GaussianConvolutionAdjoint(order, source, target, deviation, Multiply(weight.Children.Where(f => f.Domain is not null)));
        }

        return Intern(
            typeof(GaussianConvolutionAdjoint), (order, (Domain?)source, target), [deviation, weight],
            _ => new GaussianConvolutionAdjoint(this, order, source, target, deviation, weight));
    }

    /// <summary>The domain of an operation on the operands: that of those that have one.</summary>
    /// <exception cref="InvalidOperationException">Two operands live on different domains.</exception>
    private static Domain? CommonDomain(IReadOnlyList<Expr> operands)
    {
        Domain? domain = null;
        foreach (Expr operand in operands)
        {
            if (operand.Domain is { } d)
            {
                if (domain is { } other && other != d)
                {
                    throw new InvalidOperationException($"Operands on different domains: {other} and {d}.");
                }

                domain = d;
            }
        }

        return domain;
    }

    private Expr Intern(Type type, object? tag, Expr[] children, Func<Expr[], Expr> create)
    {
        var key = new NodeKey(type, tag, children);
        return _nodes.TryGetValue(key, out Expr? node) ? node : Register(key, create(children));
    }

    private Expr Register(NodeKey key, Expr node)
    {
        node.Ordinal = _nodes.Count;
        _nodes.Add(key, node);
        return node;
    }

    /// <summary>Identifies a node by its type, its tag and its operands; the hash is computed once.</summary>
    private readonly struct NodeKey : IEquatable<NodeKey>
    {
        private readonly Type _type;
        private readonly object? _tag;
        private readonly Expr[] _children;
        private readonly int _hash;

        public NodeKey(Type type, object? tag, Expr[] children)
        {
            _type = type;
            _tag = tag;
            _children = children;
            int hash = unchecked((type.GetHashCode() * 31) + (tag?.GetHashCode() ?? 0));
            foreach (Expr child in children)
            {
                hash = unchecked((hash * 486187739) + child.Ordinal);
            }

            _hash = hash;
        }

        public bool Equals(NodeKey other)
        {
            if (_hash != other._hash || _type != other._type || _children.Length != other._children.Length || !Equals(_tag, other._tag))
            {
                return false;
            }

            for (int i = 0; i < _children.Length; i++)
            {
                if (!ReferenceEquals(_children[i], other._children[i]))
                {
                    return false;
                }
            }

            return true;
        }

        public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

        public override int GetHashCode() => _hash;
    }
}
