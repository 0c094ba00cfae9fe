namespace ReluInjectivity.Symbolics.Language;

/// <summary>Reads equation files.</summary>
/// <example>
/// <code>
/// ParseResult result = Parse.Run("model m \"title\"\nlet a = 1 + ");
/// // result.File.Statements: the model; result.Diagnostics: line 1, column 11: expected an expression
/// </code>
/// </example>
public static class Parse
{
    /// <summary>Parses the text of an equation file. Never throws: what is wrong is in <see cref="ParseResult.Diagnostics"/>.</summary>
    /// <param name="text">The text of the file.</param>
    /// <returns>The statements that could be read, the places of their nodes, and at most one problem a statement.</returns>
    public static ParseResult Run(string text) => new Parser(text).Run();
}
