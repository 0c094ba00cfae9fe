namespace ReluInjectivity.Symbolics.Language;

/// <content>Expressions, from the weakest operator to the strongest.</content>
internal sealed partial class Parser
{
    private ExpressionSyntax ParseExpression() => ParseLeftAssociative("+", "-", () => ParseLeftAssociative("*", "/", ParseUnary));

    private ExpressionSyntax ParseLeftAssociative(string first, string second, Func<ExpressionSyntax> parseOperand)
    {
        Mark mark = Here();
        ExpressionSyntax left = parseOperand();
        while (At(first) || At(second))
        {
            char @operator = Advance().Text[0];
            ExpressionSyntax right = parseOperand();
            left = new BinarySyntax(NewId(mark), @operator, left, right);
        }

        return left;
    }

    private ExpressionSyntax ParseUnary()
    {
        Mark mark = Here();
        if (_depth == MaxDepth)
        {
            Fail(Current, "brackets, signs and powers go at most 200 deep; name parts of the expression with 'let'");
            return new NumberSyntax(NewId(mark), "0");
        }

        _depth++;
        ExpressionSyntax result;
        if (Accept("-"))
        {
            ExpressionSyntax operand = ParseUnary();
            result = new NegateSyntax(NewId(mark), operand);
        }
        else
        {
            result = ParsePower(mark);
        }

        _depth--;
        return result;
    }

    private ExpressionSyntax ParsePower(Mark mark)
    {
        ExpressionSyntax @base = ParsePrimary();
        if (!Accept("^"))
        {
            return @base;
        }

        Token first = Current;
        ExpressionSyntax exponent = ParseUnary();
        if (At("/") && exponent is NumberSyntax { Text: "1" })
        {
            Fail(first, "'^' binds before '/', and what has the power 1 is itself: a root is x^(1/2), half of it x/2");
        }

        return new BinarySyntax(NewId(mark), '^', @base, exponent);
    }

    private ExpressionSyntax ParsePrimary()
    {
        Mark mark = Here();
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return new NumberSyntax(NewId(mark), token.Text);
            case TokenKind.Name:
                Advance();
                return ParseNamed(mark, token);
            case TokenKind.Symbol when Accept("("):
                ExpressionSyntax inner = ParseExpression();
                ExpectAfterExpression(")", "to close '('");
                return inner;
            default:
                Fail(token, "expected an expression" + Explain(token));
                return new NumberSyntax(NewId(mark), "0");
        }
    }

    private ExpressionSyntax ParseNamed(Mark mark, Token name)
    {
        switch (name.Text)
        {
            case "E":
                return ParseExpectation(mark, name);
            case "sum":
            case "product":
                return ParseRangeFold(mark, name);
            case "piecewise":
                return ParsePiecewise(mark);
            case "maximum":
                return ParseMaximum(mark, name.Text);
            case "minimum":
                // the smallest of e is minus the largest of -e
                MaximumSyntax largest = ParseMaximum(mark, name.Text);
                return new NegateSyntax(NewId(mark), largest with { Body = new NegateSyntax(NewId(mark), largest.Body) });
            case "diff":
                return ParseDerivative(mark);
            case "else":
                Fail(name, "expected an expression; 'else' is reserved for the last branch of piecewise(...)");
                break;
            default:
                break;
        }

        EquatableArray<ExpressionSyntax> indices = ParseIndices(name.Text);
        EquatableArray<ExpressionSyntax>? arguments = null;
        if (Accept("("))
        {
            arguments = ParseList(ParseExpression).ToEquatableArray();
            ExpectAfterExpression(")", $"to close {name.Text}(...)");
        }

        return new ReferenceSyntax(NewId(mark), name.Text, indices, arguments);
    }

    private EquatableArray<ExpressionSyntax> ParseIndices(string name)
    {
        if (!Accept("["))
        {
            return EquatableArray<ExpressionSyntax>.Empty;
        }

        List<ExpressionSyntax> indices = ParseList(ParseExpression);
        ExpectAfterExpression("]", $"to close {name}[...]");
        return indices.ToEquatableArray();
    }

    private ExpectationSyntax ParseExpectation(Mark mark, Token name)
    {
        if (!Accept("("))
        {
            Fail(name, At("[") ? "an expectation is written E(z, e), in round brackets, with the variable that is averaged over" : "'E' is the expectation, E(z, e), and no other name");
        }

        string variable = ExpectName("the variable of E(z, e), which is averaged over");
        Expect(",", "expected ',' after the variable of E(z, e), and what is averaged over it");
        ExpressionSyntax body = ParseExpression();
        ExpectAfterExpression(")", "to close E(...)");
        return new ExpectationSyntax(NewId(mark), variable, body);
    }

    private MaximumSyntax ParseMaximum(Mark mark, string name)
    {
        Expect("(", $"expected {name}(t in (lo, hi), e); '{name}' is reserved, {(name is "maximum" ? "the larger of two values is max(a, b)" : "the smaller of two values is min(a, b)")}");
        string variable = ExpectName($"the variable of {name}(t in (lo, hi), e)");
        if (ParseInterval() is not { } interval)
        {
            Fail(Current, $"expected the interval of the variable: {name}({variable} in (lo, hi), e); {(name is "maximum" ? "the larger of two values is max(a, b)" : "the smaller of two values is min(a, b)")}");
            interval = new IntervalSyntax(NewId(mark), new NumberSyntax(NewId(mark), "0"), new NumberSyntax(NewId(mark), "0"));
        }

        Expect(",", $"expected ',' after the interval of {name}(t in (lo, hi), e)");
        ExpressionSyntax body = ParseExpression();
        ExpectAfterExpression(")", $"to close {name}(...)");
        return new MaximumSyntax(NewId(mark), variable, interval, body);
    }

    private DerivativeSyntax ParseDerivative(Mark mark)
    {
        Expect("(", "expected diff(e, x); 'diff' is reserved");
        ExpressionSyntax body = ParseExpression();
        ExpectAfterExpression(",", "after the expression of diff(e, x)");
        Mark by = Here();
        string name = ExpectName("an unknown or a given");
        EquatableArray<ExpressionSyntax> indices = ParseIndices(name);
        var variable = new ReferenceSyntax(NewId(by), name, indices, null);
        ExpectAfterExpression(")", "to close diff(...)");
        return new DerivativeSyntax(NewId(mark), body, variable);
    }

    private RangeFoldSyntax ParseRangeFold(Mark mark, Token name)
    {
        Expect("(", $"expected {name.Text}(k = a..b, e); '{name.Text}' is reserved");
        RangeSyntax range = ParseRange();
        ExpectAfterExpression(",", $"after the range of {name.Text}(k = a..b, e)");
        ExpressionSyntax body = ParseExpression();
        ExpectAfterExpression(")", $"to close {name.Text}(...)");
        return new RangeFoldSyntax(NewId(mark), name.IsWord("product"), range, body);
    }

    private RangeSyntax ParseRange()
    {
        Mark mark = Here();
        string index = ExpectName("an index variable");
        Expect("=", $"expected '=' and a range: {index} = a..b");
        ExpressionSyntax from = ParseExpression();
        ExpectAfterExpression("..", $"between the ends of the range: {index} = a..b, of one value {index} = a..a");
        ExpressionSyntax to = ParseExpression();
        return new RangeSyntax(NewId(mark), index, from, to);
    }

    private PiecewiseSyntax ParsePiecewise(Mark mark)
    {
        Expect("(", "expected piecewise(condition: e; else: e); 'piecewise' is reserved");
        List<BranchSyntax> branches = ParseBranch();
        ExpressionSyntax? otherwise = null;
        while (otherwise is null && Accept(";") && !At(")"))
        {
            if (AcceptWord("else"))
            {
                Expect(":", "expected ':' after 'else'");
                otherwise = ParseExpression();
            }
            else
            {
                branches.AddRange(ParseBranch());
            }
        }

        bool isComplete = otherwise is not null;
        otherwise ??= new NumberSyntax(NewId(Here()), "0");
        ExpectAfterExpression(")", isComplete ? "to close piecewise(...), of which 'else' is the last branch" : "to close piecewise(...), or ';' and another branch");
        PiecewiseSyntax piecewise = new(NewId(mark), branches.ToEquatableArray(), otherwise);
        if (!isComplete && (_missingElse is null || _spans[piecewise.Id - _firstNode].Start < _spans[_missingElse.Node - _firstNode].Start))
        {
            _missingElse = new Diagnostic(DiagnosticKind.MissingElse, piecewise.Id, null, "piecewise", "end it with a branch 'else: e'");
        }

        return piecewise;
    }
}
