using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Integration;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <content>Expectations of what holds no other expectation: piece by piece, on nodes of their own.</content>
public sealed partial class Discretise
{
    /// <summary>Grids reach at least that far, whatever the integrand.</summary>
    private const double LeastReach = 7;

    /// <summary>E of an integrand, each piece on a grid that reaches as far as the integrand's growth asks for.</summary>
    private Expr OverPanels(Expectation expectation, Expr body)
    {
        Symbol z = expectation.Variable;
        if (Pieces.TrySplit(body, z, Facts) is not { } pieces)
        {
            throw Unsupported(expectation, "its pieces must end at conditions linear in the variable, in an order that the declared domains imply");
        }

        var totals = new List<Expr>();
        foreach (Piece piece in pieces)
        {
            bool isRough = Roots.MayBeSingular(piece.Value, z);
            (Expr? lower, Expr? upper) = (piece.Lower is null ? null : Visit(piece.Lower), piece.Upper is null ? null : Visit(piece.Upper));
            if (isRough && lower is not null && upper is not null)
            {
                Expr middle = (lower + upper) / 2;
                totals.Add(Over(z, piece.Value, lower, middle, isFromLower: true, isRough));
                totals.Add(Over(z, piece.Value, middle, upper, isFromLower: false, isRough));
            }
            else
            {
                totals.Add(Over(z, piece.Value, lower, upper, lower is not null, isRough));
            }
        }

        return Factory.Add(totals);
    }

    /// <summary>The integral over one piece, in a coordinate that is 0 at one of its ends.</summary>
    private Expr Over(Symbol z, Expr value, Expr? lower, Expr? upper, bool isFromLower, bool isRough)
    {
        Tilt none = new(Factory.Zero, Factory.Zero);
        Tilt left = lower is null ? Tilt.Of(value, z, isRight: false, Facts) : none;
        Tilt right = upper is null ? Tilt.Of(value, z, isRight: true, Facts) : none;
        Tilt tilt = left.Or(right, Facts).Or(none, Facts);
        GridBuilder grid = PanelsOf(lower, upper, isRough);
        grid.LengthScales.UnionWith(LengthScales.Of(value, z, Facts, lower is not null || upper is not null).Select(Visit));
        Tilt joined = new Tilt(grid.Stretch!.Quadratic, grid.Stretch.Linear).Or(new(Visit(tilt.Quadratic), Visit(tilt.Linear)), Facts);
        grid.Stretch = grid.Stretch with { Quadratic = joined.Quadratic, Linear = joined.Linear };
        Expr from = lower is null ? -grid.Step : Clamp(lower, grid.Step);
        Expr to = upper is null ? grid.Step : Clamp(upper, grid.Step);
        Expr t = grid.Coordinate(Region.Core);
        Expr at = isFromLower ? from + ((to - from) * t) : to - ((to - from) * t);
        Expr inside = tilt.Quadratic.IsZero && tilt.Linear.IsZero ? Factory.Call(Normal.Density, z) * value : UnderDensity(value, z);
        Expr total = (to - from) * Factory.Reduction(grid.Weight * Visit(inside.Substitute(z, at)));

        // A piece beyond the reach has no length, and no value either: its integrand is defined for the piece only.
        return IsWithin(lower) && IsWithin(upper) ? total : Factory.Piecewise(Factory.Compare(from, to, isStrict: true), total, Factory.Zero);
    }

    /// <summary>Whether an end lies within the least reach, or is that.</summary>
    private static bool IsWithin(Expr? end) => end is null || (end is Number { Value: var v } && Math.Abs(v.ToDouble()) <= LeastReach);

    /// <summary>A piece's grid: its own, but for the whole line, where all smooth integrands share one.</summary>
    private GridBuilder PanelsOf(Expr? lower, Expr? upper, bool isRough)
    {
        GridBuilder? shared = lower is null && upper is null ? _grids.FirstOrDefault(static g => g.Stretch is { Low: null, High: null }) : null;
        if (shared is not null)
        {
            return shared;
        }

        var grid = new GridBuilder(Factory, _grids.Count, GridKind.Panels, null, Factory.One, Factory.Zero)
        {
            HasCore = false,
            Stretch = new(lower, upper, Factory.Zero, Factory.Zero, isRough),
        };
        _grids.Add(grid);
        return grid;
    }

    /// <summary>
    /// A value times the normal density at z, exponentials joined to it: far out the density underflows before the exponential makes up for it.
    /// </summary>
    private Expr UnderDensity(Expr value, Symbol z)
    {
        switch (value)
        {
            case Sum:
                return Factory.Add(value.Children.Select(c => UnderDensity(c, z)));
            case Call { Function: BuiltInFunction { IntegrandForm.Primitive: GaussianPrimitive.Exponential } } when value.Contains(z):
                return Joined(value.Children[0], Factory.One, z);
            case Call when Opened(value, z) is var opened && !ReferenceEquals(opened, value):
                return UnderDensity(opened, z);
            case Product when value.Children.FirstOrDefault(c => c is Sum or Call && UnderDensityHelps(Opened(c, z), z)) is { } factor:
                Expr others = Factory.Multiply(value.Children.Where(c => !ReferenceEquals(c, factor)));
                return factor is Sum ? Factory.Add(factor.Children.Select(c => UnderDensity(c * others, z)))
                    : Opened(factor, z) is var parts && !ReferenceEquals(parts, factor) ? UnderDensity(parts * others, z)
                    : Joined(factor.Children[0], others, z);
            default:
                return Factory.Call(Normal.Density, z) * value;
        }
    }

    /// <summary>
    /// exp(exponent - z^2/2) rest/sqrt(2 pi). An exponent that grows is multiplied out, so that the squares cancel before they are large; one that falls
    /// stays as it is written, since multiplied out a narrow peak is a small difference of large terms.
    /// </summary>
    private Expr Joined(Expr exponent, Expr rest, Symbol z)
    {
        bool isFalling = Polynomials.TryCoefficients(exponent, z, 2) is { Count: 3 } c && Facts.SignOf(c[2]) is Sign.Negative or Sign.NonPositive;
        Expr joined = exponent - ((Expr)z * z / 2);
        return Factory.Call(Exponentials.Exp, isFalling ? joined : Polynomials.Expand(joined, Facts)) * rest / Factory.Sqrt(2 * Factory.Pi);
    }

    /// <summary>A function that grows like an exponential, as the sum of exponentials that it is; anything else as it is.</summary>
    private Expr Opened(Expr value, Symbol z) => value is Call { Function: BuiltInFunction { IntegrandForm.Equivalent: { } equivalent } } && value.Contains(z)
        && equivalent(Factory, value.Children) is (Sum or Product) and var opened && UnderDensityHelps(opened, z) ? opened : value;

    private static bool UnderDensityHelps(Expr factor, Symbol z) => factor.Contains(z) && factor switch
    {
        Call { Function: BuiltInFunction { IntegrandForm.Primitive: GaussianPrimitive.Exponential } } => true,
        Sum or Product => factor.Children.Any(c => UnderDensityHelps(c, z)),
        _ => false,
    };

    /// <summary>An end within the reach: as the end and what it is moved by, mostly nothing, so that distances from it do not cancel.</summary>
    private Expr Clamp(Expr end, Expr limit)
    {
        if (IsWithin(end))
        {
            return end;
        }

        Expr back = Factory.Piecewise(Factory.Compare(limit, end, isStrict: true), limit - end, Factory.Zero);
        return end + Factory.Piecewise(Factory.Compare(end, -limit, isStrict: true), -limit - end, back);
    }
}
