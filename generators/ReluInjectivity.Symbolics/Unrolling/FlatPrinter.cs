using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>
/// Prints flat models in the equation language: the file's own expressions with their indices filled in. The text is an equation file of
/// one system, and unrolling it gives the text again.
/// </summary>
public static class FlatPrinter
{
    /// <summary>The model as an equation file; every statement ends in a line feed.</summary>
    public static string Print(FlatModel model) => SyntaxPrinter.Print(FlatFile.Of(model));

    /// <summary>An expression.</summary>
    public static string Print(ExpressionSyntax expression) => SyntaxPrinter.Print(Written.Of(expression));

    /// <summary>A condition.</summary>
    public static string Print(ConditionSyntax condition) => ExpressionPrinter.Print(Written.Of(condition));

    /// <summary>A definition as its statement: <c>let lambda[2] = lambda[3] + c[2]</c>.</summary>
    public static string Print(FlatDefinition definition) => SyntaxPrinter.Print(FlatFile.Let(definition));

    /// <summary>An equation as its statement, with its label.</summary>
    public static string Print(FlatEquation equation) => SyntaxPrinter.Print(FlatFile.Equation(equation));

    /// <summary>A definition without more than its formula: <c>f[2](h) = h + c[2]</c>.</summary>
    public static string Formula(FlatDefinition definition) =>
        definition.Name + (definition.Parameters is { } p ? "(" + string.Join(", ", p.Select(x => x.Name)) + ")" : string.Empty) + " = " + Print(definition.Body);

    /// <summary>The two sides of an equation.</summary>
    public static string Formula(FlatEquation equation) => Print(equation.Left) + " = " + Print(equation.Right);

    /// <summary>A goal as its statement, with its expression and its own parameters.</summary>
    public static string Print(FlatGoal goal) => SyntaxPrinter.Print(FlatFile.Goal(goal, IsNamed(goal.Id, goal.Name, goal.Value)));

    /// <summary>An output as its statement, with its expression.</summary>
    public static string Print(FlatOutput output) => SyntaxPrinter.Print(FlatFile.Output(output, IsNamed(output.Id, output.Name, output.Value)));

    /// <summary>An outcome as its statement.</summary>
    public static string Print(FlatOutcome outcome) => SyntaxPrinter.Print(FlatFile.Outcome(outcome));

    /// <summary>Whether a statement names a quantity and gives no expression.</summary>
    internal static bool IsNamed(int statement, string name, ExpressionSyntax value) =>
        value is ReferenceSyntax { Arguments: null } reference && reference.Id == statement && reference.NameOf() == new IndexedName(name);
}
