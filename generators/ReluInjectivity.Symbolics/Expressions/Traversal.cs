namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>Walks over expression graphs that visit a shared node once.</summary>
public static class Traversal
{
    /// <summary>Whether <paramref name="node"/> occurs in the expression.</summary>
    public static bool Contains(this Expr expression, Expr node)
    {
        // What is lower holds nothing as high.
        var seen = new HashSet<Expr>();
        var pending = new Stack<Expr>();
        pending.Push(expression);
        while (pending.Count > 0)
        {
            Expr next = pending.Pop();
            if (ReferenceEquals(next, node))
            {
                return true;
            }

            if (next.Height > node.Height && seen.Add(next))
            {
                foreach (Expr child in next.Children)
                {
                    pending.Push(child);
                }
            }
        }

        return false;
    }

    /// <summary>All nodes reachable from the roots, operands before what uses them.</summary>
    public static IReadOnlyList<Expr> Nodes(params Expr[] roots) => Nodes((IEnumerable<Expr>)roots);

    /// <summary>All nodes reachable from the roots, operands before what uses them: from the first root to the last, operands from left to right.</summary>
    public static IReadOnlyList<Expr> Nodes(IEnumerable<Expr> roots)
    {
        var seen = new HashSet<Expr>();
        var nodes = new List<Expr>();
        var pending = new Stack<(Expr Node, int Next)>();
        foreach (Expr root in roots)
        {
            if (seen.Add(root))
            {
                pending.Push((root, 0));
            }

            while (pending.Count > 0)
            {
                (Expr node, int next) = pending.Pop();
                if (next == node.Children.Count)
                {
                    nodes.Add(node);
                    continue;
                }

                pending.Push((node, next + 1));
                if (seen.Add(node.Children[next]))
                {
                    pending.Push((node.Children[next], 0));
                }
            }
        }

        return nodes;
    }

    /// <summary>Builds the node again over other operands.</summary>
    /// <exception cref="InvalidOperationException">A node type is missing here.</exception>
    public static Expr WithChildren(this Expr expression, IReadOnlyList<Expr> children)
    {
        ExprFactory factory = expression.Factory;
        return expression switch
        {
            Number or Symbol or Undefined => expression,
            Sum sum => Like(sum.IsKept, factory.Add(children)),
            Product product => Like(product.IsKept, factory.Multiply(children)),
            Power => factory.Power(children[0], children[1]),
            Call call => factory.Call(call.Function, [.. children]),
            Comparison comparison => factory.Compare(children[0], children[1], comparison.IsStrict),
            Piecewise => factory.Piecewise((Comparison)children[0], children[1], children[2]),
            Expectation => factory.Expectation((Symbol)children[0], children[1]),
            Derivative => factory.Derivative(children[0], (Symbol)children[1]),
            Reduction => factory.Reduction(children[0]),
            GaussianConvolution s => factory.GaussianConvolution(s.Order, s.Source, s.Target, children[0], children[1], children[2], children[3]),
            GaussianConvolutionAdjoint a => factory.GaussianConvolutionAdjoint(a.Order, a.Domain!.Value, a.Target, children[0], children[1]),
            _ => throw new InvalidOperationException($"No rule rebuilds a {expression.GetType().Name}."),
        };
    }

    private static Expr Like(bool isKept, Expr rebuilt) => isKept ? rebuilt.Factory.Keep(rebuilt) : rebuilt;

    /// <summary>All nodes the roots depend on, through the bodies of the functions they apply.</summary>
    public static HashSet<Expr> Reached(IEnumerable<Expr> roots)
    {
        var reached = new HashSet<Expr>();
        var pending = new Stack<Expr>(roots);
        while (pending.Count > 0)
        {
            Expr next = pending.Pop();
            if (reached.Add(next))
            {
                foreach (Expr child in next is Call { Function: DefinedFunction f } ? next.Children.Append(f.Body) : next.Children)
                {
                    pending.Push(child);
                }
            }
        }

        return reached;
    }

    /// <summary>Replaces nodes from the leaves up; <paramref name="replace"/> sees each node with its operands already replaced.</summary>
    public static Expr Rewrite(this Expr expression, Func<Expr, Expr> replace) => Rewrite(expression, replace, []);

    /// <summary>As <see cref="Rewrite(Expr, Func{Expr, Expr})"/>, sharing the results of one table among several calls.</summary>
    public static Expr Rewrite(this Expr expression, Func<Expr, Expr> replace, Dictionary<Expr, Expr> done)
    {
        if (done.TryGetValue(expression, out Expr? result))
        {
            return result;
        }

        Work.Depth();
        Expr rebuilt = expression;
        if (expression.Children.Count > 0)
        {
            var children = new Expr[expression.Children.Count];
            bool isSame = true;
            for (int i = 0; i < children.Length; i++)
            {
                children[i] = expression.Children[i].Rewrite(replace, done);
                isSame &= ReferenceEquals(children[i], expression.Children[i]);
            }

            rebuilt = isSame ? expression : expression.WithChildren(children);
        }

        result = replace(rebuilt);
        done[expression] = result;
        return result;
    }

    /// <summary>Replaces a symbol by an expression.</summary>
    public static Expr Substitute(this Expr expression, Symbol symbol, Expr value) =>
        expression.Substitute(new Dictionary<Expr, Expr> { [symbol] = value });

    /// <summary>Replaces nodes by expressions, all at once.</summary>
    public static Expr Substitute(this Expr expression, IReadOnlyDictionary<Expr, Expr> values)
    {
        var done = new Dictionary<Expr, Expr>();
        foreach (KeyValuePair<Expr, Expr> pair in values)
        {
            done.Add(pair.Key, pair.Value);
        }

        return expression.Rewrite(e => e, done);
    }
}
