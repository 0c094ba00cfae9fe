using System.Collections;
using System.Reflection;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Tests.Language;

/// <summary>Writes a tree without the numbers of its nodes, and lists its nodes.</summary>
internal static class TreeDump
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Of))}]",
        SyntaxNode or EquationFileSyntax => $"{value.GetType().Name}({string.Join(", ", Properties(value).Select(p => Of(p.GetValue(value))))})",
        _ => value.ToString()!,
    };

    public static IEnumerable<SyntaxNode> Nodes(object? value)
    {
        IEnumerable<object?> children = value switch
        {
            null or string => [],
            IEnumerable items => items.Cast<object?>(),
            SyntaxNode or EquationFileSyntax => Properties(value).Select(p => p.GetValue(value)),
            _ => [],
        };
        IEnumerable<SyntaxNode> below = children.SelectMany(Nodes);
        return value is SyntaxNode node ? below.Append(node) : below;
    }

    private static IEnumerable<PropertyInfo> Properties(object value) =>
        value.GetType().GetProperties().Where(static p => p.Name is not nameof(SyntaxNode.Id)).OrderBy(static p => p.Name, StringComparer.Ordinal);
}
