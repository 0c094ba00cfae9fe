using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Emission;

/// <summary>A line of a system, for readers: as the file has it, with indices filled in.</summary>
/// <param name="Text">In the equation language.</param>
/// <param name="Latex">In LaTeX.</param>
/// <param name="Method">How it is evaluated; null where nothing is integrated in it.</param>
internal sealed record DescriptionLine(string Text, string Latex, string? Method)
{
    /// <summary>The relations found, the definitions, the equations, the goal and its bounds.</summary>
    public static IEnumerable<DescriptionLine> Of(FlatModel flat, EquationSystem integrated, int goal)
    {
        foreach (Relation relation in integrated.Relations is { Failure: null } relations ? relations.Relations : [])
        {
            yield return new(
                $"{relation.Name} = {relation.Formula}", LatexPrinter.Name(relation.Name) + " = " + LatexPrinter.Print(relation.Formula), null);
        }

        var others = new HashSet<Expr>(integrated.Definitions.Select(d => d.Value));
        string? Method(ExpressionSyntax written, params IEnumerable<Expr> values) => !Integrals.In(written) ? null : IsOpen(values, others) ? "quadrature" : "closed form";
        Dictionary<IndexedName, Definition> definitions = integrated.Definitions.ToDictionary(d => d.Name);
        foreach (FlatDefinition d in flat.Definitions.Where(d => d.IsUsed && (integrated.Relations is null || definitions.ContainsKey(d.Name))))
        {
            string parameters = d.Parameters is { } p ? "(" + string.Join(", ", p.Select(x => x.Name)) + ")" : string.Empty;
            yield return new(
                FlatPrinter.Formula(d), LatexPrinter.Name(d.Name) + parameters + " = " + FlatLatex.Print(d.Body),
                definitions.TryGetValue(d.Name, out Definition definition) ? Method(d.Body, definition.Value) : null);
        }

        SystemGoal lowered = integrated.Goals[goal];
        FlatGoal written = flat.Goals.First(g => g.Id == lowered.Statement);
        for (int i = 0; i < written.Equations.Count; i++)
        {
            FlatEquation equation = written.Equations[i];
            yield return new(
                FlatPrinter.Formula(equation), FlatLatex.Print(equation),
                Integrals.In(equation.Left) || Integrals.In(equation.Right) ? Method(new BinarySyntax(equation.Id, '-', equation.Left, equation.Right), lowered.Residuals[i].Expression) : null);
        }

        string kind = lowered.Kind.ToString().ToLowerInvariant();
        bool isName = written.Value is ReferenceSyntax { Arguments: null } r && string.Equals(r.Name, written.Name, StringComparison.Ordinal);
        yield return new(
            kind + " " + written.Name + (isName ? string.Empty : " = " + FlatPrinter.Print(written.Value)) + SyntaxPrinter.Order(written.Order),
            @"\text{" + kind + @"} \; " + LatexPrinter.Name(new IndexedName(written.Name)) + (isName ? string.Empty : " = " + FlatLatex.Print(written.Value)) + FlatLatex.Order(written.Order),
            isName ? null : Method(written.Value, lowered.Value));
        foreach (BoundSyntax bound in flat.Bounds.Where(b => string.Equals(b.Name, written.Name, StringComparison.Ordinal)))
        {
            yield return new(SyntaxPrinter.Print(bound), FlatLatex.Print(bound), null);
        }
    }

    /// <summary>Whether an expectation is left in what a line spells out, rather than mentions by the name of a definition.</summary>
    private static bool IsOpen(IEnumerable<Expr> values, HashSet<Expr> others)
    {
        var seen = new HashSet<Expr>(values);
        var pending = new Stack<Expr>(seen);
        while (pending.Count > 0)
        {
            Expr next = pending.Pop();
            if (next is Expectation)
            {
                return true;
            }

            foreach (Expr child in next.Children.Where(c => !others.Contains(c) && seen.Add(c)))
            {
                pending.Push(child);
            }
        }

        return false;
    }

    /// <summary>Expectations in syntax.</summary>
    private static class Integrals
    {
        public static bool In(ExpressionSyntax syntax) => syntax switch
        {
            ExpectationSyntax => true,
            NegateSyntax s => In(s.Operand),
            BinarySyntax s => In(s.Left) || In(s.Right),
            UnrolledSyntax s => s.Parts.Any(In),
            PiecewiseSyntax s => In(s.Otherwise) || s.Branches.Any(b => In(b.Value) || b.Condition.Operands.Any(In)),
            MaximumSyntax s => In(s.Body) || In(s.Interval.Lower) || In(s.Interval.Upper),
            DerivativeSyntax s => In(s.Body),
            ReferenceSyntax s => (s.Arguments ?? []).Any(In),
            _ => false,
        };
    }
}
