using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>What a reader is told of a part of the equations that is not a number everywhere.</summary>
internal static class Existence
{
    /// <summary>Larger expressions are not computed again just to be named.</summary>
    private const int MostNodes = 64;

    /// <summary>Longer ones are no name.</summary>
    private const int LongestText = 60;

    /// <summary>The part as the file would write it, or what is known of where it exists; null where it is a number wherever the facts hold.</summary>
    public static string? Of(Expr node, Facts facts) => node switch
    {
        { Domain: not null } => null,
        Piecewise { Else: Expressions.Undefined, Condition: { IsStrict: true, Left.IsZero: true } condition } closed =>
            $"{(IsClosedForm(closed.Then, condition.Right) ? "an expectation" : "a quantity")}, which does not exist {Where(condition.Right)}",
        Power or Call when !IsOfInputs(node) => null,
        Power power when Requirements.OfPower(power.Base, power.Exponent) is { } asked && IsOpen(asked, facts) => Text(node),
        Call { Function: BuiltInFunction function } call when Requirements.OfCall(function, call.Children).Any(asked => IsOpen(asked, facts)) => Text(node),
        _ => null,
    };

    /// <summary>Whether nothing but unknowns and givens is needed to compute it.</summary>
    public static bool IsOfInputs(Expr node) => Traversal.Nodes(node) is { Count: <= MostNodes } parts && parts.All(static part => part is Number or Symbol
        or Sum or Product or Power or Piecewise or Comparison or Expressions.Undefined or Call { Function: BuiltInFunction });

    /// <summary>What is computed wherever roots are: not what stands in the branches of a choice.</summary>
    public static HashSet<Expr> Computed(IEnumerable<Expr> roots)
    {
        var computed = new HashSet<Expr>();
        var open = new Stack<Expr>(roots);
        while (open.Count > 0)
        {
            Expr next = open.Pop();
            if (computed.Add(next))
            {
                foreach (Expr child in next is Piecewise choice ? choice.Condition.Children : next.Children)
                {
                    open.Push(child);
                }
            }
        }

        return computed;
    }

    private static bool IsOpen(Requirement asked, Facts facts) => Requirements.Open(asked, facts).Any();

    /// <summary>An average over a normal variable ends in the square root of what has to be positive for it to exist.</summary>
    private static bool IsClosedForm(Expr value, Expr positive) =>
        Traversal.Nodes(value).OfType<Power>().Any(p => ReferenceEquals(p.Base, positive) && p.Exponent is Number { Value: { IsInteger: false, Sign: < 0 } });

    /// <summary>Where something is not positive: a bound where it is linear in one letter.</summary>
    private static string Where(Expr positive)
    {
        ExprFactory f = positive.Factory;
        if (Traversal.Nodes(positive).OfType<Symbol>().Where(s => !ReferenceEquals(s, f.Pi)).ToArray() is { Length: 1 } letters && letters[0] is var letter
            && Derivatives.Of(positive, letter) is Number { Value: { IsZero: false } slope }
            && positive.Rewrite(n => ReferenceEquals(n, letter) ? f.Zero : n) is Number { Value: var constant })
        {
            return $"for {letter.Name} {(slope.Sign < 0 ? ">=" : "<=")} {-constant / slope}";
        }

        return Text(positive) is { } text ? $"where {text} <= 0" : "here";
    }

    private static string? Text(Expr node) => ExprPrinter.Print(node) is { Length: <= LongestText } text ? text : null;
}
