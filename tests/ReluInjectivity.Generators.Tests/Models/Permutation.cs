using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>An equation file that says the same in another order: of its statements, of the terms of sums, of the factors of products.</summary>
internal sealed class Permutation(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The file under another name, its family cut to low members and without reference values.</summary>
    public static string Small(string text, string model, int levels, int depths) => SyntaxPrinter.Print(new EquationFileSyntax(
        Parse.Run(text).File.Statements.Where(static s => s is not ExpectSyntax).Select(s => s switch
        {
            ModelSyntax m => m with { Name = model },
            FamilySyntax f => f with { Range = Cut(f.Range, f.Kind == FamilyIndexKind.Level ? levels : depths) },
            _ => s,
        }).ToEquatableArray()));

    /// <summary>The file in another order; its first statement, the model's name, stays first.</summary>
    public string Of(string text)
    {
        StatementSyntax[] statements = [.. Parse.Run(text).File.Statements.Select(Of)];
        _random.Shuffle(statements.AsSpan(1));
        return SyntaxPrinter.Print(new EquationFileSyntax(statements.ToEquatableArray()));
    }

    private static RangeSyntax Cut(RangeSyntax range, int highest)
    {
        int to = int.Parse(((NumberSyntax)range.To).Text, System.Globalization.CultureInfo.InvariantCulture);
        return range with { To = new NumberSyntax(0, FormattableString.Invariant($"{Math.Min(to, highest)}")) };
    }

    private StatementSyntax Of(StatementSyntax statement) => statement switch
    {
        LetSyntax s => s with { Body = Of(s.Body) },
        GoalSyntax { Value: { } value } s => s with { Value = Of(value) },
        RelationsSyntax { Value: { } value } s => s with { Value = Of(value) },
        EquationSyntax s => s with { Left = Of(s.Left), Right = Of(s.Right) },
        OutputSyntax { Value: { } value } s => s with { Value = Of(value) },
        OutcomeSyntax s => s with { Condition = Of(s.Condition) },
        _ => statement,
    };

    private ConditionSyntax Of(ConditionSyntax condition) => condition with { Operands = condition.Operands.Select(Of).ToEquatableArray() };

    private ExpressionSyntax Of(ExpressionSyntax expression) => expression switch
    {
        BinarySyntax { Operator: '+' or '-' } e => Sum(e),
        BinarySyntax { Operator: '*' or '/' } e => Product(e),
        BinarySyntax e => e with { Left = Of(e.Left), Right = Of(e.Right) },
        NegateSyntax e => e with { Operand = Of(e.Operand) },
        ReferenceSyntax { Arguments: { } arguments } e => e with { Arguments = arguments.Select(Of).ToEquatableArray() },
        ExpectationSyntax e => e with { Body = Of(e.Body) },
        RangeFoldSyntax e => e with { Body = Of(e.Body) },
        MaximumSyntax e => e with { Body = Of(e.Body) },
        DerivativeSyntax e => e with { Body = Of(e.Body) },
        PiecewiseSyntax e => e with
        {
            Branches = e.Branches.Select(b => b with { Condition = Of(b.Condition), Value = Of(b.Value) }).ToEquatableArray(),
            Otherwise = Of(e.Otherwise),
        },
        _ => expression,
    };

    private ExpressionSyntax Sum(ExpressionSyntax sum)
    {
        (ExpressionSyntax Term, bool IsInverse)[] terms = Shuffled(sum, '+', '-');
        ExpressionSyntax first = terms[0].IsInverse ? new NegateSyntax(0, terms[0].Term) : terms[0].Term;
        return terms.Skip(1).Aggregate(first, static (all, t) => new BinarySyntax(0, t.IsInverse ? '-' : '+', all, t.Term));
    }

    /// <summary>Factors first, then what is divided by, each in any order.</summary>
    private ExpressionSyntax Product(ExpressionSyntax product)
    {
        (ExpressionSyntax Factor, bool IsInverse)[] factors = [.. Shuffled(product, '*', '/').OrderBy(static f => f.IsInverse)];
        return factors.Skip(1).Aggregate(factors[0].Factor, static (all, f) => new BinarySyntax(0, f.IsInverse ? '/' : '*', all, f.Factor));
    }

    private (ExpressionSyntax Operand, bool IsInverse)[] Shuffled(ExpressionSyntax chain, char plus, char minus)
    {
        var operands = new List<(ExpressionSyntax Operand, bool IsInverse)>();
        while (chain is BinarySyntax binary && (binary.Operator == plus || binary.Operator == minus))
        {
            operands.Add((Of(binary.Right), binary.Operator == minus));
            chain = binary.Left;
        }

        operands.Add((Of(chain), false));
        (ExpressionSyntax Operand, bool IsInverse)[] result = [.. operands];
        _random.Shuffle(result);
        return result;
    }
}
