using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>Who chose a name.</summary>
public enum NameOrigin
{
    /// <summary>The equation file; the stem may read like anything, a keyword included.</summary>
    File,

    /// <summary>The compiler; the stem is made of letters, and the number belongs to it, as in <c>t149</c>.</summary>
    Compiler,
}

/// <summary>
/// The name of a variable of a kernel, in parts, so that nothing has to be read back from characters. A printer turns it into an
/// identifier of its language.
/// </summary>
/// <param name="Stem">The name as declared, without indices.</param>
/// <param name="Indices">The indices, as in <c>q[1]</c>; empty for a scalar.</param>
/// <param name="Number">Tells names with one stem and indices apart; null for the only or first one.</param>
/// <param name="Origin">Who chose the stem.</param>
public sealed record Name(string Stem, EquatableArray<int> Indices, int? Number, NameOrigin Origin)
{
    /// <summary>A name of the equation file.</summary>
    public static Name Declared(string stem, params int[] indices) => new(stem, indices.ToEquatableArray(), null, NameOrigin.File);

    /// <inheritdoc cref="Declared(string, int[])"/>
    public static Name Declared(IndexedName name) => new(name.Stem, name.Indices, null, NameOrigin.File);

    /// <summary>The name of the goal's derivative by what the equation file calls so.</summary>
    public static Name Adjoint(IndexedName name) => new("adjoint_" + name.Stem, name.Indices, null, NameOrigin.File);

    /// <summary>A name of the compiler's, such as <c>t149</c>.</summary>
    public static Name Temporary(string stem, int? number = null) => new(stem, default, number, NameOrigin.Compiler);

    /// <summary>As the equation language writes it, with the number behind; for readers.</summary>
    public override string ToString() => Origin == NameOrigin.Compiler
        ? Stem + Text(Number)
        : Stem + (Indices.Count == 0 ? string.Empty : "[" + string.Join(",", Indices.Select(i => Text(i))) + "]") + (Number is null ? string.Empty : "'" + Text(Number));

    /// <summary>The parts in a row, as most languages can write them; two names may read alike.</summary>
    public string ToFlatString() => Origin == NameOrigin.Compiler
        ? Stem + Text(Number)
        : Stem + string.Concat(Indices.Select(i => "_" + Text(i))) + (Number is null ? string.Empty : "_" + Text(Number));

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
