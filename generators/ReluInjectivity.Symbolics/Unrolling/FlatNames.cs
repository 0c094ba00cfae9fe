using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Names in a <see cref="FlatModel"/>, whose indices are numbers.</summary>
public static class FlatNames
{
    /// <summary>What a reference of a flat model refers to, arguments aside: <c>f[2]</c> for <c>f[2](h)</c>.</summary>
    public static IndexedName NameOf(this ReferenceSyntax reference) =>
        new(reference.Name, reference.Indices.Select(ValueOf).ToEquatableArray());

    private static int ValueOf(ExpressionSyntax index) => IndexArithmetic.TryEvaluate(index, LocalScope.Empty, out int value, out _)
        ? value
        : throw new ArgumentException($"The index {SyntaxPrinter.Print(index)} is not a number; the model it stands in is not flat.", nameof(index));
}
