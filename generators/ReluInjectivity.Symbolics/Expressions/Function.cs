namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// A function that can be applied, with what building, printing and evaluating expressions ask of it. The answers here are those for a
/// function of which nothing is known.
/// </summary>
public abstract class Function
{
    private protected Function(string name, int arity)
    {
        Name = name;
        Arity = arity;
    }

    /// <summary>The name.</summary>
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
    public virtual LatexCall PrintLatex(IReadOnlyList<string> arguments) => new(LatexPrinter.Name(Name) + LatexCall.Arguments(arguments));
}

/// <summary>An application in LaTeX.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsSum">Whether it is a sum, which takes brackets inside products and powers.</param>
public readonly record struct LatexCall(string Text, bool IsSum = false)
{
    /// <summary>Arguments in brackets that grow with them.</summary>
    public static string Arguments(IReadOnlyList<string> arguments) => @"\left(" + string.Join(", ", arguments) + @"\right)";
}
