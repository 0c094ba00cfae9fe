using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>How a language, with some type of numbers, writes what is not alike everywhere.</summary>
/// <param name="Type">The type of numbers.</param>
/// <param name="Number">A constant that is not negative.</param>
/// <param name="Pi">The ratio of a circle's circumference to its diameter.</param>
/// <param name="Undefined">The value that is none.</param>
/// <param name="SquareRoot">The function of one argument.</param>
/// <param name="Power">The function of two arguments.</param>
/// <param name="Smaller">The smaller of two arguments.</param>
/// <param name="Larger">The larger of two arguments.</param>
/// <param name="Function">A function of the registry.</param>
/// <param name="Raise">The operator of powers, which binds most tightly; null for a language without.</param>
/// <param name="Choose">A choice: where the first value is less than the second, or at most that if not strictly, then the third, else the fourth; null for <c>condition ? then : else</c>.</param>
public sealed record Target(
    string Type,
    Func<Rational, string> Number,
    string Pi,
    string Undefined,
    string SquareRoot,
    string Power,
    string Smaller,
    string Larger,
    Func<BuiltInFunction, string> Function,
    string? Raise = null,
    Func<string, bool, string, string, string, string>? Choose = null);

/// <summary>Expressions as text, with the operators and the precedence that C#, C and many others share, and brackets only where these need them.</summary>
public sealed class ExpressionText
{
    private const int ChoiceLevel = 0;
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int UnaryLevel = 3;
    private const int PowerLevel = 4;
    private const int AtomLevel = 5;

    private readonly Target _target;
    private readonly Func<KernelExpr, string> _leaf;

    /// <summary>A printer.</summary>
    /// <param name="target">The language.</param>
    /// <param name="leaf">The text of a <see cref="Place"/> or a <see cref="RoutineCall"/>.</param>
    public ExpressionText(Target target, Func<KernelExpr, string> leaf)
    {
        _target = target;
        _leaf = leaf;
    }

    /// <summary>An expression.</summary>
    public string Print(KernelExpr expression) => Format(expression).Text;

    /// <summary>Expressions with commas between.</summary>
    public string List(IEnumerable<KernelExpr> expressions) => string.Join(", ", expressions.Select(Print));

    private string Use(KernelExpr expression, int context)
    {
        (string text, int level) = Format(expression);
        return level < context ? "(" + text + ")" : text;
    }

    private (string Text, int Level) Format(KernelExpr expression) => expression switch
    {
        Constant { Value: var v } => v.Sign < 0 ? ("-" + _target.Number(-v), UnaryLevel) : (_target.Number(v), AtomLevel),
        Pi => (_target.Pi, AtomLevel),
        Undefined => (_target.Undefined, AtomLevel),
        Addition e => (string.Concat(e.Terms.Select((t, i) => Term(t, i == 0))), SumLevel),
        Multiplication e => (string.Join(" * ", e.Factors.Select(f => Use(f, UnaryLevel))), ProductLevel),
        Division e => (Use(e.Numerator, e.Numerator is Multiplication ? ProductLevel : UnaryLevel) + " / " + Use(e.Denominator, UnaryLevel), ProductLevel),
        Negation e => Negated(e.Operand),
        IntegerPower e when _target.Raise is { } raise => (Use(e.Base, AtomLevel) + raise + _target.Number(e.Exponent), PowerLevel),
        GeneralPower e when _target.Raise is { } raise => (Use(e.Base, AtomLevel) + raise + Use(e.Exponent, AtomLevel), PowerLevel),
        IntegerPower e when e.Exponent <= Translate.MaximumProduct => (string.Join(" * ", Enumerable.Repeat(Use(e.Base, UnaryLevel), e.Exponent)), ProductLevel),
        IntegerPower e => (Call(_target.Power, e.Base, new Constant(e.Exponent)), AtomLevel),
        SquareRoot e => (Call(_target.SquareRoot, e.Operand), AtomLevel),
        GeneralPower e => (Call(_target.Power, e.Base, e.Exponent), AtomLevel),
        Application e => (Call(_target.Function(e.Function), [.. e.Arguments]), AtomLevel),
        Extremum e => (e.Values.Select(Print).Aggregate((a, b) => $"{(e.IsLargest ? _target.Larger : _target.Smaller)}({a}, {b})"), AtomLevel),
        Choice e when _target.Choose is { } choose => (choose(Print(e.Condition.Left), e.Condition.IsStrict, Print(e.Condition.Right), Print(e.Then), Print(e.Else)), AtomLevel),
        Choice e => ($"{Holds(e.Condition)} ? {Use(e.Then, SumLevel)} : {Use(e.Else, ChoiceLevel)}", ChoiceLevel),
        _ => (_leaf(expression), AtomLevel),
    };

    private string Holds(Condition condition) => $"{Use(condition.Left, SumLevel)} {(condition.IsStrict ? "<" : "<=")} {Use(condition.Right, SumLevel)}";

    private string Term(KernelExpr term, bool isFirst) => isFirst ? Use(term, SumLevel)
        : term is Negation { Operand: var operand } ? " - " + Use(operand, ProductLevel) : " + " + Use(term, ProductLevel);

    /// <summary>-(a b/c) is (-a) b/c to the last digit.</summary>
    private (string Text, int Level) Negated(KernelExpr operand)
    {
        (string text, int level) = Format(operand);
        bool isPlain = level >= ProductLevel && text[0] != '-' && operand is not IntegerPower;
        return ("-" + (isPlain ? text : "(" + text + ")"), isPlain && level == ProductLevel ? ProductLevel : UnaryLevel);
    }

    private string Call(string function, params KernelExpr[] arguments) => function + "(" + List(arguments) + ")";
}
