using ReluInjectivity.Generators.Tests.C;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>Kernels built by hand: two unknowns <c>x</c> and <c>while[1]</c>, a given <c>goal</c>, names that printers have to see to.</summary>
internal static class Tiny
{
    public static readonly double[] Point = [0.7, -1.3];

    public static readonly double[] Given = [2.5];

    private static readonly Name XName = Name.Declared("x");
    private static readonly Name YName = Name.Declared("while", 1);
    private static readonly Name ZName = Name.Declared("goal");

    /// <summary>The unknowns and the given, as the methods of <see cref="Of"/> hold them.</summary>
    public static Place X { get; } = new Field(XName);

    public static Place Y { get; } = new Field(YName);

    public static Place Z { get; } = new Field(ZName);

    public static KernelExpr Number(Rational value) => new Constant(value);

    public static EquatableArray<KernelExpr> Operands(params KernelExpr[] items) => items.ToEquatableArray();

    public static EquatableArray<T> Of<T>(params T[] items) => items.ToEquatableArray();

    public static Kernel Empty { get; } = new(
        "tiny", Of(XName, YName), Of(ZName), 2, default, default, default, default, default,
        Enum.GetValues<MethodKind>().Select(kind => new Method(kind, kind switch
        {
            MethodKind.Load => Of<Statement>(new Assign(X, new UnknownInput(0)), new Assign(Y, new UnknownInput(1)), new Assign(Z, new GivenInput(0))),
            MethodKind.FirstNonFinite => Of<Statement>(new Return()),
            _ => default,
        })).ToEquatableArray());

    /// <summary>A kernel whose value is an expression.</summary>
    public static Kernel Valued(KernelExpr value) => Empty.With(MethodKind.Evaluate, new Assign(new ValueResult(), value));

    /// <summary>The kernel with another body of a method.</summary>
    public static Kernel With(this Kernel kernel, MethodKind kind, params Statement[] body) =>
        kernel with { Methods = kernel.Methods.Select(m => m.Kind == kind ? new Method(kind, body.ToEquatableArray()) : m).ToEquatableArray() };

    /// <summary>The kernel printed both ways and run through all methods; both printings must agree.</summary>
    public static Evaluation Run(Kernel kernel, params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] routines)
    {
        (string, Kernel, IReadOnlyList<string>)[] all = [.. routines, ("Tested_Kernel", kernel, [.. routines.Select(r => r.Name)])];
        EquationKernel sharp = CSharpKernel.Compile(all)();
        CKernel c = CKernel.Compile(all)();
        Evaluation at = sharp.At(Point, Given, sharp.Resolution(6));
        c.Plan(Point, Given, 6);
        Agreement.Run(at, c);
        return at;
    }
}
