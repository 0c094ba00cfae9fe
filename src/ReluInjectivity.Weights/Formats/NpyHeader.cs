using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ReluInjectivity.Weights.Formats;

/// <summary>The header of a npy array, versions 1 to 3: magic, version, header length, and a Python dictionary literal.</summary>
/// <param name="Type">Type of the numbers.</param>
/// <param name="Fortran">Whether the first index runs fastest.</param>
/// <param name="Shape">Extents; not yet compared with any limit.</param>
/// <param name="Length">Bytes before the first number.</param>
internal sealed record NpyHeader(ElementType Type, bool Fortran, long[] Shape, long Length)
{
    private const int PreambleBytes = 8;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header from the start of a stream.</summary>
    /// <exception cref="WeightFileException">The header is malformed, or its type is not one of numbers.</exception>
    public static NpyHeader Read(Stream stream, Place place)
    {
        Span<byte> preamble = stackalloc byte[PreambleBytes];
        place.ReadExactly(stream, 0, preamble);
        if (!preamble.StartsWith(Magic))
        {
            throw place.Error("byte 0", "this is not a npy array", @"it begins with \x93NUMPY");
        }

        int version = preamble[6];
        if (version is < 1 or > 3 || preamble[7] != 0)
        {
            throw place.Error("byte 6", string.Create(CultureInfo.InvariantCulture, $"the npy version is {version}.{preamble[7]}"), "versions 1.0, 2.0 and 3.0 are read");
        }

        Span<byte> size = stackalloc byte[version == 1 ? 2 : 4];
        place.ReadExactly(stream, PreambleBytes, size);
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        int start = PreambleBytes + size.Length;
        if (length > WeightFileLimits.MaxNpyHeaderBytes)
        {
            throw place.Error(
                SourceFile.Byte(PreambleBytes),
                string.Create(CultureInfo.InvariantCulture, $"the header length is {length}"),
                string.Create(CultureInfo.InvariantCulture, $"a header of numbers is short; at most {WeightFileLimits.MaxNpyHeaderBytes} bytes are read"));
        }

        byte[] text = new byte[length];
        place.ReadExactly(stream, start, text);
        NpyDictionary fields = NpyDictionary.Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), place, start);
        ArrayContainer.CheckRank(place, fields.Shape);
        return new NpyHeader(TypeOf(fields.Descr, place), fields.FortranOrder, fields.Shape, start + length);
    }

    // A byte order (< little, > big, = of the writer's machine, | none), a letter, and the bytes of a number: '<f4'.
    private static ElementType TypeOf(string descr, Place place)
    {
        char order = descr.Length > 0 && descr[0] is '<' or '>' or '=' or '|' ? descr[0] : '=';
        string name = descr.TrimStart('<', '>', '=', '|');
        ElementType? type = name is "b1" or "?" ? ElementType.Bool : ElementType.OfName(name, order == '>');
        if (type is not null && (type.Size == 1 || order != '|'))
        {
            return type;
        }

        string problem = name switch
        {
            ['O', ..] => "the array holds pickled Python objects, which are never read",
            ['c', ..] => $"the numbers are complex ('{Names.Short(descr)}')",
            ['S' or 'U' or 'a', ..] => $"the array holds strings ('{Names.Short(descr)}')",
            ['V', ..] => $"the numbers are of a type that numpy does not know ('{Names.Short(descr)}')",
            _ => $"the type '{Names.Short(descr)}' is not read",
        };
        throw place.Error("header key 'descr'", problem, "write a.astype('float32') or 'float64'; f2, f4, f8, i1 to i8, u1 to u8 and bool are read in either byte order");
    }
}
