using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>safetensors files: every type, and headers that contradict the file.</summary>
public sealed class SafetensorsTests
{
    private static readonly (string Short, string Dtype)[] Types =
    [
        ("f8", "F64"), ("f4", "F32"), ("f2", "F16"), ("bf16", "BF16"), ("i8", "I64"), ("i4", "I32"), ("i2", "I16"), ("i1", "I8"),
        ("u8", "U64"), ("u4", "U32"), ("u2", "U16"), ("u1", "U8"), ("bool", "BOOL"),
    ];

    [Fact]
    public void Every_type_round_trips_in_one_file()
    {
        using TemporaryFile file = TemporaryFile.OfBytes(
            "m.safetensors",
            SafetensorsWriter.File([.. Types.Select(type => ("t." + type.Short, type.Dtype, (int[])[2, 3], Numbers.Bytes(type.Short, Numbers.Sample(type.Short))))]));
        IReadOnlyList<WeightArray> arrays = WeightFile.ReadArrays(file.Path);
        Assert.Equal(Types.Select(type => "t." + type.Short), arrays.Select(array => array.Name));
        foreach (WeightArray array in arrays)
        {
            Assert.Equal(array.Name, "t." + array.ElementType);
            Assert.Equal([2, 3], array.Shape);
            Assert.Equal(Numbers.Sample(array.ElementType), array.Values);
        }

        Assert.Equal(0.1f, WeightFile.ReadMatrix(file.Path, "t.f4")[0, 0]);
    }

    [Fact]
    public void Bytes_written_by_hand()
    {
        // Length 56 = 0x38, header, one bfloat16: 0x3FC0 = 1.5.
        byte[] bytes =
        [
            0x38, 0, 0, 0, 0, 0, 0, 0,
            .. "{\"w\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}} "u8,
            0xC0, 0x3F,
        ];
        using TemporaryFile file = TemporaryFile.OfBytes("m.safetensors", bytes);
        Assert.Equal([1.5], WeightFile.ReadVector(file.Path));
    }

    [Fact]
    public void A_choice_between_arrays_that_is_not_clear_lists_them()
    {
        byte[] one = Numbers.Bytes("f8", [1]);
        using TemporaryFile file = TemporaryFile.OfBytes("m.safetensors", SafetensorsWriter.File(("a", "F64", [1, 1], one), ("b", "F64", [1, 1], one), ("c", "F64", [1, 1, 1], one)));
        Assert.Contains("2 arrays could be a matrix; name one; it holds 'a' (1, 1), 'b' (1, 1)", Message(file), StringComparison.Ordinal);
        Assert.Contains("no array 'd'", Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(file.Path, "d")).Message, StringComparison.Ordinal);
        Assert.Contains("(1, 1, 1)", Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(file.Path, "c")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}", "is not the 16 bytes")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}", "do not continue at 0")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}}", "is not the 8 bytes")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}", "a dimension is 4294967296")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,8]}}", "too large")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,18446744073709551615]}}", "not an integer between 0")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[1e0],\"data_offsets\":[0,8]}}", "not an integer between 0")]
    [InlineData("{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", "'F8_E4M3' is not read")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[1]}}", "lacks a key")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8],\"x\":1}}", "unknown or a repeated key")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "unknown or a repeated key")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "'w' stands twice")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "do not continue at 8")]
    [InlineData("{}", "cover 0 of 8 bytes")]
    [InlineData("{\"w\":[", "an object is expected")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[[[[1", "something other than integers")]
    [InlineData("{\"w\":{", "malformed")]
    [InlineData("{\"w\":{\"dtype\":\"\\ud800\",\"shape\":[1],\"data_offsets\":[0,8]}}", "malformed")]
    [InlineData("{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} x", "malformed")]
    [InlineData("{\"__metadata__\":{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{}}}}}}}", "malformed")]
    [InlineData("{\"w\":5}", "an object is expected")]
    public void A_header_that_contradicts_the_file_is_refused(string header, string problem)
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.safetensors", SafetensorsWriter.Raw(header, new byte[8]));
        Assert.Contains(problem, Message(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001UL)]
    [InlineData(200UL)]
    public void A_header_longer_than_the_file_is_refused(ulong length)
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.safetensors", SafetensorsWriter.Raw("{}", new byte[8], length));
        Assert.StartsWith($"{file.Path}: byte 0: the header length is {length}", Message(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_nested_a_million_deep_is_refused()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.safetensors", SafetensorsWriter.Raw("{\"__metadata__\":" + new string('[', 1_000_000), []));
        Assert.Contains("malformed", Message(file), StringComparison.Ordinal);
    }

    private static string Message(TemporaryFile file) => Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(file.Path)).Message;
}
