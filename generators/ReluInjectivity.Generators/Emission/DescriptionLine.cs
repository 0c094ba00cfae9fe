using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Generators.Emission;

/// <summary>A line of the instantiated system, for readers.</summary>
internal sealed class DescriptionLine
{
    private readonly HashSet<Symbol> _bound;

    private DescriptionLine(string text, string latex, HashSet<Symbol> bound)
    {
        Text = text;
        Latex = latex;
        _bound = bound;
    }

    /// <summary>In the equation language.</summary>
    public string Text { get; }

    /// <summary>In LaTeX.</summary>
    public string Latex { get; }

    /// <summary>How it is evaluated.</summary>
    public string? Method { get; private set; }

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
            lines.Add(new(
                d.Name + arguments + " = " + text, LatexPrinter.Name(d.Name) + arguments + " = " + latex, isAlias ? [] : Bound(names, d.Value)));
        }

        foreach (Residual r in goal.Residuals)
        {
            lines.Add(new(
                Use(r.Left, nameOf) + " = " + Use(r.Right, nameOf),
                (nameOf(r.Left) is { } l ? LatexPrinter.Name(l) : LatexPrinter.Print(r.Left, nameOf)) + " = "
                    + (nameOf(r.Right) is { } q ? LatexPrinter.Name(q) : LatexPrinter.Print(r.Right, nameOf)),
                Bound(names, [.. new[] { r.Left, r.Right }.Where(side => nameOf(side) is null)])));
        }

        string kind = goal.Kind.ToString().ToLowerInvariant();
        bool isName = goal.Value is Symbol || nameOf(goal.Value) is not null;
        lines.Add(new(
            kind + " " + goal.Name + (isName ? string.Empty : " = " + Plain(ExprPrinter.Print(goal.Value, nameOf))),
            @"\text{" + kind + "} \\; " + LatexPrinter.Name(goal.Name) + (isName ? string.Empty : " = " + LatexPrinter.Print(goal.Value, nameOf)),
            isName ? [] : Bound(names, goal.Value)));
        return lines;
    }

    /// <summary>Says how each line is evaluated, once the system has been integrated.</summary>
    public static void AddMethods(IReadOnlyList<DescriptionLine> lines, EquationSystem system)
    {
        IEnumerable<Expr> integrated = system.Definitions.Select(d => d.Value).Concat(system.Goals.SelectMany(g => g.Residuals.Select(r => r.Expression).Prepend(g.Value)));
        var open = new HashSet<Symbol>(Traversal.Nodes(integrated).OfType<Expectation>().Select(e => e.Variable));
        foreach (DescriptionLine line in lines.Where(l => l._bound.Count > 0))
        {
            line.Method = line._bound.Overlaps(open) ? "quadrature" : "closed form";
        }
    }

    private static string Use(Expr e, Func<Expr, string?> nameOf) => nameOf(e) ?? Plain(ExprPrinter.Print(e, nameOf));

    /// <summary>The variables of the expectations that a line spells out, rather than mentions by the name of a definition.</summary>
    private static HashSet<Symbol> Bound(Dictionary<Expr, string> names, params Expr[] spelled)
    {
        var seen = new HashSet<Expr>(spelled);
        var pending = new Stack<Expr>(seen);
        while (pending.Count > 0)
        {
            foreach (Expr child in pending.Pop().Children.Where(c => !names.ContainsKey(c) && seen.Add(c)))
            {
                pending.Push(child);
            }
        }

        return [.. seen.OfType<Expectation>().Select(e => e.Variable)];
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
