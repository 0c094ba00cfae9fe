using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>An unknown expressed by others, derived from stationarity conditions.</summary>
/// <param name="Name">Its name, such as <c>c[2]</c>.</param>
/// <param name="Formula">In terms of given quantities and relations before it.</param>
/// <param name="Explicit">In terms of given quantities alone.</param>
/// <param name="Solution">The formula as a root of a quotient of polynomials.</param>
public sealed record Relation(IndexedName Name, Expr Formula, Expr Explicit, Solution Solution)
{
    /// <summary>The declared name, such as <c>c</c>.</summary>
    public string Family => Name.Stem;

    /// <summary>Its index; null for a scalar.</summary>
    public int? Index => Name.Index;
}

/// <summary>The relations of a model at one level.</summary>
/// <param name="Objective">The name of what is stationary.</param>
/// <param name="Over">The unknowns in which it is stationary.</param>
/// <param name="Variables">The variables of <see cref="Relation.Solution"/>, targets first.</param>
/// <param name="Targets">The unknowns to be expressed, in the order of their variables.</param>
/// <param name="Relations">The relations, each after those it uses. Where there is a failure, those found before it.</param>
/// <param name="Fixed">The values of unknowns that a definition fixes, such as <c>p[1]</c>, by name; those that are numbers.</param>
/// <param name="System">The algebraic system solved.</param>
/// <param name="Failure">What stopped the derivation; null where nothing did.</param>
public sealed record DerivedRelations(
    string Objective,
    EquatableArray<string> Over,
    EquatableArray<IndexedName> Variables,
    EquatableArray<Unknown> Targets,
    EquatableArray<Relation> Relations,
    EquatableMap<string, Rational> Fixed,
    RelationSystem System,
    string? Failure);
