using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.TestKit;

/// <summary>Members of families, by their numbers.</summary>
public static class MemberOf
{
    /// <summary>A level of a model that has only levels, called <c>r</c>.</summary>
    public static FamilyMember Level(int level) => new(new[] { new FamilyIndex(FamilyIndexKind.Level, "r", level) }.ToEquatableArray());

    /// <summary>A depth of a model that has only depths, called <c>l</c>.</summary>
    public static FamilyMember Depth(int depth) => new(new[] { new FamilyIndex(FamilyIndexKind.Depth, "l", depth) }.ToEquatableArray());

    /// <summary>The member of a model with these values of its indices, whether its family has it or not.</summary>
    public static FamilyMember Model(BoundModel model, int? level, int? depth) => new(
        model.Family.Select(f => (Statement: f, Value: f.Kind == FamilyIndexKind.Level ? level : depth)).Where(p => p.Value is not null)
            .Select(p => new FamilyIndex(p.Statement.Kind, p.Statement.Range.Index, p.Value!.Value)).ToEquatableArray());
}
