using Google.Protobuf;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>ONNX initialisers: every type, raw or in lists, and tensors that contradict themselves.</summary>
public sealed class OnnxTensorTests
{
    private static readonly (string Short, int DataType)[] Types =
    [
        ("f4", 1), ("u1", 2), ("i1", 3), ("u2", 4), ("i2", 5), ("i4", 6), ("i8", 7), ("bool", 9), ("f2", 10), ("f8", 11), ("u4", 12), ("u8", 13), ("bf16", 16),
    ];

    [Fact]
    public void Every_type_round_trips_as_raw_bytes()
    {
        OnnxWriter writer = new();
        foreach ((string type, int dataType) in Types)
        {
            writer.Initializer(OnnxWriter.Tensor(type, dataType, [2, 3], Numbers.Bytes(type, Numbers.Sample(type))));
        }

        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        IReadOnlyList<WeightArray> arrays = WeightFile.ReadArrays(file.Path);
        Assert.Equal(Types.Select(type => type.Short), arrays.Select(array => array.Name));
        foreach (WeightArray array in arrays)
        {
            Assert.Equal((array.Name, "(2, 3)"), (array.ElementType, Formats.ShapeText.Of(array.Shape.Select(extent => (long)extent))));
            Assert.Equal(Numbers.Sample(array.Name), array.Values);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_type_round_trips_as_a_list(bool packed)
    {
        OnnxWriter writer = new();
        foreach ((string type, int dataType) in Types)
        {
            writer.Initializer(ListTensor(type, dataType, Numbers.Sample(type), packed));
        }

        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        foreach (WeightArray array in WeightFile.ReadArrays(file.Path))
        {
            Assert.Equal(Numbers.Sample(array.Name), array.Values);
        }
    }

    public static TheoryData<string, byte[]> BadTensors => new()
    {
        { "does not fit the 8 bytes", OnnxWriter.Tensor("w", 11, [2], new byte[8]) },
        { "does not fit the 8 bytes", OnnxWriter.Tensor("w", 1, [1], new byte[8]) },
        { "a dimension is -1", OnnxWriter.Tensor("w", 11, [-1], new byte[8]) },
        { "too large", OnnxWriter.Tensor("w", 11, [int.MaxValue, int.MaxValue, int.MaxValue], new byte[8]) },
        { "33 dimensions", OnnxWriter.Tensor("w", 11, [.. Enumerable.Repeat(1L, 5000)], new byte[8]) },
        { "the value is NaN", OnnxWriter.Doubles("w", [1], double.NaN) },
        { "data type 17 is not read", OnnxWriter.Tensor("w", 17, [8], new byte[8]) },
        { "data type 8 is not read", OnnxWriter.Tensor("w", 8, [8], new byte[8]) },
        { "fewer than the shape", ListTensor("f8", 11, [1, 2, 3, 4, 5], packed: true) },
        { "more numbers than the shape", ListTensor("f8", 11, [1, 2, 3, 4, 5, 6, 7], packed: true) },
        { "which is not a file in the model's folder", [.. OnnxWriter.Tensor("w", 11, [1], []), .. OnnxWriter.Message(output => OnnxWriter.Varint(output, 14, 1))] },
        { "which is not a file in the model's folder", [.. OnnxWriter.Tensor("w", 11, [1], []), .. OnnxWriter.Message(output => OnnxWriter.Bytes(output, 13, []))] },
        { "segment", [.. OnnxWriter.Doubles("w", [1], 1), .. OnnxWriter.Message(output => OnnxWriter.Bytes(output, 3, []))] },
    };

    [Theory]
    [MemberData(nameof(BadTensors))]
    public void A_tensor_that_contradicts_itself_is_refused(string problem, byte[] tensor)
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", new OnnxWriter().Initializer(tensor).Model());
        Assert.Contains(problem, Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_stand_twice_and_files_without_a_graph_are_refused()
    {
        using TemporaryFile twice = TemporaryFile.OfBytes("m.onnx", new OnnxWriter().Initializer("w", [1], 1).Initializer("w", [1], 1).Model());
        Assert.Contains("tensor 'w': the name stands twice", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(twice.Path)).Message, StringComparison.Ordinal);
        using TemporaryFile none = TemporaryFile.OfBytes("m.onnx", OnnxWriter.Message(output => OnnxWriter.Varint(output, 1, 8)));
        Assert.Contains("no ONNX graph", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(none.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_beyond_the_file_is_refused()
    {
        foreach (byte[] length in (byte[][])[[0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]])
        {
            using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", [0x08, 0x08, 0x3A, .. length, 0x00]);
            Assert.Contains("not an ONNX model", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path)).Message, StringComparison.Ordinal);
        }
    }

    private static byte[] ListTensor(string type, int dataType, double[] values, bool packed) => OnnxWriter.Message(output =>
    {
        (int field, WireFormat.WireType wire) = type switch
        {
            "f4" => (4, WireFormat.WireType.Fixed32),
            "f8" => (10, WireFormat.WireType.Fixed64),
            "i8" => (7, WireFormat.WireType.Varint),
            "u4" or "u8" => (11, WireFormat.WireType.Varint),
            _ => (5, WireFormat.WireType.Varint),
        };
        OnnxWriter.Varint(output, 1, 2);
        OnnxWriter.Varint(output, 1, 3);
        OnnxWriter.Varint(output, 2, dataType);
        OnnxWriter.Text(output, 8, type);
        byte[][] elements = [.. values.Select(value => OnnxWriter.Message(element => WriteElement(element, type, value)))];
        if (packed)
        {
            OnnxWriter.Bytes(output, field, [.. elements.SelectMany(element => element)]);
            return;
        }

        foreach (byte[] element in elements)
        {
            output.WriteTag(field, wire);
            System.Array.ForEach(element, output.WriteRawTag);
        }
    });

    // int32_data holds the bits of f2 and bf16, and small integers with their sign.
    private static void WriteElement(CodedOutputStream output, string type, double value)
    {
        switch (type)
        {
            case "f4":
                output.WriteFloat((float)value);
                break;
            case "f8":
                output.WriteDouble(value);
                break;
            case "u8":
                output.WriteUInt64((ulong)value);
                break;
            case "f2" or "bf16":
                output.WriteInt32(BitConverter.ToUInt16(Numbers.Bytes(type, [value])));
                break;
            default:
                output.WriteInt64((long)value);
                break;
        }
    }
}
