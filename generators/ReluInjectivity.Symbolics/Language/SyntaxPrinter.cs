using System.Text;

namespace ReluInjectivity.Symbolics.Language;

/// <summary>
/// Writes syntax as canonical equation text: one statement a line, no bracket more than the tree needs. Parsing the text gives
/// the tree again, up to the numbering of its nodes.
/// </summary>
public static class SyntaxPrinter
{
    /// <summary>A file; every statement ends in a line feed.</summary>
    public static string Print(EquationFileSyntax file) => string.Concat(file.Statements.Select(static s => Print(s) + "\n"));

    /// <summary>A statement, without line feed.</summary>
    public static string Print(StatementSyntax statement) => statement switch
    {
        ModelSyntax s => $"model {s.Name} {Quoted(s.Title)}",
        SourceSyntax s => "source " + string.Join(", ", s.Citations.Select(Quoted)),
        IncludeSyntax s => "include " + Quoted(s.Path),
        FamilySyntax s => $"{(s.Kind == FamilyIndexKind.Level ? "level" : "depth")} {Range(s.Range)}{(s.IsNested ? " nested" : "")}",
        GivenSyntax s => Given(s),
        UnknownSyntax s => Unknown(s),
        LetSyntax s => Let(s),
        GoalSyntax s => Goal(s),
        RelationsSyntax s => Relations(s),
        EquationSyntax s => $"equation{Text(s.Label)} {Print(s.Left)} = {Print(s.Right)}{For(s.Range)}",
        OutputSyntax s => $"output {s.Name}{Value(s.Value)}{Text(s.Text)}",
        OutcomeSyntax s => $"{(s.Text is { } reason ? $"outcome {Quoted(reason)} when" : "require")} {ExpressionPrinter.Print(s.Condition)}{For(s.Range)}",
        ProfileSyntax s => $"profile {s.Name} over {s.Over}{Text(s.Text)}",
        BoundSyntax s => $"bound {s.Name} {(s.IsUpper ? "<=" : ">=")} {s.Model}.{s.Goal}{At(s.At)}",
        ExpectSyntax s => Expect(s),
        ReportSyntax s => $"report {Quoted(s.Command)} {string.Join(", ", s.Keys.Select(Quoted))}{(s.Quantity is { } quantity ? " of " + quantity : "")}{At(s.At)}"
            + (s.Over.Count > 0 ? " over " + string.Join(", ", s.Over.Select(Print)) : "") + (s.Otherwise is { } model ? " else " + Quoted(model) : "") + (s.IsDefault ? " default" : ""),
        _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, "No form for this statement."),
    };

    /// <summary>An expression.</summary>
    public static string Print(ExpressionSyntax expression) => ExpressionPrinter.Print(expression, isTight: false);

    private static string Given(GivenSyntax s) => $"given {s.Name}{Indices(s.Indices)}{Value(s.Default)}{For(s.Range)}{ExpressionPrinter.Interval(s.Interval)}{Text(s.Text)}";

    private static string Unknown(UnknownSyntax s)
    {
        string order = s.Ordering switch
        {
            Ordering.Increasing => " increasing",
            Ordering.Decreasing => " decreasing",
            _ => "",
        };
        return $"unknown {s.Name}{Indices(s.Indices)}{Value(s.Start)}{For(s.Range)}{order}{ExpressionPrinter.Interval(s.Interval)}{Text(s.Text)}";
    }

    private static string Let(LetSyntax s)
    {
        string parameters = s.Parameters is { } names ? $"({string.Join(", ", names.Select(static p => p.Name + ExpressionPrinter.Interval(p.Interval)))})" : "";
        return $"let {s.Name}{ExpressionPrinter.Indices(s.Indices)}{parameters}{Value(s.Body)}{For(s.Range)}";
    }

    private static string Goal(GoalSyntax s)
    {
        string keyword = s.Kind switch
        {
            GoalKind.Minimise => "minimise",
            GoalKind.Maximise => "maximise",
            GoalKind.Stationary => "stationary",
            _ => "solve",
        };
        return $"{keyword} {s.Name}{Value(s.Value)}{Order(s.Order)}{string.Concat(s.Givens.Select(static g => " " + Given(g)))}";
    }

    /// <summary>Which unknowns are minimised and which maximised, after a goal; empty where that is open.</summary>
    public static string Order(OrderSyntax? order) => order is null ? "" : (order.Minimised.Count > 0 ? " minimise " + string.Join(", ", order.Minimised) : "")
        + (order.Maximised.Count > 0 ? " maximise " + string.Join(", ", order.Maximised) : "");

    private static string Relations(RelationsSyntax s) =>
        $"relations {string.Join(", ", s.Names)} from stationary {s.Objective}{Value(s.Value)} over {string.Join(", ", s.Over.Select(Over))}{string.Concat(s.Givens.Select(static g => " " + Given(g)))}";

    private static string Over(OverSyntax s)
    {
        string to = s.To is null ? "" : ".." + ExpressionPrinter.Print(s.To, isTight: true);
        return s.From is null ? s.Name : $"{s.Name}[{ExpressionPrinter.Print(s.From, isTight: true)}{to}]";
    }

    private static string At(EquatableArray<SettingSyntax> settings) =>
        settings.Count == 0 ? string.Empty : " at " + string.Join(", ", settings.Select(static a => a.Name + ExpressionPrinter.Indices(a.Indices) + Value(a.Value)));

    private static string Expect(ExpectSyntax s)
    {
        StringBuilder text = new();
        text.Append("expect ").Append(s.Name).Append(ExpressionPrinter.Indices(s.Indices)).Append(Value(s.Value));
        text.Append(" +- ").Append(Print(s.Tolerance));
        return text.Append(At(s.At)).Append(Text(s.Citation)).ToString();
    }

    private static string Range(RangeSyntax range) => ExpressionPrinter.Range(range);

    private static string For(RangeSyntax? range) => range is null ? "" : " for " + string.Join(", ", range.Nested().Select(Range));

    private static string Indices(EquatableArray<string> indices) => indices.Count == 0 ? "" : $"[{string.Join(", ", indices)}]";

    private static string Value(ExpressionSyntax? value) => value is null ? "" : " = " + Print(value);

    private static string Text(string? text) => text is null ? "" : " " + Quoted(text);

    private static string Quoted(string text) => $"\"{text}\"";
}
