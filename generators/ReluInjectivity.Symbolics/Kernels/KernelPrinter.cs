using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// Kernels as text for people: the equation file's own names, one line a statement, and no more frame than a reader needs. What a method
/// takes from fields is one line, <c>use</c>; what it leaves for others stands behind <c>keep</c>.
/// </summary>
public sealed class KernelPrinter
{
    private const int Width = 140;

    private static readonly Target Readable = new(
        Type: "number", Number, Pi: "pi", Undefined: "undefined", SquareRoot: "sqrt", Power: "pow", Smaller: "min", Larger: "max", Function: static f => f.Name, Raise: "^");

    private readonly ExpressionText _text;
    private readonly StringBuilder _lines = new();
    private int _depth;

    private KernelPrinter() => _text = new ExpressionText(Readable, Leaf);

    /// <summary>The kernel as text.</summary>
    public static string Print(Kernel kernel)
    {
        var printer = new KernelPrinter();
        printer.Line("kernel " + kernel.Title);
        printer.List("unknowns", kernel.Unknowns.Select(n => n.ToString()));
        printer.List("givens", kernel.Givens.Select(n => n.ToString()));
        foreach (KernelGrid grid in kernel.Grids)
        {
            printer.Line($"grid {Text(grid.Id)}: {grid.Meaning}");
        }

        foreach (KernelRoutine routine in kernel.Routines)
        {
            printer.Line($"routine {routine.Name}: {routine.Meaning}");
        }

        printer.List("fields", kernel.Fields.Select(n => n.ToString()).Concat(kernel.Arrays.Select(a => $"{a.Name} on grid {Text(a.Grid)}")));
        foreach (Method method in kernel.Methods.Where(m => !IsPlain(m)))
        {
            printer.Line();
            printer.Line(method.Kind switch
            {
                MethodKind.FirstNonFinite => "first non-finite",
                _ => method.Kind.ToString().ToLowerInvariant(),
            });
            printer.Block(method.Body);
        }

        return printer._lines.ToString();
    }

    /// <summary>Whether a method says nothing that its name, and the lists at the top, do not.</summary>
    private static bool IsPlain(Method method) => method.Body.Flat().All(s => s is Assign { Value: UnknownInput or GivenInput } or Return);

    private static string Number(Rational value) => value.IsInteger ? value.ToString()
        : value.Denominator <= 1000 ? "(" + value + ")" : value.ToDouble().ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Stretch(Domain domain) => $"grid {Text(domain.Grid)} {domain.Region.ToString().ToLowerInvariant()}";

    private void Block(IEnumerable<Statement> statements)
    {
        _depth++;
        foreach (Statement statement in statements)
        {
            Write(statement);
        }

        _depth--;
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Section s:
                Line(s.Title is null ? null : "# " + s.Title);
                s.Equations.ToList().ForEach(e => Line("# " + e));
                _depth--;
                Block(s.Body);
                _depth++;
                break;
            case GridLoop s:
                Line($"for i in {Stretch(s.Domain)}{(s.Totals.Count == 0 ? string.Empty : ", sums " + string.Join(", ", s.Totals.Select(Leaf)))}");
                Block(s.Body);
                break;
            case Return:
                break;
            default:
                string? written = (statement as Assignment)?.Written;
                Line(written is null ? null : "# " + written);
                Line(Simple(statement));
                break;
        }
    }

    private string Simple(Statement statement) => statement switch
    {
        Declare s => $"{s.Local.Name} = {(s.Keep is null ? string.Empty : Leaf(s.Keep) + " = ")}{_text.Print(s.Value)}",
        Assign { Target: Field f } s => $"keep {f.Name} = {_text.Print(s.Value)}",
        Assign s => $"{Leaf(s.Target)} = {_text.Print(s.Value)}",
        Accumulate s => $"{Leaf(s.Total)} += {_text.Print(s.Value)}",
        RequireFinite s => $"require {s.Reported}",
        RequireFiniteArray s => $"require {s.Reported} in {Stretch(s.Domain)}",
        LayPanels s => $"lay grid {Text(s.Grid)}: from {(s.Low is { } low ? _text.Print(low) : "the left")} to {(s.High is { } high ? _text.Print(high) : "the right")}, width {_text.Print(s.Width)}, "
            + $"growth {_text.Print(s.Quadratic)}, {_text.Print(s.Linear)}{(s.IsRough ? ", rough" : string.Empty)}",
        LayProduct s => $"lay grid {Text(s.Grid)}: pairs of nodes of grids {Text(s.First)} and {Text(s.Second)}",
        LaySplit s => $"lay grid {Text(s.Grid)}: deviation {_text.Print(s.Deviation)}, width {_text.Print(s.Width)}, cuts {_text.List(s.Cuts)}",
        LayEquispaced s => $"lay grid {Text(s.Grid)}: deviation {_text.Print(s.Deviation)}, width {_text.Print(s.Width)}"
            + (s.Core is { } c ? $", core from {_text.Print(c.Low)} to {_text.Print(c.High)}, spread {_text.Print(c.Spread)}" : string.Empty),
        SetDeviation s => $"deviation of grid {Text(s.Source)} = {_text.Print(s.Deviation)}",
        ClearConvolution s => $"{s.Result} = 0",
        AddConvolution s => $"{s.Result} += convolve{Text(s.Order)}({s.Array} on {Stretch(new(s.Source, s.Region))})",
        AddConstantConvolution s => $"{s.Result} += convolve{Text(s.Order)}({_text.Print(s.Value)} on {Stretch(new(s.Source, s.Region))})",
        ConvolveAdjoint s => $"{s.Result} on {Stretch(new(s.Source, s.Region))} = adjoint{Text(s.Order)}({s.Array})",
        _ => throw new InvalidOperationException($"No rule prints a {statement.GetType().Name}."),
    };

    private string Leaf(KernelExpr leaf) => leaf switch
    {
        Local e => e.Name.ToString(),
        Field e => e.Name.ToString(),
        Element e => e.Array + "[i]",
        Coordinate e => $"coordinate{(e.Axis == 0 ? string.Empty : Text(e.Axis + 1))}(grid {Text(e.Grid)}, i)",
        Weight e => $"weight(grid {Text(e.Grid)}, i)",
        Step e => $"step(grid {Text(e.Grid)})",
        UnknownInput e => $"unknown {Text(e.Index)}",
        GivenInput e => $"given {Text(e.Index)}",
        ValueResult => "value",
        ResidualResult e => $"residual {Text(e.Index)}",
        ComponentResult e => $"result {Text(e.Index)}",
        RoutineCall e => $"{e.Routine}{string.Concat(e.By.Select(i => "'" + Text(i)))}({_text.List(e.Arguments)})",
        _ => throw new InvalidOperationException($"No rule prints a {leaf.GetType().Name}."),
    };

    private void List(string heading, IEnumerable<string> items)
    {
        var line = new StringBuilder(heading);
        foreach (string item in items)
        {
            if (line.Length + item.Length > Width)
            {
                Line(line.ToString() + ",");
                line.Clear().Append(' ', heading.Length);
            }

            line.Append(line.Length > heading.Length ? ", " : " ").Append(item);
        }

        Line(line.Length > heading.Length ? line.ToString() : null);
    }

    private void Line(string? text = "")
    {
        if (text is not null)
        {
            _lines.Append(' ', text.Length > 0 ? 4 * _depth : 0).Append(text).Append('\n');
        }
    }
}
