using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.TestKit;
using static ReluInjectivity.Generators.Tests.Kernels.Tiny;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>Expressions that would break a compiler's stack are split, and keep their value to the last digit.</summary>
public sealed class SplitDeepTests
{
    [Fact]
    public void ChainOfFiveThousand()
    {
        KernelExpr chain = X;
        double expected = 0.7;
        for (int i = 0; i < 5000; i++)
        {
            chain = new Application(Trigonometric.Sin, Operands(new Addition(Operands(chain, X))));
            expected = Math.Sin(expected + 0.7);
        }

        Assert.Equal(expected, Run(SplitDeep.Apply(Valued(chain))).Value);
    }

    [Fact]
    public void ProductOfFiveThousand()
    {
        KernelExpr[] factors = [.. Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? Y : (KernelExpr)new Division(Number(1), Y))];
        double expected = factors.Select((_, i) => i % 2 == 0 ? -1.3 : 1 / -1.3).Aggregate((a, b) => a * b);
        Assert.Equal(expected, Run(SplitDeep.Apply(Valued(new Multiplication(factors.ToEquatableArray())))).Value);
    }

    [Fact]
    public void InSections()
    {
        KernelExpr sum = new Addition(Enumerable.Repeat((KernelExpr)X, 300).ToEquatableArray());
        Kernel kernel = SplitDeep.Apply(Empty.With(MethodKind.Evaluate, new Section("Title.", Of<Statement>(new Assign(new ValueResult(), sum)))));
        Assert.Equal(Enumerable.Repeat(0.7, 300).Aggregate((a, b) => a + b), Run(kernel).Value);
    }

    [Fact]
    public void ModestKernel_StaysTheSame()
    {
        Kernel kernel = Valued(new Addition(Operands(X, Y)));
        Assert.Equal(kernel, SplitDeep.Apply(kernel));
    }

    /// <summary>From the equation file to a compiled kernel: a function of a function of a function, 256 times.</summary>
    [Fact]
    public void DeepEquation_Compiles()
    {
        const string text = """
            model deep "Deep"
            unknown x in (0, inf)
            let f1(t) = sin(t + x)
            let f4(t) = f1(f1(f1(f1(t))))
            let f16(t) = f4(f4(f4(f4(t))))
            let f64(t) = f16(f16(f16(f16(t))))
            minimise v = x + 1/x
            output y = f64(f64(f64(f64(x))))
            """;
        IEquationSystem system = Assert.Single(GeneratorDriverHelper.Run(("equations/deep.eq", text)).Compile());
        EquationKernel kernel = system.CreateKernel();
        Evaluation at = kernel.At([0.5], [], kernel.Resolution(4));
        at.HessianVectorProduct([1], new double[1]);
        Assert.Equal(Enumerable.Range(0, 256).Aggregate(0.5, (t, _) => Math.Sin(t + 0.5)), Assert.Single(at.Outputs), 1e-15);
    }
}
