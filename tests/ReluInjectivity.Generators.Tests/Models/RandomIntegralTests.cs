using System.Globalization;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.TestKit;
using Xunit.Abstractions;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>
/// Random expectations without a closed form against <c>integrals.txt</c>, a table that <c>integrals.py</c> beside it makes with mpmath: what is
/// solved lies within its bound, and little is not solved.
/// </summary>
public sealed class RandomIntegralTests(ITestOutputHelper output)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "ReluInjectivity.Generators.Tests", "Models");

    [Fact]
    public void WhatIsSolved_LiesWithinItsBound()
    {
        Case[] cases = [.. System.IO.File.ReadLines(Path.Combine(Folder, "integrals.txt")).Where(l => !l.StartsWith('#')).Select(Case.Read)];
        string[] integrands = [.. cases.Select(c => c.Integrand).Distinct(StringComparer.Ordinal)];
        ILookup<string, EquationFamily> families = EquationFamily.Group(GeneratorDriverHelper.Run([.. integrands.Select(File)]).Compile()).ToLookup(f => f.Model, StringComparer.Ordinal);
        var wrong = new List<string>();
        int unsolved = 0;
        foreach (IGrouping<string, Case> kind in cases.GroupBy(c => c.Kind, StringComparer.Ordinal))
        {
            int failed = 0;
            foreach (Case c in kind)
            {
                EquationFamily family = families[Name(Array.IndexOf(integrands, c.Integrand))].Single();
                SolveResult result = FamilySolver.Solve(family, [], c.Givens.Where(g => Uses(c.Integrand, g.Key)).ToDictionary(StringComparer.Ordinal)).Single();
                failed += result.Status == SolveStatus.Solved ? 0 : 1;
                string line = string.Create(CultureInfo.InvariantCulture, $"{c}: {result.Status} {result.Value:R} +- {result.ErrorEstimate:E1} {result.Message}");
                if (result.Status != SolveStatus.Solved)
                {
                    output.WriteLine(line);
                }

                if (double.IsFinite(result.Value) && !(Math.Abs(result.Value - c.Value) <= result.ErrorEstimate))
                {
                    wrong.Add(line);
                }
            }

            unsolved += failed;
            output.WriteLine($"{kind.Key}: {kind.Count()} cases, {failed} not solved");
            Assert.True(kind.Count() > 20 && failed <= 0.1 * kind.Count(), $"{kind.Key}: {failed} of {kind.Count()} are not solved");
        }

        Assert.Empty(wrong);
        Assert.InRange(unsolved, 0, 0.05 * cases.Length);
    }

    /// <summary>Each of a kind that grids of one step, or of a fixed reach, once got wrong; values by mpmath at 30 digits.</summary>
    [Theory]
    [InlineData("log(2 + cos(84.823*z))", 0.6238107163648713)]
    [InlineData("log(2 + cos(502.65482457436690*z))", 0.6238107163648713)]
    [InlineData("exp(0.45*z^2)/(1 + abs(z))", 1.2044728728436719)]
    [InlineData("exp(0.49*z^2)/(1 + z^2)", 1.1235422064905946)]
    [InlineData("exp(abs(z)^1.9/2)", 2.8577042858010)]
    [InlineData("cosh(0.45*z^2)/(2 + cos(3*z))", 1.1117921273719603)]
    [InlineData("log(1 + exp(100*z))", 39.90078962223357)]
    [InlineData("1/(1 + (300*(z - 1))^2)", 0.0025308534938791140)]
    [InlineData("log(z^2)", -1.2703628454614782)]
    [InlineData("exp(0.4536*z^2 - 95.06*abs(z))", 0.0083933975081225)]
    public void Faults_AreMended(string integrand, double expected)
    {
        SolveResult result = new TestedModel(File(integrand, 0).Text).Solve("v", tolerance: 1e-10);
        Assert.InRange(result.Value - expected, -result.ErrorEstimate - (1e-13 * expected), result.ErrorEstimate + (1e-13 * Math.Abs(expected)));
    }

    private static (string Path, string Text) File(string integrand, int index)
    {
        IEnumerable<string> givens = Case.Names.Where(n => Uses(integrand, n)).Select(n => $"given {n} = 0.4 in (0, inf)\n");
        return ($"equations/{Name(index)}.eq", $"model {Name(index)} \"t\"\n{string.Concat(givens)}unknown v in (-1000, 100000)\nequation v = E(z, {integrand})\nsolve v\n");
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"integral{index}");

    /// <summary>Whether a given's name stands in a text on its own.</summary>
    private static bool Uses(string integrand, string name) => System.Text.RegularExpressions.Regex.IsMatch(integrand, $@"\b{name}\b", default, TimeSpan.FromSeconds(1));

    private sealed record Case(string Kind, string Integrand, IReadOnlyDictionary<string, double> Givens, double Value)
    {
        public static readonly string[] Names = ["a", "b", "g"];

        public static Case Read(string line)
        {
            string[] parts = line.Split("; ");
            double Number(int i) => double.Parse(parts[i], CultureInfo.InvariantCulture);
            return new(parts[0], parts[1], Names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => Number(p.i + 2), StringComparer.Ordinal), Number(5));
        }

        public override string ToString() => $"{Kind} {Integrand} at {string.Join(", ", Givens.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} = {g.Value:R}")))}, {Value:R}";
    }
}
