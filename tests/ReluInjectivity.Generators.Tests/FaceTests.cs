using System.Reflection;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>What generated classes offer under the names of their equation files, in a project of its own.</summary>
public sealed class FaceTests
{
    private const string Text = """
        model solution "Names that the members use themselves"
        given options = 1
        given cancellation = 2
        given Catalog = 3
        unknown Result in (0, inf)
        unknown result in (0, inf)
        unknown ToString[k] for k = 1..2 in (0, inf)
        unknown class in (0, inf)
        minimise Solution = options*(Result - log(Result)) + cancellation*(result - log(result)) + Catalog*(class - log(class))
            + ToString[1] - log(ToString[1]) + ToString[2] - 2*log(ToString[2])
        output GetType = Result + class "a < b & c"
        """;

    [Fact]
    public void Names_MayBeThoseOfMembers()
    {
        IEquationSystem system = Assert.Single(GeneratorDriverHelper.Run(("equations/solution.eq", Text)).Compile());
        Type type = system.GetType();
        Assert.Equal("SolutionSystem", type.Name);
        MethodInfo solve = type.GetMethod("Solve")!;
        Assert.Equal(["options_2", "cancellation_2", "Catalog", "options", "cancellation"], solve.GetParameters().Select(p => p.Name));
        Assert.Equal([1.0, 2.0, 3.0], solve.GetParameters().Take(3).Select(p => p.DefaultValue));

        var solution = (NamedResult)solve.Invoke(null, [1.0, 2.0, 3.0, null, CancellationToken.None])!;
        Assert.Equal(SolveStatus.Solved, solution.Result.Status);
        Assert.Equal(
            ["Result_2", "Solution_2", "ToString_2", "GetType_2", "class_2", "result"],
            solution.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(p => p.Name).OrderBy(n => "RSTGcr".IndexOf(n[0], StringComparison.Ordinal)));
        Assert.Equal(solution.Result["GetType"], solution.GetType().GetProperty("GetType_2")!.GetValue(solution));
        Assert.Equal(2, ((IReadOnlyDictionary<int, double>)solution.GetType().GetProperty("ToString_2")!.GetValue(solution)!)[2], 1e-6);
    }

    [Fact]
    public void Project_FindsItsClassesInItsNamespace()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/good.eq", "model good \"Good\"\ngiven a = 2 in (0, inf)\nunknown x in (0, inf)\nminimise v = a*x + 1/x\n")).WithCSharp("""
            using Tested.Equations;
            using ReluInjectivity.Runtime.Solving;

            /// <summary>Uses what was generated.</summary>
            public static class User
            {
                /// <summary>The minimum.</summary>
                public static double Value { get; } = Good.Solve(a: 3, new SolveOptions { Tolerance = 1e-6 }).v + FamilySolver.Solve(EquationFamily.Of(Catalog.Systems, "good"))[0]["x"];
            }
            """);
        Assert.Empty(run.CompilerDiagnostics().Select(d => d.ToString()));
        run.Compile();
    }
}
