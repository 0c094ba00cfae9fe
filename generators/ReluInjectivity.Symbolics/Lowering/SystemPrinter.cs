using System.Text;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>A system as text, for readers: its expressions in canonical form, defined names in place of what they stand for.</summary>
public static class SystemPrinter
{
    /// <summary>The text; every line ends in a line feed.</summary>
    public static string Print(EquationSystem system)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        IReadOnlyDictionary<Expr, IndexedName> names = Names(system.Definitions.Where(d => d.Function is null).Select(d => (d.Value, d.Name)));
        string Text(Expr e) => names.TryGetValue(e, out IndexedName name) ? name.ToString() : ExprPrinter.Print(e, NameOf(names));
        foreach (Given given in system.Givens)
        {
            Line("given " + given.Name);
        }

        foreach (Unknown unknown in system.Unknowns)
        {
            Line("unknown " + unknown.Name);
        }

        foreach (Expr fact in system.Facts.Positive)
        {
            Line("fact " + ExprPrinter.Print(fact, NameOf(names)) + " > 0");
        }

        foreach (Definition d in system.Definitions)
        {
            string parameters = d.Function is { } f ? "(" + string.Join(", ", f.Parameters.Select(p => p.Name)) + ")" : string.Empty;
            bool isAlias = names.TryGetValue(d.Value, out IndexedName first) && first != d.Name;
            Line("let " + d.Name + parameters + " = " + (isAlias ? first.ToString() : ExprPrinter.Print(d.Value, NameOf(names))));
        }

        foreach (SystemGoal goal in system.Goals)
        {
            foreach (Residual residual in goal.Residuals)
            {
                Line("residual " + residual.Label + ": " + Text(residual.Expression));
            }

            Line(goal.Kind.ToString().ToLowerInvariant() + " " + goal.Name + " = " + Text(goal.Value));
        }

        foreach (Output output in system.Outputs)
        {
            Line("output " + output.Name + " = " + Text(output.Expression));
        }

        foreach (Outcome outcome in system.Outcomes)
        {
            Line("outcome margin " + Text(outcome.Margin));
        }

        return text.ToString();
    }

    /// <summary>The first name of each expression that is worth one.</summary>
    internal static IReadOnlyDictionary<Expr, IndexedName> Names(IEnumerable<(Expr Value, IndexedName Name)> definitions)
    {
        var names = new Dictionary<Expr, IndexedName>();
        foreach ((Expr value, IndexedName name) in definitions)
        {
            if (value is not (Number or Symbol) && !names.ContainsKey(value))
            {
                names.Add(value, name);
            }
        }

        return names;
    }

    /// <summary>Names as the printers of expressions want them.</summary>
    internal static Func<Expr, string?> NameOf(IReadOnlyDictionary<Expr, IndexedName> names) => e => names.TryGetValue(e, out IndexedName name) ? name.ToString() : null;
}
