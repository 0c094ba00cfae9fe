using System.Globalization;

namespace ReluInjectivity.Weights.Formats;

/// <summary>A npy file as one array.</summary>
internal static class NpyArray
{
    /// <exception cref="WeightFileException">The header is malformed, or the file's length is not the one that its shape declares.</exception>
    public static ArrayEntry Entry(SourceFile file)
    {
        Place place = new(file, string.Empty);
        NpyHeader header = ReadHeader(file);
        ArrayContainer.Count(place, header.Shape);
        return new ArrayEntry(file.Stem, header.Shape, header.Type, () =>
        {
            file.Stream.Position = header.Length;
            return NumberStream.Read(file.Stream, place, header.Length, header.Type, header.Shape, header.Fortran);
        });
    }

    /// <summary>Reads the header and compares the declared size with the file's.</summary>
    /// <exception cref="WeightFileException">The header is malformed, or the file's length is not the one that its shape declares.</exception>
    public static NpyHeader ReadHeader(SourceFile file)
    {
        Place place = new(file, string.Empty);
        file.Stream.Position = 0;
        NpyHeader header = NpyHeader.Read(file.Stream, place);
        CheckSize(place, header, file.Length);
        return header;
    }

    /// <exception cref="WeightFileException">The bytes after the header are not as many as the shape declares.</exception>
    public static void CheckSize(Place place, NpyHeader header, long totalBytes)
    {
        UInt128 declared = (UInt128)header.Type.Size;
        foreach (long extent in header.Shape.Order())
        {
            // Extents in ascending order meet a zero first; the cap keeps the product of others from overflowing.
            declared = UInt128.Min(declared * (UInt128)extent, (UInt128)ulong.MaxValue);
        }

        long actual = totalBytes - header.Length;
        if (declared != (UInt128)actual)
        {
            throw place.Error(
                SourceFile.Byte(header.Length),
                string.Create(CultureInfo.InvariantCulture, $"the shape {ShapeText.Of(header.Shape)} of '{header.Type.Name}' needs {declared} bytes, but {actual} follow the header"),
                (UInt128)actual < declared ? "write the file again in full" : "save one array a file");
        }
    }
}
