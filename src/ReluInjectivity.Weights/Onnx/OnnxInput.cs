using System.Globalization;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>A <c>ValueInfoProto</c>: what a graph says of one of its inputs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType"><c>TensorProto.DataType</c>; 0 where the graph does not say.</param>
/// <param name="Shape">Extents, null where one is free; null as a whole where the graph does not say.</param>
internal sealed record OnnxInput(string Name, int ElementType, long?[]? Shape)
{
    /// <summary>Reads the message.</summary>
    /// <exception cref="WeightFileException">It is malformed.</exception>
    public static OnnxInput Read(ProtoMessage value)
    {
        ProtoMessage? tensor = Child(Child(value, 2), 1);
        return new OnnxInput(
            Child(value, 1)?.Text ?? string.Empty,
            (int)Math.Min(Number(tensor, 1) ?? 0, int.MaxValue),
            Child(tensor, 2) is { } shape ? [.. shape.Fields().Where(field => field is { Number: 1, Payload: not null }).Take(WeightFileLimits.MaxRank + 1).Select(field => Extent(field.Payload!))] : null);
    }

    /// <summary>The same with free extents given; the first axis is the batch, which need not be.</summary>
    /// <exception cref="WeightFileException">The extents are not those of the graph.</exception>
    public OnnxInput With(IReadOnlyList<int> extents, SourceFile file)
    {
        long?[] known = Shape ?? new long?[extents.Count + 1];
        long?[] given = known.Length == extents.Count + 1 ? [known[0], .. extents] : [.. extents];
        if (given.Length != known.Length || given.Zip(known).Any(pair => pair.First is < 1 || (pair.Second is { } extent && pair.First != extent)))
        {
            throw file.Error(
                string.Empty,
                $"the graph's input is {string.Join('x', known.Select(extent => extent?.ToString(CultureInfo.InvariantCulture) ?? "?"))}, not {string.Join('x', extents)}",
                "give the extents of one input");
        }

        return this with { Shape = given };
    }

    private static long? Extent(ProtoMessage dimension) => Number(dimension, 1) is > 0 and <= int.MaxValue and var extent ? (long)extent : null;

    private static ProtoMessage? Child(ProtoMessage? message, int number) =>
        message?.Fields().LastOrDefault(field => field.Number == number && field.Payload is not null).Payload;

    private static ulong? Number(ProtoMessage? message, int number) =>
        message?.Fields().Where(field => field.Number == number && field.Payload is null).Select(field => (ulong?)field.Bits).LastOrDefault();
}
