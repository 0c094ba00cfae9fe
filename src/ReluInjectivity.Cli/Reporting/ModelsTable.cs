using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>The models as a table for people.</summary>
internal static class ModelsTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(IReadOnlyList<EquationFamily> families, TextWriter output, bool isTerminal)
    {
        TextTable table = new(["model", "levels", "goals", "givens", "title", "sources"], fixedColumns: 2);
        foreach (IGrouping<string, EquationFamily> model in families.GroupBy(f => f.Model, StringComparer.Ordinal))
        {
            SystemDescription first = model.First().Systems[0].Description;
            table.AddRow(
            [
                model.Key,
                Members(model.First().Indices),
                string.Join(", ", model.Select(Goal)),
                Givens([.. model]),
                first.Title,
                string.Join("; ", first.Sources),
            ]);
        }

        table.Write(output, isTerminal);
    }

    private static string Members(IReadOnlyList<FamilyRange> indices) => indices.Count < 2
        ? LevelSelection.Print(indices.Count == 0 ? [] : indices[0].Values)
        : string.Join(", ", indices.Select(i => $"{Notation.CamelCase(i.Kind)} {LevelSelection.Print(i.Values)}"));

    private static string Goal(EquationFamily family) => $"{Notation.CamelCase(family.Systems[0].Description.Kind)} {family.Goal}";

    /// <summary>Every given once; one that not all goals have says which.</summary>
    private static string Givens(IReadOnlyList<EquationFamily> families)
    {
        IEnumerable<IGrouping<GivenInfo, string>> givens = families
            .SelectMany(f => f.Systems[0].Description.Givens.Select(g => (Given: g, f.Goal)))
            .GroupBy(p => p.Given, p => p.Goal);
        return string.Join("; ", givens.Select(g => Print(g.Key) + (g.Count() == families.Count ? string.Empty : $" (only for {string.Join(", ", g)})")));
    }

    private static string Print(GivenInfo given)
    {
        string text = given.Text is null ? string.Empty : " " + given.Text;
        return $"{given.Name} = {Notation.Shortest(given.Default)} in {Notation.Interval(given.Lower, given.Upper)}{text}";
    }
}
