using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <content>
/// Functions of two variables, f(g, v) with E(z, E(w, f(g + a z, v + b w))): sampled on the product of two grids. A Gaussian convolution of them is
/// one along each axis, so expectations are taken one at a time, each onto a product grid that differs in one factor.
/// </content>
public sealed partial class Discretise
{
    /// <summary>What is below ten to minus that power counts as underflow: its reciprocal is a number still.</summary>
    private const int UnderflowDigits = 300;

    /// <summary>The logarithm of what underflows is minus ten to that power: it can be multiplied by what models are made of without overflow.</summary>
    private const int NegligibleDigits = 200;

    /// <summary>E(z, E(w, e)) of an e that applies such a function to m + s z and n + t w, or to these the other way round; null for anything else.</summary>
    private Expr? OverPlane(Expectation outer)
    {
        if (OfPlane(outer) is not { } call)
        {
            return null;
        }

        var inner = (Expectation)outer.Body;
        (Symbol z, Symbol w) = (outer.Variable, inner.Variable);
        int axisOfZ = call.Children[0].Contains(z) ? 0 : 1;
        GridBuilder first = AxisOf(outer, axisOfZ == 0 ? (z, w) : (w, z), call.Children[0]);
        GridBuilder second = AxisOf(outer, axisOfZ == 0 ? (w, z) : (z, w), call.Children[1]);
        GridBuilder product = ProductOf(null, first, second, 0);
        Expr Standard(int axis) => (product.Coordinates[axis] - Axis(product, axis).Center) / Axis(product, axis).Deviation;
        Expr SignedStandard(int axis, Symbol variable) => Facts.SignOf(Polynomials.TryCoefficients(call.Children[axis], variable, 1)![1]) == Sign.Negative ? -Standard(axis) : Standard(axis);
        Expr value = Visit(inner.Body.Substitute(new Dictionary<Expr, Expr> { [z] = SignedStandard(axisOfZ, z), [w] = SignedStandard(1 - axisOfZ, w) }));
        Expr Weight(int axis) => Axis(product, axis).Step / Axis(product, axis).Deviation * Factory.Call(Normal.Density, Standard(axis));
        return Factory.Reduction(Weight(0) * Weight(1) * value);
    }

    /// <summary>The function of two variables that is averaged over both; null where that is not what an expectation is of.</summary>
    internal static Call? OfPlane(Expectation outer) => outer.Body is not Expectation { Variable: var w } inner ? null
        : Traversal.Nodes(inner.Body).OfType<Call>().FirstOrDefault(c => IsOfPlane(c) && c.Contains(outer.Variable) && c.Contains(w));

    /// <summary>Whether a function of two variables has no closed form, so that it is sampled.</summary>
    private static bool IsOfPlane(Call call) =>
        call.Function is DefinedFunction { HasDomains: false, Body.HasExpectation: true } && call.Children.Count == 2;

    /// <summary>The grid of an argument m + s z.</summary>
    private GridBuilder AxisOf(Expectation expectation, (Symbol Own, Symbol Other) variables, Expr argument)
    {
        if (Polynomials.TryCoefficients(argument, variables.Own, 1) is not { Count: 2 } line || argument.Contains(variables.Other))
        {
            throw Unsupported(expectation, $"a function of two variables must be applied to one argument linear in each variable, not to {argument}");
        }

        (Expr center, Expr slope) = (Visit(line[0]), Visit(line[1]));
        return GridOf(null, Positive(expectation, slope), center, isAxis: true);
    }

    /// <summary>E at every node (g, v) of a product grid: the integrand is a function of g + s z and v, or of g and v + s z.</summary>
    private Expr ConvolveAlongAxis(Expectation expectation, GridBuilder target)
    {
        Symbol y = Factory.Auxiliary("y");
        (int along, Expr integrand, Expr slope) = AlongAxis(expectation, target, y);
        slope = Visit(slope);
        if (slope.Domain is not null)
        {
            throw Unsupported(expectation, $"what '{expectation.Variable.Name}' is multiplied by must not depend on the other variable");
        }

        Expr deviation = Positive(expectation, slope);
        GridBuilder axis = Axis(target, along);
        axis.LengthScales.Add(deviation);
        GridBuilder moving;
        Expr open = Inline.Apply(integrand, static f => !f.Body.HasExpectation);
        if (HasConditionOn(open, y))
        {
            integrand = open;
            if (axis.Kind != GridKind.Equispaced)
            {
                throw Unsupported(expectation, "an integrand with kinks must not be averaged twice over one variable");
            }

            moving = SplitAtKinks(expectation, axis.Id, deviation, integrand, y);
            moving.IsAxis = true;
        }
        else
        {
            moving = GridOf(axis.Id, deviation, Factory.Zero, isAxis: true);
            if (!integrand.HasExpectation)
            {
                moving.LengthScales.UnionWith(LengthScales.Of(open, y, Facts).Where(l => l.Domain is null));
            }
        }

        GridBuilder other = Axis(target, 1 - along);
        GridBuilder source = along == 0 ? ProductOf(target.Id, moving, other, 0) : ProductOf(target.Id, other, moving, 1);
        Expr value = ExponentialFactors.Together(Visit(integrand.Substitute(new Dictionary<Expr, Expr>
        {
            [y] = source.Coordinates[along],
            [target.Coordinates[1 - along]] = source.Coordinates[1 - along],
        })));
        Expr? scale = RowScale.Of(value, source.Coordinates[along], source.Coordinates[1 - along]);
        if (scale is null && ExponentialFactors.IsExponential(value))
        {
            // Whose growth no formula says: scaled by the largest value on each line, where that would overflow.
            Expr over = Factory.GaussianConvolution(GaussianConvolution.Peak, source.Id, target.Id, deviation, Factory.Zero, value.Children[0], Factory.Zero);
            Expr there = Factory.GaussianConvolutionAdjoint(GaussianConvolution.Peak, new Domain(source.Id, Region.Core), target.Id, deviation, over);
            Expr below = Factory.Call(Exponentials.Exp, value.Children[0] - there);

            // As an exponential again, which the next convolution may scale.
            Expr lowered = Factory.Call(Exponentials.Log, Factory.GaussianConvolution(0, source.Id, target.Id, deviation, Factory.Zero, below, Factory.Zero));
            return Factory.Call(Exponentials.Exp, over + (lowered is Call log ? OrNegligible(log) : lowered));
        }

        Expr average = Factory.GaussianConvolution(0, source.Id, target.Id, deviation, Factory.Zero, scale is null ? value : RowScale.Divide(value, scale), Factory.Zero);
        return scale is null ? average : Factory.Call(Exponentials.Exp, scale.Substitute(source.Coordinates[1 - along], target.Coordinates[1 - along])) * average;
    }

    /// <summary>The axis of the coordinate that a variable is added to, wherever either enters, and the integrand in their sum.</summary>
    private (int Along, Expr Integrand, Expr Slope) AlongAxis(Expectation expectation, GridBuilder target, Symbol y)
    {
        var reasons = new string[2];
        for (int axis = 0; axis < 2; axis++)
        {
            if (Shifted(expectation, target.Coordinates[axis], y, out reasons[axis]) is var (integrand, slope))
            {
                return (axis, integrand, slope);
            }
        }

        Symbol z = expectation.Variable;
        throw Unsupported(
            expectation,
            $"'{z.Name}' must be added to one of the function's two variables; as for the first, {reasons[0]}; as for the second, {reasons[1]}");
    }

    /// <summary>Whether it is a logarithm, as far as that counts: defined for positive numbers, and taking every value.</summary>
    private static bool IsUnboundedAtZero(Function function) => function is BuiltInFunction { Arguments.Count: 1, Values.IsLine: true } f && f.Arguments[0].Domain.Equals(RealInterval.Positive);

    /// <summary>
    /// The logarithm of an average, its scale taken out of it. Far out the average may underflow: there the logarithm is a number so low that nothing computed from its exponential counts it, and anything
    /// else shows it. Of one variable, whose logarithm is averaged too, it is that of the least number: what reaches further out shows where that counts.
    /// </summary>
    private Expr OrNegligible(Call log)
    {
        // An average of what is positive is so.
        Expr apart = log.Children[0] is Product ? log.Function.Simplify(Factory, log.Children, IsAverage) ?? log : log;
        return apart is Sum ? Factory.Add(apart.Children.Select(Guarded)) : Guarded(apart);

        bool IsAverage(Expr e) => e is GaussianConvolution average && (_grids[average.Target].Kind == GridKind.Product || !_grids[average.Target].HasCore);
        Expr Least(GaussianConvolution average) => _grids[average.Target].Kind == GridKind.Product
            ? Factory.Number(-((Rational)10).Pow(NegligibleDigits))
            : Factory.Number(-UnderflowDigits) * Factory.Call(Exponentials.Log, Factory.Number(10));
        Expr Guarded(Expr term) => term is Call call && call.Function == log.Function && IsAverage(call.Children[0])
            ? Factory.Piecewise(
                Factory.Compare(Factory.Number(((Rational)10).Pow(-UnderflowDigits)), call.Children[0], isStrict: true), call, Least((GaussianConvolution)call.Children[0]))
            : term;
    }

    private GridBuilder Axis(GridBuilder product, int axis) => _grids[product.Axes![axis]];

    private GridBuilder ProductOf(int? parent, GridBuilder first, GridBuilder second, int along)
    {
        var axes = new Axes(first.Id, second.Id, along);
        GridBuilder? grid = _grids.FirstOrDefault(g => g.Parent == parent && axes.Equals(g.Axes));
        if (grid is null)
        {
            grid = new GridBuilder(Factory, _grids.Count, GridKind.Product, parent, _grids[axes.Moving].Deviation, Factory.Zero) { HasCore = false, Axes = axes };
            _grids.Add(grid);
        }

        return grid;
    }
}
