using System.Globalization;

namespace ReluInjectivity.Symbolics.Language;

/// <summary>Cuts an equation file into tokens, statement by statement. Accepts any text.</summary>
internal sealed class Lexer
{
    private const int MaxDigits = 1000;
    private const int MaxLetters = 100;
    private const int MaxExponentDigits = 4;

    private static readonly string[] Symbols =
        ["<=", ">=", "..", "+-", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ";", ":", "=", "<", ">"];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line;
    private int _lineStart;

    private Lexer(string text) => _text = text;

    /// <summary>The tokens of <paramref name="text"/>; each statement's are followed by one <see cref="TokenKind.End"/>.</summary>
    public static List<Token> Tokenize(string text)
    {
        Lexer lexer = new(text);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        if (Peek(0) == '\uFEFF')
        {
            _position = _lineStart = 1;
        }

        while (SkipBlank())
        {
            if (_position == _lineStart)
            {
                EndStatement();
            }

            ReadToken();
        }

        EndStatement();
    }

    private void EndStatement()
    {
        if (_tokens.Count > 0)
        {
            SourceSpan last = _tokens[_tokens.Count - 1].Span;
            SourceSpan end = new(last.Start + last.Length, 0, last.EndLine, last.EndColumn, last.EndLine, last.EndColumn);
            _tokens.Add(new Token(TokenKind.End, "", end, ""));
        }
    }

    /// <summary>Skips white space, line ends and comments. False at the end of the file.</summary>
    private bool SkipBlank()
    {
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c is '\r' or '\n')
            {
                _position += c == '\r' && Peek(1) == '\n' ? 2 : 1;
                _line++;
                _lineStart = _position;
            }
            else if (c == '#')
            {
                _position += CountWhile(0, static d => d is not ('\r' or '\n'));
            }
            else if (char.IsWhiteSpace(c))
            {
                _position++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void ReadToken()
    {
        char c = _text[_position];
        if (IsLetter(c))
        {
            bool isModelName = IsAfterBound(1) || (_tokens.Count > 0 && _tokens[_tokens.Count - 1] is { Span.StartColumn: 0 } last && last.IsWord("model"));
            int length = CountWhile(0, isModelName ? static d => IsLetter(d) || IsDigit(d) || d == '-' : static d => IsLetter(d) || IsDigit(d));
            bool isLong = length > MaxLetters;
            Add(isLong ? TokenKind.Bad : TokenKind.Name, length, isLong ? "a name has at most 100 letters" : "");
        }
        else if (IsDigit(c))
        {
            ReadNumber();
        }
        else if (c == '"')
        {
            ReadText();
        }
        else
        {
            ReadSymbol();
        }
    }

    /// <summary>Whether what comes is so many tokens after the sign of <c>bound NAME &lt;= MODEL.NAME</c>: 1 for the model, 2 for the dot.</summary>
    private bool IsAfterBound(int tokens) => _tokens.Count > tokens + 1 && _tokens[_tokens.Count - tokens] is { Kind: TokenKind.Symbol, Text: "<=" or ">=" }
        && _tokens[_tokens.Count - tokens - 2] is { Span.StartColumn: 0 } first && first.IsWord("bound");

    private void ReadNumber()
    {
        int length = CountWhile(0, IsDigit);
        if (Peek(length) == '.' && IsDigit(Peek(length + 1)))
        {
            length += 1 + CountWhile(length + 1, IsDigit);
        }

        bool isLong = length > MaxDigits;
        if (Peek(length) is 'e' or 'E')
        {
            int sign = Peek(length + 1) is '+' or '-' ? 1 : 0;
            int digits = CountWhile(length + 1 + sign, IsDigit);
            isLong |= digits > MaxExponentDigits;
            length += digits == 0 ? 0 : 1 + sign + digits;
        }

        Add(isLong ? TokenKind.Bad : TokenKind.Number, length, isLong ? "a number has at most 1000 digits and an exponent of at most four" : "");
    }

    private void ReadText()
    {
        int length = 1 + CountWhile(1, static d => d is not ('"' or '\r' or '\n'));
        if (Peek(length) != '"')
        {
            Add(TokenKind.Bad, length, "text ends on its line, with '\"'");
            return;
        }

        Add(TokenKind.Text, length + 1, "", _text.Substring(_position + 1, length - 1));
    }

    private void ReadSymbol()
    {
        if (SignsElsewhere.At(_text, _position) is { } foreign)
        {
            Add(TokenKind.Bad, foreign.Sign.Length, foreign.Hint);
            return;
        }

        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, _position, symbol, 0, symbol.Length) == 0)
            {
                Add(TokenKind.Symbol, symbol.Length);
                return;
            }
        }

        char c = _text[_position];
        if (c == '.' && IsAfterBound(2))
        {
            Add(TokenKind.Symbol, 1);
            return;
        }

        if (c == '.' && IsDigit(Peek(1)))
        {
            int digits = CountWhile(1, IsDigit);
            Add(TokenKind.Bad, 1 + digits, digits > MaxDigits ? "a number starts with a digit" : "write 0" + _text.Substring(_position, 1 + digits));
            return;
        }

        string hint = SignsElsewhere.Hint(c, Before()) is { } replacement ? replacement
            : char.IsLetter(c) ? "names consist of the letters a-z and A-Z, digits and '_'"
            : string.Format(CultureInfo.InvariantCulture, "the character U+{0:X4} has no meaning here", (int)c);
        Add(TokenKind.Bad, char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek(1)) ? 2 : 1, hint);
    }

    /// <summary>The token that ends where the next begins; empty: there is none.</summary>
    private string Before() => _tokens.Count > 0 && _tokens[_tokens.Count - 1] is { } last && last.Span.Start + last.Span.Length == _position ? last.Text : "";

    private void Add(TokenKind kind, int length, string hint = "", string? text = null)
    {
        int column = _position - _lineStart;
        SourceSpan span = new(_position, length, _line, column, _line, column + length);
        _tokens.Add(new Token(kind, text ?? _text.Substring(_position, length), span, hint));
        _position += length;
    }

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private int CountWhile(int offset, Func<char, bool> belongs)
    {
        int end = _position + offset;
        while (end < _text.Length && belongs(_text[end]))
        {
            end++;
        }

        return end - _position - offset;
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
