using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Writes what describes a system to its solver and its readers.</summary>
internal static class DescriptionEmitter
{
    private const string Systems = Imports.Systems;

    /// <summary>Writes the places of the unknowns that a stationary goal maximises, where the file says so.</summary>
    private static void Maximised(IndentedWriter writer, FileModel file, EquationSystem system, SystemGoal goal)
    {
        if (file.Model.Goals.FirstOrDefault(g => g.Id == goal.Statement)?.Order is { } order)
        {
            IEnumerable<int> maximised = Enumerable.Range(0, system.Unknowns.Count).Where(i => order.Maximised.Contains(system.Unknowns[i].Name.Stem, StringComparer.Ordinal));
            writer.Line($"Maximised = [{string.Join(", ", maximised.Select(i => i.ToString(CultureInfo.InvariantCulture)))}],");
        }
    }

    /// <summary>Writes the properties. A program that uses one system does not describe all.</summary>
    public static void Write(IndentedWriter writer, FileModel file, EquationSystem system, SystemGoal goal, IEnumerable<DescriptionLine> lines)
    {
        writer.Line($"private {Systems}SystemDescription? _description;");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {Systems}SystemName Name => new({Quote(system.Model)}, {Quote(goal.Name)}, {Indices(system)});");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(Lazily("SystemDescription"));
        writer.Line();
        writer.Open($"private static {Systems}SystemDescription Describe() => new()");
        writer.Line($"Model = {Quote(system.Model)},");
        writer.Line($"Title = {Quote(file.Model.Header.Title)},");
        writer.Line($"Sources = [{string.Join(", ", file.Model.Sources.Select(Quote))}],");
        writer.Line($"File = {Quote(file.RelativePath)},");
        writer.Line($"Indices = {Indices(system)},");
        writer.Line($"IsNested = {(file.Model.Family.Any(f => f.IsNested) ? "true" : "false")},");
        writer.Lines([$"Kind = {Systems}GoalKind.{goal.Kind},", $"Goal = {Quote(goal.Name)},"]);
        Maximised(writer, file, system, goal);
        List(writer, "Unknowns", system.Unknowns.Select(UnknownInfo));
        List(writer, "Givens", system.Givens.Concat(goal.Givens).Select(g =>
            $"new({Quote(g.Name.ToString())}, {CSharpTarget.Literal(g.Default)}, {CSharpTarget.Literal(g.Lower)}, {CSharpTarget.Literal(g.Upper)}, {Quote(g.Text)})"));
        List(writer, "Outputs", system.Outputs.Select(o => $"new({Quote(o.Name)}, {Quote(o.Text)})"));
        if (system.Outcomes.Count > 0)
        {
            List(writer, "Outcomes", system.Outcomes.Select(o => $"new({Quote(o.Text)}, [{Dependencies(system, o.Margin)}]{(o.IsRequirement ? ", true" : "")})"));
        }

        Declared(writer, file, goal);
        if (system.Relations is { Failure: null })
        {
            writer.Line($"Relations = new {SystemEmitter.RelationsName(system)}(),");
        }

        writer.Line($"Equations = [{string.Join(", ", goal.Residuals.Select(r => Quote(r.Label)))}],");
        if (goal.Residuals.Count > 1)
        {
            writer.Line($"Dependencies = [{string.Join(", ", goal.Residuals.Select(r => $"[{Dependencies(system, r.Expression)}]"))}],");
        }

        List(writer, "References", References(system, goal));
        writer.Line($"Lines = new {Systems}DeferredList<{Systems}EquationLine>(static () =>");
        writer.Line("[");
        writer.Indent();
        foreach (DescriptionLine line in lines)
        {
            writer.Line($"new({Quote(line.Text)}, {Quote(line.Latex)}, {Quote(line.Method)}),");
        }

        writer.Outdent();
        writer.Line("]),");
        writer.Close(";");
    }

    /// <summary>Writes what the file declares beside the equations.</summary>
    private static void Declared(IndentedWriter writer, FileModel file, SystemGoal goal)
    {
        if (file.Model.Profiles.Count > 0)
        {
            List(writer, "Profiles", file.Model.Profiles.Select(p => $"new({Quote(p.Name)}, {Quote(p.Over)}, {Quote(p.Text)})"));
        }

        BoundSyntax[] bounds = [.. file.Model.Bounds.Where(b => string.Equals(b.Name, goal.Name, StringComparison.Ordinal))];
        if (bounds.Length > 0)
        {
            List(writer, "Bounds", bounds.Select(b => $"new({(b.IsUpper ? "true" : "false")}, {Quote(b.Model)}, {Quote(b.Goal)}, [{At(b.At)}])"));
        }

        if (file.Model.Reports.Count > 0)
        {
            List(writer, "Reports", file.Model.Reports.Select(Report));
        }
    }

    /// <summary>The property that makes a description when it is first asked for.</summary>
    public static string Lazily(string type) =>
        $"public {Systems}{type} Description => global::System.Threading.LazyInitializer.EnsureInitialized(ref _description, Describe);";

    private static string Report(ReportSyntax r)
    {
        string over = string.Join(", ", r.Over.Select(o => Quote(SyntaxPrinter.Print(o))));
        return $"new({Quote(r.Command)}, [{string.Join(", ", r.Keys.Select(Quote))}], {Quote(r.Quantity)}, [{At(r.At)}], [{over}], {Quote(r.Otherwise)}, {(r.IsDefault ? "true" : "false")})";
    }

    private static string At(IEnumerable<SettingSyntax> settings) => string.Join(", ", settings.Select(s => $"new({Quote(NameOf(s))}, {SyntaxPrinter.Print(s.Value)})"));

    private static string NameOf(SettingSyntax s) => s.Indices.Count == 0 ? s.Name : $"{s.Name}[{string.Join(", ", s.Indices.Select(SyntaxPrinter.Print))}]";

    /// <summary>The list of the system's place in its family.</summary>
    public static string Indices(EquationSystem system) => "[" + string.Join(", ", system.Member.Indices.Select(i =>
        $"new({Systems}FamilyIndexKind.{i.Kind}, {Quote(i.Name)}, {i.Value.ToString(CultureInfo.InvariantCulture)})")) + "]";

    /// <summary>The reference values whose quantity the goal's system reports.</summary>
    private static IEnumerable<string> References(EquationSystem system, SystemGoal goal)
    {
        Given[] givens = [.. system.Givens.Concat(goal.Givens)];
        foreach (ReferenceValue r in system.References)
        {
            string quantity = r.Name.ToString();
            bool isReported = string.Equals(quantity, goal.Name, StringComparison.Ordinal)
                || system.Outputs.Any(o => string.Equals(o.Name, quantity, StringComparison.Ordinal)) || system.Unknowns.Any(u => u.Name == r.Name);
            if (isReported && r.At.All(s => givens.Any(g => g.Name == s.Name)))
            {
                string at = string.Join(", ", r.At.OrderBy(s => s.Name.ToString(), StringComparer.Ordinal).Select(s => $"new({Quote(s.Name.ToString())}, {Literal(s.Value)})"));
                yield return $"new({Quote(quantity)}, {Literal(r.Value)}, {Literal(r.Tolerance)}, [{at}], {Quote(r.Citation)})";
            }
        }
    }

    private static string Literal(ConstantExpr constant) => CSharpTarget.Literal(ConstantEvaluator.TryEvaluate(constant.Expression, out double value) ? value : double.NaN);

    /// <summary>Writes a property that is a list.</summary>
    public static void List(IndentedWriter writer, string name, IEnumerable<string> items)
    {
        writer.Line($"{name} =");
        writer.Line("[");
        writer.Indent();
        foreach (string item in items)
        {
            writer.Line(item + ",");
        }

        writer.Outdent();
        writer.Line("],");
    }

    /// <summary>The places of the unknowns that an expression depends on.</summary>
    private static string Dependencies(EquationSystem system, Expr expression)
    {
        HashSet<Expr> reached = Traversal.Reached([expression]);
        return string.Join(", ", system.Unknowns.Select((u, i) => (u, i)).Where(p => reached.Contains(p.u.Symbol)).Select(p => p.i.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The construction of what describes an unknown.</summary>
    public static string UnknownInfo(Unknown u) =>
        $"new({Quote(u.Name.ToString())}, {Quote(u.Name.Family)}, {u.Name.Index?.ToString(CultureInfo.InvariantCulture) ?? "null"}, {End(u.Lower, double.NegativeInfinity)}, {End(u.Upper, double.PositiveInfinity)}, {Systems}Ordering.{u.Ordering}, {Quote(u.Text)}{(u.Start is { } start ? ", Start: " + CSharpTarget.Literal(start) : string.Empty)})";

    private static string End(Expr? end, double otherwise) =>
        CSharpTarget.Literal(end is not null && ConstantEvaluator.TryEvaluate(end, out double value) ? value : otherwise);

    /// <summary>A string literal, or <c>null</c>.</summary>
    public static string Quote(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);
}
