namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// What is known of signs beyond those of single symbols: expressions declared or assumed positive, such as the difference of two ordered
/// unknowns. An immutable value, handed to every question that depends on it.
/// </summary>
public sealed class Facts : IEquatable<Facts>
{
    private readonly EquatableMap<Expr, EquatableArray<Sum>> _sumsByTerm;
    private readonly EquatableMap<Expr, bool> _positive;

    private Facts(EquatableArray<Expr> positive)
    {
        Positive = positive;
        _positive = EquatableMap.Of(positive.Select(e => new KeyValuePair<Expr, bool>(e, true)));
        _sumsByTerm = EquatableMap.Of(positive.OfType<Sum>()
            .GroupBy(s => s.Children[0])
            .Select(g => new KeyValuePair<Expr, EquatableArray<Sum>>(g.Key, g.ToEquatableArray())));
    }

    /// <summary>Nothing but the signs of symbols.</summary>
    public static Facts None { get; } = new(default(EquatableArray<Expr>));

    /// <summary>What is known to be positive, in canonical order.</summary>
    public EquatableArray<Expr> Positive { get; }

    /// <summary>These facts and more.</summary>
    public Facts With(params IEnumerable<Expr> positive)
    {
        Expr[] more = [.. positive.Where(e => e is not Number && !_positive.ContainsKey(e)).Distinct()];
        return more.Length == 0 ? this : new(Positive.Concat(more).OrderBy(e => e, ExprOrder.Instance).ToEquatableArray());
    }

    /// <summary>Whether the value is known to be &gt; 0.</summary>
    public bool IsPositive(Expr expression) => SignOf(expression) == Sign.Positive;

    /// <summary>The sign that follows from the signs of the symbols and from these facts. Sound, not complete.</summary>
    public Sign SignOf(Expr expression) => IsSettled(expression) ? expression.Sign : new Question(this).SignOf(expression);

    /// <summary>The magnitude, without a condition where the sign is known.</summary>
    public Expr Magnitude(Expr expression) => SignOf(expression) switch
    {
        Sign.Positive or Sign.NonNegative or Sign.Zero => expression,
        Sign.Negative or Sign.NonPositive => -expression,
        _ => expression.Factory.Abs(expression),
    };

    /// <inheritdoc/>
    public bool Equals(Facts? other) => other is not null && Positive.Equals(other.Positive);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Facts);

    /// <inheritdoc/>
    public override int GetHashCode() => Positive.GetHashCode();

    private bool IsSettled(Expr expression) => _positive.Count == 0 || expression is Number or Undefined
        || expression.Sign is Sign.Positive or Sign.Negative or Sign.Zero;

    /// <summary>One question, which may meet a shared node many times.</summary>
    private sealed class Question(Facts facts)
    {
        private readonly Dictionary<Expr, Sign> _done = [];

        public Sign SignOf(Expr expression)
        {
            if (facts.IsSettled(expression))
            {
                return expression.Sign;
            }

            if (!_done.TryGetValue(expression, out Sign sign))
            {
                sign = Derive(expression);
                _done.Add(expression, sign);
            }

            return sign;
        }

        private Sign Derive(Expr expression)
        {
            if (facts._positive.ContainsKey(expression))
            {
                return Sign.Positive;
            }

            Sign sign = expression switch
            {
                Sum sum => OfSum(sum),
                Product product => Signs.OfProduct(product.Children, SignOf),
                Power power => Signs.OfPower(SignOf(power.Base), power.Exponent),
                Piecewise { Else: Undefined } p => SignOf(p.Then),
                Piecewise { Then: Undefined } p => SignOf(p.Else),
                Piecewise p => Signs.Either(SignOf(p.Then), SignOf(p.Else)),
                Expectation e => SignOf(e.Body),
                _ => Sign.Unknown,
            };
            return sign == Sign.Unknown ? expression.Sign : sign;
        }

        /// <summary>A sum keeps a sign all terms share; terms that a positive sum accounts for are set aside first.</summary>
        private Sign OfSum(Sum sum)
        {
            Sign direct = Signs.OfSum(sum.Children, SignOf);
            if (direct != Sign.Unknown)
            {
                return direct;
            }

            if (Rest(sum) is { } rest)
            {
                return Signs.Plus(Sign.Positive, Signs.OfSum(rest, SignOf));
            }

            return -sum is Sum negated && (facts._positive.ContainsKey(negated) || Rest(negated) is { } other && Signs.Plus(Sign.Positive, Signs.OfSum(other, SignOf)) == Sign.Positive)
                ? Sign.Negative
                : Sign.Unknown;
        }

        /// <summary>The terms left when those of a fact are taken away; null where no fact is among them.</summary>
        private EquatableArray<Expr>? Rest(Sum sum)
        {
            foreach (Expr term in sum.Children)
            {
                if (!facts._sumsByTerm.TryGetValue(term, out EquatableArray<Sum> candidates))
                {
                    continue;
                }

                foreach (Sum fact in candidates)
                {
                    if (fact.Children.Count <= sum.Children.Count && fact.Children.All(sum.Children.Contains))
                    {
                        return sum.Children.Where(t => !fact.Children.Contains(t)).ToEquatableArray();
                    }
                }
            }

            return null;
        }
    }
}
