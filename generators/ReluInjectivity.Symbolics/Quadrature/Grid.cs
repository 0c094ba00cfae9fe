using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>How the nodes of a grid lie.</summary>
public enum GridKind
{
    /// <summary>Equispaced nodes; the trapezoid rule against a Gaussian.</summary>
    Equispaced,

    /// <summary>Nodes on (0, 1) with weights, for a piece of the line under a standard normal density.</summary>
    Panels,

    /// <summary>Composite Gauss-Legendre nodes over the line, split where the integrand has kinks; for Gaussians centred at another grid's nodes.</summary>
    Split,

    /// <summary>All pairs of nodes of two other grids.</summary>
    Product,
}

/// <summary>The piece of the line that a panel grid stands for.</summary>
/// <param name="Low">The left end; null: as far as the reach.</param>
/// <param name="High">The right end; null: as far as the reach.</param>
/// <param name="Quadratic">a, where the integrand grows like exp(a z^2 + b |z|) at the most, as far as its structure tells.</param>
/// <param name="Linear">b.</param>
/// <param name="IsRough">Whether the integrand may be singular at the end that is a place of its own.</param>
public sealed record Stretch(Expr? Low, Expr? High, Expr Quadratic, Expr Linear, bool IsRough);

/// <summary>The grids whose nodes a product grid pairs.</summary>
/// <param name="First">The grid of the first coordinate.</param>
/// <param name="Second">The grid of the second coordinate, which runs fastest.</param>
/// <param name="Along">Along which of them, 0 or 1, functions are convolved onto the parent.</param>
public sealed record Axes(int First, int Second, int Along)
{
    /// <summary>The grid of a coordinate.</summary>
    public int this[int axis] => axis == 0 ? First : Second;

    /// <summary>The grid of the coordinate that functions are convolved along.</summary>
    public int Moving => this[Along];
}

/// <summary>A set of quadrature nodes, of one dimension or the product of two such, sized at run time.</summary>
/// <param name="Id">Its number in the program.</param>
/// <param name="Kind">How its nodes lie.</param>
/// <param name="Parent">The grid whose core nodes are the centres of the Gaussians integrated against; null for a single centre.</param>
/// <param name="Deviation">The standard deviation of the Gaussian.</param>
/// <param name="Center">The centre, where there is no parent.</param>
/// <param name="Coordinates">The coordinate of a node, by region; of a product grid the two coordinates.</param>
/// <param name="Weight">The weight of a node of a panel grid.</param>
/// <param name="Step">The distance of two nodes of an equispaced grid; how far from 0 a panel grid reaches.</param>
/// <param name="LengthScales">Lengths over which the integrand changes, besides the deviation.</param>
/// <param name="Breakpoints">Where the integrand passes from one piece to another.</param>
/// <param name="Spread">The variance that blurs the breakpoints.</param>
/// <param name="HasCore">Whether every function sampled has known asymptotes, so that a core can be told from its surroundings.</param>
/// <param name="Functions">The equations of the functions whose values at its nodes are computed, for readers.</param>
/// <param name="Stretch">The piece of the line, of a panel grid.</param>
/// <param name="Axes">What a product grid is the product of.</param>
/// <param name="IsAxis">Whether it has nodes for product grids only.</param>
public sealed record Grid(
    int Id,
    GridKind Kind,
    int? Parent,
    Expr Deviation,
    Expr Center,
    EquatableArray<Symbol> Coordinates,
    Symbol Weight,
    Symbol Step,
    EquatableArray<Expr> LengthScales,
    EquatableArray<Expr> Breakpoints,
    Expr Spread,
    bool HasCore,
    EquatableArray<string> Functions,
    Stretch? Stretch = null,
    Axes? Axes = null,
    bool IsAxis = false)
{
    /// <summary>The coordinate of a region.</summary>
    public Symbol Coordinate(Region region) => Coordinates[(int)region];
}

/// <summary>A grid while what is sampled on it is being found out.</summary>
internal sealed class GridBuilder
{
    /// <summary>A grid with its own symbols.</summary>
    public GridBuilder(ExprFactory factory, int id, GridKind kind, int? parent, Expr deviation, Expr center)
    {
        (Id, Kind, Parent, Deviation, Center, Spread) = (id, kind, parent, deviation, center, factory.Zero);
        Symbol Own(SymbolRole role, string name, Sign sign, Domain? domain) =>
            factory.Symbol(new SymbolIdentity(role, new IndexedName(name), string.Empty, id, sign, domain));
        Coordinates = kind == GridKind.Product
            ? new[] { "y", "z" }.Select(name => Own(SymbolRole.Coordinate, name, Sign.Unknown, new Domain(id, Region.Core))).ToEquatableArray()
            : new[] { Region.Left, Region.Core, Region.Right }
                .Select(r => Own(SymbolRole.Coordinate, "y", Sign.Unknown, new Domain(id, r))).ToEquatableArray();
        Weight = Own(SymbolRole.Weight, "w", Sign.Positive, new Domain(id, Region.Core));
        Step = Own(SymbolRole.Step, "step", Sign.Positive, null);
    }

    public int Id { get; }

    public GridKind Kind { get; }

    public int? Parent { get; }

    public Expr Deviation { get; }

    public Expr Center { get; }

    public EquatableArray<Symbol> Coordinates { get; }

    public Symbol Weight { get; }

    public Symbol Step { get; }

    public HashSet<Expr> LengthScales { get; } = [];

    public HashSet<Expr> Breakpoints { get; } = [];

    public Expr Spread { get; set; }

    public bool HasCore { get; set; } = true;

    public List<string> Functions { get; } = [];

    public Stretch? Stretch { get; set; }

    public Axes? Axes { get; set; }

    public bool IsAxis { get; set; }

    public Symbol Coordinate(Region region) => Coordinates[(int)region];

    /// <summary>What has been found out.</summary>
    public Grid Build() => new(
        Id, Kind, Parent, Deviation, Center, Coordinates, Weight, Step, LengthScales.OrderBy(e => e, ExprOrder.Instance).ToEquatableArray(),
        Breakpoints.OrderBy(e => e, ExprOrder.Instance).ToEquatableArray(), Spread, HasCore, Functions.ToEquatableArray(), Stretch, Axes, IsAxis);
}
