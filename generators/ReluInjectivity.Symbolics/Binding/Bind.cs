using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <summary>The outcome of binding.</summary>
/// <param name="Model">The model; null where a required statement is missing.</param>
/// <param name="Diagnostics">What is wrong; with an error among it (<see cref="DiagnosticSeverities.IsError"/>) the model is of no use.</param>
public sealed record BindResult(BoundModel? Model, EquatableArray<Diagnostic> Diagnostics);

/// <summary>
/// Sorts the statements of a file by kind and checks every name: declared, once, used as what it is, with the right number of arguments.
/// </summary>
/// <example>
/// <code>
/// BindResult result = Bind.Run(Parse.Run("model m \"title\"\nunknown x\nminimise v = x^2 + y").File);
/// // result.Diagnostics: RIJ002 at y
/// </code>
/// </example>
public static class Bind
{
    /// <summary>Binds a parsed file. Never throws.</summary>
    public static BindResult Run(EquationFileSyntax file)
    {
        var problems = new List<Diagnostic>();
        BoundModel? model = StatementSorter.Sort(file, problems);
        if (model is not null)
        {
            new Binder(model, problems).Run();
        }

        return new BindResult(model, problems.ToEquatableArray());
    }
}
