namespace ReluInjectivity.Symbolics.Language;

/// <summary>
/// Recursive descent over the tokens of <see cref="Lexer"/>. The first failure in a statement moves to the statement's end,
/// where nothing matches any more, so that every method returns without looking for failure.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>Brackets, signs and powers within each other; bounds the recursion here.</summary>
    private const int MaxDepth = 200;

    /// <summary>Height of the tree; bounds the recursion of whatever walks it, as long sums nest without brackets.</summary>
    private const int MaxHeight = 500;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly List<SourceSpan> _spans = [];
    private readonly int _firstNode;
    private readonly Stack<(int FirstNode, int Height)> _trees = new();
    private int _position;
    private int _end;
    private int _depth;
    private Diagnostic? _failure;
    private Diagnostic? _missingElse;

    /// <summary>Prepares to parse.</summary>
    /// <param name="text">The text.</param>
    /// <param name="firstNode">The number of the first node: how many the files before have.</param>
    public Parser(string text, int firstNode = 0)
    {
        _text = text;
        _firstNode = firstNode;
        _tokens = Lexer.Tokenize(text);
    }

    private Token Current => _tokens[_position];

    /// <summary>Parses the file.</summary>
    public ParseResult Run()
    {
        List<StatementSyntax> statements = [];
        List<Diagnostic> problems = [];
        while (_position < _tokens.Count)
        {
            _end = _tokens.FindIndex(_position, static t => t.Kind == TokenKind.End);
            (_depth, _failure, _missingElse) = (0, null, null);
            _trees.Clear();
            int nodes = _spans.Count;
            StatementSyntax? statement = ParseStatement();
            if (statement is not null && _failure is null)
            {
                statements.Add(statement);
            }
            else
            {
                _spans.RemoveRange(nodes, _spans.Count - nodes);
            }

            if ((_failure ?? _missingElse) is { } problem)
            {
                problems.Add(problem);
            }

            _position = _end + 1;
        }

        EquationFileSyntax file = new(statements.ToEquatableArray());
        return new ParseResult(file, _spans.ToEquatableArray(), problems.ToEquatableArray());
    }

    /// <summary>Where a node begins: its first token, and the id of its first child.</summary>
    private Mark Here() => new(_position, _spans.Count);

    /// <summary>Numbers a node that ends before the current token.</summary>
    private int NewId(Mark start)
    {
        SourceSpan first = _tokens[start.Token].Span;
        SourceSpan span = new(first.Start, 0, first.StartLine, first.StartColumn, first.StartLine, first.StartColumn);
        if (_position > start.Token)
        {
            SourceSpan last = _tokens[_position - 1].Span;
            span = span with { Length = last.Start + last.Length - first.Start, EndLine = last.EndLine, EndColumn = last.EndColumn };
        }

        int height = 1;
        while (_trees.Count > 0 && _trees.Peek().FirstNode >= start.Node)
        {
            height = Math.Max(height, 1 + _trees.Pop().Height);
        }

        _trees.Push((start.Node, height));
        _spans.Add(span);
        if (height > MaxHeight)
        {
            Fail(_tokens[start.Token], $"the expression is too long, with more than {MaxHeight} operations within or after each other; name parts of it with 'let'");
        }

        return _firstNode + _spans.Count - 1;
    }

    private void Fail(Token token, string hint)
    {
        if (_failure is null)
        {
            string subject = token.Kind == TokenKind.End ? "end of line" : _text.Substring(token.Span.Start, token.Span.Length);
            _failure = new Diagnostic(DiagnosticKind.Syntax, -1, token.Span, subject, token.Kind == TokenKind.Bad ? token.Hint : hint);
        }

        _position = _end;
    }

    private Token Advance() => _position < _end ? _tokens[_position++] : Current;

    private bool At(string symbol) => Current.IsSymbol(symbol);

    private bool Accept(string symbol)
    {
        bool isThere = At(symbol);
        if (isThere)
        {
            _position++;
        }

        return isThere;
    }

    private bool AcceptWord(string word)
    {
        bool isThere = Current.IsWord(word);
        if (isThere)
        {
            _position++;
        }

        return isThere;
    }

    private string? AcceptText() => Current.Kind == TokenKind.Text ? Advance().Text : null;

    private void Expect(string symbol, string hint)
    {
        if (!Accept(symbol))
        {
            Fail(Current, hint);
        }
    }

    /// <summary>A symbol after an expression, which may also have been meant to go on.</summary>
    private void ExpectAfterExpression(string symbol, string purpose) =>
        Expect(symbol, $"expected '{symbol}' {purpose}" + Continuation());

    private string ExpectText(string what)
    {
        if (AcceptText() is { } text)
        {
            return text;
        }

        Fail(Current, $"expected {what} in \"double quotes\"");
        return "";
    }

    private string ExpectName(string what)
    {
        Token token = Current;
        if (token.Kind != TokenKind.Name)
        {
            Fail(token, $"expected {what}: letters, digits and '_'");
        }
        else if (Keywords.IsReserved(token.Text))
        {
            Fail(token, $"expected {what}; '{token.Text}' is reserved");
        }

        return Advance().Text;
    }

    private List<T> ParseList<T>(Func<T> parse)
    {
        List<T> items = [parse()];
        while (Accept(","))
        {
            items.Add(parse());
        }

        return items;
    }

    private readonly record struct Mark(int Token, int Node);
}
