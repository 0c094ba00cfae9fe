using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Unrolling;

/// <summary>Parses, binds and unrolls, for tests.</summary>
internal static class Flat
{
    /// <summary>The model of a text that has no error before unrolling.</summary>
    public static BoundModel Bound(string text)
    {
        ParseResult parsed = Parse.Run(text);
        Assert.Empty(parsed.Diagnostics);
        (BoundModel? model, EquatableArray<Diagnostic> problems) = Bind.Run(parsed.File);
        Assert.DoesNotContain(problems, p => p.Kind.IsError());
        return model!;
    }

    /// <summary>The flat model of a text without problems.</summary>
    public static FlatModel Of(string text, int? level = null, int? depth = null)
    {
        UnrollResult result = Unroll.Run(new(Bound(text), MemberOf.Model(Bound(text), level, depth)));
        Assert.Empty(result.Diagnostics);
        return result.Model!;
    }

    /// <summary>The problems of unrolling a text.</summary>
    public static EquatableArray<Diagnostic> Problems(string text, int? level = null, int? depth = null)
    {
        UnrollResult result = Unroll.Run(new(Bound(text), MemberOf.Model(Bound(text), level, depth)));
        Assert.Equal(result.Model is null, result.Diagnostics.Count > 0);
        return result.Diagnostics;
    }
}
