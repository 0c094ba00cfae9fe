using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>
/// Replaces the expectations that have no closed form by sums over grids. An expectation at one point is a weighted total; one
/// at every node of another grid is a Gaussian convolution, so functions defined through each other's expectations become a
/// chain of grids, each smoothed onto the one before.
/// </summary>
public sealed partial class Discretise
{
    private readonly EquationSystem _system;
    private readonly AsymptoticsTable _asymptotics;
    private readonly List<GridBuilder> _grids = [];
    private readonly Dictionary<Expr, Expr> _done = [];
    private readonly Dictionary<Expr, Definition> _names = [];
    private readonly List<RoutineProgram> _routines = [];
    private readonly Dictionary<Symbol, int> _places = [];
    private int _place;

    private Discretise(EquationSystem system)
    {
        _system = system;
        _asymptotics = new AsymptoticsTable(system.Facts);
    }

    private ExprFactory Factory => _system.Factory;

    private Facts Facts => _system.Facts;

    /// <summary>Discretises a system that has been integrated.</summary>
    /// <exception cref="InvalidOperationException">It does not have one goal.</exception>
    public static DiscretiseResult Run(EquationSystem integrated)
    {
        EquationSystem system = AlikeQuantities.Run(integrated);
        var pass = new Discretise(system);
        var diagnostics = new List<Diagnostic>();
        T? At<T>(int statement, Func<T> work)
            where T : class
        {
            pass._place = statement;
            try
            {
                return Placed.Of(statement, work);
            }
            catch (PlacedException e) when (e.InnerException is UnsupportedExpectationException unsupported)
            {
                if (!diagnostics.Any(d => d.Node == unsupported.Node))
                {
                    diagnostics.Add(new(unsupported.Kind, unsupported.Node, null, unsupported.Variable.Name.ToString(), unsupported.Message));
                }

                return null;
            }
        }

        foreach (Definition definition in system.Definitions.Where(d => d.Function is null))
        {
            if (At(definition.Statement, () => pass.Visit(definition.Value)) is { } value)
            {
                pass.Name(value, definition);
            }
        }

        SystemGoal asked = system.Goals.Single();
        ProgramGoal? goal = At(asked.Statement, () => new ProgramGoal(asked.Kind, pass.Visit(asked.Value), asked.Residuals.Select(r => pass.Visit(r.Expression)).ToEquatableArray()));
        Expr?[] outputs =
        [
            .. system.Outputs.Select(o => At(o.Statement, () => pass.Visit(o.Expression))),
            .. system.Outcomes.Select(o => At(o.Statement, () => pass.Visit(o.Margin))),
        ];
        return diagnostics.Count > 0
            ? new(null, diagnostics.ToEquatableArray())
            : new(
                new NumericProgram(
                    system, pass._grids.Select(g => g.Build()).ToEquatableArray(), goal!,
                    outputs.OfType<Expr>().ToEquatableArray(), EquatableMap.Of(pass._names), pass._routines.ToEquatableArray()),
                []);
    }

    private void Name(Expr expression, Definition definition)
    {
        if (expression is not (Number or Symbol) && !_names.ContainsKey(expression))
        {
            _names.Add(expression, definition);
        }
    }

    private Expr Visit(Expr expression)
    {
        if (_done.TryGetValue(expression, out Expr? result))
        {
            return result;
        }

        Work.Depth();
        int place = _place;
        _place = PlaceOf(expression) ?? place;
        result = expression switch
        {
            Expectation e when e.Domain is { } domain => _grids[domain.Grid].Kind == GridKind.Product ? ConvolveAlongAxis(e, _grids[domain.Grid]) : Convolve(e, domain),
            Expectation e => OverPlane(e) ?? AtPoint(e),
            Call { Function: DefinedFunction { HasDomains: true } f } call when call.Domain is null && f.Body.HasExpectation => ApplyRoutine(f, call),
            Call { Function: DefinedFunction f } call => Apply(f, call),
            { Children.Count: 0 } => expression,
            _ => expression.WithChildren([.. expression.Children.Select(Visit)]),
        };

        // A function put in its place may compare what is no number.
        result = result switch
        {
            Piecewise choice => Conditions.OutOfComparison(choice),
            Call call when IsUnboundedAtZero(call.Function) => OrNegligible(call),
            _ => result,
        };
        _place = place;
        _done[expression] = result;
        return result;
    }

    /// <summary>
    /// The syntax node of an expectation. What is put in place of parameters changes an expectation but not the variable it binds, by which
    /// it is known within the definition being worked on.
    /// </summary>
    private int? PlaceOf(Expr expression) => _system.Origins.TryGetValue(expression, out int origin) ? origin
        : expression is Expectation e && _places.TryGetValue(e.Variable, out int place) ? place
        : null;

    private void RememberPlaces(Expr body)
    {
        foreach (Expectation expectation in Traversal.Nodes(body).OfType<Expectation>())
        {
            if (_system.Origins.TryGetValue(expectation, out int origin))
            {
                _places[expectation.Variable] = origin;
            }
        }
    }

    private Expr ApplyRoutine(DefinedFunction function, Call call)
    {
        RoutineProgram? program = _routines.Find(r => r.Routine.Definition.Equals(function));
        if (program is null)
        {
            _routines.Add(program = Routines.Of(_system, function));
        }

        return Factory.Call(program.Routine, [.. call.Children.Select(Visit)]);
    }

    private Expr Apply(DefinedFunction function, Call call)
    {
        if (call.Children.Count == 1 && call.Children[0] is Symbol { Domain: { } domain } coordinate && IsCoordinate(coordinate, domain)
            && _asymptotics.Of(function) is { } shape && _grids[domain.Grid].Kind != GridKind.Product)
        {
            GridBuilder grid = _grids[domain.Grid];
            grid.Breakpoints.UnionWith(shape.Breakpoints.Select(Visit));
            grid.LengthScales.UnionWith(shape.LengthScales.Select(Visit));
            grid.Spread = AsymptoticsTable.Larger(grid.Spread, Visit(shape.Spread), Facts);
            if (shape.Left is null || shape.Right is null)
            {
                grid.HasCore = false;
            }

            if (domain.Region != Region.Core && (domain.Region == Region.Left ? shape.Left : shape.Right) is { } asymptote)
            {
                return Visit(asymptote.Substitute(function.Parameters[0], coordinate));
            }
        }

        RememberPlaces(function.Body);
        Expr value = Visit(Inline.At(function, call.Children));
        if (value.Domain is { Region: Region.Core } at && call.Children[0] is Symbol)
        {
            Definition definition = _system.Definitions.First(d => d.Function?.FullName == function.FullName);
            Name(value, definition);
            if (!_grids[at.Grid].Functions.Contains(definition.Written, StringComparer.Ordinal))
            {
                _grids[at.Grid].Functions.Add(definition.Written);
            }
        }

        return value;
    }

    private bool IsCoordinate(Symbol symbol, Domain domain) => ReferenceEquals(_grids[domain.Grid].Coordinate(domain.Region), symbol);

    private GridBuilder GridOf(int? parent, Expr deviation, Expr center, bool isAxis = false)
    {
        GridBuilder? grid = _grids.FirstOrDefault(l => l.Kind == GridKind.Equispaced && l.Parent == parent && l.IsAxis == isAxis
            && ReferenceEquals(l.Deviation, deviation) && ReferenceEquals(l.Center, center));
        if (grid is null)
        {
            grid = new GridBuilder(Factory, _grids.Count, GridKind.Equispaced, parent, deviation, center) { IsAxis = isAxis, HasCore = !isAxis };
            _grids.Add(grid);
        }

        return grid;
    }

    private Expr Positive(Expectation expectation, Expr slope) => Facts.SignOf(slope) switch
    {
        Sign.Positive => slope,
        Sign.Negative => -slope,
        _ => throw Unsupported(expectation, $"the standard deviation {slope} is not known to be positive: {MissingFacts.Of(slope, Facts, _system)}"),
    };

    private UnsupportedExpectationException Unsupported(Expectation expectation, string why) => new(expectation.Variable, DiagnosticKind.UnsupportedExpectation, _place, why);
}
