using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Tests.Language;

public sealed class ParserTests
{
    [Theory]
    [InlineData("model single-layer \"title\"")]
    [InlineData("source \"one\", \"two\"")]
    [InlineData("level r = 1..4")]
    [InlineData("level r = 1..4 nested")]
    [InlineData("given kappa = 1")]
    [InlineData("given kappa = -0.5 in (-inf, inf) \"text\"")]
    [InlineData("unknown x")]
    [InlineData("unknown q[k] for k = 1..r-1 increasing in (0, 1) \"overlap\"")]
    [InlineData("unknown c[k] for k = 1..r-1 decreasing")]
    [InlineData("unknown c in (4 + 2*sqrt(2), inf) \"text\"")]
    [InlineData("let q[r] = 1")]
    [InlineData("let h(p, q) = p*q")]
    [InlineData("let f[k](h) = f[k+1](h) for k = 1..r-1")]
    [InlineData("let m[i, j] = 2^-3")]
    [InlineData("minimise alpha = (kappa + S)/(-F)")]
    [InlineData("maximise a = 1 given b = 2")]
    [InlineData("stationary a = 1 given b = 2 in (0, 3) \"text\" given c = 4")]
    [InlineData("solve alpha")]
    [InlineData("solve alpha = 2*x given b = 2")]
    [InlineData("equation x = y + 1")]
    [InlineData("equation \"label\" x = y + 1")]
    [InlineData("output F")]
    [InlineData("output F = 2*x \"text\"")]
    [InlineData("expect alpha = 7.64 +- 1e-12")]
    [InlineData("expect q[1] = -7.64 +- 1e-12 at r = 1, kappa = -2 \"citation\"")]
    public void CanonicalStatement_PrintsAsWritten(string text)
    {
        StatementSyntax statement = Assert.Single(ParseClean(text).File.Statements);
        Assert.Equal(text, SyntaxPrinter.Print(statement));
    }

    [Fact]
    public void Statements_HaveTheirParts()
    {
        EquatableArray<StatementSyntax> s = ParseClean("""
            model two-layer "T"
            level r = 1..4 nested
            unknown q[k] for k = 1..r decreasing in (0, inf) "overlap"
            unknown x
            let f[k](h, g) = h for k = 1..r
            minimise alpha = x given b = 2 given c = 3 "c"
            expect q[1] = -1.50 +- 1e-3 at r = 2 "here"
            """).File.Statements;
        Assert.Equal(("two-layer", "T"), (((ModelSyntax)s[0]).Name, ((ModelSyntax)s[0]).Title));
        FamilySyntax level = (FamilySyntax)s[1];
        Assert.Equal(("r", "1", "4", true), (level.Range.Index, Number(level.Range.From), Number(level.Range.To), level.IsNested));
        UnknownSyntax q = (UnknownSyntax)s[2];
        Assert.Equal(("q", "k", Ordering.Decreasing, "overlap"), (q.Name, Assert.Single(q.Indices), q.Ordering, q.Text));
        Assert.Equal("inf", Assert.IsType<ReferenceSyntax>(q.Interval!.Upper).Name);
        UnknownSyntax x = (UnknownSyntax)s[3];
        Assert.Empty(x.Indices);
        Assert.Equal((null, Ordering.None, null, null), (x.Range, x.Ordering, x.Interval, x.Text));
        LetSyntax f = (LetSyntax)s[4];
        Assert.Equal("h g", string.Join(' ', f.Parameters!.Value.Select(p => p.Name)));
        Assert.Equal("k", f.Range!.Index);
        GoalSyntax goal = (GoalSyntax)s[5];
        Assert.Equal([("b", null), ("c", "c")], goal.Givens.Select(static g => (g.Name, g.Text)));
        ExpectSyntax expect = (ExpectSyntax)s[6];
        Assert.Equal(("1.50", "1e-3", "r", "here"), (Number(((NegateSyntax)expect.Value).Operand), Number(expect.Tolerance), expect.At[0].Name, expect.Citation));
    }

    [Fact]
    public void Piecewise_HasChainedConditions()
    {
        LetSyntax let = (LetSyntax)ParseClean("let a = piecewise(0 < h <= 1: 2; h >= 3: 4; else: 5)").File.Statements[0];
        PiecewiseSyntax piecewise = Assert.IsType<PiecewiseSyntax>(let.Body);
        Assert.Equal("< <=", string.Join(' ', piecewise.Branches[0].Condition.Operators));
        Assert.Equal(3, piecewise.Branches[0].Condition.Operands.Count);
        Assert.Equal(("4", "5"), (Number(piecewise.Branches[1].Value), Number(piecewise.Otherwise)));
    }

    [Theory]
    [InlineData("pi", "pi", null)]
    [InlineData("inf", "inf", null)]
    [InlineData("Eta(x)", "Eta", 1)]
    [InlineData("max(a, b)", "max", 2)]
    public void Reference_HasNameAndArguments(string text, string name, int? arguments)
    {
        ReferenceSyntax reference = Assert.IsType<ReferenceSyntax>(((LetSyntax)ParseClean("let a = " + text).File.Statements[0]).Body);
        Assert.Equal((name, arguments), (reference.Name, reference.Arguments?.Count));
    }

    [Fact]
    public void StatementKeyword_IsANameElsewhere()
    {
        EquatableArray<StatementSyntax> statements = ParseClean("let model = given -\n let\nmodel given-let \"t\"").File.Statements;
        Assert.Equal("let model = given - let", SyntaxPrinter.Print(statements[0]));
        Assert.Equal("given-let", Assert.IsType<ModelSyntax>(statements[1]).Name);
    }

    [Fact]
    public void RepositoryFiles_HaveNoProblems()
    {
        Assert.NotEmpty(EquationFiles.All);
        Assert.All(EquationFiles.All, static file => Assert.NotEmpty(ParseClean(file.Text).File.Statements));
    }

    [Fact]
    public void Spans_AreTheNodes()
    {
        ParseResult result = ParseClean("# first\r\nlet a =\r\n\tq[k+1] + (b*f[1](x,\r\n  2)) # last\r\n");
        LetSyntax let = (LetSyntax)result.File.Statements[0];
        BinarySyntax sum = (BinarySyntax)let.Body;
        BinarySyntax product = (BinarySyntax)sum.Right;
        ReferenceSyntax index = (ReferenceSyntax)sum.Left;
        Assert.Equal(new SourceSpan(9, 36, 1, 0, 3, 5), result.Spans[let.Id]);
        Assert.Equal(new SourceSpan(19, 6, 2, 1, 2, 7), result.Spans[index.Id]);
        Assert.Equal(new SourceSpan(21, 3, 2, 3, 2, 6), result.Spans[index.Indices[0].Id]);
        Assert.Equal(new SourceSpan(19, 26, 2, 1, 3, 5), result.Spans[sum.Id]);
        Assert.Equal(new SourceSpan(29, 15, 2, 11, 3, 4), result.Spans[product.Id]);
        Assert.Equal(new SourceSpan(31, 13, 2, 13, 3, 4), result.Spans[product.Right.Id]);
        Assert.Equal(new SourceSpan(42, 1, 3, 2, 3, 3), result.Spans[((ReferenceSyntax)product.Right).Arguments!.Value[1].Id]);
    }

    [Fact]
    public void Ids_CountTheNodes() => Assert.All(EquationFiles.All, static file =>
    {
        ParseResult result = ParseClean(file.Text);
        int[] ids = [.. TreeDump.Nodes(result.File).Select(static n => n.Id).Order()];
        Assert.Equal(Enumerable.Range(0, result.Spans.Count), ids);
        Assert.All(TreeDump.Nodes(result.File), node => Assert.True(result.Spans[node.Id].Length > 0));
        Assert.All(
            TreeDump.Nodes(result.File).OfType<ReferenceSyntax>(),
            node => Assert.StartsWith(node.Name, file.Text[result.Spans[node.Id].Start..], StringComparison.Ordinal));
    });

    [Fact]
    public void ByteOrderMark_MovesNoColumn()
    {
        ParseResult result = ParseClean("\uFEFFlet a = 1");
        Assert.Equal(new SourceSpan(1, 9, 0, 0, 0, 9), result.Spans[result.File.Statements[0].Id]);
    }

    [Fact]
    public void CommentsAndWhiteSpace_LeaveTheTreeEqual() => Assert.All(EquationFiles.All, static file =>
    {
        EquationFileSyntax tree = ParseClean(file.Text).File;
        string[] edits =
        [
            "\uFEFF# new\n\n" + file.Text,
            file.Text.ReplaceLineEndings("\r\n"),
            file.Text.ReplaceLineEndings(" \t# \"comment\"\n"),
            file.Text.ReplaceLineEndings("\n# comment\n\n   \n"),
            Rejoined(file.Text, "  "),
            Rejoined(file.Text, "# (\n\t"),
        ];
        foreach (string edit in edits)
        {
            EquationFileSyntax edited = ParseClean(edit).File;
            Assert.Equal(tree, edited);
            Assert.Equal(tree.GetHashCode(), edited.GetHashCode());
        }
    });

    [Fact]
    public void ChangedNumber_ChangesTheTree() =>
        Assert.NotEqual(ParseClean("let a = 1.5").File, ParseClean("let a = 1.50").File);

    private static string Rejoined(string text, string separator) =>
        string.Concat(Lexer.Tokenize(text).Select(t => t.Kind == TokenKind.End ? "\n" : string.Concat(text.AsSpan(t.Span.Start, t.Span.Length), separator)));

    private static string Number(ExpressionSyntax expression) => Assert.IsType<NumberSyntax>(expression).Text;

    private static ParseResult ParseClean(string text)
    {
        ParseResult result = Parse.Run(text);
        Assert.Empty(result.Diagnostics);
        return result;
    }
}
