using ReluInjectivity.Cli.Commands.Frames;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The misfit that passes for rounding where --tolerance does not say: by the type of the numbers.</summary>
internal static class OutputTolerance
{
    /// <summary>For doubles, and text beside doubles.</summary>
    public const double OfDoubles = 1e-9;

    /// <summary>That of an output's file; numbers as text have the type of the weights.</summary>
    public static double Of(string output, string weights) => OfType(TypeOf(output)) ?? OfType(TypeOf(weights)) ?? OfDoubles;

    // 16 to 128 units of the last place: what sums of some hundred terms lose.
    private static double? OfType(string? type) => type switch
    {
        "f4" => Math.ScaleB(1, -16),
        "f2" => Math.ScaleB(1, -6),
        "bf16" => Math.ScaleB(1, -3),
        null or "text" => null,
        _ => OfDoubles,
    };

    // Of the array that is named, or of the coarsest numbers with fractions.
    private static string? TypeOf(string typed)
    {
        (string path, string? name) = LayerArguments.Split(typed);
        ArrayInfo[] arrays = [.. WeightFile.ListArrays(path)];
        string? array = NamedLayer.ArrayName(name);
        string[] types = [.. arrays.Where(a => string.Equals(a.Name, array, StringComparison.Ordinal)).DefaultIfEmpty(null).SelectMany(a => a is null ? arrays : [a]).Select(a => a.ElementType)];
        return new[] { "bf16", "f2", "f4", "f8", "text" }.FirstOrDefault(types.Contains);
    }
}
