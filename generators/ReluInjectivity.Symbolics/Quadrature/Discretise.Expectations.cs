using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Integration;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <content>The shapes that an expectation may have.</content>
public sealed partial class Discretise
{
    /// <summary>E over one Gaussian: a grid of the argument y = m + s z that the shaped functions are applied to, or of z itself.</summary>
    private Expr AtPoint(Expectation expectation)
    {
        Symbol z = expectation.Variable;
        Expr body = Inline.Apply(expectation.Body, f => _asymptotics.Of(f) is not { } shape || (shape.HasKinks && !f.Body.HasExpectation));
        body = Roots.MadeVisible(body, z);
        if (HasConditionOn(body, z))
        {
            return OverPanels(expectation, body);
        }

        IReadOnlyList<Expr> nodes = Traversal.Nodes(body);
        Symbol[] bound = [.. nodes.OfType<Expectation>().Select(e => e.Variable)];
        Expr? argument = nodes.OfType<Call>()
            .Where(c => c.Function is DefinedFunction && c.Children.Count == 1 && c.Contains(z) && !bound.Any(c.Contains))
            .Select(c => c.Children[0]).FirstOrDefault();
        if (argument is null && !body.HasExpectation)
        {
            return OverPanels(expectation, body);
        }

        Expr center = Factory.Zero;
        Expr slope = Factory.One;
        if (argument is not null)
        {
            if (Polynomials.TryCoefficients(argument, z, 1) is not { Count: 2 } line)
            {
                throw Unsupported(expectation, "the argument of a function without closed form must be linear in the variable");
            }

            (center, slope) = (Visit(line[0]), Visit(line[1]));
        }

        Expr deviation = Positive(expectation, slope);
        GridBuilder grid = GridOf(null, deviation, center);
        if (argument is null)
        {
            grid.HasCore = false;
            grid.LengthScales.UnionWith(LengthScales.Of(body, z, Facts));
        }

        Expr Total(Region region)
        {
            Symbol y = grid.Coordinate(region);
            Expr value = Visit(body.Substitute(z, argument is null ? y : (y - center) / slope));
            Expr density = Factory.Call(Normal.Density, (y - center) / deviation);
            return Factory.Reduction(grid.Step / deviation * density * value);
        }

        // Where something has no asymptotes, all nodes are core.
        Expr core = Total(Region.Core);
        return grid.HasCore ? Factory.Add([Total(Region.Left), core, Total(Region.Right)]) : core;
    }

    /// <summary>E at every core node x of a grid: the integrand, a function of y = x + s z alone, is sampled on a grid of its own.</summary>
    private Expr Convolve(Expectation expectation, Domain domain)
    {
        Symbol z = expectation.Variable;
        Symbol x = _grids[domain.Grid].Coordinate(domain.Region);
        if (domain.Region != Region.Core)
        {
            throw Unsupported(expectation, "its limits at infinity have no closed form");
        }

        Symbol y = Factory.Auxiliary("y");
        (Expr integrand, Expr slope) = Shifted(expectation, x, y, out string why) ?? throw Unsupported(expectation, why);
        Expr deviation = Positive(expectation, Visit(slope));
        if (!_grids[domain.Grid].HasCore)
        {
            _grids[domain.Grid].LengthScales.Add(deviation);
        }

        if (HasConditionOn(integrand, y))
        {
            return ConvolveWithKinks(expectation, domain, deviation, integrand, y);
        }

        GridBuilder source = GridOf(domain.Grid, deviation, Factory.Zero);
        foreach (Call smooth in Traversal.Nodes(integrand).OfType<Call>().Where(c => c.Contains(y) && c.Function is DefinedFunction f && !f.Body.HasExpectation && _asymptotics.Of(f) is null))
        {
            // A power of it, as exp(c log(f)) is, changes over the same length.
            source.LengthScales.UnionWith(LengthScales.Of(Inline.Apply(smooth, static f => !f.Body.HasExpectation), y, Facts).Where(l => l.Domain is null));
        }

        Expr At(Region region) => Visit(integrand.Substitute(y, source.Coordinate(region)));
        Expr core = At(Region.Core);
        return source.HasCore
            ? Factory.GaussianConvolution(0, source.Id, domain.Grid, deviation, At(Region.Left), core, At(Region.Right))
            : Factory.GaussianConvolution(0, source.Id, domain.Grid, deviation, Factory.Zero, core, Factory.Zero);
    }

    /// <summary>The integrand as a function of y = x + s z alone, and s; null where it is none, and why.</summary>
    private (Expr Integrand, Expr Slope)? Shifted(Expectation expectation, Symbol x, Symbol y, out string why)
    {
        Symbol z = expectation.Variable;
        Symbol h = Factory.Auxiliary("h");
        Expr body = expectation.Body.Substitute(x, h);
        Expr? slope = null;
        var inY = new Dictionary<Expr, Expr>();
        foreach (Expr argument in LinearArguments(body, z, h))
        {
            IReadOnlyList<Expr> inZ = Polynomials.TryCoefficients(argument, z, 1)!;
            if (Polynomials.TryCoefficients(inZ[0], h, 1) is not { Count: 2 } inH)
            {
                why = $"'{z.Name}' must enter through one argument 'h + s*{z.Name}' with the function's own variable h";
                return null;
            }

            Expr ratio = inZ[1] / inH[1];
            slope ??= ratio;
            if (!ReferenceEquals(slope, ratio))
            {
                why = $"'{z.Name}' enters with two standard deviations, {slope} and {ratio}";
                return null;
            }

            inY[argument] = inH[0] + (inH[1] * y);
        }

        if (slope is null || slope.Contains(h))
        {
            why = $"'{z.Name}' must enter through an argument 'h + s*{z.Name}' with s free of h";
            return null;
        }

        Expr integrand = body.Substitute(inY);
        why = integrand.Contains(h) ? $"the integrand must depend on 'h + s*{z.Name}' alone, not on h beside it" : string.Empty;
        return why.Length == 0 ? (integrand, slope) : null;
    }

    /// <summary>As <see cref="Convolve"/>, of an integrand with kinks at fixed places: the grid of its argument is split there.</summary>
    private Expr ConvolveWithKinks(Expectation expectation, Domain domain, Expr deviation, Expr integrand, Symbol y)
    {
        GridBuilder grid = SplitAtKinks(expectation, domain.Grid, deviation, integrand, y);
        Expr value = Visit(integrand.Substitute(y, grid.Coordinate(Region.Core)));
        return Factory.GaussianConvolution(0, grid.Id, domain.Grid, deviation, Factory.Zero, value, Factory.Zero);
    }

    /// <summary>A grid for Gaussians centred at another's nodes, split where an integrand has kinks.</summary>
    private GridBuilder SplitAtKinks(Expectation expectation, int parent, Expr deviation, Expr integrand, Symbol y)
    {
        var grid = new GridBuilder(Factory, _grids.Count, GridKind.Split, parent, deviation, Factory.Zero) { HasCore = false };
        foreach (Comparison comparison in Traversal.Nodes(integrand).OfType<Comparison>().Where(c => c.Contains(y)))
        {
            if (Pieces.Cut(comparison, y, Facts) is not { Cut: Number cut })
            {
                throw Unsupported(expectation, $"where a nested integrand has a kink, its place must be a number, not that of {comparison}");
            }

            grid.Breakpoints.Add(cut);
        }

        grid.LengthScales.UnionWith(LengthScales.Of(integrand, y, Facts).Where(l => l.Domain is null));
        _grids.Add(grid);
        return grid;
    }

    /// <summary>Whether the variable decides a condition outside the expectations within the body.</summary>
    private static bool HasConditionOn(Expr body, Symbol z)
    {
        Expr[] nodes = [.. Traversal.Nodes(body)];
        Symbol[] bound = [.. nodes.OfType<Expectation>().Select(e => e.Variable)];
        return nodes.OfType<Comparison>().Any(c => c.Contains(z) && !bound.Any(c.Contains));
    }

    /// <summary>
    /// The sub-expressions linear in the variable z, through which alone it enters: sums of z and h, free of what such a sum is only scaled
    /// by or added to.
    /// </summary>
    private static List<Expr> LinearArguments(Expr expression, Symbol z, Symbol h)
    {
        var found = new List<Expr>();
        var seen = new HashSet<Expr>();
        void Collect(Expr e)
        {
            if (!e.Contains(z) || !seen.Add(e))
            {
                return;
            }

            bool isSum = e is Sum && e.Children.Any(t => t.Contains(z) && !t.Contains(h));
            if ((isSum || e is Symbol) && Polynomials.TryCoefficients(e, z, 1) is not null)
            {
                found.Add(e);
                return;
            }

            foreach (Expr child in e.Children)
            {
                Collect(child);
            }
        }

        Collect(expression);
        return found;
    }
}
