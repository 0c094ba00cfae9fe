using ReluInjectivity.Generators.Tests.C;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>Kernels as readers see them, and what must hold of every kernel.</summary>
public sealed class KernelPrinterTests
{
    private const string Unit = """
        model unit "One unit"
        given    w = 2 in (0, inf)
        unknown  m in (0, inf)
        let      active = E(z, logistic(m + z))
        solve    m
        equation "share" w*active = log(m)
        """;

    [Fact]
    public void TestVector() => Matches(Repository.EquationFile("equations/geometric/test-vector.eq").Text);

    [Fact]
    public void OneUnit() => Matches(Unit);

    /// <summary>The operator of powers groups to either side, by language.</summary>
    [Fact]
    public void PowersOfPowers_HaveBrackets()
    {
        KernelExpr whole = new IntegerPower(new IntegerPower(Tiny.X, 2), 3);
        KernelExpr general = new GeneralPower(new GeneralPower(Tiny.X, Tiny.Z), new GeneralPower(Tiny.Y, Tiny.Z));
        string printed = KernelPrinter.Print(Tiny.Valued(new Addition(Tiny.Operands(whole, general))));
        Assert.Contains("(x^2)^3 + (x^goal)^(while[1]^goal)", printed, StringComparison.Ordinal);
    }

    /// <summary>Equal inputs make equal kernels, which is what lets a build skip what has not changed.</summary>
    [Fact]
    public void Kernels_CompareByValue()
    {
        string text = Repository.EquationFile("equations/single-layer.eq").Text;
        Kernel kernel = CPrinterTests.Plan(text, MemberOf.Level(3)).Kernels[0];
        Kernel again = CPrinterTests.Plan(text, MemberOf.Level(3)).Kernels[0];
        Assert.Equal(kernel, again);
        Assert.Equal(kernel.GetHashCode(), again.GetHashCode());
        Assert.NotEqual(kernel, CPrinterTests.Plan(text, MemberOf.Level(2)).Kernels[0]);
    }

    /// <summary>No property of the IR can be set, and none holds a collection that can change.</summary>
    [Fact]
    public void Kernels_AreImmutable()
    {
        Type[] types = [.. typeof(Kernel).Assembly.GetTypes().Where(t => t == typeof(Kernel) || t == typeof(Method) || t.IsSubclassOf(typeof(Statement)) || t.IsSubclassOf(typeof(KernelExpr)))];
        Assert.True(types.Length > 40);
        foreach (Type type in types)
        {
            Assert.True(type.IsSealed || type.IsAbstract, type.Name);
            Assert.All(type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public), f => Assert.True(f.IsInitOnly, type.Name + "." + f.Name));
            Assert.All(type.GetProperties(), p => Assert.False(p.PropertyType.IsArray || typeof(System.Collections.IList).IsAssignableFrom(p.PropertyType), type.Name + "." + p.Name));
        }
    }

    private static void Matches(string text, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        string printed = KernelPrinter.Print(CPrinterTests.Plan(text, FamilyMember.Only).Kernels[0]);
        Assert.True(printed.Count(c => c == '\n') < 60, printed);
        Snapshot.Match(printed, method: method);
    }
}
