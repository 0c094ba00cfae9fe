using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ReluInjectivity.Weights.Formats;

/// <summary>How a number is written.</summary>
internal enum ElementKind
{
    Float,
    BrainFloat,
    Signed,
    Unsigned,
    Boolean,
}

/// <summary>The type of stored numbers and its exact conversion to double.</summary>
/// <param name="Name">Short name, digits counting bytes.</param>
/// <param name="Kind">How a number is written.</param>
/// <param name="Size">Bytes of a number.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
internal sealed record ElementType(string Name, ElementKind Kind, int Size, bool BigEndian = false)
{
    public static readonly ElementType F64 = new("f8", ElementKind.Float, 8);
    public static readonly ElementType F32 = new("f4", ElementKind.Float, 4);
    public static readonly ElementType F16 = new("f2", ElementKind.Float, 2);
    public static readonly ElementType BF16 = new("bf16", ElementKind.BrainFloat, 2);
    public static readonly ElementType I64 = new("i8", ElementKind.Signed, 8);
    public static readonly ElementType I32 = new("i4", ElementKind.Signed, 4);
    public static readonly ElementType I16 = new("i2", ElementKind.Signed, 2);
    public static readonly ElementType I8 = new("i1", ElementKind.Signed, 1);
    public static readonly ElementType U64 = new("u8", ElementKind.Unsigned, 8);
    public static readonly ElementType U32 = new("u4", ElementKind.Unsigned, 4);
    public static readonly ElementType U16 = new("u2", ElementKind.Unsigned, 2);
    public static readonly ElementType U8 = new("u1", ElementKind.Unsigned, 1);
    public static readonly ElementType Bool = new("bool", ElementKind.Boolean, 1);
    public static readonly ElementType Text = new("text", ElementKind.Float, 0);

    private static readonly ElementType[] Numeric = [F64, F32, F16, I64, I32, I16, I8, U64, U32, U16, U8];

    /// <summary>Whether numbers have a fraction: what weights are made of.</summary>
    public bool IsFloat => Kind is ElementKind.Float or ElementKind.BrainFloat;

    /// <summary>The type of a short name such as <c>f4</c> in either byte order, or null.</summary>
    public static ElementType? OfName(ReadOnlySpan<char> name, bool bigEndian)
    {
        foreach (ElementType type in Numeric)
        {
            if (name.SequenceEqual(type.Name))
            {
                return type with { BigEndian = bigEndian && type.Size > 1 };
            }
        }

        return null;
    }

    /// <summary>Converts numbers until one has no finite double equal to it.</summary>
    /// <param name="bytes">Stored numbers, <see cref="Size"/> bytes each.</param>
    /// <param name="values">Receives one double for each.</param>
    /// <returns>The index of the first number that is refused, or -1.</returns>
    public int Decode(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        if (DecodedAtOnce(bytes, values))
        {
            return -1;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!TryDecode(bytes.Slice(i * Size, Size), out double value))
            {
                return i;
            }

            values[i] = value;
        }

        return -1;
    }

    /// <summary>Why a number is refused.</summary>
    public string Refusal(ReadOnlySpan<byte> number)
    {
        TryDecode(number, out double value);
        return IsFloat
            ? $"the value is {(double.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity")}"
            : "the integer is beyond 2^53 and equals no double";
    }

    // The types that weights have, many numbers at a time; whatever else, or a number that is refused, goes one by one.
    private bool DecodedAtOnce(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        if (Kind is not ElementKind.Float || Size < 4 || BigEndian == BitConverter.IsLittleEndian || values.Length < 4)
        {
            return false;
        }

        if (Size == 4)
        {
            TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, float>(bytes), values);
        }
        else
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
        }

        return double.IsFinite(TensorPrimitives.MaxMagnitude<double>(values));
    }

    private bool TryDecode(ReadOnlySpan<byte> bytes, out double value)
    {
        switch (Kind)
        {
            case ElementKind.Float:
                value = Size switch
                {
                    8 => BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                    4 => BigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
                    _ => (double)(BigEndian ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
                };
                return double.IsFinite(value);
            case ElementKind.BrainFloat:
                // bfloat16 is the upper half of a float32.
                value = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16);
                return double.IsFinite(value);
            case ElementKind.Signed:
                long signed = ReadSigned(bytes);
                value = signed;
                return Size < 8 || ((Int128)value == signed);
            case ElementKind.Unsigned:
                ulong unsigned = ReadUnsigned(bytes);
                value = unsigned;
                return Size < 8 || ((UInt128)value == unsigned);
            case ElementKind.Boolean:
                value = bytes[0] == 0 ? 0 : 1;
                return true;
            default:
                throw new InvalidOperationException($"Unknown kind {Kind}.");
        }
    }

    private long ReadSigned(ReadOnlySpan<byte> bytes) => Size switch
    {
        8 => (long)ReadUnsigned(bytes),
        4 => (int)ReadUnsigned(bytes),
        2 => (short)ReadUnsigned(bytes),
        _ => (sbyte)bytes[0],
    };

    private ulong ReadUnsigned(ReadOnlySpan<byte> bytes) => Size switch
    {
        8 => BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        4 => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        2 => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        _ => bytes[0],
    };
}
