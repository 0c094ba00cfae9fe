using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Differentiation;

/// <summary>
/// The gradient of a scalar by reverse accumulation: adjoints flow from the value to the leaves through every node once, so the
/// cost of the gradient is a small multiple of the value's whatever the number of variables.
/// </summary>
public sealed class ReverseAccumulate
{
    private readonly ExprFactory _factory;
    private readonly Facts _facts;
    private readonly HashSet<Expr> _active;
    private readonly Dictionary<Expr, List<Expr>> _adjoints = [];
    private readonly Dictionary<Expr, bool> _finite = [];

    private ReverseAccumulate(ExprFactory factory, HashSet<Expr> active, Facts facts)
    {
        _facts = facts;
        _factory = factory;
        _active = active;
    }

    /// <summary>The derivatives of a scalar by each variable.</summary>
    /// <param name="value">The scalar.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="passed">Told of every node on the way and its adjoint, the derivative of the scalar by it; null: nobody is.</param>
    public static IReadOnlyList<Expr> Gradient(Expr value, IReadOnlyList<Symbol> variables, Facts facts, Action<Expr, Expr>? passed = null)
    {
        IReadOnlyList<Expr> nodes = Traversal.Nodes(value);
        HashSet<Expr> active = Activity.Of(nodes, variables);
        var pass = new ReverseAccumulate(value.Factory, active, facts);
        pass._adjoints[value] = [value.Factory.One];
        foreach (Expr node in nodes.Reverse())
        {
            if (active.Contains(node) && node is not Symbol && pass._adjoints.TryGetValue(node, out List<Expr>? contributions))
            {
                Expr adjoint = WideProducts.Close(value.Factory.Add(contributions));
                passed?.Invoke(node, adjoint);
                pass.Propagate(node, adjoint);
            }
        }

        return [.. variables.Select(v => pass._adjoints.TryGetValue(v, out List<Expr>? c) ? value.Factory.Add(c) : value.Factory.Zero)];
    }

    private void Propagate(Expr node, Expr adjoint)
    {
        switch (node)
        {
            case Piecewise p:
                // Where there is no number there is no derivative.
                Contribute(p.Then, _factory.Piecewise(p.Condition, adjoint, p.Else is Undefined ? p.Else : _factory.Zero), node);
                Contribute(p.Else, _factory.Piecewise(p.Condition, p.Then is Undefined ? p.Then : _factory.Zero, adjoint), node);
                break;
            case Reduction total:
                Contribute(total.Body, adjoint, total.Body);
                break;
            case GaussianConvolution s:
                // T = K(s) A: A gets K(s)^T T', s gets sum T' (dK/ds) A
                Contribute(s.Deviation, adjoint * _factory.GaussianConvolution(s.Order + 1, s.Source, s.Target, s.Deviation, s.Children[1], s.Children[2], s.Children[3]), node);
                for (int region = 0; region < 3; region++)
                {
                    if (_active.Contains(s.Children[region + 1]) && s.Children[region + 1].Domain is null)
                    {
                        // A constant over a whole stretch: its weight at each target is the smoothed indicator of the stretch.
                        Expr[] unit = [_factory.Zero, _factory.Zero, _factory.Zero];
                        unit[region] = _factory.One;
                        Contribute(s.Children[region + 1], adjoint * _factory.GaussianConvolution(s.Order, s.Source, s.Target, s.Deviation, unit[0], unit[1], unit[2]), node);
                    }
                    else if (_active.Contains(s.Children[region + 1]))
                    {
                        Expr back = _factory.GaussianConvolutionAdjoint(s.Order, new Domain(s.Source, (Region)region), s.Target, s.Deviation, adjoint);
                        Contribute(s.Children[region + 1], back, back);
                    }
                }

                break;
            default:
                for (int i = 0; i < node.Children.Count; i++)
                {
                    if (_active.Contains(node.Children[i]))
                    {
                        Contribute(node.Children[i], Times(adjoint, Derivatives.Local(node, i)), node);
                    }
                }

                break;
        }
    }

    /// <summary>
    /// Adjoint times local derivative. Where the adjoint vanishes because a branch is not taken, the derivative may be infinite: then
    /// the product is taken inside the branch, piecewise(c: a; else: 0) d = piecewise(c: a d; else: 0).
    /// </summary>
    private Expr Times(Expr adjoint, Expr local)
    {
        if (!IsFinite(local))
        {
            switch (adjoint)
            {
                case Piecewise p when p.Else.IsZero:
                    return _factory.Piecewise(p.Condition, Times(p.Then, local), _factory.Zero);
                case Piecewise p when p.Then.IsZero:
                    return _factory.Piecewise(p.Condition, _factory.Zero, Times(p.Else, local));
                case Product product when product.Children.FirstOrDefault(IsGuarded) is { } guarded:
                    return Times(guarded, _factory.Multiply(product.Children.Where(f => !ReferenceEquals(f, guarded)).Append(local)));
                case Sum sum when sum.Children.All(t => IsGuarded(t) || (t is Product && t.Children.Any(IsGuarded))):
                    return _factory.Add(sum.Children.Select(t => Times(t, local)));
            }
        }

        return adjoint * local;
    }

    private static bool IsGuarded(Expr adjoint) => adjoint is Piecewise p && (p.Then.IsZero || p.Else.IsZero);

    /// <summary>Whether it is finite for all values of the symbols, as far as their signs and the functions tell.</summary>
    private bool IsFinite(Expr expression)
    {
        if (!_finite.TryGetValue(expression, out bool isFinite))
        {
            isFinite = expression switch
            {
                Number or Symbol or Undefined => true,
                Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } } } => true,
                Power power => _facts.IsPositive(power.Base),
                Call { Function: BuiltInFunction f } => f.IsBounded,
                Sum or Product or Comparison or Piecewise => true,
                _ => Derivatives.IsBarrier(expression),
            };
            isFinite &= Derivatives.IsBarrier(expression) || expression.Children.All(IsFinite);
            _finite.Add(expression, isFinite);
        }

        return isFinite;
    }

    /// <summary>Adds to an operand's adjoint; a scalar used at every node of a domain collects the total.</summary>
    private void Contribute(Expr operand, Expr contribution, Expr user)
    {
        if (!_active.Contains(operand) || contribution.IsZero)
        {
            return;
        }

        if (operand.Domain is null && user.Domain is not null)
        {
            contribution = _factory.Reduction(contribution);
        }

        if (!_adjoints.TryGetValue(operand, out List<Expr>? contributions))
        {
            _adjoints.Add(operand, contributions = []);
        }

        contributions.Add(contribution);
    }
}
