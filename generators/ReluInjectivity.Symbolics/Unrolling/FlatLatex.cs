using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Flat models in LaTeX, for math mode: the file's own expressions, as fractions, roots, expectations and cases.</summary>
public static class FlatLatex
{
    /// <summary>How tightly a piece of text holds together; what takes an operand brackets one that is weaker than it needs.</summary>
    private enum Strength
    {
        Any,
        Sum,
        Product,
        Fraction,
        Power,
        Atom,
    }

    /// <summary>The definitions, equations, goals and outputs, a formula a line.</summary>
    public static IReadOnlyList<string> Lines(FlatModel model) =>
    [
        .. model.Definitions.Where(d => model.Goals.All(g => g.Id != d.Id) && model.Outputs.All(o => o.Id != d.Id)).Select(Print),
        .. (model.Goals.FirstOrDefault(g => g.Kind == GoalKind.Solve)?.Equations ?? []).Select(Print),
        .. model.Goals.Select(Print),
        .. model.Outputs.Where(o => !FlatPrinter.IsNamed(o.Id, o.Name, o.Value)).Select(Print),
        .. model.Bounds.Select(Print),
    ];

    /// <summary>A definition: <c>\lambda_{2} = \lambda_{3} + c_{2}</c>.</summary>
    public static string Print(FlatDefinition definition)
    {
        string parameters = definition.Parameters is { } names ? Bracketed(string.Join(", ", names.Select(p => LatexPrinter.Stem(p.Name)))) : string.Empty;
        return LatexPrinter.Name(definition.Name) + parameters + " = " + Print(definition.Body);
    }

    /// <summary>The two sides of an equation.</summary>
    public static string Print(FlatEquation equation) => Print(equation.Left) + " = " + Print(equation.Right);

    /// <summary>A goal: <c>\text{minimise} \; \alpha = ...</c>.</summary>
    public static string Print(FlatGoal goal) =>
        @"\text{" + goal.Kind.ToString().ToLowerInvariant() + @"} \; " + Quantity(goal.Id, goal.Name, goal.Value) + Order(goal.Order);

    /// <summary>Which unknowns are minimised and which maximised; empty where that is open.</summary>
    public static string Order(OrderSyntax? order)
    {
        string Part(string word, EquatableArray<string> names) => names.Count == 0 ? string.Empty
            : @" \quad \text{" + word + @"} \; " + string.Join(", ", names.Select(n => LatexPrinter.Name(new IndexedName(n))));
        return order is null ? string.Empty : Part("minimise", order.Minimised) + Part("maximise", order.Maximised);
    }

    /// <summary>An output: its name and expression.</summary>
    public static string Print(FlatOutput output) => Quantity(output.Id, output.Name, output.Value);

    /// <summary>A bound by another model: <c>capacity \le \text{other}.capacity</c>.</summary>
    public static string Print(BoundSyntax bound)
    {
        string at = string.Join(", ", bound.At.Select(s => (s.Indices.Count == 0 ? LatexPrinter.Stem(s.Name) : LatexPrinter.Stem(s.Name) + "_{" + string.Join(", ", s.Indices.Select(Print)) + "}") + " = " + Print(s.Value)));
        return LatexPrinter.Stem(bound.Name) + (bound.IsUpper ? @" \le " : @" \ge ") + LatexPrinter.Stem(bound.Goal) + @"^{\text{" + bound.Model + "}}" + (at.Length > 0 ? @" \quad \text{at} \; " + at : string.Empty);
    }

    /// <summary>An expression.</summary>
    public static string Print(ExpressionSyntax expression) => Use(Written.Of(expression), Strength.Any);

    private static string Quantity(int statement, string name, ExpressionSyntax value) =>
        FlatPrinter.IsNamed(statement, name, value) ? LatexPrinter.Stem(name) : LatexPrinter.Stem(name) + " = " + Print(value);

    private static string Bracketed(string text) => @"\left(" + text + @"\right)";

    private static string Use(ExpressionSyntax expression, Strength weakest)
    {
        (string text, Strength strength) = Format(expression);
        return strength < weakest ? Bracketed(text) : text;
    }

    private static (string Text, Strength Strength) Format(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number => FormatNumber(number.Text),
        NegateSyntax negate => ("-" + Use(negate.Operand, Strength.Product), Strength.Sum),
        BinarySyntax { Operator: '+' or '-' } binary => (FormatSum(binary), Strength.Sum),
        BinarySyntax { Operator: '*' or '/' } binary => FormatProduct(binary),
        BinarySyntax binary => (Use(binary.Left, Strength.Atom) + "^{" + Use(binary.Right, Strength.Any) + "}", Strength.Power),
        ReferenceSyntax reference => FormatReference(reference),
        ExpectationSyntax e => (@"\mathbb{E}_{" + LatexPrinter.Stem(e.Variable) + @"} \left[" + Use(e.Body, Strength.Any) + @"\right]", Strength.Atom),
        PiecewiseSyntax piecewise => (FormatBranches(piecewise), Strength.Atom),
        MaximumSyntax m => (
            @"\max_{" + LatexPrinter.Stem(m.Variable) + @" \in \left(" + Use(m.Interval.Lower, Strength.Any) + ", " + Use(m.Interval.Upper, Strength.Any) + @"\right)} \left["
                + Use(m.Body, Strength.Any) + @"\right]",
            Strength.Atom),
        DerivativeSyntax d => (@"\frac{\partial}{\partial " + LatexPrinter.Name(d.Variable.NameOf()) + @"} \left[" + Use(d.Body, Strength.Any) + @"\right]", Strength.Atom),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, "No LaTeX for this expression."),
    };

    private static (string Text, Strength Strength) FormatNumber(string text)
    {
        string[] parts = text.Split('e', 'E');
        if (parts.Length == 1)
        {
            return (text, Strength.Atom);
        }

        string power = "10^{" + parts[1].TrimStart('+') + "}";
        return string.Equals(parts[0], "1", StringComparison.Ordinal) ? (power, Strength.Power) : (parts[0] + @" \cdot " + power, Strength.Product);
    }

    /// <summary>A sum; <c>a + -b</c> becomes a difference.</summary>
    private static string FormatSum(BinarySyntax last)
    {
        var chain = new Stack<BinarySyntax>();
        ExpressionSyntax first = last;
        for (; first is BinarySyntax { Operator: '+' or '-' } binary; first = binary.Left)
        {
            chain.Push(binary);
        }

        var text = new System.Text.StringBuilder(Use(first, Strength.Sum));
        foreach (BinarySyntax binary in chain)
        {
            bool isNegative = binary is { Operator: '+', Right: NegateSyntax };
            ExpressionSyntax term = isNegative ? ((NegateSyntax)binary.Right).Operand : binary.Right;
            text.Append(isNegative || binary.Operator == '-' ? " - " : " + ").Append(Use(term, Strength.Product));
        }

        return text.ToString();
    }

    /// <summary>A product or quotient; a minus that it begins with stands before the whole.</summary>
    private static (string Text, Strength Strength) FormatProduct(BinarySyntax last)
    {
        var chain = new Stack<BinarySyntax>();
        ExpressionSyntax first = last;
        for (; first is BinarySyntax { Operator: '*' or '/' } binary; first = binary.Left)
        {
            chain.Push(binary);
        }

        bool isNegative = first is NegateSyntax;
        (string start, Strength strength) = Format(first is NegateSyntax negate ? negate.Operand : first);
        var text = new System.Text.StringBuilder(start);
        foreach (BinarySyntax binary in chain)
        {
            if (binary.Operator == '/')
            {
                text.Insert(0, @"\frac{").Append("}{").Append(Use(binary.Right, Strength.Any)).Append('}');
                strength = Strength.Fraction;
            }
            else
            {
                if (strength < Strength.Product)
                {
                    text.Insert(0, @"\left(").Append(@"\right)");
                }

                string factor = Use(binary.Right, Strength.Product);
                text.Append(char.IsDigit(factor[0]) ? @" \cdot " : @" \, ").Append(factor);
                strength = Strength.Product;
            }
        }

        return isNegative ? ("-" + text, Strength.Sum) : (text.ToString(), strength);
    }

    private static (string Text, Strength Strength) FormatReference(ReferenceSyntax reference)
    {
        if (reference.Arguments is not { } arguments)
        {
            return (reference.Name is "inf" ? @"\infty" : LatexPrinter.Name(reference.NameOf()), Strength.Atom);
        }

        string[] operands = [.. arguments.Select(a => Use(a, Strength.Any))];
        string joined = string.Join(", ", operands);
        return reference.Name switch
        {
            "sqrt" => (@"\sqrt{" + joined + "}", Strength.Atom),
            "abs" => (@"\left|" + joined + @"\right|", Strength.Atom),
            "min" or "max" => ("\\" + reference.Name + Bracketed(joined), Strength.Atom),
            _ => FormatCall(reference, operands, joined),
        };
    }

    private static (string Text, Strength Strength) FormatCall(ReferenceSyntax reference, string[] operands, string joined)
    {
        if (Registry.Find(reference.Name) is not { } function)
        {
            return (LatexPrinter.Name(reference.NameOf()) + Bracketed(joined), Strength.Atom);
        }

        LatexCall call = function.PrintLatex(operands);
        return (call.Text, call.IsSum ? Strength.Sum : Strength.Atom);
    }

    private static string FormatBranches(PiecewiseSyntax piecewise)
    {
        IEnumerable<string> branches = piecewise.Branches.Select(b => Use(b.Value, Strength.Any) + " & " + FormatCondition(b.Condition) + @" \\ ");
        return @"\begin{cases} " + string.Concat(branches) + Use(piecewise.Otherwise, Strength.Any) + @" & \text{otherwise} \end{cases}";
    }

    private static string FormatCondition(ConditionSyntax condition)
    {
        IEnumerable<string> rest = condition.Operators.Select((o, i) =>
            (o switch { "<=" => @" \le ", ">=" => @" \ge ", ConditionSyntax.And => @" \text{ and } ", _ => " " + o + " " }) + Use(condition.Operands[i + 1], Strength.Any));
        return Use(condition.Operands[0], Strength.Any) + string.Concat(rest);
    }
}
