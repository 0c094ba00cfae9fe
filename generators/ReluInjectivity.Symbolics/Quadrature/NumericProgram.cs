using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>How the nodes of a grid lie.</summary>
public enum GridKind
{
    /// <summary>Equispaced nodes; the trapezoid rule against a Gaussian.</summary>
    Equispaced,

    /// <summary>Composite Gauss-Legendre nodes on (0, 1), with weights.</summary>
    Panels,

    /// <summary>Composite Gauss-Legendre nodes over the line, split where the integrand has kinks; for Gaussians centred at another grid's nodes.</summary>
    Split,
}

/// <summary>A one-dimensional set of quadrature nodes, sized at run time.</summary>
public sealed class Grid
{
    /// <summary>A grid with its own symbols.</summary>
    public Grid(ExprFactory factory, int id, GridKind kind, int? parent, Expr deviation, Expr center)
    {
        Id = id;
        Kind = kind;
        Parent = parent;
        Deviation = deviation;
        Center = center;
        string name = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Coordinates = [.. new[] { Region.Left, Region.Core, Region.Right }.Select(r => factory.Symbol($"y{name}:{r}", domain: new Domain(id, r)))];
        Weight = factory.Symbol($"w{name}:", Sign.Positive, new Domain(id, Region.Core));
        Step = factory.Symbol($"step{name}:", Sign.Positive);
        Spread = factory.Zero;
    }

    /// <summary>Its number in the program.</summary>
    public int Id { get; }

    /// <summary>How its nodes lie.</summary>
    public GridKind Kind { get; }

    /// <summary>The grid whose core nodes are the centres of the Gaussians integrated against; null for a single centre.</summary>
    public int? Parent { get; }

    /// <summary>The standard deviation of the Gaussian.</summary>
    public Expr Deviation { get; }

    /// <summary>The centre, where there is no parent.</summary>
    public Expr Center { get; }

    /// <summary>The coordinate of a node, by region.</summary>
    public IReadOnlyList<Symbol> Coordinates { get; }

    /// <summary>The weight of a node of a panel grid.</summary>
    public Symbol Weight { get; }

    /// <summary>The distance of two nodes of an equispaced grid.</summary>
    public Symbol Step { get; }

    /// <summary>Lengths over which the integrand changes, besides the deviation.</summary>
    public HashSet<Expr> LengthScales { get; } = [];

    /// <summary>Where the integrand passes from one piece to another.</summary>
    public HashSet<Expr> Breakpoints { get; } = [];

    /// <summary>The variance that blurs the breakpoints.</summary>
    public Expr Spread { get; set; }

    /// <summary>Whether every function sampled has known asymptotes, so that a core can be told from its surroundings.</summary>
    public bool HasCore { get; set; } = true;

    /// <summary>The coordinate of a region.</summary>
    public Symbol Coordinate(Region region) => Coordinates[(int)region];
}

/// <summary>A system whose expectations are sums over grids: nothing but arithmetic is left.</summary>
/// <param name="System">The system it computes.</param>
/// <param name="Grids">The grids, parents first.</param>
/// <param name="Goals">The goals.</param>
/// <param name="Outputs">The outputs, then the margins of the outcomes.</param>
/// <param name="Names">Names that the equation file gives to sub-expressions.</param>
/// <param name="Routines">The functions worked out on their own, in the order of first use.</param>
public sealed record NumericProgram(
    EquationSystem System,
    IReadOnlyList<Grid> Grids,
    IReadOnlyList<ProgramGoal> Goals,
    IReadOnlyList<Expr> Outputs,
    IReadOnlyDictionary<Expr, Definition> Names,
    IReadOnlyList<RoutineProgram> Routines);

/// <summary>A function worked out on its own.</summary>
/// <param name="Routine">The function.</param>
/// <param name="System">Its body as a system: the parameters are the unknowns, the value is to be made stationary.</param>
/// <param name="IsAveraged">Whether the last unknown is a standard normal variable over which the value is averaged.</param>
public sealed record RoutineProgram(Routine Routine, EquationSystem System, bool IsAveraged);

/// <summary>A goal of a numeric program.</summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Value">The quantity reported.</param>
/// <param name="Residuals">What must vanish, for <c>solve</c>.</param>
public sealed record ProgramGoal(Language.GoalKind Kind, Expr Value, IReadOnlyList<Expr> Residuals);
