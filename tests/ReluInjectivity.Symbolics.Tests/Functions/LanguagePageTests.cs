using System.Text.RegularExpressions;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>The tables of the language page are what the compiler knows, in both directions.</summary>
public sealed class LanguagePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "equations", "README.md"));

    [Fact]
    public void FunctionTable_ListsTheWritableFunctions() => Assert.Equal(
        Registry.Writable.Select(f => $"| `{f.Signature}` | {f.Description} |").Order(StringComparer.Ordinal),
        Rows("function").Order(StringComparer.Ordinal));

    [Fact]
    public void FormTable_ListsTheSpecialForms() => Assert.Equal(
        SpecialForms.All.Select(s => s.Form).Order(StringComparer.Ordinal),
        Rows("form").SelectMany(row => Regex.Matches(row.Split(" | ")[0], "`(?<form>[^`]*)`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .Select(m => m.Groups["form"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void FormsThatStandForOthers_TakeTheirArguments()
    {
        var factory = new Symbolics.Expressions.ExprFactory();
        Symbolics.Expressions.Expr[] symbols = [factory.Symbol("x"), factory.Symbol("y")];
        Assert.All(SpecialForms.All.Where(s => s.Build is not null), s => Assert.NotNull(s.Build!(factory, symbols[..(s.Arity ?? 0)])));
        Assert.All(SpecialForms.All, s => Assert.True(s.IsSyntax || s.Arity is null || s.Form.Count(c => c == ',') == s.Arity - 1, s.Name));
    }

    /// <summary>The rows of the table whose first column has a heading.</summary>
    private static IEnumerable<string> Rows(string heading) => Page.Split('\n')
        .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|'));
}
