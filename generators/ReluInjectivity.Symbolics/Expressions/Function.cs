namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// A function that can be applied, with what building, printing and evaluating expressions ask of it. The answers here are those for a
/// function of which nothing is known.
/// </summary>
public abstract class Function
{
    private protected Function(IndexedName name, int arity)
    {
        FullName = name;
        Name = name.ToString();
        Arity = arity;
    }

    /// <summary>The name in its parts.</summary>
    public IndexedName FullName { get; }

    /// <summary>The name as the equation language writes it.</summary>
    public string Name { get; }

    /// <summary>The number of arguments.</summary>
    public int Arity { get; }

    /// <summary>The sign that every value has, whatever the arguments.</summary>
    public virtual Sign Range => Sign.Unknown;

    /// <summary>
    /// A form of the application that is smaller or more stable to evaluate and has the same value, or null where there is none. Asked
    /// whenever the function is applied.
    /// </summary>
    /// <param name="factory">The factory of the arguments.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="isPositive">Whether an expression is known to be &gt; 0; what the caller does not know it denies.</param>
    public virtual Expr? Simplify(ExprFactory factory, IReadOnlyList<Expr> arguments, Func<Expr, bool> isPositive) => null;

    /// <summary>The power of an application as an application, such as exp(x)^n = exp(n x); null where there is none.</summary>
    /// <param name="factory">The factory of the arguments.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="exponent">A whole number.</param>
    public virtual Expr? SimplifyPower(ExprFactory factory, IReadOnlyList<Expr> arguments, Expr exponent) => null;

    /// <summary>The value in double precision; NaN outside the domain, and for a function that has no value without a program.</summary>
    public virtual double Evaluate(params double[] arguments) => double.NaN;

    /// <summary>The application in the notation of the equation language.</summary>
    /// <param name="arguments">The arguments as text.</param>
    public virtual string Print(IReadOnlyList<string> arguments) => Name + "(" + string.Join(", ", arguments) + ")";

    /// <summary>The application in LaTeX, for math mode.</summary>
    /// <param name="arguments">The arguments in LaTeX.</param>
    public virtual LatexCall PrintLatex(IReadOnlyList<string> arguments) => new(LatexPrinter.Name(FullName) + LatexCall.Arguments(arguments));
}

/// <summary>An application in LaTeX.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsSum">Whether it is a sum, which takes brackets inside products and powers.</param>
public readonly record struct LatexCall(string Text, bool IsSum = false)
{
    /// <summary>Arguments in brackets that grow with them.</summary>
    public static string Arguments(IReadOnlyList<string> arguments) => @"\left(" + string.Join(", ", arguments) + @"\right)";
}

/// <summary>A function defined by an equation file, at fixed indices. Two of one name, parameters and body are equal.</summary>
public sealed class DefinedFunction : Function, IEquatable<DefinedFunction>
{
    /// <summary>A function whose body is known.</summary>
    public DefinedFunction(IndexedName name, EquatableArray<Symbol> parameters, Expr body, bool hasDomains = false, DefinedFunction? original = null)
        : base(name, parameters.Count)
    {
        Parameters = parameters;
        Body = body;
        HasDomains = hasDomains;
        Original = original;
        foreach (Call call in Traversal.Nodes(body).OfType<Call>())
        {
            Applications = Math.Min(int.MaxValue / 2, Applications + (call.Function is DefinedFunction inner ? inner.Applications : 0));
        }
    }

    /// <summary>The parameters.</summary>
    public EquatableArray<Symbol> Parameters { get; }

    /// <summary>The body.</summary>
    public Expr Body { get; }

    /// <summary>How many applications of defined functions it takes once all are written out, itself included.</summary>
    public int Applications { get; } = 1;

    /// <summary>Whether every parameter has a declared domain, so that the function can be worked out on its own.</summary>
    public bool HasDomains { get; }

    /// <summary>The function before its expectations were worked out, from which its behaviour at infinity is read; null where it is that one itself.</summary>
    public DefinedFunction? Original { get; }

    /// <inheritdoc/>
    public bool Equals(DefinedFunction? other) => ReferenceEquals(this, other)
        || (other is not null && FullName.Equals(other.FullName) && ReferenceEquals(Body, other.Body) && HasDomains == other.HasDomains
            && Parameters.Equals(other.Parameters) && Equals(Original, other.Original));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DefinedFunction);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Name) * 397) ^ Body.GetHashCode());
}

/// <summary>
/// A defined function whose parameters have declared domains and whose value takes quadrature: worked out once, on its own, and applied to
/// scalars. Its partial derivatives, to the second order, are routines of the same arguments.
/// </summary>
public sealed class Routine : Function, IEquatable<Routine>
{
    /// <summary>The value of a defined function.</summary>
    public Routine(DefinedFunction definition) : this(definition, [])
    {
    }

    private Routine(DefinedFunction definition, EquatableArray<int> by) : base(definition.FullName, definition.Arity)
    {
        Definition = definition;
        By = by;
    }

    /// <summary>The routine that this is a derivative of; itself for the value.</summary>
    public Routine Value => By.Count == 0 ? this : new(Definition);

    /// <summary>The function.</summary>
    public DefinedFunction Definition { get; }

    /// <summary>The places of the parameters it is differentiated by, ascending; empty for the value.</summary>
    public EquatableArray<int> By { get; }

    /// <summary>The partial derivative by one more parameter.</summary>
    /// <exception cref="InvalidOperationException">It would be of the third order.</exception>
    public Routine Partial(int parameter) => By.Count == 2
        ? throw new InvalidOperationException("A routine has derivatives to the second order.")
        : new(Definition, By.Append(parameter).OrderBy(static i => i).ToEquatableArray());

    /// <inheritdoc/>
    public bool Equals(Routine? other) => other is not null && Definition.Equals(other.Definition) && By.Equals(other.By);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Routine);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Definition.GetHashCode() * 397) ^ By.GetHashCode());
}
