using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <summary>Sorts the statements of a file by kind. Some kinds may stand in a file once, and some must.</summary>
internal static class StatementSorter
{
    /// <summary>The statements by kind; null where there is no model or no goal.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static BoundModel? Sort(EquationFileSyntax file, List<Diagnostic> problems)
    {
        EquatableArray<T> All<T>() => file.Statements.OfType<T>().ToEquatableArray();
        T? Single<T>(string name)
            where T : StatementSyntax => First(All<T>(), name);
        FamilySyntax? Index(FamilyIndexKind kind, string name) => First(All<FamilySyntax>().Where(s => s.Kind == kind).ToEquatableArray(), name);
        T? First<T>(EquatableArray<T> all, string name)
            where T : StatementSyntax
        {
            problems.AddRange(all.Skip(1).Select(extra => new Diagnostic(DiagnosticKind.DuplicateName, extra.Id, null, name, $"keep one '{name}' statement in a file")));
            return all.Count > 0 ? all[0] : null;
        }

        ModelSyntax? header = Single<ModelSyntax>("model");
        FamilySyntax[] family = [.. new[] { Index(FamilyIndexKind.Depth, "depth"), Index(FamilyIndexKind.Level, "level") }.OfType<FamilySyntax>()];
        EquatableArray<GoalSyntax> goals = All<GoalSyntax>();
        if (header is null)
        {
            problems.Add(new(DiagnosticKind.MissingStatement, -1, null, "model", "start the file with: model NAME \"title\""));
            return null;
        }

        if (goals.Count == 0)
        {
            problems.Add(new(DiagnosticKind.MissingStatement, header.Id, null, header.Name, "state a goal: minimise, maximise, stationary or solve"));
            return null;
        }

        return new BoundModel(
            header,
            file.Statements.OfType<SourceSyntax>().SelectMany(s => s.Citations).ToEquatableArray(),
            family.ToEquatableArray(),
            All<GivenSyntax>(),
            All<UnknownSyntax>(),
            All<LetSyntax>(),
            All<EquationSyntax>(),
            goals,
            Single<RelationsSyntax>("relations"),
            All<OutputSyntax>(),
            All<OutcomeSyntax>(),
            All<ProfileSyntax>(),
            All<BoundSyntax>(),
            All<ExpectSyntax>(),
            All<ReportSyntax>());
    }
}
