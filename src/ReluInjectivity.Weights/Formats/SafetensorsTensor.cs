using System.Globalization;

namespace ReluInjectivity.Weights.Formats;

/// <summary>One tensor that a safetensors header declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of the numbers.</param>
/// <param name="Shape">Extents.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">Byte after the last.</param>
internal sealed record SafetensorsTensor(string Name, ElementType Type, long[] Shape, long Begin, long End)
{
    /// <exception cref="WeightFileException">The type is not read, or the offsets are not those of the shape.</exception>
    public static SafetensorsTensor Create(SourceFile file, string name, string typeName, long[] shape, long begin, long end)
    {
        Place place = PlaceOf(file, name);
        ElementType type = typeName switch
        {
            "F64" => ElementType.F64,
            "F32" => ElementType.F32,
            "F16" => ElementType.F16,
            "BF16" => ElementType.BF16,
            "I64" => ElementType.I64,
            "I32" => ElementType.I32,
            "I16" => ElementType.I16,
            "I8" => ElementType.I8,
            "U64" => ElementType.U64,
            "U32" => ElementType.U32,
            "U16" => ElementType.U16,
            "U8" => ElementType.U8,
            "BOOL" => ElementType.Bool,
            _ => throw place.Error("dtype", $"the type '{Names.Short(typeName)}' is not read", "convert to F64, F32, F16 or BF16; integers and BOOL are read too"),
        };
        long bytes = ArrayContainer.Count(place, shape) * type.Size;
        return begin <= end && end - begin == bytes
            ? new SafetensorsTensor(name, type, shape, begin, end)
            : throw place.Error(
                "data_offsets",
                string.Create(CultureInfo.InvariantCulture, $"[{begin}, {end}] is not the {bytes} bytes of shape {ShapeText.Of(shape)}"),
                "write the file again with safetensors");
    }

    public Place Place(SourceFile file) => PlaceOf(file, Name);

    public ArrayEntry Entry(SourceFile file, long dataStart) => new(Name, Shape, Type, () =>
    {
        file.Stream.Position = dataStart + Begin;
        return NumberStream.Read(file.Stream, Place(file), dataStart + Begin, Type, Shape, fortran: false);
    });

    private static Place PlaceOf(SourceFile file, string name) => new(file, $"tensor '{Names.Short(name)}'");
}
