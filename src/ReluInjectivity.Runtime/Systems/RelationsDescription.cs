namespace ReluInjectivity.Runtime.Systems;

/// <summary>Generated relations: some unknowns of a model expressed by the others, for one member of its family.</summary>
/// <example>
/// <code>
/// IRelations relations = Catalog.Relations.First(r => r.Description.Model == "single-layer-dual" &amp;&amp; r.Description.Indices.ValueOf(FamilyIndexKind.Level) == 2);
/// double[] values = relations.Evaluate([0.777231, 1.5, 0.4]);   // p[2], q[1], q[2]; one value for each of Description.Relations
/// </code>
/// </example>
public interface IRelations
{
    /// <summary>What they are.</summary>
    RelationsDescription Description { get; }

    /// <summary>The values of all relations, in their order.</summary>
    /// <param name="x">The values of <see cref="RelationsDescription.Arguments"/>, in their order.</param>
    /// <exception cref="ArgumentException">There are fewer or more values than arguments.</exception>
    double[] Evaluate(ReadOnlySpan<double> x);
}

/// <summary>A derived relation.</summary>
/// <param name="Unknown">The unknown expressed, with the interval and order that its values must honour.</param>
/// <param name="LatexName">Its name in LaTeX.</param>
/// <param name="Text">Its value in terms of arguments and relations before it, in the notation of the equation language.</param>
/// <param name="Latex">The same in LaTeX, for math mode.</param>
/// <param name="ExplicitText">Its value in terms of arguments alone.</param>
/// <param name="ExplicitLatex">The same in LaTeX.</param>
/// <param name="Origin">The condition that gives it, such as <c>d psi/d q[2] = 0</c>.</param>
public sealed record RelationLine(UnknownInfo Unknown, string LatexName, string Text, string Latex, string ExplicitText, string ExplicitLatex, string Origin);

/// <summary>A relation for a range of indices at every level.</summary>
/// <param name="Text">The equation, such as <c>c[k] = (Gamma[k-1] - Gamma[k])/(q[k-1] - q[k])</c>.</param>
/// <param name="Latex">The same in LaTeX, for math mode.</param>
/// <param name="Range">The indices it holds for, such as <c>k = 2..r</c>; null for a single one.</param>
public sealed record PatternLine(string Text, string Latex, string? Range);

/// <summary>Relations at one level, or why there are none.</summary>
public sealed record RelationsDescription
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The model's title.</summary>
    public required string Title { get; init; }

    /// <summary>Where the equations stand.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The equation file, relative to the project, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The place in the family: the values of its indices, outermost first; empty for a model that is one system.</summary>
    public required IReadOnlyList<FamilyIndex> Indices { get; init; }

    /// <summary>What is stationary.</summary>
    public required string Objective { get; init; }

    /// <summary>The unknowns in which it is stationary.</summary>
    public required IReadOnlyList<string> Over { get; init; }

    /// <summary>What the relations are functions of: the other unknowns, then the givens that occur.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The relations, each after those it uses.</summary>
    public required IReadOnlyList<RelationLine> Relations { get; init; }

    /// <summary>The equation that stopped the derivation, and why; null where it succeeded.</summary>
    public required string? Failure { get; init; }

    /// <summary>The relations of all levels in one form; empty where the levels share none.</summary>
    public required IReadOnlyList<PatternLine> Pattern { get; init; }

    /// <summary>The levels that were derived one by one and found to follow the pattern.</summary>
    public required IReadOnlyList<int> PatternLevels { get; init; }
}
