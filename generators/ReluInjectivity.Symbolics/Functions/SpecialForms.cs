using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>A built-in name that is no function: a constant, an abbreviation of other expressions, or a form with a syntax of its own.</summary>
/// <param name="Name">The name.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Arity">The number of arguments; null where it is not applied like a function.</param>
/// <param name="IsSyntax">Whether the parser reads it: then the word is reserved.</param>
/// <param name="Build">What it stands for, from its arguments; null where the parser or the caller sees to it.</param>
public sealed record SpecialForm(string Name, string Form, int? Arity, bool IsSyntax, Func<ExprFactory, IReadOnlyList<Expr>, Expr>? Build)
{
    /// <summary>Where its argument may lie, as that of a function does.</summary>
    public RealInterval Domain { get; init; } = RealInterval.Line;
}

/// <summary>The built-in names that are no functions.</summary>
public static class SpecialForms
{
    /// <summary>The end of an interval that has none.</summary>
    public static SpecialForm Infinity { get; } = new("inf", "inf", null, IsSyntax: false, null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SpecialForm> All { get; } =
    [
        new("pi", "pi", null, IsSyntax: false, static (f, _) => f.Pi),
        Infinity,

        // sqrt(x) = x^(1/2)
        new("sqrt", "sqrt(x)", 1, IsSyntax: false, static (f, x) => f.Sqrt(x[0])) { Domain = RealInterval.From(0) },

        // abs(x) = piecewise(x < 0: -x; else: x)
        new("abs", "abs(x)", 1, IsSyntax: false, static (f, x) => f.Abs(x[0])),

        // min(a, b) = piecewise(a <= b: a; else: b)
        new("min", "min(a, b)", 2, IsSyntax: false, static (f, x) => f.Piecewise(f.Compare(x[0], x[1], isStrict: false), x[0], x[1])),

        // max(a, b) = piecewise(a <= b: b; else: a)
        new("max", "max(a, b)", 2, IsSyntax: false, static (f, x) => f.Piecewise(f.Compare(x[0], x[1], isStrict: false), x[1], x[0])),
        new("E", "E(z, e)", null, IsSyntax: true, null),
        new("sum", "sum(k = a..b, e)", null, IsSyntax: true, null),
        new("product", "product(k = a..b, e)", null, IsSyntax: true, null),
        new("piecewise", "piecewise(cond: e; cond: e; else: e)", null, IsSyntax: true, null),
        new("maximum", "maximum(t in (lo, hi), e)", null, IsSyntax: true, null),
        new("minimum", "minimum(t in (lo, hi), e)", null, IsSyntax: true, null),
        new("diff", "diff(e, x)", null, IsSyntax: true, null),
    ];

    /// <summary>The form of a name, or null.</summary>
    public static SpecialForm? Find(string name) => All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal));
}
