using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>The inputs of one expression that stand in the place of those of another, where the two are alike but for them, in what is known of their signs too.</summary>
internal sealed class AlikeInputs
{
    private readonly Dictionary<Symbol, Symbol> _places = [];
    private readonly Dictionary<Expr, Expr> _seen = [];

    private AlikeInputs()
    {
    }

    /// <summary>The unknowns and givens of the one.</summary>
    public IEnumerable<Symbol> All => _places.Keys.Where(IsInput);

    /// <summary>What the other has in the place of one of them.</summary>
    public Expr InPlaceOf(Symbol input) => _places[input];

    /// <summary>Compares two expressions; null where they differ in more than their inputs.</summary>
    /// <param name="one">An expression.</param>
    /// <param name="other">Another.</param>
    /// <param name="facts">What is known of inputs: what holds for those of the one must hold for those in their place, since the one is compiled for both.</param>
    public static AlikeInputs? Of(Expr one, Expr other, Facts facts)
    {
        var inputs = new AlikeInputs();
        return inputs.IsAlike(one, other) && facts.Positive.All(f => inputs.HoldsToo(f, facts)) ? inputs : null;
    }

    private bool HoldsToo(Expr fact, Facts facts)
    {
        Symbol[] symbols = [.. Traversal.Nodes(fact).OfType<Symbol>().Where(IsInput)];
        return !symbols.All(_places.ContainsKey)
            || facts.IsPositive(fact.Substitute(symbols.ToDictionary(static s => (Expr)s, s => (Expr)_places[s])));
    }

    private bool IsAlike(Expr one, Expr other)
    {
        Work.Depth();
        if (_seen.TryGetValue(one, out Expr? before))
        {
            return ReferenceEquals(before, other);
        }

        _seen.Add(one, other);
        return (one, other) switch
        {
            (Symbol { Role: SymbolRole.Input or SymbolRole.Parameter } a, Symbol b) => IsInPlace(a, b),
            (Symbol or Number, _) => ReferenceEquals(one, other),
            (Call { Function: DefinedFunction f }, Call { Function: DefinedFunction g }) => IsAlike(f, g) && AreAlike(one, other),
            _ => one.GetType() == other.GetType() && Equals(one.Tag, other.Tag) && AreAlike(one, other),
        };
    }

    private bool AreAlike(Expr one, Expr other) => one.Children.Count == other.Children.Count && one.Children.Zip(other.Children, IsAlike).All(static b => b);

    private bool IsAlike(DefinedFunction one, DefinedFunction other) =>
        one.Arity == other.Arity && one.HasDomains == other.HasDomains
        && one.Parameters.Zip(other.Parameters, IsInPlace).All(static b => b)
        && IsAlike(one.Body, other.Body)
        && (one.Original, other.Original) switch
        {
            (null, null) => true,
            ({ } a, { } b) => IsAlike(a, b),
            _ => false,
        };

    private bool IsInPlace(Symbol one, Symbol other)
    {
        if (_places.TryGetValue(one, out Symbol? before))
        {
            return ReferenceEquals(before, other);
        }

        _places.Add(one, other);
        return one.Role == other.Role && one.Sign == other.Sign && Equals(one.Domain, other.Domain);
    }

    private static bool IsInput(Symbol symbol) => symbol.Role == SymbolRole.Input;
}
