using System.Buffers.Binary;
using System.Text;

namespace ReluInjectivity.Weights.Tests.Writers;

/// <summary>Writes safetensors files.</summary>
internal static class SafetensorsWriter
{
    public static byte[] File(params (string Name, string Type, int[] Shape, byte[] Data)[] tensors)
    {
        List<string> entries = ["\"__metadata__\":{\"format\":\"pt\"}"];
        int offset = 0;
        foreach ((string name, string type, int[] shape, byte[] data) in tensors)
        {
            entries.Add($"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{offset},{offset + data.Length}]}}");
            offset += data.Length;
        }

        string header = "{" + string.Join(',', entries) + "}";
        return Raw(header + new string(' ', (8 - (header.Length % 8)) % 8), [.. tensors.SelectMany(tensor => tensor.Data)]);
    }

    public static byte[] Raw(string header, byte[] data, ulong? length = null)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length ?? (ulong)json.Length);
        return [.. prefix, .. json, .. data];
    }
}
