namespace ReluInjectivity.Cli.Arguments;

/// <summary>An argument that takes one of a few words.</summary>
internal static class Choice
{
    /// <summary>The word, checked.</summary>
    /// <exception cref="BadArgumentException">It is none of the choices.</exception>
    public static string Parse(string argument, string typed, params IReadOnlyList<string> choices)
    {
        if (choices.Contains(typed, StringComparer.Ordinal))
        {
            return typed;
        }

        throw new BadArgumentException(
            $"{argument}: '{typed}' is none of {string.Join(", ", choices)}{Suggestion.For(typed, choices)}");
    }
}
