using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>
/// A function the compiler knows, with all it knows of it: each stands in a file of its own, and nothing else in the compiler names it to
/// tell it from others. Members that have no safe default are required, so that a function that leaves one out does not compile.
/// </summary>
public sealed class BuiltInFunction : Function
{
    internal BuiltInFunction(string name, params Argument[] arguments)
        : base(new IndexedName(name), arguments.Length)
    {
        Arguments = arguments.ToEquatableArray();
    }

    /// <summary>What is known of it along each argument.</summary>
    public EquatableArray<Argument> Arguments { get; }

    /// <summary>What it is, in one line; the row of the language page.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether equation files may use it; others only come out of integrals.</summary>
    public bool IsWritable { get; init; } = true;

    /// <summary>Whether it counts as a constant, since what it stands in does not depend on it: its derivatives are zero, whatever its values are.</summary>
    public bool HasNoSlope { get; init; }

    /// <summary>The interval of all its values.</summary>
    public required RealInterval Values { get; init; }

    /// <summary>Whether its values stay between two numbers, whatever the arguments.</summary>
    public bool IsBounded => Values.IsBounded;

    /// <inheritdoc/>
    public override Sign Range => Values.Sign;

    /// <summary>The partial derivative by one argument: factory, arguments, the argument's place.</summary>
    public required Func<ExprFactory, IReadOnlyList<Expr>, int, Expr> Derivative { get; init; }

    /// <summary>The value to double precision, NaN outside the domain.</summary>
    public required Func<double[], double> Value { get; init; }

    /// <summary>How the Gaussian integrator reads it.</summary>
    public required IntegrandForm IntegrandForm { get; init; }

    /// <summary>The identities applied when it is applied: factory, arguments, whether an expression is known to be positive; null: none.</summary>
    public Func<ExprFactory, IReadOnlyList<Expr>, Func<Expr, bool>, Expr?>? Identities { get; init; }

    /// <summary>One minus its value, in a form that does not cancel where the value is near 1: factory, arguments; null: there is none.</summary>
    public Func<ExprFactory, IReadOnlyList<Expr>, Expr>? Complement { get; init; }

    /// <summary>Its power to a whole number: factory, arguments, exponent; null: no simpler form.</summary>
    public Func<ExprFactory, IReadOnlyList<Expr>, Expr, Expr>? WholePower { get; init; }

    /// <summary>Its value at a power of what is positive: factory, base, exponent; null: no simpler form.</summary>
    public Func<ExprFactory, Expr, Expr, Expr>? OfPower { get; init; }

    /// <summary>The C# method that computes it, as emitted.</summary>
    public required string CSharp { get; init; }

    /// <summary>The C# method that computes it for four arguments at once, over <c>Vector256</c>; null: one after another.</summary>
    public string? CSharpVector { get; init; }

    /// <summary>The LaTeX operator.</summary>
    public required string Latex { get; init; }

    /// <summary>The application in LaTeX where it is not operator and arguments.</summary>
    public Func<IReadOnlyList<string>, LatexCall>? LatexForm { get; init; }

    /// <summary>The C function that computes it: of <c>math.h</c>, or the one <see cref="CSource"/> defines.</summary>
    public required string C { get; init; }

    /// <summary>The C99 definition of <see cref="C"/>, by <c>math.h</c> and the functions of <see cref="CPrerequisites"/>; null where <c>math.h</c> has it.</summary>
    public string? CSource { get; init; }

    /// <summary>The names of the functions whose C source this one's calls.</summary>
    public EquatableArray<string> CPrerequisites { get; init; } = [];

    /// <summary>Name and arguments, as in <c>log(x)</c>.</summary>
    public string Signature => Print([.. Arguments.Select(a => a.Name)]);

    /// <summary>The summary, and where it is defined unless that is everywhere.</summary>
    public string Description => string.Join("; ", Arguments.Where(a => !a.Domain.IsLine || a.DomainNote is not null).Select(a => a.DomainText).Prepend(Summary));

    /// <inheritdoc/>
    public override Expr? Simplify(ExprFactory factory, IReadOnlyList<Expr> arguments, Func<Expr, bool> isPositive) =>
        Identities?.Invoke(factory, arguments, isPositive);

    /// <inheritdoc/>
    public override Expr? SimplifyPower(ExprFactory factory, IReadOnlyList<Expr> arguments, Expr exponent) => WholePower?.Invoke(factory, arguments, exponent);

    /// <inheritdoc/>
    public override double Evaluate(params double[] arguments) => Value(arguments);

    /// <inheritdoc/>
    public override LatexCall PrintLatex(IReadOnlyList<string> arguments) =>
        LatexForm?.Invoke(arguments) ?? new(Latex + LatexCall.Arguments(arguments));
}
