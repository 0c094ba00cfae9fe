using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Prints the relations of a model.</summary>
internal static class RelationsCommand
{
    private const string Summary = "Print the closed-form relations among a model's unknowns, as derived from its stationarity conditions.";

    private const string Details = """
        Each level's relations are explicit in the unknowns that are left. Where the levels share one form, it follows, written
        through auxiliary unknowns, for every level. A level without relations says which condition stopped the derivation, and why.
        'latex' writes align* environments (amsmath), 'json' both forms of each relation.

        Example:
          relu-injectivity relations {relations} --level 2
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> model = SharedArguments.Model();
        Option<string?> level = SharedArguments.Level();
        Option<string?> depth = SharedArguments.Depth();
        Option<string> format = SharedArguments.Format("text", "latex", "markdown", "json");
        Command command = new DocumentedCommand("relations", Summary, Details, around) { model, level, depth, format };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), "text", "latex", "markdown", "json");
            (CommandContext source, string name) = ModelSource.One(around, parsed.GetRequiredValue(model), parsed.GetValue(level), parsed.GetValue(depth));
            IReadOnlyList<RelationsDescription> relations = Find(source, name, parsed.GetValue(level), parsed.GetValue(depth));
            Action<IReadOnlyList<RelationsDescription>, TextWriter> write = wanted switch
            {
                "latex" => RelationsReport.WriteLatex,
                "markdown" => RelationsReport.WriteMarkdown,
                "json" => RelationsJson.Write,
                _ => RelationsReport.WriteText,
            };
            write(relations, around.Output);
            return relations.Any(r => r.Failure is not null) ? ExitCode.NotSolved : ExitCode.Success;
        });
        return command;
    }

    private static IReadOnlyList<RelationsDescription> Find(CommandContext around, string model, string? level, string? depth)
    {
        IReadOnlyList<RelationsDescription> all = [.. around.Relations.Select(r => r.Description)];
        IReadOnlyList<RelationsDescription> found = [.. all.Where(r => string.Equals(r.Model, model, StringComparison.Ordinal)).OrderBy(r => r.Indices.ValueOf(FamilyIndexKind.Depth)).ThenBy(r => r.Indices.ValueOf(FamilyIndexKind.Level))];
        if (found.Count > 0)
        {
            found = MemberSelection.Parse(level, depth, model, found, static r => r.Indices);
            return found is [{ Indices.Count: < 2 }, ..] || found.Select(r => r.Indices.ValueOf(FamilyIndexKind.Depth)).Distinct().Count() == 1
                ? found
                : throw new BadArgumentException("--depth: relations share a form over the levels of one depth; name one");
        }

        IReadOnlyList<string> models = [.. all.Select(r => r.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string known = models.Count == 0 ? "no model asks for any" : $"models with relations: {string.Join(", ", models)}";
        bool isModel = around.Systems.Any(s => string.Equals(s.Name.Model, model, StringComparison.Ordinal));
        throw new BadArgumentException(isModel
            ? $"MODEL: the file of {model} asks for no relations{Suggestion.For(model, models)}\n{known}"
            : $"MODEL: there is no model '{model}'{Suggestion.For(model, models)}\n{known}");
    }
}
