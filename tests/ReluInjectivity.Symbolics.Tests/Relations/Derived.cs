using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Tests.Unrolling;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Tests.Relations;

/// <summary>Relations derived from text, and exact values of expressions.</summary>
internal static class Derived
{
    /// <summary>The relations a file asks for, at a level.</summary>
    public static DerivedRelations Of(string text, int? level = null)
    {
        FlatModel flat = Flat.Of(text, level);
        LowerResult lowered = Lower.Run(flat);
        Assert.Empty(lowered.Diagnostics);
        RelateResult related = Relate.Run(lowered.System!);
        DerivedRelations relations = related.System!.Relations!;
        Assert.Equal(relations.Failure is null ? [] : [DiagnosticKind.NoRelations], related.Diagnostics.Select(d => d.Kind));
        return relations;
    }

    /// <summary>Each relation as <c>name = formula</c>, in its explicit form.</summary>
    public static IEnumerable<string> Lines(this DerivedRelations relations) => relations.Relations.Select(r => $"{r.Name} = {r.Explicit}");

    /// <summary>The value in exact arithmetic; roots must come out rational.</summary>
    public static Rational Exact(Expr expression, IReadOnlyDictionary<string, Rational> at) => expression switch
    {
        Number number => number.Value,
        Symbol symbol => at[symbol.Name.ToString()],
        Sum => expression.Children.Select(c => Exact(c, at)).Aggregate((a, b) => a + b),
        Product => expression.Children.Select(c => Exact(c, at)).Aggregate((a, b) => a * b),
        Power { Exponent: Number { Value: var e } } power when e.IsInteger => Exact(power.Base, at).Pow((int)e.Numerator),
        Power { Exponent: Number { Value: var e } } power when e.Denominator == 2 =>
            Exact(power.Base, at).TrySqrt(out Rational root) ? root.Pow((int)e.Numerator) : throw new InvalidOperationException("The root is not rational."),
        _ => throw new InvalidOperationException($"{expression} has no exact value."),
    };
}
