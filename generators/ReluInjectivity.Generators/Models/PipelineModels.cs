using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Models;

/// <summary>An equation file, parsed and bound.</summary>
/// <param name="Path">The file's path as the compiler knows it, for diagnostics.</param>
/// <param name="RelativePath">The path below the project or its siblings, with forward slashes, for what is emitted.</param>
/// <param name="Model">The model; null where a required statement is missing.</param>
/// <param name="Spans">The place of each syntax node.</param>
/// <param name="Files">The paths of the file and of those it includes, by the numbers that places give them.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record ParsedFile(
    string Path, string RelativePath, BoundModel? Model, EquatableArray<SourceSpan> Spans, EquatableArray<string> Files, EquatableArray<Diagnostic> Problems);

/// <summary>A model free of positions and problems: equal unless the equations change.</summary>
/// <param name="RelativePath">The file's relative path.</param>
/// <param name="Namespace">The namespace to emit into.</param>
/// <param name="Model">The model.</param>
internal sealed record FileModel(string RelativePath, string Namespace, BoundModel Model);

/// <summary>What a model compiles to.</summary>
/// <param name="RelativePath">The file's relative path.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Sources">The generated files.</param>
/// <param name="Problems">What turned out wrong after binding.</param>
internal sealed record CompiledModel(string RelativePath, string Model, EquatableArray<GeneratedSource> Sources, EquatableArray<Diagnostic> Problems)
{
    /// <summary>Whether both files declare one model, or models whose classes would have one name.</summary>
    public bool IsClashingWith(CompiledModel other) => Names().Intersect(other.Names(), StringComparer.Ordinal).Any();

    private IEnumerable<string> Names() => Sources.SelectMany(s => s.RelationsClass is { } relations ? s.ClassNames.Append(relations) : s.ClassNames).Append(Identifiers.Pascal(Model));
}

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name, unique in the compilation.</param>
/// <param name="ClassNames">The classes of its systems, a goal each.</param>
/// <param name="RelationsClass">The class of its relations; null where there are none.</param>
/// <param name="Text">Its text.</param>
internal sealed record GeneratedSource(string HintName, EquatableArray<string> ClassNames, string? RelationsClass, string Text);
