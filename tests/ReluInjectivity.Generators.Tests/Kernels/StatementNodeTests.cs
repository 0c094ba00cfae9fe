using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using static ReluInjectivity.Generators.Tests.Kernels.Tiny;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>Every statement of the kernel's language, printed as C# and as C, against what it is to do.</summary>
public sealed class StatementNodeTests
{
    private static readonly Name T = Name.Temporary("t", 0);
    private static readonly Name Left = Name.Declared("f", 1);
    private static readonly Name Right = Name.Declared("f_1");
    private static readonly Name Sum = Name.Temporary("sum");

    [Fact]
    public void DeclareAndAssign_LastInFields()
    {
        Kernel kernel = (Empty with { Fields = Of(T, Left, Right) })
            .With(
                MethodKind.Evaluate,
                new Assign(new Field(T), X, "let a = b"),
                new Declare(new Local(Right), null, new Field(T)),
                new Section("Title.", Of<Statement>(new Assign(new Field(Left), new Addition(Operands(new Local(Right), new Field(T)))))),
                new Assign(new ValueResult(), new Field(Left)))
            .With(MethodKind.Gradient, new Assign(new ResidualResult(0), new Field(T)), new Assign(new ResidualResult(1), new Field(Left)));
        Evaluation run = Run(kernel with { Fields = Of(T, Left) });
        Assert.Equal(1.4, run.Value);
        Assert.Equal([0.7, 1.4], run.Residual);
    }

    [Fact]
    public void RequireFinite_NamesTheFirst()
    {
        Kernel kernel = (Empty with { Fields = Of(T) }).With(MethodKind.Evaluate, new Assign(new ValueResult(), X), new Assign(new Field(T), new Symbolics.Kernels.Undefined()))
            .With(MethodKind.FirstNonFinite, new RequireFinite((Field)X, "x"), new RequireFinite(new Field(T), "lambda[1]"), new Return());
        Assert.Equal("lambda[1]", Run(kernel).FirstNonFinite());
        Kernel ofParts = Empty.With(MethodKind.Evaluate, new Assign(new ValueResult(), X))
            .With(MethodKind.FirstNonFinite, new RequireFinite(new Division(X, Number(2)), "x/2"), new RequireFinite(new Division(X, Number(0)), "x/0"), new Return());
        Assert.Equal("x/0", Run(ofParts).FirstNonFinite());
    }

    /// <summary>The second moment of a Gaussian: coordinates, steps, arrays that last, and totals.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GridLoop_OverEquispacedNodes(bool hasCore)
    {
        var core = new Core(new Negation(Number(1)), Number(1), new Division(X, Number(10)));
        Region[] regions = [Region.Left, Region.Core, Region.Right];
        Kernel kernel = OnGrid(GridKind.Equispaced)
            .With(MethodKind.Plan, new LayEquispaced(0, null, Y, X, X, hasCore ? core : null))
            .With(
                MethodKind.Evaluate,
                [
                    .. regions.Select(region => new GridLoop(new Domain(0, region), Of<Place>(Total(region)), Of<Statement>(
                        new Declare(new Local(T), new Element(Left), Gaussian(new Coordinate(0), Y, X)),
                        new Accumulate(Total(region), new Multiplication(Operands(new Step(0), new IntegerPower(new Coordinate(0), 2), new Local(T))))))),
                    new Assign(new ValueResult(), Summed(regions)),
                ])
            .With(
                MethodKind.Gradient,
                [
                    .. regions.Select(region => new GridLoop(new Domain(0, region), Of<Place>(Total(region)), Of<Statement>(new Accumulate(Total(region), new Multiplication(Operands(new Step(0), new Element(Left))))))),
                    new Assign(new ResidualResult(0), Summed(regions)),
                ])
            .With(MethodKind.FirstNonFinite, new RequireFiniteArray(Left, new Domain(0, Region.Core), "f"), new Return());
        Evaluation run = Run(kernel);
        Assert.Equal((0.7 * 0.7) + (1.3 * 1.3), run.Value, 1e-13);
        Assert.Equal(1, run.Residual[0], 1e-13);
        Assert.Null(run.FirstNonFinite());
    }

    [Fact]
    public void GridLoop_OverPanels()
    {
        Kernel kernel = OnGrid(GridKind.Panels).With(MethodKind.Plan, new LayPanels(0, null, new Multiplication(Operands(Number(30), Z)), Number(1), Number(0), Number(0), false))
            .With(
                MethodKind.Evaluate,
                new GridLoop(new Domain(0, Region.Core), Of<Place>(new Local(Sum)), Of<Statement>(new Accumulate(new Local(Sum), new Multiplication(Operands(new Weight(0), new IntegerPower(new Coordinate(0), 9)))))),
                new Assign(new ValueResult(), new Local(Sum)));
        Assert.Equal(0.1, Run(kernel).Value, 1e-15);
    }

    /// <summary>E cos(u) for a sum u of two Gaussians, by a convolution, by its adjoint, and differentiated by the inner deviation s.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolve_AndItsAdjoint(bool isSplit)
    {
        double exact = Math.Exp(-0.5 * ((0.7 * 0.7) + (2.5 * 2.5)));
        IReadOnlyList<double> values = Run(Convolved(isSplit, order: 0)).Outputs;
        Assert.Equal(exact, values[0], 1e-12);
        Assert.Equal(exact, values[1], 1e-12);
        IReadOnlyList<double> slopes = Run(Convolved(isSplit, order: 1)).Outputs;
        Assert.Equal(-2.5 * exact, slopes[0], 1e-12);
        Assert.Equal(-2.5 * exact, slopes[1], 1e-12);
        IReadOnlyList<double> curvatures = Run(Convolved(isSplit, order: 2)).Outputs;
        Assert.Equal(((2.5 * 2.5) - 1) * exact, curvatures[0], 1e-11);
        Assert.Equal(((2.5 * 2.5) - 1) * exact, curvatures[1], 1e-11);
    }

    [Fact]
    public void RoutineCall_ValueAndDerivatives()
    {
        // x^2 y, by its own two unknowns.
        Kernel routine = Empty with { Givens = default };
        routine = routine.With(MethodKind.Load, new Assign(X, new UnknownInput(0)), new Assign(Y, new UnknownInput(1)))
            .With(MethodKind.Evaluate, new Assign(new ValueResult(), new Multiplication(Operands(X, X, Y))))
            .With(MethodKind.Gradient, new Assign(new ResidualResult(0), new Multiplication(Operands(Number(2), X, Y))), new Assign(new ResidualResult(1), new IntegerPower(X, 2)));
        Name instance = Name.Declared("psi", 0);
        Statement Kept(int component, params int[] by) => new Assign(new ResidualResult(component), new RoutineCall(instance, Of(by), default));
        Kernel kernel = (Empty with { Routines = Of(new KernelRoutine(instance, 0, "psi(x, z)")) })
            .With(
                MethodKind.Evaluate,
                new Declare(new Local(T), null, new RoutineCall(instance, default, Operands(X, new Addition(Operands(Z, Number(1)))))),
                new Assign(new ValueResult(), new Local(T)))
            .With(MethodKind.Gradient, Kept(0, 0), Kept(1, 1));
        Evaluation run = Run(kernel, ("Routine_Kernel", routine, []));
        Assert.Equal(0.7 * 0.7 * 3.5, run.Value, 1e-15);
        Assert.Equal(2 * 0.7 * 3.5, run.Residual[0], 1e-15);
        Assert.Equal(0.49, run.Residual[1], 1e-15);
    }

    private static Local Total(Region region) => new(Name.Temporary("total", (int)region));

    private static KernelExpr Summed(IReadOnlyList<Region> regions) => regions.Count == 1 ? Total(regions[0]) : new Addition(Operands([.. regions.Select(Total)]));

    private static Kernel OnGrid(GridKind kind) =>
        Empty with { Grids = Of(new KernelGrid(0, kind, "a grid")), Arrays = kind == GridKind.Panels ? default : Of(new KernelArray(Left, 0)) };

    /// <summary>The density of mean m and deviation s.</summary>
    private static Division Gaussian(KernelExpr at, KernelExpr mean, KernelExpr deviation) =>
        new(new Application(Normal.Density, Operands(new Division(new Addition(Operands(at, new Negation(mean))), deviation))), deviation);

    private static Kernel Convolved(bool isSplit, int order)
    {
        // Grid 0 under the outer Gaussian, of deviation x; grid 1 under those of deviation z centred at its nodes. cos(y) = (cos(y) - 1) + 1.
        var core = isSplit ? null : new Core(Number(-1), Number(1), X);
        Name weight = Name.Temporary("weight");
        Name spread = Name.Temporary("spread");
        Name smooth = Name.Temporary("smooth");
        Region[] regions = isSplit ? [Region.Core] : [Region.Left, Region.Core, Region.Right];
        KernelExpr cosine = new Application(Trigonometric.Cos, Operands(new Coordinate(1)));
        Kernel kernel = Empty with
        {
            Grids = Of(new KernelGrid(0, GridKind.Equispaced, "outer"), new KernelGrid(1, isSplit ? GridKind.Split : GridKind.Equispaced, "inner")),
            Convolutions = Of(new Convolution(1, 0, isSplit)),
            Arrays = Of(new KernelArray(weight, 0), new KernelArray(smooth, 0), new KernelArray(Left, 1), new KernelArray(spread, 1)),
        };
        var outer = new Domain(0, Region.Core);
        return kernel
            .With(
                MethodKind.Plan,
                [
                    new LayEquispaced(0, null, Number(0), X, new Extremum(IsLargest: false, Operands(X, Number(1))), null),
                    isSplit
                        ? new LaySplit(1, 0, Z, new Division(Z, Number(4)), Operands(Number(-1), Number(0), Number(2)))
                        : new LayEquispaced(1, 0, null, Z, new Division(Z, Number(3)), core),
                ])
            .With(MethodKind.Evaluate, new Assign(new ValueResult(), X), new SetDeviation(1, Z))
            .With(
                MethodKind.Outputs,
                [
                    new GridLoop(outer, default, Of<Statement>(new Assign(new Element(weight), new Multiplication(Operands(new Step(0), Gaussian(new Coordinate(0), Number(0), X)))))),
                    .. regions.Select(r => new GridLoop(new Domain(1, r), default, Of<Statement>(new Assign(new Element(Left), new Addition(Operands(cosine, Number(-1))))))),
                    new ClearConvolution(1, smooth),
                    .. regions.Select(r => new AddConvolution(1, order, r, Left, smooth)),
                    .. regions.Select(r => new AddConstantConvolution(1, order, r, Number(1), smooth)),
                    .. regions.Select(r => new ConvolveAdjoint(1, order, weight, r, spread)),
                    new GridLoop(outer, Of<Place>(new Local(Sum)), Of<Statement>(new Accumulate(new Local(Sum), new Multiplication(Operands(new Element(weight), new Element(smooth)))))),
                    .. regions.Select(r => new GridLoop(new Domain(1, r), Of<Place>(Total(r)), Of<Statement>(new Accumulate(Total(r), new Multiplication(Operands(new Element(spread), cosine)))))),
                    new Assign(new ComponentResult(0), new Local(Sum)),
                    new Assign(new ComponentResult(1), Summed(regions)),
                ]);
    }
}
