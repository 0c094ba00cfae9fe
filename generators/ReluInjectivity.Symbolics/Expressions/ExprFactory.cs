using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// Builds expressions, each at most once, in a form where equal values that need only the laws of arithmetic to see are equal
/// objects: sums and products are flat, like terms and equal bases are collected, constants are folded. Nothing is multiplied
/// out, so a form written for stability stays as written. It holds nothing but the table of what it has built, so what it builds does not
/// depend on what it built before. One factory serves one compilation, on one thread.
/// </summary>
public sealed partial class ExprFactory
{
    private readonly InternTable _table = new();

    /// <summary>0.</summary>
    public Expr Zero => _table.Constant(0) ?? Number(Rational.Zero);

    /// <summary>1.</summary>
    public Expr One => _table.Constant(1) ?? Number(Rational.One);

    /// <summary>-1.</summary>
    public Expr MinusOne => _table.Constant(-1) ?? Number(-1);

    /// <summary>1/2.</summary>
    public Expr Half => Number(new Rational(1, 2));

    /// <summary>The circle constant, a symbol.</summary>
    public Symbol Pi => Symbol(new SymbolIdentity(SymbolRole.Constant, new IndexedName("pi"), string.Empty, 0, Sign.Positive, null));

    /// <summary>A number.</summary>
    public Expr Number(Rational value) => _table.Constant(value) ?? Intern(typeof(Number), value, [], static (f, tag, _) => new Number(f, (Rational)tag!));

    /// <summary>No number.</summary>
    public Expr Undefined => Intern(typeof(Undefined), null, [], static (f, _, _) => new Undefined(f));

    /// <summary>The symbol of an identity.</summary>
    public Symbol Symbol(SymbolIdentity identity) => (Symbol)Intern(typeof(Symbol), identity, [], static (f, tag, _) => new Symbol(f, (SymbolIdentity)tag!));

    /// <summary>The symbol of an unknown or a given.</summary>
    public Symbol Symbol(string name, Sign sign = Sign.Unknown) =>
        Symbol(new SymbolIdentity(SymbolRole.Input, new IndexedName(name), string.Empty, 0, sign, null));

    /// <summary>A variable that one pass uses for itself.</summary>
    internal Symbol Auxiliary(string name, Sign sign = Sign.Unknown) =>
        Symbol(new SymbolIdentity(SymbolRole.Auxiliary, new IndexedName(name), string.Empty, 0, sign, null));

    /// <summary>The application of a function, with the identities that hold whatever the symbols are.</summary>
    /// <exception cref="ArgumentException">The number of arguments is not the function's arity.</exception>
    public Expr Call(Function function, params Expr[] arguments)
    {
        if (arguments.Length != function.Arity)
        {
            throw new ArgumentException($"{function.Name} takes {function.Arity} arguments, not {arguments.Length}.", nameof(arguments));
        }

        return function.Simplify(this, arguments, static e => e.Sign == Sign.Positive)
            ?? Intern(typeof(Call), function, arguments, static (f, tag, children) => new Call(f, CommonDomain(children), (Function)tag!, children));
    }

    /// <summary><c>left &lt; right</c>, or <c>&lt;=</c>.</summary>
    public Comparison Compare(Expr left, Expr right, bool isStrict) => (Comparison)Intern(
        typeof(Comparison), isStrict, [left, right], static (f, tag, sides) => new Comparison(f, CommonDomain(sides), sides, (bool)tag!));

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
            static (f, _, operands) => new Piecewise(f, CommonDomain(operands), operands));
    }

    /// <summary>The expectation over a standard normal; a body free of the variable comes out as it is.</summary>
    public Expr Expectation(Symbol variable, Expr body) => !body.Contains(variable)
        ? body
        : Intern(typeof(Expectation), null, [variable, body], static (f, _, c) => new Expectation(f, (Symbol)c[0], c[1]));

    /// <summary>The derivative of a body by a symbol, kept as it is until the body's expectations are worked out.</summary>
    public Expr Derivative(Expr body, Symbol variable) =>
        Intern(typeof(Derivative), null, [body, variable], static (f, _, c) => new Derivative(f, c[0], (Symbol)c[1]));

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

        return Intern(typeof(Reduction), null, [body], static (f, _, c) => new Reduction(f, c[0]));
    }

    private static bool HasScalarFactor(Expr term) => term is Product && term.Children.Any(f => f.Domain is null && f is not Number { });

    /// <summary>A Gaussian convolution of a source given on three stretches; zero where they all are.</summary>
    public Expr GaussianConvolution(int order, int source, int target, Expr deviation, Expr left, Expr core, Expr right)
    {
        if (left.IsZero && core.IsZero && right.IsZero)
        {
            return Zero;
        }

        // convolution of (scalar * array) = scalar * convolution of array, where one scalar is common to all stretches
        if (order != Expressions.GaussianConvolution.Peak && left.IsZero && right.IsZero && core is Product && core.Children.Any(f => f.Domain is null))
        {
            Expr scalar = Multiply(core.Children.Where(f => f.Domain is null));
            return scalar * GaussianConvolution(order, source, target, deviation, left, Multiply(core.Children.Where(f => f.Domain is not null)), right);
        }

        Expr[] children = [deviation, Stored(left), Stored(core), Stored(right)];
        return Intern(
            typeof(GaussianConvolution), (order, source, target), children,
            static (f, tag, operands) => ((int Order, int Source, int Target))tag! is var t ? new GaussianConvolution(f, t.Order, t.Source, t.Target, operands) : null!);
    }

    /// <summary>The adjoint of a convolution, on one stretch of its source grid.</summary>
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
            typeof(GaussianConvolutionAdjoint), (order, (Domain?)source, target), [deviation, Stored(weight)],
            static (f, tag, operands) => ((int Order, Domain? Source, int Target))tag! is var t ? new GaussianConvolutionAdjoint(f, t.Order, t.Source!.Value, t.Target, operands) : null!);
    }

    /// <summary>
    /// What a convolution, or its adjoint, reads is an operation, whose values can be stored: a coordinate, as where a function grows like h, is its first power.
    /// </summary>
    private Expr Stored(Expr source) => source is Symbol { Domain: not null } ? GroupedPower(source, One) : source;

    /// <summary>The domain of an operation on the operands: that of those that have one.</summary>
    /// <exception cref="InvalidOperationException">Two operands live on different domains.</exception>
    private static Domain? CommonDomain(EquatableArray<Expr> operands)
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

    private Expr Intern(Type type, object? tag, Expr[] children, Func<ExprFactory, object?, EquatableArray<Expr>, Expr> create)
    {
        var key = new NodeKey(type, tag, children);
        if (!_table.Nodes.TryGetValue(key, out Expr? node))
        {
            Work.Node(_table.Nodes.Count);
            node = create(this, tag, EquatableArray<Expr>.Adopt(children));
            _table.Add(key, node);
        }

        return node;
    }

    /// <summary>All nodes; the commonest numbers are found without looking.</summary>
    private sealed class InternTable
    {
        private readonly Expr?[] _small = new Expr?[5];

        public Dictionary<NodeKey, Expr> Nodes { get; } = [];

        /// <summary>A whole number from -2 to 2 that has been built; null for others.</summary>
        public Expr? Constant(Rational value) => IsSmall(value) ? _small[2 + (int)value.Numerator] : null;

        /// <summary>A whole number from -2 to 2 that has been built; null where it has not.</summary>
        public Expr? Constant(int value) => _small[2 + value];

        public void Add(NodeKey key, Expr node)
        {
            Nodes.Add(key, node);
            if (node is Number { Value: var value } && IsSmall(value))
            {
                _small[2 + (int)value.Numerator] = node;
            }
        }

        private static bool IsSmall(Rational value) => value.IsInteger && value.Numerator >= -2 && value.Numerator <= 2;
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
                hash = unchecked((hash * 486187739) + child.GetHashCode());
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
