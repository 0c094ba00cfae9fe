using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Partial derivatives, exact and shared: the derivative of a shared node is computed once.</summary>
internal sealed class Derivatives
{
    private readonly Expr _leaf;
    private readonly Dictionary<Expr, Expr> _done = [];

    private Derivatives(Expr leaf) => _leaf = leaf;

    /// <summary>
    /// The derivative by a symbol or any other node taken as independent. Sums over grids and convolutions are taken as constants,
    /// unless one of them is the leaf.
    /// </summary>
    public static Expr Of(Expr expression, Expr leaf) => new Derivatives(leaf).Visit(expression);

    /// <summary>A function that differentiates by one leaf and remembers what it has done.</summary>
    public static Func<Expr, Expr> By(Expr leaf) => new Derivatives(leaf).Visit;

    /// <summary>Whether a node's value comes from a loop, so that derivatives pass through it by a rule of their own.</summary>
    internal static bool IsBarrier(Expr node) => node is Reduction or GaussianConvolution or GaussianConvolutionAdjoint;

    /// <summary>The derivative of a node by one of its operands, the others fixed. Not for piecewise nodes.</summary>
    /// <exception cref="InvalidOperationException">A node type is missing here.</exception>
    internal static Expr Local(Expr node, int index)
    {
        ExprFactory f = node.Factory;
        switch (node)
        {
            // (a + b)' = a' + b'
            case Sum:
                return f.One;

            // (a b c)' = a' b c + ...
            case Product:
                return f.Multiply(node.Children.Where((_, i) => i != index));

            // (x^a)' = a x^(a-1) x' + x^a log(x) a'
            case Power power when index == 0:
                return power.Exponent * f.Power(power.Base, power.Exponent - f.One);
            case Power power:
                return power * f.Call(Exponentials.Log, power.Base);
            case Call { Function: Routine routine }:
                return f.Call(routine.Partial(index), [.. node.Children]);
            case Call { Function: BuiltInFunction function }:
                return function.Derivative(f, node.Children, index);
            default:
                throw new InvalidOperationException($"No rule differentiates a {node.GetType().Name}.");
        }
    }

    private Expr Visit(Expr expression)
    {
        if (ReferenceEquals(expression, _leaf))
        {
            return expression.Factory.One;
        }

        if (expression is Undefined)
        {
            return expression;
        }

        if (expression.Height < _leaf.Height || expression is Number or Symbol || IsBarrier(expression))
        {
            return expression.Factory.Zero;
        }

        Work.Depth();

        if (!_done.TryGetValue(expression, out Expr? derivative))
        {
            derivative = expression switch
            {
                Piecewise p => expression.Factory.Piecewise(p.Condition, Visit(p.Then), Visit(p.Else)),
                Expectation e => expression.Factory.Expectation(e.Variable, Visit(e.Body)),
                Call { Function: DefinedFunction g } call => Visit(Inline.At(g, call.Children)),
                _ => Chain(expression),
            };
            _done.Add(expression, derivative);
        }

        return derivative;
    }

    private Expr Chain(Expr expression)
    {
        var terms = new List<Expr>();
        for (int i = 0; i < expression.Children.Count; i++)
        {
            Expr inner = Visit(expression.Children[i]);
            if (!inner.IsZero)
            {
                terms.Add(Local(expression, i) * inner);
            }
        }

        return expression.Factory.Add(terms);
    }
}
