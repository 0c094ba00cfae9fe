using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Language;

public sealed class ParserErrorTests
{
    [Theory]
    [InlineData("let a = E(z, x", 0, 14, "end of line", "expected ')' to close E(...)")]
    [InlineData("let a = E(z x)", 0, 12, "x", "expected ',' after the variable of E(z, e)")]
    [InlineData("let a = E + 1", 0, 8, "E", "'E' is the expectation")]
    [InlineData("let E = 1", 0, 4, "E", "'E' is reserved")]
    [InlineData("let a = 1\nunknwon x", 1, 0, "unknwon", "did you mean 'unknown'?")]
    [InlineData("minimize a = 1", 0, 0, "minimize", "did you mean 'minimise'?")]
    [InlineData("widget a = 1", 0, 0, "widget", "statements are: model, source, include, level, depth, given, unknown, let,")]
    [InlineData("# c\n  let a = 1", 1, 2, "let", "a statement starts in the first column")]
    [InlineData("let a = 1\n+ 2", 1, 0, "+", "a line that continues a statement starts with white space")]
    [InlineData("let a = ", 0, 7, "end of line", "expected an expression")]
    [InlineData("let a 1", 0, 6, "1", "expected '='")]
    [InlineData("let a = 2 x", 0, 10, "x", "a product is written with '*'")]
    [InlineData("let a = 2x", 0, 9, "x", "a product is written with '*'")]
    [InlineData("let a = x**2", 0, 10, "*", "a power is written with '^'")]
    [InlineData("let a == 2", 0, 7, "=", "there is one '='")]
    [InlineData("let a = +2", 0, 8, "+", "no sign '+'")]
    [InlineData("let a = 1 +- 2", 0, 10, "+-", "tolerance of 'expect'")]
    [InlineData("let a = b < c", 0, 10, "<", "conditions of piecewise(...) only")]
    [InlineData("let a = .5", 0, 8, ".5", "write 0.5")]
    [InlineData("let a = x \u2264 1", 0, 10, "\u2264", "write '<='")]
    [InlineData("let a = \u03BA", 0, 8, "\u03BA", "write 'kappa'")]
    [InlineData("let a = 1e99999", 0, 8, "1e99999", "exponent of at most four")]
    [InlineData("let a = @", 0, 8, "@", "U+0040 has no meaning")]
    [InlineData("let a = f(", 0, 10, "end of line", "expected an expression")]
    [InlineData("let a = f()", 0, 10, ")", "expected an expression")]
    [InlineData("let a = f(1; 2)", 0, 11, ";", "expected ')' to close f(...)")]
    [InlineData("let a = q[1)", 0, 11, ")", "expected ']' to close q[...]")]
    [InlineData("let a = (1 + 2", 0, 14, "end of line", "expected ')' to close '('")]
    [InlineData("let a = sum(1..2, k)", 0, 12, "1", "expected an index variable")]
    [InlineData("let a = sum(k = 1, k)", 0, 17, ",", "expected '..' between the ends of the range: k = a..b")]
    [InlineData("let a = sum + 1", 0, 12, "+", "'sum' is reserved")]
    [InlineData("let a = else", 0, 8, "else", "'else' is reserved")]
    [InlineData("let a = piecewise(x: 1; else: 2)", 0, 19, ":", "expected a condition")]
    [InlineData("let a = piecewise(x < 1, 2)", 0, 23, ",", "expected ':' between condition and value")]
    [InlineData("let a = piecewise(else: 2)", 0, 18, "else", "expected a condition")]
    [InlineData("let a = piecewise(x < 1: 2; else: 3; x > 1: 4)", 0, 35, ";", "'else' is the last branch")]
    [InlineData("let a[k] = k fro k = 1..2", 0, 13, "fro", "did you mean 'for'?")]
    [InlineData("model single layer \"t\"", 0, 13, "layer", "expected the model's title")]
    [InlineData("model \"t\"", 0, 6, "\"t\"", "expected the model's name")]
    [InlineData("model _ \"t\"", 0, 6, "_", "has a letter or a digit")]
    [InlineData("model __-_ \"t\"", 0, 6, "__-_", "has a letter or a digit")]
    [InlineData("model m \"t", 0, 8, "\"t", "text ends on its line")]
    [InlineData("include shared.eq", 0, 8, "shared", "expected the path of a file in \"double quotes\"")]
    [InlineData("include \"a.eq\", \"b.eq\"", 0, 14, ",", "its form is: include \"file.eq\"")]
    [InlineData("includ \"a.eq\"", 0, 0, "includ", "did you mean 'include'?")]
    [InlineData("source one", 0, 7, "one", "expected a citation")]
    [InlineData("level r = 1 4", 0, 12, "4", "expected '..'")]
    [InlineData("level r = 1..4 nestd", 0, 15, "nestd", "did you mean 'nested'?")]
    [InlineData("given a in (0, 1)", 0, 8, "in", "the parameter's default")]
    [InlineData("given a = 1 in 0, 1", 0, 15, "0", "expected an interval: in (lo, hi)")]
    [InlineData("unknown q[k+1]", 0, 11, "+", "an unknown has index variables alone")]
    [InlineData("unknown q for k = 1..2", 0, 10, "for", "a range needs an index: q[k]")]
    [InlineData("unknown q \"text\" in (0, 1)", 0, 17, "in", "its form is: unknown NAME[k]")]
    [InlineData("minimise a", 0, 10, "end of line", "expected '=' and the expression of a")]
    [InlineData("equation \"e\" a + b", 0, 18, "end of line", "expected '=' between the sides")]
    [InlineData("output q[1]", 0, 8, "[", "output NAME = q[...")]
    [InlineData("expect a = 1", 0, 12, "end of line", "expected '+-' and the tolerance")]
    [InlineData("expect a = 1 +- 2 at", 0, 20, "end of line", "the index of level or depth, or a parameter")]
    public void Error_IsPlacedAndExplained(string text, int line, int column, string subject, string hint)
    {
        Diagnostic problem = Assert.Single(Parse.Run(text).Diagnostics);
        Assert.Equal((DiagnosticKind.Syntax, -1, subject), (problem.Kind, problem.Node, problem.Subject));
        Assert.Equal((line, column), (problem.Span!.Value.StartLine, problem.Span.Value.StartColumn));
        Assert.Contains(hint, problem.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model ", " \"t\"", 6)]
    [InlineData("unknown ", " in (0, 1)", 8)]
    [InlineData("let f(", ") = 1", 6)]
    [InlineData("minimise v = x + ", "[1]", 17)]
    public void Name_HasAtMostAHundredLetters(string before, string after, int column)
    {
        Assert.Empty(Parse.Run(before + new string('a', 100) + after).Diagnostics);
        Diagnostic problem = Assert.Single(Parse.Run(before + new string('a', 101) + after).Diagnostics);
        Assert.Equal((0, column), (problem.Span!.Value.StartLine, problem.Span.Value.StartColumn));
        Assert.Contains("at most 100 letters", problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryBrokenStatement_IsReportedOnce()
    {
        ParseResult result = Parse.Run("let a = 1\nlet b = ) (\nlet c = $ $\n  $\nlet d = piecewise(a < 1: 2)\nlet e =\nlet f = a");
        Assert.Equal("a d f", string.Join(' ', result.File.Statements.Select(static s => ((LetSyntax)s).Name)));
        Assert.Equal([1, 2, -1, 5], result.Diagnostics.Select(static p => p.Span?.StartLine ?? -1));
        Assert.Equal(Enumerable.Range(0, result.Spans.Count), TreeDump.Nodes(result.File).Select(static n => n.Id).Order());
    }

    [Theory]
    [InlineData("let a = 1 + piecewise(x < 1: 2)", 12)]
    [InlineData("let a = piecewise(x < 1: 2;)", 8)]
    [InlineData("let a = piecewise(x < 1: piecewise(x < 0: 1))", 8)]
    public void MissingElse_IsTheNodesAndZero(string text, int column)
    {
        ParseResult result = Parse.Run(text);
        Diagnostic problem = Assert.Single(result.Diagnostics);
        PiecewiseSyntax piecewise = TreeDump.Nodes(result.File).OfType<PiecewiseSyntax>().Single(p => p.Id == problem.Node);
        Assert.Equal((DiagnosticKind.MissingElse, null), (problem.Kind, problem.Span));
        Assert.Equal("0", Assert.IsType<NumberSyntax>(piecewise.Otherwise).Text);
        Assert.Equal(column, result.Spans[piecewise.Id].StartColumn);
    }

    [Theory]
    [InlineData("(", ")", 199, true)]
    [InlineData("(", ")", 200, false)]
    [InlineData("-", "", 199, true)]
    [InlineData("-", "", 100_000, false)]
    [InlineData("(", ")", 100_000, false)]
    [InlineData("1+", "", 400, true)]
    [InlineData("1+", "", 100_000, false)]
    [InlineData("2^", "", 100_000, false)]
    [InlineData("exp(", ")", 100_000, false)]
    [InlineData("piecewise(0 < 1: ", "", 100_000, false)]
    public void Nesting_IsBounded(string open, string close, int depth, bool isFine)
    {
        string text = new StringBuilder("let a = ").Insert(8, open, depth).Append('1').Insert(9 + (open.Length * depth), close, depth).ToString();
        ParseResult result = Parse.Run(text);
        Assert.Equal(isFine, result.Diagnostics.Count == 0);
        Assert.Equal(isFine, result.File.Statements.Count == 1);
        if (!isFine)
        {
            Assert.Contains("'let'", result.Diagnostics[0].Hint, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1+", "", 490)]
    [InlineData("2^", "", 195)]
    [InlineData("1 - 2*exp(", ")", 120)]
    [InlineData("piecewise(0 < 1: ", "; else: 2)", 120)]
    public void DeepestTree_FitsASmallStack(string open, string close, int depth)
    {
        string text = "let a = " + string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        bool isSame = false;
        Thread thread = new(
            () =>
            {
                EquationFileSyntax file = Parse.Run(text).File;
                EquationFileSyntax again = Parse.Run(SyntaxPrinter.Print(file)).File;
                isSame = file.Statements.Count == 1 && file == again && file.GetHashCode() == again.GetHashCode();
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.True(isSame);
    }

    [Fact]
    public void Garbage_NeverThrows()
    {
        string[] pieces =
        [
            .. "()[]+-*/^<>=,;:.#\"\\ \t\r\n\0\uFEFF\u2264\uD83D\uDE00'{}%".Select(static c => c.ToString()),
            "..", "+-", "1", "1e", "1.5", "1e999999999999", "x", "E", "E(", "sum(", "piecewise(", "else", "inf", "for", "in", "at", "given",
            "\nlet a = ", "\nlet f[k](x) = ", "\nmodel ", "\nlevel ", "\nunknown ", "\nexpect ", "\nequation ", "\nsource ", "\noutput ", "\nsolve ",
        ];
        Gen<string> texts = Gen.Elements(pieces).ListOf().Select(static list => string.Concat(list));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(5000)), Prop.ForAll(Arb.From(texts), static text => IsSound(text)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(1000)), Prop.ForAll<string>(static text => text is null || IsSound(text)));
    }

    [Fact]
    public void MutatedFiles_NeverThrow()
    {
        string[] inserts = ["", "\n", " ", "(", ")", "\"", "#", "..", "=", "+", "x", "1", "\u0000"];
        Gen<string> texts =
            from file in Gen.Elements(EquationFiles.All.Select(static f => f.Text).ToArray())
            from start in Gen.Choose(0, file.Length)
            from length in Gen.Choose(0, 9)
            from insert in Gen.Elements(inserts)
            select file[..start] + insert + file[Math.Min(start + length, file.Length)..];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(3000)), Prop.ForAll(Arb.From(texts), static text => IsSound(text)));
    }

    private static bool IsSound(string text)
    {
        ParseResult result = Parse.Run(text);
        int[] starts = [.. result.Diagnostics.Select(p => (p.Span ?? result.Spans[p.Node]).Start)];
        return starts.SequenceEqual(starts.Order())
            && result.Diagnostics.All(static p => p.Subject.Length > 0 && p.Hint.Length > 0)
            && result.Diagnostics.Select(static p => p.Span).Concat(result.Spans.Select(static s => (SourceSpan?)s)).All(s => s is null || (s.Value.Start >= 0 && s.Value.Start + s.Value.Length <= text.Length))
            && result.Spans.Count == TreeDump.Nodes(result.File).Count();
    }
}
