using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Language;

public sealed class PrinterTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(1000));

    [Theory]
    [InlineData("a - (b - c)", "a - (b - c)")]
    [InlineData("(a - b) - c", "a - b - c")]
    [InlineData("a + (b + c)", "a + (b + c)")]
    [InlineData("((a))*(b)", "a*b")]
    [InlineData("a / (b * c)", "a/(b*c)")]
    [InlineData("a*b/c", "a*b/c")]
    [InlineData("-(x^2)", "-x^2")]
    [InlineData("(-x)^2", "(-x)^2")]
    [InlineData("-(a*b)", "-(a*b)")]
    [InlineData("(-a)*b", "-a*b")]
    [InlineData("a*-b", "a*(-b)")]
    [InlineData("(a + b)/(-c)", "(a + b)/(-c)")]
    [InlineData("a + (-b)", "a + -b")]
    [InlineData("(a^b)^c", "(a^b)^c")]
    [InlineData("a^(b^c)", "a^b^c")]
    [InlineData("2^(-3)", "2^-3")]
    [InlineData("2^(-(x^2))", "2^-x^2")]
    [InlineData("2^(a + b)", "2^(a + b)")]
    [InlineData("f [ k + 1 , r - 1 ] ( h , 2 )", "f[k+1, r-1](h, 2)")]
    [InlineData("q[k + (-1)]", "q[k + -1]")]
    [InlineData("sum( k=1 .. r - 1,c[k] )", "sum(k = 1..r-1, c[k])")]
    [InlineData("piecewise(0<h and h<1<=k:h;else:1)", "piecewise(0 < h and h < 1 <= k: h; else: 1)")]
    [InlineData("piecewise(h<0 or 1<h:h;else:1)", "piecewise(h < 0: h; 1 < h: h; else: 1)")]
    [InlineData("a*(x^1)/2 + (x^1) + (-x^1)/2", "a*(x^1)/2 + x^1 + (-x^1)/2")]
    [InlineData("piecewise(0<h<=1:h;else:(-1))", "piecewise(0 < h <= 1: h; else: -1)")]
    public void Expression_HasCanonicalForm(string written, string canonical)
    {
        LetSyntax let = Assert.IsType<LetSyntax>(Assert.Single(Parse($"let a = {written}").File.Statements));
        Assert.Equal(canonical, SyntaxPrinter.Print(let.Body));
    }

    [Fact]
    public void ParseOfPrintedExpression_IsTheExpression() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(SyntaxGenerator.Expressions), static expression =>
        {
            LetSyntax let = (LetSyntax)Parse("let a = " + SyntaxPrinter.Print(expression)).File.Statements[0];
            return string.Equals(TreeDump.Of(let.Body), TreeDump.Of(expression), StringComparison.Ordinal);
        }));

    [Fact]
    public void ParseOfPrintedFile_IsTheFile() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(SyntaxGenerator.Files), static file =>
        {
            string printed = SyntaxPrinter.Print(file);
            EquationFileSyntax parsed = Parse(printed).File;
            return string.Equals(TreeDump.Of(parsed), TreeDump.Of(file), StringComparison.Ordinal)
                && string.Equals(SyntaxPrinter.Print(parsed), printed, StringComparison.Ordinal);
        }));

    [Fact]
    public void NumberingDependsOnTheTreeAlone() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(SyntaxGenerator.Files), static file =>
        {
            ParseResult once = Parse(SyntaxPrinter.Print(file));
            ParseResult twice = Parse(SyntaxPrinter.Print(once.File).Replace("\n", " # comment\r\n\r\n", StringComparison.Ordinal));
            return once.File == twice.File && once.File.GetHashCode() == twice.File.GetHashCode();
        }));

    [Fact]
    public void RepositoryFiles_SurvivePrinting() => Assert.All(EquationFiles.All, static file =>
    {
        EquationFileSyntax tree = Parse(file.Text).File;
        string printed = SyntaxPrinter.Print(tree);
        Assert.Equal(tree, Parse(printed).File);
        Assert.Equal(printed, SyntaxPrinter.Print(Parse(printed).File));
    });

    [Fact]
    public void UnknownKindOfNode_IsNamed()
    {
        Assert.Contains(nameof(StrangeExpression), Assert.Throws<ArgumentOutOfRangeException>(static () => SyntaxPrinter.Print(new StrangeExpression(0))).Message, StringComparison.Ordinal);
        Assert.Contains(nameof(StrangeStatement), Assert.Throws<ArgumentOutOfRangeException>(static () => SyntaxPrinter.Print(new StrangeStatement(0))).Message, StringComparison.Ordinal);
    }

    private static ParseResult Parse(string text)
    {
        ParseResult result = Symbolics.Language.Parse.Run(text);
        Assert.True(result.Diagnostics.Count == 0, $"{string.Join('\n', result.Diagnostics)}\n{text}");
        return result;
    }

    private sealed record StrangeExpression(int Id) : ExpressionSyntax(Id);

    private sealed record StrangeStatement(int Id) : StatementSyntax(Id);
}
