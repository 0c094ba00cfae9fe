using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Tests.Binding;

/// <summary>
/// One bad file for each thing that can be wrong. An <c>@</c> stands before the node reported. RIJ010, two files with one model, is
/// the generator's and tested there.
/// </summary>
public sealed class DiagnosticTests
{
    private const string Header = "model m \"m\"\n";
    private const string Two = Header + "unknown x\nunknown y\nminimise v = x^2 + y^2\n";
    private const string Fine = Header + "unknown x\n";

    public static TheoryData<int, string, string, string> Files => new()
    {
        { 1, "1e401", "-400 and 400", Fine + "minimise v = x^2 + @1e401" },
        { 2, "lamda", "did you mean 'lambda'?", Fine + "given lambda = 1\nminimise v = x^2*lambda +\n  @lamda" },
        { 2, "nothing", "declare it", Fine + "minimise v = exp(x)*@nothing" },
        { 2, "z", "declare it", Fine + "minimise v = E(z, x*z^2) + @z" },
        { 2, "j", "whole numbers", Fine + "let a[k] = x + k for k = 1..2\nminimise v = sum(k = 1..2, a[@j])" },
        { 2, "x", "whole numbers", Fine + "let a[k] = x + k for k = 1..@x\nminimise v = a[1]" },
        { 2, "j", "write q[k] for k = ...", Header + "@unknown q[j] for k = 1..2\nminimise v = q[1] + q[2]" },
        { 2, "w", "expect a goal, an output or an unknown", Fine + "minimise v = x^2\n@expect w = 1 +- 1" },
        { 2, "k", "the level, the depth and the givens", Fine + "minimise v = x^2\nexpect v = 1 +- 1 at @k = 2" },
        { 2, "missing", "declare it", Fine + "minimise v = x^2\n@output missing" },
        { 2, "c", "made of two unknowns", Header + "unknown q[k] for k = 1..2 increasing\nminimise v = q[1]*q[2]\n@profile q over c" },
        { 2, "psi", "declare it", Fine + "minimise v = x^2 + @psi" },
        { 2, "psi", "the objective of 'relations' alone", Two.Replace("minimise v = x^2 + y^2", "minimise v = x^2 + y^2 + @psi", StringComparison.Ordinal) + "relations y from stationary psi = x*y - y^2 over y" },
        { 2, "sih", "declare it", Fine + "minimise v = x^2 + @sih(x)" },
        { 2, "loogPhi", "did you mean 'logPhi'?", Fine + "minimise v = x^2 + @loogPhi(x)" },
        { 2, "ln", "is 'log(x)'", Fine + "minimise v = x^2 + @ln(x)" },
        { 2, "log10", "write 'log(x)/log(10)'", Fine + "minimise v = x^2 + @log10(x)" },
        { 2, "infinity", "write 'inf'", Fine + "minimise v = x^2 + @infinity" },
        { 2, "integral", "'E(z, e)'", Fine + "minimise v = x^2 + @integral(x, 0, 1)" },
        { 2, "e", "'exp(x)'", Fine + "minimise v = x^2 + @e^x" },
        { 2, "pow", "'x^y'", Fine + "minimise v = x^2 + @pow(x, 2)" },
        { 2, "H", "'Phi(-x)'", Fine + "minimise v = x^2 + @H(x)" },
        { 2, "normcdf", "'Phi(x)'", Fine + "minimise v = x^2 + @normcdf(x)" },
        { 2, "sigmoid", "'logistic(x)'", Fine + "minimise v = x^2 + @sigmoid(x)" },
        { 2, "sgn", "'piecewise(x < 0: -1; else: 1)'", Fine + "minimise v = x^2 + @sgn(x)" },
        { 2, "arctan", "'atan(x)'", Fine + "minimise v = x^2 + @arctan(x)" },
        { 3, "exp", "it takes 1 argument", Fine + "minimise v = @exp(x, x)" },
        { 3, "max", "it takes 2 arguments", Fine + "minimise v = 1 + @max(x)" },
        { 3, "f", "it takes 2 arguments", Fine + "let f(a, b) = a*b\nminimise v = @f(x)" },
        { 3, "x", "it takes no index", Fine + "minimise v = @x[1]" },
        { 3, "q", "it takes 1 index", Header + "unknown q[k] for k = 1..2\nminimise v = q[1]*q[2] + @q" },
        { 3, "a", "same indices and parameters", Fine + "let a[1] = x\n@let a[2](h) = h\nminimise v = a[1]" },
        { 4, "q[3]", "defined: q[1], q[2]", Header + "unknown q[k] for k = 1..2\nminimise v = q[1]*q[2]*@q[3]" },
        { 4, "f[0]", "defined: f[1]", Fine + "let f[1](h) = h\nminimise v = f[1](x) + @f[0](x)" },
        { 4, "q", "whole numbers", Header + "unknown q[k] for k = 1..2\nminimise v = q[1]*q[2] + @q[1/2]" },
        { 5, "a", "its definition leads back", Fine + "let a = x + b\nlet b = 2*@a\nminimise v = a" },
        { 5, "f", "applies itself", Fine + "let f(h) = h*@f(h - 1)\nminimise v = f(x)" },
        { 6, "v", "1 equations for 2 unknowns (x, y)", Fine + "unknown y\nequation x + y = 1\n@solve v = x" },
        { 6, "y", "does not depend on it", Fine + "@unknown y\nminimise v = x^2" },
        { 6, "v", "belong to a 'solve' goal", Fine + "equation x = 1\n@minimise v = x^2" },
        { 16, "x", "increasing or decreasing", Header + "unknown q[k] for k = 1..2 increasing\nunknown x\nminimise v = q[1]*q[2] + x^2\n@profile q over x" },
        { 16, "q", "1..2, c over 1..3", Header + "unknown q[k] for k = 1..2 increasing\nunknown c[k] for k = 1..3 increasing\nminimise v = q[1]*q[2] + c[1]*c[2]*c[3]\n@profile q over c" },
        { 7, "piecewise", "else", Fine + "minimise v = x^2 + @piecewise(x < 1: 2)" },
        { 8, "x", "first end must be the smaller", Header + "@unknown x in (1, 0)\nminimise v = x^2" },
        { 8, "k", "inside the interval", Fine + "@given k = 1 in (1, 2)\nminimise v = k*x^2" },
        { 8, "q[3]", "end the interval there", Header + "unknown q[k] for k = 1..2 increasing in (0, 2)\n@let q[3] = 1\nminimise v = q[1] + q[2] + q[3]" },
        { 8, "q[0]", "end the interval there", Header + "unknown q[k] for k = 1..2 increasing in (0, 2)\n@let q[0] = 1\nminimise v = q[1] + q[2] + q[0]" },
        { 9, "z", "outgrows the normal density", Fine + "minimise v = x^2 + 2*@E(z, exp(z^2))" },
        { 9, "z", "outgrows the normal density", Fine + "minimise v = x^2 + 2*@E(z, cosh(z^2))" },
        { 2, "w", "a goal, an output or a given", Fine + "minimise v = x^2\n@report \"c\" \"k\" of w" },
        { 2, "w", "the level, the depth and the givens", Fine + "minimise v = x^2\nreport \"c\" \"k\" at @w = 1" },
        { 2, "x", "'over' takes givens", Fine + "minimise v = x^2\nreport \"c\" \"k\" over @x" },
        { 11, "r", "ascending range", Header + "@level r = 4..1\nunknown x\nminimise v = x^2 + r" },
        { 11, "r", "ascending range", Header + "@level r = 1..1/2\nunknown x\nminimise v = x^2 + r" },
        { 12, "x", "declared above", Header + "given x = 1\n@unknown x\nminimise v = x^2" },
        { 12, "exp", "built in", Fine + "@given exp = 1\nminimise v = x^2 + exp(1)" },
        { 12, "model", "keep one", Fine + "minimise v = x^2\n@model n \"n\"" },
        { 12, "a[2]", "make the ranges disjoint", Fine + "let a[k] = x for k = 1..2\n@let a[2] = 1\nminimise v = a[1] + a[2]" },
        { 12, "q[2]", "a 'let' fixes it already", Header + "@unknown q[k] for k = 1..2\nlet q[2] = 1\nminimise v = q[1] + q[2]" },
        { 13, "m", "state a goal", "@model m \"m\"\nunknown x" },
        { 14, "z", "not known to be positive", Fine + "given a = 1\nlet f(h) = log(E(w, cosh(h + w)))\nminimise v = x^2 + @E(z, f(a*z))" },
        { 14, "z", "must be linear", Fine + "let f(h) = log(E(w, cosh(h + w)))\nminimise v = x^2 + @E(z, f(z^2))" },
        { 14, "z", "linear in the variable", Fine + "minimise v = x^2 + @E(z, tanh(max(z^2 - 1, x)))" },
        { 15, "k", "write a number", Header + "given k = 1\nunknown x in (0, @k)\nminimise v = x^2 + k" },
        { 15, "/", "divides by zero", Fine + "minimise v = x^2 + @1/(1 - 1)" },
        { 16, "exp", "give it arguments", Fine + "minimise v = x^2 + @exp" },
        { 16, "x", "write x*(...)", Fine + "minimise v = x^2 + @x(2)" },
        { 16, "f", "it is a function of 1", Fine + "let f(h) = h\nminimise v = f(x) + @f" },
        { 16, "inf", "end of an interval", Fine + "minimise v = x^2 + @inf" },
        { 16, "f", "picks one value", Fine + "let f(h) = h\nminimise v = f(x)\n@output f" },
        { 12, "r", "give them two names", Header + "level r = 1..2\n@depth r = 1..2\nunknown x\nminimise v = x^2 + r" },
        { 4, "r = 1..100", "would have 3000 members", Header + "@level r = 1..100\ndepth l = 1..30\nunknown x\nminimise v = x^2 + r + l" },
        { 4, "l = 3", "l = 1..2", Header + "level r = 1..2\ndepth l = 1..2\nunknown x\nminimise v = x^2 + r + l\nexpect v = 3 +- 1 at r = 1, @l = 3" },
        { 11, "l", "ascending range", Header + "level r = 1..2\n@depth l = 1..r\nunknown x\nminimise v = x^2 + r + l" },
        { 16, "k", "has no index", Header + "unknown x\nminimise v = x^2 + k @given k[i] = 2" },
        { 16, "v", "an unknown or a given", Fine + "let w = x^2\nminimise v = w + diff(w, @v)" },
        { 8, "x", "start inside the interval", Header + "@unknown x = 2 in (0, 1)\nminimise v = x^2" },
        { 2, "j", "write a[i] for i = ...", Header + "@given a[j] = 1 for i = 1..2\nunknown x\nminimise v = x^2 + a[1]" },
        { 4, "a[3]", "defined: a[1], a[2]", Header + "given a[i] = i for i = 1..2\nunknown x\nminimise v = x^2 + @a[3]" },
        { 18, "t", "leading coefficient is negative", Header + "given a = 1\nunknown x\nminimise v = x^2 + @maximum(t in (0, 1), t*x - a*t^2)" },
        { 18, "t", "quadratic in t", Fine + "minimise v = x^2 + @maximum(t in (0, 1), t*x)" },
        { 19, "x", "only what has a closed form", Fine + "minimise v = x^2 + @diff(E(z, log(2 + cos(x*z))), x)" },
        { 2, "b", "declare it with 'let', 'given' or 'unknown'", Two + "@relations y, b from stationary v over y" },
        { 2, "b", "declare it with 'let', 'given' or 'unknown'", Two + "relations y from stationary v over y, @b" },
        { 2, "w", "declare it", Two + "@relations y from stationary w over y" },
        { 3, "x", "it takes no index", Two + "relations y from stationary s = x - y^2 over @x[1]" },
        { 4, "q[3]", "stationary in unknowns", Header + "unknown x\nunknown q[k] for k = 1..2\nminimise v = x^2 + q[1] + q[2]\nrelations q from stationary s = x*q[1] - q[2]*q[1] over @q[2..3]" },
        { 12, "y", "name it once", Two + "@relations y, y from stationary s = x - y^2 over y" },
        { 12, "relations", "keep one", Two + "relations y from stationary s = x*y - y^2 over y\n@relations x from stationary s = x*y - x^2 over x" },
        { 16, "b", "relations express unknowns", Two + "given b = 1\n@relations y, b from stationary s = x - b*y^2 over y" },
        { 17, "a", "remove the definition", Fine + "@let a = x + 1\nminimise v = x^2" },
        { 17, "k", "let a definition or goal depend on it", Fine + "@given k = 1\nminimise v = x^2" },
        { 17, "k", "let a definition or goal depend on it", Fine + "@given k = 1\nminimise v = x^2\nexpect v = 0 +- 1 at k = 2" },
        { 17, "t", "let a definition or goal depend on it", Fine + "minimise v = x^2 @given t = 2" },
        { 17, "t", "let a definition or goal depend on it", Two + "relations y from stationary s = x*y - y^2 over y @given t = 2" },
        { 2, "foo", "declare it", Header + "unknown x in (0, @foo)\nminimise v = x^2" },
        { 2, "foo", "declare it", Header + "unknown x = @foo\nminimise v = x^2" },
        { 2, "foo", "declare it", Fine + "given k = @foo\nminimise v = k*x^2" },
        { 2, "foo", "declare it", Fine + "let f(h in (0, @foo)) = h\nminimise v = f(x)^2" },
        { 2, "foo", "declare it", Fine + "minimise v = x^2\nexpect v = @foo +- 1" },
        { 2, "kpapa", "did you mean 'kappa'?", Fine + "given kappa = 1\nminimise v = x^2*@kpapa" },
        { 3, "q", "it takes 1 index", Header + "unknown q[k] for k = 1..2\nminimise v = q[1]*q[2]\n@expect q = 1 +- 1" },
        { 3, "v", "it takes no index", Fine + "minimise v = x^2\n@expect v[1] = 1 +- 1" },
        { 3, "k", "it takes no index", Fine + "given k = 1\nminimise v = k*x^2\nexpect v = 1 +- 1 at @k[1] = 2" },
        { 12, "k", "set it once", Fine + "given k = 1\nminimise v = k*x^2\nexpect v = 1 +- 1 at k = 2, @k = 3" },
        { 15, "x", "write a number", Fine + "minimise v = x^2\nexpect v = @x +- 1" },
        { 15, "x", "write a number", Fine + "minimise v = x^2\nexpect v = 1 +- 2*@x" },
        { 15, "x", "write a number", Fine + "given k = 1\nminimise v = k*x^2\nexpect v = 1 +- 1 at k = @x" },
        { 16, "q", "states the same order", Header + "unknown q[k] for k = 1..2 increasing\n@unknown q[k] for k = 3..4\nminimise v = q[1]*q[2]*q[3]*q[4]" },
        { 17, "z", "does not depend on it", Fine + "minimise v = x^2 + @E(z, x)" },
        { 17, "t", "f does not depend on it", Fine + "let f(@t) = x\nminimise v = f(1)^2" },
        { 17, "x < 1", "'x < 2' does", Fine + "minimise v = x^2 + piecewise(x < 2: 0; @x < 1: 1; else: 2)" },
        { 17, "x <= 1 and 0 < y", "'2 > x' does", Two.Replace("minimise v", "minimise w", StringComparison.Ordinal) + "output u = piecewise(2 > x: 0; @x <= 1 and 0 < y: 1; else: 2)" },
        { 17, "-1 > x > 3", "never holds", Fine + "minimise v = x^2 + piecewise(@-1 > x > 3: 0; else: 2)" },
        { 17, "1 <= x < 1", "never holds", Fine + "minimise v = x^2 + piecewise(@1 <= x < 1: 0; else: 2)" },
        { 17, "k = 2..1", "ranges ascend", Fine + "minimise v = x^2 + sum(@k = 2..1, k)" },
        { 17, "r", "the line 'level'", Header + "@level r = 1..2\nunknown x\nminimise v = x^2" },
        { 24, "x", "the variable of E(...)", Fine + "minimise v = x^2 + @E(x, x^4)" },
        { 24, "z", "the variable of E(...)", Fine + "minimise v = E(z, x*z + @E(z, (x - z)^2))" },
        { 24, "r", "the index of a range", Header + "level r = 1..2\nunknown x\nminimise v = r*x^2 + sum(@r = 1..3, r)" },
        { 20, "y", "d s/d y = 0 is neither linear in y nor in one power of it: its degree is 2", Two + "@relations y from stationary s = x*y - y^3 - y^2 over y" },
        { 25, "x", "'v' is stationary in it", Header + "@unknown x\nstationary v = x^3 - x" },
        { 26, "v", "falls without end as x goes to minus infinity", Fine + "unknown y\n@minimise v = 2*x + y^2" },
        { 26, "v", "grows without end as x goes to infinity", Header + "unknown x in (0, inf)\ngiven a = 1 in (0, inf)\n@maximise v = a*x - E(z, abs(z))" },
        { 23, "shared.eq", "this text is no file", Fine + "minimise v = x^2\n@include \"shared.eq\"" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Problem_HasItsKindSubjectAndPlace(int id, string subject, string hint, string marked)
    {
        (Diagnostic problem, SourceSpan span) = Assert.Single(Of(marked.Replace("@", "", StringComparison.Ordinal)));
        string[] before = marked[..marked.IndexOf('@', StringComparison.Ordinal)].Split('\n');
        Assert.Equal(((DiagnosticKind)id, subject), (problem.Kind, problem.Subject));
        Assert.Equal((before.Length - 1, before[^1].Length), (span.StartLine, span.StartColumn));
        Assert.Contains(hint, problem.Hint, StringComparison.Ordinal);
    }

    /// <summary>Conditions that may hold, branches that may be reached, and names that hide nothing.</summary>
    [Theory]
    [InlineData("minimise v = x^2 + piecewise(x < 1: 0; x < 2: 1; else: 2)")]
    [InlineData("minimise v = x^2 + piecewise(x < 1: 0; x <= 1: 1; else: 2)")]
    [InlineData("minimise v = x^2 + piecewise(x < 1 and y < 1: 0; x < 1: 1; else: 2) + y^2")]
    [InlineData("minimise v = x^2 + piecewise(x < y: 0; x < 1: 1; else: 2) + y^2")]
    [InlineData("minimise v = x^2 + piecewise(1 <= x <= 1: 0; else: 2)")]
    [InlineData("minimise v = x^2 + piecewise(x > 1: 0; x < 2: 1; else: 2)")]
    [InlineData("minimise v = x^2 + E(z, (x - z)^2) + E(z, (x + z)^4)")]
    [InlineData("let f(y) = y^2\nminimise v = f(x) + sum(k = 1..2, k*x^2) + sum(k = 1..3, k*x^2)")]
    [InlineData("let f[1](h) = 1\nlet f[2](h) = h*f[1](h)\nminimise v = x^2 + f[2](x)^2")]
    public void NoSlip_IsSaid(string rest) => Assert.Empty(Bind.Run(Parse.Run(Fine + (rest.Contains("y^2", StringComparison.Ordinal) && !rest.Contains("f(y)", StringComparison.Ordinal) ? "unknown y\n" : string.Empty) + rest).File).Diagnostics);

    [Fact]
    public void EveryKind_HasAFile() => Assert.Equal(
        Enum.GetValues<DiagnosticKind>().Except([DiagnosticKind.DuplicateModel, DiagnosticKind.TooLarge, DiagnosticKind.CompilerFailure]).Select(k => (int)k),
        Files.Select(f => (int)f[0]).Distinct().Order());

    [Fact]
    public void Ids_NeverChange() => Assert.Equal(
        "Syntax UnknownName WrongArity IndexOutOfRange CyclicDefinition Imbalance MissingElse ImpossibleOrdering GrowsTooFast DuplicateModel"
            + " EmptyLevelRange DuplicateName MissingStatement UnsupportedExpectation NotConstant WrongUse Unused UnsupportedMaximum UnsupportedDerivative"
            + " NoRelations TooLarge CompilerFailure",
        string.Join(' ', Enumerable.Range(1, 22).Select(i => (DiagnosticKind)i)));

    [Fact]
    public void MissingModel_HasNoNode()
    {
        (BoundModel? model, EquatableArray<Diagnostic> problems) = Bind.Run(Parse.Run("unknown x\nminimise v = x^2").File);
        Assert.Null(model);
        Assert.Equal((DiagnosticKind.MissingStatement, "model"), (Assert.Single(problems).Kind, problems[0].Subject));
    }

    [Fact]
    public void AllProblemsOfAFile_AreReported()
    {
        IReadOnlyList<(Diagnostic Diagnostic, SourceSpan Span)> problems = Of(Header + """
            unknown x
            unknown x
            let a = exp(x, x) + nme
            let b = 1
            minimise v = a + y(1) + piecewise(x < 1: 2)
            output w = exp
            expect u = 1 +- 1 at t = 1
            """);
        Assert.Equal(
            ["7:5", "12:2", "3:3", "2:3", "2:5", "16:6", "2:7", "2:7", "17:4"],
            problems.Select(p => $"{(int)p.Diagnostic.Kind}:{p.Span.StartLine}"));
    }

    [Fact]
    public void AllProblemsOfALevel_AreReportedByTheStageThatFindsThem()
    {
        static IEnumerable<string> Found(string b, string goal) => Of(Header + $"""
            level r = 1..3
            unknown q[k] for k = 1..r increasing in (0, 1)
            let a = b
            let b = {b}
            minimise v = {goal}
            """).Select(p => $"{p.Diagnostic.Kind} {p.Diagnostic.Subject}").Order(StringComparer.Ordinal);

        // What unrolling finds must be mended before there is a flat model to lower.
        Assert.Equal(["CyclicDefinition a", "IndexOutOfRange q[2]"], Found("a", "q[1] + q[r+1] + a + 1/0"));
        Assert.Equal(["NotConstant /", "UnsupportedMaximum t"], Found("maximum(t in (0, 1), t*q[1])", "q[1] + a + 1/0"));
    }

    [Fact]
    public void FineFile_HasNoProblem() => Assert.All(Language.EquationFiles.All, static file => Assert.Empty(Of(file.Text)));

    /// <summary>What compiling the members of the family, up to the first that has problems, finds.</summary>
    private static List<(Diagnostic Diagnostic, SourceSpan Span)> Of(string text)
    {
        FrontResult front = Compiler.Read(text);
        List<Diagnostic> problems = [.. front.Diagnostics];
        if (front.Model is { } model && !problems.Any(p => p.Kind.IsError()))
        {
            (EquatableArray<FamilyMember> members, EquatableArray<Diagnostic> family) = Compiler.Members(model);
            problems.AddRange(family);
            foreach (FamilyMember member in members.TakeWhile(_ => !problems.Any(p => p.Kind.IsError())))
            {
                problems.AddRange(Of(model, member));
            }
        }

        return [.. problems.Select(p => (p, p.Span ?? front.Spans[p.Node]))];
    }

    /// <summary>Compiles the small members; others are only lowered.</summary>
    private static EquatableArray<Diagnostic> Of(BoundModel model, FamilyMember member)
    {
        if (!(member.ValueOf(FamilyIndexKind.Level) > 4))
        {
            return Compiler.Compile(model, member, CancellationToken.None).Diagnostics;
        }

        UnrollResult flat = Unroll.Run(new(model, member));
        LowerResult? lowered = flat.Model is null ? null : Lower.Run(flat.Model);
        RelateResult? related = lowered?.System is null ? null : Relate.Run(lowered.System);
        return flat.Diagnostics.Concat(lowered?.Diagnostics ?? []).Concat(related?.Diagnostics ?? []).ToEquatableArray();
    }
}
