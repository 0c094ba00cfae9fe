namespace ReluInjectivity.Symbolics.Language;

/// <summary>The kinds of token.</summary>
internal enum TokenKind
{
    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>Text in double quotes.</summary>
    Text,

    /// <summary>An operator, bracket or separator.</summary>
    Symbol,

    /// <summary>Characters that make no token.</summary>
    Bad,

    /// <summary>The end of a statement; every statement has exactly one.</summary>
    End,
}

/// <summary>A token.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its characters; for text those between the quotes.</param>
/// <param name="Span">Its place.</param>
/// <param name="Hint">For <see cref="TokenKind.Bad"/>: what would be right; otherwise empty.</param>
internal readonly record struct Token(TokenKind Kind, string Text, SourceSpan Span, string Hint)
{
    /// <summary>Whether it is this operator, bracket or separator.</summary>
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Name && string.Equals(Text, word, StringComparison.Ordinal);
}
