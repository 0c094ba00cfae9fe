using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>Every expected value that an equation file states. A new file, level or <c>expect</c> line is tested by being there.</summary>
public sealed class ReferenceValueTests
{
    public static TheoryData<string, string, string> Expectations()
    {
        var data = new TheoryData<string, string, string>();
        foreach (EquationFamily family in Families.All)
        {
            foreach (IEquationSystem system in family.Systems)
            {
                foreach (ReferenceValue reference in system.Description.References)
                {
                    string at = string.Join(", ", reference.At.Select(a => FormattableString.Invariant($"{a.Key} = {a.Value}")));
                    data.Add(family.Model, Where(system), $"{reference.Quantity} {at}");
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Expectations))]
    public void Reference_value_is_reproduced(string model, string where, string what)
    {
        foreach (EquationFamily family in Families.All.Where(f => f.Model == model))
        {
            foreach (IEquationSystem system in family.Systems.Where(s => where == Where(s)))
            {
                foreach (ReferenceValue reference in system.Description.References.Where(r => what.StartsWith(r.Quantity + " ", StringComparison.Ordinal)))
                {
                    SolveResult result = FamilySolver.SolveMembers(
                        family, [system], reference.At.ToDictionary(a => a.Key, a => a.Value), SolveOptions.Default).Single();

                    Assert.Equal(SolveStatus.Solved, result.Status);
                    Assert.InRange(Quantity(result, reference.Quantity), reference.Value - reference.Tolerance, reference.Value + reference.Tolerance);
                }
            }
        }
    }

    /// <summary>Whatever the tolerance, the bar is within it, and the value within the bar.</summary>
    [Theory]
    [MemberData(nameof(Expectations))]
    public void Bar_holds_at_other_tolerances(string model, string where, string what)
    {
        var random = new Random(HashCodeOf(model + where + what));
        foreach (EquationFamily family in Families.All.Where(f => f.Model == model))
        {
            foreach (IEquationSystem system in family.Systems.Where(s => where == Where(s)))
            {
                foreach (ReferenceValue reference in system.Description.References.Where(r => r.Quantity == system.Description.Goal && what.StartsWith(r.Quantity + " ", StringComparison.Ordinal)))
                {
                    double tolerance = Math.Pow(10, -2 - (7 * random.NextDouble()));
                    SolveResult result = FamilySolver.SolveMembers(
                        family, [system], reference.At.ToDictionary(a => a.Key, a => a.Value), SolveOptions.Default with { Tolerance = tolerance }).Single();

                    Assert.Equal(SolveStatus.Solved, result.Status);
                    Assert.True(result.ErrorEstimate <= tolerance);
                    double bar = result.ErrorEstimate + reference.Tolerance;
                    Assert.InRange(result.Value, reference.Value - bar, reference.Value + bar);
                }
            }
        }

        static int HashCodeOf(string text) => text.Aggregate(17, static (hash, c) => unchecked((hash * 31) + c));
    }

    [Fact]
    public void Every_model_states_a_reference_value()
    {
        foreach (EquationFamily family in Families.All)
        {
            Assert.Contains(family.Systems, s => s.Description.References.Count > 0);
        }
    }

    private static string Where(IEquationSystem system) => $"{system.Description.Goal} at {string.Join(", ", system.Description.Indices)}";

    private static double Quantity(SolveResult result, string name)
    {
        for (int i = 0; i < result.Unknowns.Count; i++)
        {
            if (result.System.Unknowns[i].Name == name)
            {
                return result.Unknowns[i];
            }
        }

        for (int i = 0; i < result.Outputs.Count; i++)
        {
            if (result.System.Outputs[i].Name == name)
            {
                return result.Outputs[i];
            }
        }

        return name == result.System.Goal ? result.Value : throw new InvalidOperationException(name);
    }
}
