using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>A function the language knows.</summary>
public sealed class BuiltInFunction : Function
{
    private readonly Func<ExprFactory, IReadOnlyList<Expr>, int, Expr> _derivative;

    internal BuiltInFunction(
        string name, int arity, Sign range, string csharp, string latex, Func<ExprFactory, IReadOnlyList<Expr>, int, Expr> derivative)
        : base(name, arity)
    {
        Range = range;
        CSharp = csharp;
        Latex = latex;
        _derivative = derivative;
    }

    /// <summary>The sign of every value.</summary>
    public override Sign Range { get; }

    /// <summary>The method that computes it, as emitted.</summary>
    public string CSharp { get; }

    /// <summary>The LaTeX operator.</summary>
    public string Latex { get; }

    /// <summary>The partial derivative by one argument.</summary>
    public Expr Derivative(ExprFactory factory, IReadOnlyList<Expr> arguments, int index) => _derivative(factory, arguments, index);
}
