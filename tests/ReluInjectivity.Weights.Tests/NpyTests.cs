using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>npy files: every type, byte order, memory order and version, and errors.</summary>
public sealed class NpyTests
{
    // What numpy 1.26 writes for numpy.save('a.npy', numpy.array([[1, 2, 3], [4, 5, 6]], '<f4')), by hand from the format's document:
    // magic, version 1.0, header length 118 = 0x76, the dictionary padded with spaces to 127 bytes and a line feed, 24 bytes of data.
    [Fact]
    public void Reads_bytes_written_by_hand()
    {
        byte[] file =
        [
            0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 0x01, 0x00, 0x76, 0x00,
            .. "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"u8,
            .. Enumerable.Repeat((byte)0x20, 58), 0x0A,
            0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0x40, 0x40,
            0x00, 0x00, 0x80, 0x40, 0x00, 0x00, 0xA0, 0x40, 0x00, 0x00, 0xC0, 0x40,
        ];
        Assert.Equal(128 + 24, file.Length);
        using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", file);
        WeightArray array = Assert.Single(WeightFile.ReadArrays(npy.Path));
        Assert.Equal(("a", "f4"), (array.Name, array.ElementType));
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values);
        Assert.Equal(new ArrayInfo("a", array.Shape, "f4").ToString(), Assert.Single(WeightFile.ListArrays(npy.Path)).ToString());
    }

    // Two big-endian int16 in Fortran order, version 2.0, with double quotes, Python 2's long suffix and no trailing comma.
    [Fact]
    public void Reads_an_unusual_header_written_by_hand()
    {
        byte[] file =
        [
            0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 0x02, 0x00, 0x39, 0x00, 0x00, 0x00,
            .. "{\"shape\": (1L,2L),\"fortran_order\":True , \"descr\": \">i2\"}\n"u8,
            0x01, 0x00, 0xFF, 0xFE,
        ];
        using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", file);
        Assert.Equal([256, -2], WeightFile.ReadVector(npy.Path));
    }

    public static TheoryData<string> Types => [.. Numbers.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_byte_order_memory_order_and_version_round_trips(string type)
    {
        double[] values = Numbers.Sample(type);
        double[] transposed = [values[0], values[3], values[1], values[4], values[2], values[5]];
        foreach ((char order, int version) in from order in "<>=" from version in Enumerable.Range(1, 3) select (order, version))
        {
            foreach (bool fortran in (bool[])[false, true])
            {
                byte[] data = Numbers.Bytes(type, fortran ? transposed : values, order == '>');
                using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", NpyWriter.Array(order + type, [2, 3], data, fortran, version));
                WeightArray array = WeightFile.ReadArray(npy.Path);
                Assert.Equal(type, array.ElementType);
                Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), array.Values.Select(BitConverter.DoubleToInt64Bits));
                Assert.Equal(values[5], WeightFile.ReadMatrix(npy.Path)[1, 2]);
            }
        }
    }

    [Fact]
    public void Every_half_is_converted_exactly()
    {
        for (int bits = 0; bits < 1 << 16; bits++)
        {
            int exponent = (bits >> 10) & 31;
            int fraction = bits & 1023;
            bool finite = exponent < 31;
            using TemporaryFile npy = bits % 257 == 0 ? TemporaryFile.OfBytes("a.npy", NpyWriter.Array("<f2", [1], [(byte)bits, (byte)(bits >> 8)])) : null!;

            // IEEE 754: (-1)^s 2^(e-15) (1 + f/1024), or 2^-14 f/1024 for e = 0.
            double magnitude = exponent == 0 ? fraction * Math.Pow(2, -24) : (1024 + fraction) * Math.Pow(2, exponent - 25);
            double expected = bits >= 1 << 15 ? -magnitude : magnitude;
            double[] value = new double[1];
            Assert.Equal(finite ? -1 : 0, Formats.ElementType.F16.Decode([(byte)bits, (byte)(bits >> 8)], value));
            Assert.Equal(finite ? expected : value[0], value[0]);
            Assert.True(!finite || npy is null || WeightFile.ReadVector(npy.Path)[0] == expected);
        }
    }

    [Fact]
    public void Every_bfloat16_is_converted_exactly()
    {
        for (int bits = 0; bits < 1 << 16; bits++)
        {
            int exponent = (bits >> 7) & 255;
            int fraction = bits & 127;
            bool finite = exponent < 255;
            double magnitude = exponent == 0 ? fraction * Math.Pow(2, -133) : (128 + fraction) * Math.Pow(2, exponent - 134);
            double expected = bits >= 1 << 15 ? -magnitude : magnitude;
            double[] value = new double[1];
            Assert.Equal(finite ? -1 : 0, Formats.ElementType.BF16.Decode([(byte)bits, (byte)(bits >> 8)], value));
            Assert.True(!finite || value[0] == expected);
        }
    }

    [Fact]
    public void Three_dimensions_in_Fortran_order()
    {
        // a[i, j, k] = 100 i + 10 j + k
        int[] shape = [2, 3, 4];
        double[] rowMajor = [.. from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 4) select (100.0 * i) + (10 * j) + k];
        double[] fortran = [.. from k in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 2) select (100.0 * i) + (10 * j) + k];
        using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", NpyWriter.Array("<f8", shape, Numbers.Bytes("f8", fortran), fortran: true));
        WeightArray array = WeightFile.ReadArray(npy.Path);
        Assert.Equal(shape, array.Shape);
        Assert.Equal(rowMajor, array.Values);
    }

    [Fact]
    public void Scalars_booleans_and_empty_arrays_are_arrays()
    {
        using TemporaryFile scalar = TemporaryFile.OfBytes("a.npy", NpyWriter.Doubles([], 2.5));
        Assert.Equal([2.5], WeightFile.ReadArray(scalar.Path).Values);
        using TemporaryFile flags = TemporaryFile.OfBytes("a.npy", NpyWriter.Array("|b1", [3], [0, 1, 2]));
        Assert.Equal([0, 1, 1], WeightFile.ReadVector(flags.Path));
        using TemporaryFile empty = TemporaryFile.OfBytes("a.npy", NpyWriter.Doubles([0, 3]));
        Assert.Empty(WeightFile.ReadArray(empty.Path).Values);
        Assert.Contains("(0, 3)", Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(empty.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f8", double.NaN, "NaN")]
    [InlineData(">f8", double.PositiveInfinity, "is infinity")]
    [InlineData("<f4", double.NegativeInfinity, "-infinity")]
    [InlineData("<f2", double.NaN, "NaN")]
    public void An_entry_that_is_not_finite_is_named(string descr, double bad, string problem)
    {
        byte[] data = Numbers.Bytes(descr[1..], [1, 2, 3, 4, bad, 6], descr[0] == '>');
        foreach ((bool fortran, string index) in (ReadOnlySpan<(bool, string)>)[(false, "index [1, 1]"), (true, "index [0, 2]")])
        {
            using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", NpyWriter.Array(descr, [2, 3], data, fortran));
            WeightFileException error = Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(npy.Path));
            Assert.Equal(index, error.Where);
            Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<i8", (1L << 53) + 1)]
    [InlineData("<i8", long.MaxValue)]
    [InlineData("<u8", -1L)]
    public void An_integer_that_no_double_equals_is_named(string descr, long bad)
    {
        using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", NpyWriter.Array(descr, [2], [.. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(bad)]));
        Assert.Equal("index [1]", Assert.Throws<WeightFileException>(() => WeightFile.ReadVector(npy.Path)).Where);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "pickled Python objects, which are never read")]
    [InlineData("{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }", "complex")]
    [InlineData("{'descr': '<U4', 'fortran_order': False, 'shape': (1,), }", "strings")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (1,), }", "'<f16' is not read")]
    [InlineData("{'descr': '<V2', 'fortran_order': False, 'shape': (1,), }", "numpy does not know")]
    [InlineData("{'descr': '|f8', 'fortran_order': False, 'shape': (1,), }", "'|f8' is not read")]
    [InlineData("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", "structured")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "needs 16 bytes, but 8 follow")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), 'x': 1}", "unknown or stands twice")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", "not an integer between 0")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }", "not an integer between 0")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296), }", "needs 18446744073709551615 bytes")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 2305843009213693952), }", "needs 18446744073709551615 bytes")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,), }", "True or False")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }", "'shape' is missing")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), } + exit()", "text follows")]
    [InlineData("__import__('os').system('true')", "'{' is expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)}", "33 dimensions")]
    public void A_bad_header_is_refused(string dictionary, string problem)
    {
        using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", NpyWriter.Raw(dictionary, new byte[8]));
        Assert.Contains(problem, Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(npy.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_length_beyond_the_limit_is_refused()
    {
        using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[100]]);
        Assert.Contains("4294967295", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(npy.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_behind_the_array_are_refused()
    {
        using TemporaryFile npy = TemporaryFile.OfBytes("a.npy", [.. NpyWriter.Doubles([1], 1), 0]);
        Assert.Contains("save one array a file", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(npy.Path)).Message, StringComparison.Ordinal);
    }
}
