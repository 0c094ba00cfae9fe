using System.Buffers.Binary;

namespace ReluInjectivity.Weights.Tests.Writers;

/// <summary>Numbers as bytes, by short type name.</summary>
internal static class Numbers
{
    public static readonly string[] Types = ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1"];

    public static byte[] Bytes(string type, IReadOnlyList<double> values, bool bigEndian = false)
    {
        using MemoryStream stream = new();
        foreach (double value in values)
        {
            byte[] bytes = Little(type, value);
            if (bigEndian)
            {
                System.Array.Reverse(bytes);
            }

            stream.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>Numbers that the type holds exactly, its extremes among them.</summary>
    public static double[] Sample(string type) => type switch
    {
        "f8" => [0.1, -1.0 / 3, double.MaxValue, double.Epsilon, -0.0, 1e300],
        "f4" => [0.1f, -1.0f / 3, float.MaxValue, float.Epsilon, -0.0, 16777216],
        "f2" => [0.5, -1.5, 65504, Math.Pow(2, -24), -0.0, 2048],
        "bf16" => [0.5, -1.5, BitConverter.Int32BitsToSingle(0x7F7F0000), Math.Pow(2, -133), -0.0, 256],
        "i8" => [0, -1, 1L << 53, -(1L << 62), 7, -8],
        "u8" => [0, 1, 1L << 53, 1UL << 63, 7, 8],
        "i4" => [0, -1, int.MaxValue, int.MinValue, 7, -8],
        "u4" => [0, 1, uint.MaxValue, 2, 7, 8],
        "i2" => [0, -1, short.MaxValue, short.MinValue, 7, -8],
        "u2" => [0, 1, ushort.MaxValue, 2, 7, 8],
        "i1" => [0, -1, 127, -128, 7, -8],
        "u1" => [0, 1, 255, 2, 7, 8],
        _ => [0, 1, 1, 0, 1, 0],
    };

    private static byte[] Little(string type, double value)
    {
        byte[] bytes = new byte[8];
        switch (type)
        {
            case "f8":
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                return bytes;
            case "f4":
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                return bytes[..4];
            case "f2":
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value);
                return bytes[..2];
            case "bf16":
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                return bytes[2..4];
            case "u8":
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)value);
                return bytes;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value);
                return bytes[..(type == "bool" ? 1 : type[1] - '0')];
        }
    }
}
