using System.Buffers.Binary;
using System.Text;

namespace ReluInjectivity.Weights.Tests.Writers;

/// <summary>Writes npy files as numpy.lib.format documents them.</summary>
internal static class NpyWriter
{
    public static byte[] Array(string descr, IReadOnlyList<int> shape, byte[] data, bool fortran = false, int version = 1)
    {
        string tuple = shape.Count == 1 ? $"({shape[0]},)" : "(" + string.Join(", ", shape) + ")";
        return Raw($"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {tuple}, }}", data, version);
    }

    public static byte[] Raw(string dictionary, byte[] data, int version = 1)
    {
        int prefix = version == 1 ? 10 : 12;
        // Spaces and a line feed bring the data to a multiple of 64 bytes.
        string header = dictionary + new string(' ', 63 - ((prefix + dictionary.Length) % 64)) + "\n";
        using MemoryStream stream = new();
        stream.Write([0x93, .. "NUMPY"u8, (byte)version, 0]);
        byte[] length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)header.Length);
        }

        stream.Write(length);
        stream.Write(Encoding.Latin1.GetBytes(header));
        stream.Write(data);
        return stream.ToArray();
    }

    public static byte[] Doubles(IReadOnlyList<int> shape, params double[] values) => Array("<f8", shape, Numbers.Bytes("f8", values));
}
