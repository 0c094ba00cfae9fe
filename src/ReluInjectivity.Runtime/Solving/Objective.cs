using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Solving.Strategies;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>A kernel at fixed givens, seen in unconstrained coordinates. An extremum is turned so that it is a minimum.</summary>
internal sealed partial class Objective : INewtonProblem
{
    private readonly IEquationSystem _system;
    private readonly double[] _given;
    private readonly double _sign;
    private readonly bool _sharesWork;
    private readonly DerivedDomain? _derived;
    private double[] _u = [];
    private Resolution? _laid;
    private Evaluation? _here;
    private Evaluation? _evaluated;
    private string? _refused;
    private EquationKernel? _kernel;
    private bool _isThrifty;

    /// <summary>Wraps a system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="given">Its givens.</param>
    /// <param name="sharesWork">Whether large Hessians are computed on two cores: not where several problems are solved at a time.</param>
    public Objective(IEquationSystem system, double[] given, bool sharesWork = false)
    {
        _system = system;
        _sharesWork = sharesWork;
        System = system.Description;
        Coordinates = new Coordinates(System.Unknowns);
        _given = given;
        _derived = System.Relations is { } relations ? new DerivedDomain(System, relations, given) : null;
        _sign = System.Kind == GoalKind.Maximise ? -1 : 1;
        Resolution = Kernel.Resolution(Quadrature.Resolution.CoarseNodesPerWidth);
    }

    /// <summary>The system.</summary>
    public SystemDescription System { get; }

    /// <summary>Its kernel.</summary>
    public EquationKernel Kernel
    {
        get
        {
            if (_kernel is null)
            {
                _kernel = _system.CreateKernel();
                _kernel.Another = _sharesWork ? _system.CreateKernel : null;
            }

            return _kernel;
        }
    }

    /// <summary>Its coordinates.</summary>
    public Coordinates Coordinates { get; }

    /// <summary>How finely grids are laid.</summary>
    public Resolution Resolution { get; set; }

    /// <summary>Whether points that take many nodes count as without a value, while many points are looked at.</summary>
    public bool IsThrifty
    {
        get => _isThrifty;
        set => (_isThrifty, _laid) = (value, value == _isThrifty ? _laid : null);
    }

    /// <inheritdoc/>
    public bool IsRoot => System.Kind is GoalKind.Solve or GoalKind.Stationary;

    /// <inheritdoc/>
    public (double Merit, double Slack)? Floor { get; set; }

    /// <summary>Looked at before each evaluation.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<double> Given => _given;

    /// <summary>A value turned so that it is minimised, or such a merit turned back.</summary>
    public double Turned(double value) => _sign * value;

    /// <summary>The evaluation at some coordinates, made where it is not the last one; null where there is none: outside of a derived domain, or where grids cannot be laid.</summary>
    public Evaluation? At(double[] u)
    {
        if (_laid is not null && _laid.IsSame(Resolution) && u.AsSpan().SequenceEqual(_u))
        {
            return _here;
        }

        Cancellation.ThrowIfCancellationRequested();
        (_laid, _u, _here, _evaluated, _refused) = (Resolution, [.. u], null, null, null);
        double[] x = Coordinates.ToUnknowns(u);
        if (_derived?.Honours(x) == false)
        {
            return null;
        }

        try
        {
            Evaluation here = Kernel.At(x, _given, Resolution);
            int most = Kernel.GridCount == 1 ? SearchConstants.MostNodesOfOneGrid : Kernel.HasPairs ? SearchConstants.MostPairs : SearchConstants.MostNodes;
            int share = !IsThrifty ? 1 : Kernel.GridCount == 1 ? SearchConstants.ThriftOfOneGrid : SearchConstants.Thrift;
            _evaluated = Kernel.NodesAtOnce > most / share ? null : here;
            return _here = _evaluated is null || Broken(_evaluated) ? null : here;
        }
        catch (NotFiniteNumberException)
        {
            return null;
        }
    }

    /// <summary>The evaluation at some coordinates, also where the file's requirements refuse them.</summary>
    public Evaluation? AtRefused(double[] u) => At(u) ?? _evaluated;

    /// <summary>The value at some coordinates; no number where there is none.</summary>
    public double ValueAt(double[] u) => At(u)?.Value ?? double.NaN;

    /// <summary>Lets the kernel go, which is large; another is made where one is asked for again.</summary>
    public void LetGo()
    {
        _kernel?.LetGo();
        (_kernel, _laid, _here, _evaluated) = (null, null, null, null);
    }

    /// <summary>What holds on other grids, which are in use meanwhile.</summary>
    public T On<T>(Resolution resolution, Func<T> there)
    {
        Resolution inUse = Resolution;
        Resolution = resolution;
        T result = there();
        Resolution = inUse;
        return result;
    }

    /// <summary>The resolution changed at those grids where something holds; the one in use where it holds at none. Pairs of nodes lie as their two grids do, and are not asked about.</summary>
    public Resolution ChangedWhere(Func<int, bool> holds, Func<Resolution, int, Resolution> change) =>
        Enumerable.Range(0, Resolution.Count).Where(grid => !Kernel.IsOfPairs(grid) && holds(grid)).Aggregate(Resolution, change);

    /// <inheritdoc/>
    public double Merit(double[] u)
    {
        double merit = At(u) is not { } here ? double.NaN : IsRoot ? Norm(InCoordinates(here, u)) : _sign * here.Value;

        // What is divided by an infinity is 0.
        if (merit == 0 && !IsRoot && FirstNonFinite(u) is not null)
        {
            return double.NaN;
        }

        return double.IsFinite(merit) ? merit : double.NaN;
    }

    /// <summary>One residual of a system of equations at a point.</summary>
    public ResidualSample Sample(double[] u, int equation)
    {
        if (At(u) is not { } here)
        {
            return new(double.NaN, double.NaN, _refused ?? "a grid");
        }

        double value = here.Residual[equation];
        return double.IsFinite(value) ? new(value, here.Rounding.Residual[equation], null) : new(value, double.NaN, here.FirstNonFinite() ?? System.Equations[equation]);
    }

    /// <inheritdoc/>
    public double Rounding(double[] u)
    {
        if (System.Kind != GoalKind.Solve)
        {
            return SearchConstants.Newton.ResidualRounding;
        }

        return At(u) is { } here ? Norm([.. here.Rounding.Residual]) : double.NaN;
    }

    /// <summary>
    /// Whether Newton's method ended at a root. Residuals of equations have no scale of their own, so the step tells, which is the distance to the root where the
    /// Jacobian is not singular.
    /// </summary>
    public bool IsAtRoot(NewtonResult newton) => newton.Status == SolveStatus.Solved
        && (System.Kind == GoalKind.Solve ? newton.Condition < SearchConstants.Blocks.LargestCondition : newton.Merit < SearchConstants.VanishingResidual);

    /// <inheritdoc/>
    public Vector<double> Residual(double[] u) => Vector<double>.Build.Dense(At(u) is { } here ? InCoordinates(here, u) : Undefined());

    /// <summary>The first named quantity that is not finite at some coordinates; null where all are.</summary>
    public string? FirstNonFinite(double[] u) => At(u) is { } here ? here.FirstNonFinite() : _refused ?? "a grid, which cannot be laid or takes too many nodes";

    /// <summary>Whether a requirement of the file fails: it is <see cref="FirstNonFinite"/> then. One that cannot be worked out does not tell.</summary>
    private bool Broken(Evaluation here)
    {
        for (int i = 0; i < System.Outcomes.Count && _refused is null; i++)
        {
            _refused = System.Outcomes[i].IsRequirement && here.Outputs[System.Outputs.Count + i] >= 0 ? $"the goal, which is refused since this fails: {System.Outcomes[i].Text}" : null;
        }

        return _refused is not null;
    }

    private double[] InCoordinates(Evaluation here, double[] u)
    {
        if (System.Kind == GoalKind.Solve)
        {
            return [.. here.Residual];
        }

        double[,] jacobian = Coordinates.Jacobian(u);
        double[] gradient = new double[u.Length];
        for (int j = 0; j < u.Length; j++)
        {
            for (int i = 0; i < u.Length; i++)
            {
                gradient[j] += _sign * here.Residual[i] * jacobian[i, j];
            }
        }

        return gradient;
    }

    private double[] Undefined() => [.. Enumerable.Repeat(double.NaN, Coordinates.Count)];

    /// <summary>The Euclidean norm, which neither overflows nor underflows where a component does not.</summary>
    internal static double Norm(double[] vector)
    {
        double largest = vector.Select(Math.Abs).DefaultIfEmpty().Max();
        return largest is 0 || !double.IsFinite(largest) ? largest : largest * Math.Sqrt(vector.Sum(v => v / largest * (v / largest)));
    }
}
