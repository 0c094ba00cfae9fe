namespace ReluInjectivity.Symbolics.Language;

/// <content>Statements.</content>
internal sealed partial class Parser
{
    private const string InIntervals = "an unknown has its values in an interval: unknown x in (0, 1), unknown x in (0, inf)";

    private StatementSyntax? ParseStatement()
    {
        Token keyword = Current;
        if (keyword.Span.StartColumn != 0)
        {
            Fail(keyword, "a statement starts in the first column; an indented line continues the statement before");
            return null;
        }

        Mark mark = Here();
        Advance();
        StatementSyntax? statement = keyword.Kind != TokenKind.Name ? null : keyword.Text switch
        {
            "model" => ParseModel(mark),
            "source" => ParseSource(mark),
            "include" => ParseInclude(mark),
            "level" => ParseLevel(mark),
            "depth" => ParseDepth(mark),
            "given" => ParseGiven(mark),
            "unknown" => ParseUnknown(mark),
            "let" => ParseLet(mark),
            "minimise" => ParseGoal(mark, GoalKind.Minimise),
            "maximise" => ParseGoal(mark, GoalKind.Maximise),
            "stationary" => ParseGoal(mark, GoalKind.Stationary),
            "solve" => ParseGoal(mark, GoalKind.Solve),
            "relations" => ParseRelations(mark),
            "equation" => ParseEquation(mark),
            "output" => ParseOutput(mark),
            "outcome" => ParseOutcome(mark),
            "require" => new OutcomeSyntax(NewId(mark), null, ParseCondition(), ParseFor()),
            "profile" => ParseProfile(mark),
            "bound" => ParseBound(mark),
            "expect" => ParseExpect(mark),
            "report" => ParseReport(mark),
            _ => null,
        };
        if (statement is null)
        {
            Fail(keyword, StatementHint(keyword));
        }
        else if (Current.Kind != TokenKind.End)
        {
            Fail(Current, "expected the end of the statement" + (At(")") ? "; no '(' is open here" : Continuation()) + "; its form is: " + Keywords.Form(keyword.Text));
        }

        return statement;
    }

    private ModelSyntax ParseModel(Mark mark)
    {
        Token token = Current;
        if (token.Kind != TokenKind.Name)
        {
            Fail(token, "expected the model's name: letters, digits, '_' and '-', a letter first");
        }
        else if (!token.Text.Any(char.IsLetterOrDigit))
        {
            Fail(token, "a model's name, after which classes are named, has a letter or a digit");
        }

        string name = Advance().Text;
        string title = ExpectText(Current.Kind == TokenKind.Name ? "the model's title, after a name of one word," : "the model's title");
        return new ModelSyntax(NewId(mark), name, title);
    }

    private SourceSyntax ParseSource(Mark mark)
    {
        List<string> citations = ParseList(() => ExpectText("a citation"));
        return new SourceSyntax(NewId(mark), citations.ToEquatableArray());
    }

    private IncludeSyntax ParseInclude(Mark mark)
    {
        string path = ExpectText("the path of a file");
        return new IncludeSyntax(NewId(mark), path);
    }

    private FamilySyntax ParseLevel(Mark mark)
    {
        RangeSyntax range = ParseRange();
        bool isNested = AcceptWord("nested");
        return new FamilySyntax(NewId(mark), FamilyIndexKind.Level, range, isNested);
    }

    private FamilySyntax ParseDepth(Mark mark)
    {
        RangeSyntax range = ParseRange();
        return new FamilySyntax(NewId(mark), FamilyIndexKind.Depth, range);
    }

    private GivenSyntax ParseGiven(Mark mark)
    {
        string name = ExpectName("the parameter's name");
        EquatableArray<string> indices = ParseIndexVariables(name, "a parameter");
        Expect("=", "expected '=' and the parameter's default, as in 'given a = 1 in (0, inf)'");
        ExpressionSyntax value = ParseExpression();
        RangeSyntax? range = ParseFor(name, indices);
        IntervalSyntax? interval = ParseInterval();
        string? text = AcceptText();
        return new GivenSyntax(NewId(mark), name, indices, value, range, interval, text);
    }

    private UnknownSyntax ParseUnknown(Mark mark)
    {
        if (Current.Kind == TokenKind.Number)
        {
            Fail(Current, InIntervals);
        }

        string name = ExpectName("the unknown's name");
        EquatableArray<string> indices = ParseIndexVariables(name, "an unknown");
        if (At("<") || At("<=") || At(">") || At(">="))
        {
            Fail(Current, InIntervals);
        }
        else if (At(","))
        {
            Fail(Current, "each unknown has a line of its own");
        }

        ExpressionSyntax? start = Accept("=") ? ParseExpression() : null;
        RangeSyntax? range = ParseFor(name, indices);
        Ordering ordering = ParseOrdering(name, indices);
        IntervalSyntax? interval = ParseInterval();
        string? text = AcceptText();
        return new UnknownSyntax(NewId(mark), name, indices, start, range, ordering, interval, text);
    }

    private LetSyntax ParseLet(Mark mark)
    {
        string name = ExpectName("the name defined");
        EquatableArray<ExpressionSyntax> indices = ParseIndices(name);
        EquatableArray<ParameterSyntax>? parameters = null;
        if (Accept("("))
        {
            parameters = ParseList(ParseParameter).ToEquatableArray();
            Expect(")", $"expected ')' to close {name}(...)");
        }

        Expect("=", $"expected '=' and the definition of {name}");
        ExpressionSyntax body = ParseExpression();
        RangeSyntax? range = ParseFor();
        return new LetSyntax(NewId(mark), name, indices, parameters, body, range);
    }

    private GoalSyntax ParseGoal(Mark mark, GoalKind kind)
    {
        string name = ExpectName($"the name of the quantity, as in '{(kind == GoalKind.Solve ? "solve" : "minimise")} v = e'");
        ExpressionSyntax? value = null;
        if (kind == GoalKind.Solve && Current.Kind == TokenKind.Symbol && !At("="))
        {
            Fail(Current, "an equation is a statement of its own: equation e = e, and then solve NAME");
        }

        if (At("=") || (kind != GoalKind.Solve && !(kind == GoalKind.Stationary && Current is { Kind: TokenKind.Name, Text: "minimise" })))
        {
            Expect("=", $"expected '=' and the expression of {name}; a goal has a name, as in 'minimise v = e'");
            value = ParseExpression();
        }

        OrderSyntax? order = kind == GoalKind.Stationary ? ParseOrder() : null;
        EquatableArray<GivenSyntax> givens = ParseGivens();
        return new GoalSyntax(NewId(mark), kind, name, value, givens, order);
    }

    private EquationSyntax ParseEquation(Mark mark)
    {
        string? label = AcceptText();
        ExpressionSyntax left = ParseExpression();
        ExpectAfterExpression("=", "between the sides of the equation");
        ExpressionSyntax right = ParseExpression();
        RangeSyntax? range = ParseFor();
        return new EquationSyntax(NewId(mark), label, left, right, range);
    }

    private OutcomeSyntax ParseOutcome(Mark mark)
    {
        string text = ExpectText("what the outcome is");
        if (!AcceptWord("when"))
        {
            Fail(Current, "expected 'when' and a condition");
        }

        ConditionSyntax condition = ParseCondition();
        RangeSyntax? range = ParseFor();
        return new OutcomeSyntax(NewId(mark), text, condition, range);
    }

    private OutputSyntax ParseOutput(Mark mark)
    {
        string name = ExpectName("the name of the quantity");
        if (At("[") || At("("))
        {
            Fail(Current, $"an output has a plain name: output NAME = {name}{Current.Text}...");
        }

        ExpressionSyntax? value = Accept("=") ? ParseExpression() : null;
        string? text = AcceptText();
        return new OutputSyntax(NewId(mark), name, value, text);
    }

    private ProfileSyntax ParseProfile(Mark mark)
    {
        string name = ExpectName("the unknown that holds the steps' heights");
        if (!AcceptWord("over"))
        {
            Fail(Current, "expected 'over' and the unknown that holds the jumps' places");
        }

        string over = ExpectName("the unknown that holds the jumps' places");
        string? text = AcceptText();
        return new ProfileSyntax(NewId(mark), name, over, text);
    }

    private ExpectSyntax ParseExpect(Mark mark)
    {
        string name = ExpectName("the name of the quantity");
        EquatableArray<ExpressionSyntax> indices = ParseIndices(name);
        Expect("=", $"expected '=' and the expected value, as in 'expect {name} = 1.5 +- 1e-3 at r = 2'");
        ExpressionSyntax value = ParseExpression();
        Expect("+-", $"expected '+-' and the tolerance, as in 'expect {name} = 1.5 +- 1e-3'");
        ExpressionSyntax tolerance = ParseExpression();
        List<SettingSyntax> settings = AcceptWord("at") ? ParseList(ParseSetting) : [];
        string? citation = AcceptText();
        return new ExpectSyntax(NewId(mark), name, indices, value, tolerance, settings.ToEquatableArray(), citation);
    }

    private ReportSyntax ParseReport(Mark mark)
    {
        string command = ExpectText("the command in whose report the model stands");
        List<string> keys = ParseList(() => ExpectText("what it stands for there"));
        string? quantity = AcceptWord("of") ? ExpectName("the goal, output or given that is reported") : null;
        List<SettingSyntax> at = AcceptWord("at") ? ParseList(ParseSetting) : [];
        List<ExpressionSyntax> over = AcceptWord("over") ? ParseList(() => ParseExpression()) : [];
        string? otherwise = AcceptWord("else") ? ExpectText("the model that stands in") : null;
        bool isDefault = AcceptWord("default");
        return new ReportSyntax(NewId(mark), command, keys.ToEquatableArray(), quantity, at.ToEquatableArray(), over.ToEquatableArray(), otherwise, isDefault);
    }
}
