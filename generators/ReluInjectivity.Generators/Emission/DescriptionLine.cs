using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Printing;

namespace ReluInjectivity.Generators.Emission;

/// <summary>A line of the instantiated system, for readers.</summary>
internal sealed class DescriptionLine
{
    private readonly Definition? _definition;

    private DescriptionLine(string text, string latex, Definition? definition, bool hasExpectation)
    {
        Text = text;
        Latex = latex;
        _definition = definition;
        HasExpectation = hasExpectation;
    }

    /// <summary>In the equation language.</summary>
    public string Text { get; }

    /// <summary>In LaTeX.</summary>
    public string Latex { get; }

    /// <summary>How it is evaluated.</summary>
    public string? Method { get; private set; }

    private bool HasExpectation { get; }

    /// <summary>The definitions, equations and goal, with defined names kept.</summary>
    public static IReadOnlyList<DescriptionLine> Of(EquationSystem system, SystemGoal goal)
    {
        var names = new Dictionary<Expr, string>();
        foreach (Definition definition in system.Definitions.Where(d => d.Function is null && d.Value is not (Number or Symbol)))
        {
            if (!names.ContainsKey(definition.Value))
            {
                names.Add(definition.Value, definition.Name);
            }
        }

        Func<Expr, string?> nameOf = e => names.TryGetValue(e, out string? name) ? name : null;
        var lines = new List<DescriptionLine>();
        foreach (Definition d in system.Definitions)
        {
            string arguments = d.Function is null ? string.Empty : "(" + string.Join(", ", d.Function.Parameters.Select(p => p.Name.Split('\'')[0])) + ")";
            bool isAlias = names.TryGetValue(d.Value, out string? first) && !string.Equals(first, d.Name, StringComparison.Ordinal);
            string text = isAlias ? first! : Plain(ExprPrinter.Print(d.Value, nameOf));
            string latex = isAlias ? LatexPrinter.Name(first!) : LatexPrinter.Print(d.Value, nameOf);
            bool hasExpectation = d.Value is Expectation || Has(d.Value, names);
            lines.Add(new(d.Name + arguments + " = " + text, LatexPrinter.Name(d.Name) + arguments + " = " + latex, d, hasExpectation));
        }

        foreach (Residual r in goal.Residuals)
        {
            lines.Add(new(
                Use(r.Left, nameOf) + " = " + Use(r.Right, nameOf),
                (nameOf(r.Left) is { } l ? LatexPrinter.Name(l) : LatexPrinter.Print(r.Left, nameOf)) + " = "
                    + (nameOf(r.Right) is { } q ? LatexPrinter.Name(q) : LatexPrinter.Print(r.Right, nameOf)),
                null, Has(r.Left, names) || Has(r.Right, names)));
        }

        string kind = goal.Kind.ToString().ToLowerInvariant();
        bool isName = goal.Value is Symbol || nameOf(goal.Value) is not null;
        lines.Add(new(
            kind + " " + goal.Name + (isName ? string.Empty : " = " + Plain(ExprPrinter.Print(goal.Value, nameOf))),
            @"\text{" + kind + "} \\; " + LatexPrinter.Name(goal.Name) + (isName ? string.Empty : " = " + LatexPrinter.Print(goal.Value, nameOf)),
            null, false));
        return lines;
    }

    /// <summary>Says how each line is evaluated, once the system has been integrated.</summary>
    public static void AddMethods(IReadOnlyList<DescriptionLine> lines, EquationSystem system)
    {
        foreach (DescriptionLine line in lines.Where(l => l.HasExpectation))
        {
            Expr? value = line._definition is null ? null : system.Definitions.FirstOrDefault(d => string.Equals(d.Name, line._definition.Name, StringComparison.Ordinal))?.Value;
            bool isOpen = value is null || Symbolics.Expressions.Traversal.Nodes(value).Any(n => n is Expectation);
            line.Method = isOpen ? "quadrature" : "closed form";
        }
    }

    private static string Use(Expr e, Func<Expr, string?> nameOf) => nameOf(e) ?? Plain(ExprPrinter.Print(e, nameOf));

    private static bool Has(Expr value, Dictionary<Expr, string> names)
    {
        _ = names;
        return Symbolics.Expressions.Traversal.Nodes(value).Any(n => n is Expectation);
    }

    /// <summary>Without the marks that tell bound variables of one name apart.</summary>
    private static string Plain(string text)
    {
        var plain = new System.Text.StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                while (i + 1 < text.Length && char.IsDigit(text[i + 1]))
                {
                    i++;
                }
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }
}
