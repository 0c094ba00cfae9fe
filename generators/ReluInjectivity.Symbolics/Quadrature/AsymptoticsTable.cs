using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Integration;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>What a quadrature must know of a function of one variable.</summary>
/// <param name="Left">What it equals far to the left, in its parameter; null where unknown.</param>
/// <param name="Right">What it equals far to the right; null where unknown.</param>
/// <param name="Breakpoints">Where it passes from one piece to another.</param>
/// <param name="Spread">The variance of the Gaussian that has blurred the breakpoints.</param>
/// <param name="LengthScales">Standard deviations that bound the length over which it changes; empty: unknown.</param>
/// <param name="HasKinks">Whether it has a kink or jump at a breakpoint, not blurred.</param>
public sealed record Asymptotics(
    Expr? Left, Expr? Right, EquatableArray<Expr> Breakpoints, Expr Spread, EquatableArray<Expr> LengthScales, bool HasKinks);

/// <summary>Derives the <see cref="Asymptotics"/> of functions from their definitions.</summary>
internal sealed class AsymptoticsTable
{
    private readonly Dictionary<DefinedFunction, Asymptotics?> _table = [];
    private readonly Facts _facts;

    /// <summary>With what is known of signs.</summary>
    public AsymptoticsTable(Facts facts) => _facts = facts;

    /// <summary>The shape; null for a function that is smooth, has no expectation and needs no care.</summary>
    public Asymptotics? Of(DefinedFunction function)
    {
        // Read from the body before integration.
        DefinedFunction original = function.Original ?? function;
        if (!_table.TryGetValue(original, out Asymptotics? asymptotics))
        {
            Work.Depth();
            asymptotics = original.Parameters.Count == 1 ? Derive(original) : null;
            _table.Add(original, asymptotics);
        }

        return asymptotics;
    }

    private Asymptotics? Derive(DefinedFunction function)
    {
        Symbol h = function.Parameters[0];
        Expr body = function.Body;
        ExprFactory f = h.Factory;
        var breakpoints = new List<Expr>();
        var widths = new List<Expr>();
        var spreads = new List<Expr>();
        bool hasKinks = false;
        var bound = new HashSet<Symbol>(Traversal.Nodes(body).OfType<Expectation>().Select(e => e.Variable));
        foreach (Expr node in Traversal.Nodes(body))
        {
            // A condition on a*h + s*z, or a function applied to it.
            (Expr? argument, Asymptotics? inner) = node switch
            {
                Comparison c when c.Contains(h) => (c.Left - c.Right, null),
                Call { Function: DefinedFunction g } call when call.Children.Count == 1 && call.Contains(h) && Of(g) is { } s => (call.Children[0], s),
                _ => ((Expr?)null, (Asymptotics?)null),
            };
            if (argument is null)
            {
                continue;
            }

            Symbol? z = bound.FirstOrDefault(v => argument.Contains(v));
            Expr deviation = f.Zero;
            if (z is not null && Polynomials.TryCoefficients(argument, z, 1) is { Count: 2 } inZ)
            {
                argument = inZ[0];
                deviation = inZ[1];
            }

            if (Polynomials.TryCoefficients(argument, h, 1) is not { Count: 2 } line || bound.Any(v => line.Any(c => c.Contains(v))))
            {
                continue;
            }

            Expr blur = deviation / line[1];
            breakpoints.AddRange((inner?.Breakpoints ?? (IEnumerable<Expr>)[f.Zero]).Select(b => (b - line[0]) / line[1]));
            spreads.Add((inner?.Spread ?? f.Zero) / (line[1] * line[1]) + (blur * blur));
            if (!blur.IsZero)
            {
                widths.Add(_facts.SignOf(blur) is Sign.Negative ? -blur : blur);
            }
            else
            {
                hasKinks |= inner?.HasKinks ?? true;
                widths.AddRange((inner?.LengthScales ?? (IEnumerable<Expr>)[]).Select(w => w / line[1]));
            }
        }

        if (breakpoints.Count == 0 && bound.Count == 0)
        {
            return null;
        }

        Expr spread = spreads.Aggregate(f.Zero, (largest, s) => Larger(largest, s, _facts));
        Expr? left = Limit(body, h, isRight: false);
        Expr? right = Limit(body, h, isRight: true);
        return new Asymptotics(left, right, breakpoints.Distinct().ToEquatableArray(), spread, widths.Distinct().ToEquatableArray(), hasKinks);
    }

    /// <summary>The larger of two variances; where the declared domains do not tell, a choice.</summary>
    public static Expr Larger(Expr a, Expr b, Facts facts) => facts.SignOf(b - a) switch
    {
        Sign.Positive or Sign.NonNegative => b,
        Sign.Negative or Sign.NonPositive or Sign.Zero => a,
        _ => a.Factory.Piecewise(a.Factory.Compare(a, b, isStrict: true), b, a),
    };

    /// <summary>What an expression equals as the variable goes to one side; null where this is unknown.</summary>
    private Expr? Limit(Expr expression, Symbol h, bool isRight)
    {
        ExprFactory f = h.Factory;
        if (!expression.Contains(h))
        {
            return expression;
        }

        switch (expression)
        {
            case Piecewise p when p.Condition.Contains(h):
                return Pieces.Cut(p.Condition, h, _facts) is { } cut ? Limit(cut.HoldsOnLeft != isRight ? p.Then : p.Else, h, isRight) : null;
            case Call { Function: DefinedFunction g } call when call.Children.Count == 1:
                if (Polynomials.TryCoefficients(call.Children[0], h, 1) is not { Count: 2 } line || _facts.SignOf(line[1]) is not (Sign.Positive or Sign.Negative))
                {
                    return null;
                }

                bool side = isRight == _facts.IsPositive(line[1]);
                Asymptotics? shape = Of(g);
                Expr? limit = shape is null ? g.Body : side ? shape.Right : shape.Left;
                return limit?.Substitute(g.Parameters[0], call.Children[0]);
            case Call { Function: BuiltInFunction g } call when FastLimit(g, call.Children, h, isRight) is { } reached:
                return reached;
            case Expectation e:
                try
                {
                    return Limit(e.Body, h, isRight) is { } body ? GaussianIntegrals.TryIntegrate(e.Variable, body, _facts) : null;
                }
                catch (DivergentExpectationException)
                {
                    return null;
                }

            default:
                var children = new List<Expr>();
                foreach (Expr child in expression.Children)
                {
                    if (Limit(child, h, isRight) is not { } c)
                    {
                        return null;
                    }

                    children.Add(c);
                }

                return VanishingOperands.Undecided(expression, children, h) ? expression : Refine.Once(expression.WithChildren(children), _facts);
        }
    }

    /// <summary>The limit of a function of one linear argument, where it is approached as fast as a normal density falls; null elsewhere.</summary>
    private Expr? FastLimit(BuiltInFunction function, IReadOnlyList<Expr> arguments, Symbol h, bool isRight)
    {
        int[] moving = [.. Enumerable.Range(0, arguments.Count).Where(i => arguments[i].Contains(h))];
        if (moving.Length != 1 || Polynomials.TryCoefficients(arguments[moving[0]], h, 1) is not { Count: 2 } line)
        {
            return null;
        }

        Argument argument = function.Arguments[moving[0]];
        EndBehaviour? end = _facts.SignOf(line[1]) switch
        {
            Sign.Positive => isRight ? argument.Right : argument.Left,
            Sign.Negative => isRight ? argument.Left : argument.Right,
            _ => null,
        };
        return end?.Approach is { Degree: >= 2 } ? end.Limit?.Invoke(h.Factory, arguments) : null;
    }
}
