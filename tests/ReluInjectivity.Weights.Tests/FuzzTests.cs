using System.Buffers.Binary;
using System.IO.Compression;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Damaged files of every format are read or refused with <see cref="WeightFileException"/>, nothing else, at bounded cost.</summary>
public sealed class FuzzTests
{
    // Fixed buffers, headers and the runtime's own zip and protobuf objects; the sample files are of a few kilobytes.
    private const long MostAllocated = 8 << 20;
    private const int Trials = 500;

    private static readonly Dictionary<string, byte[]> Samples = new(StringComparer.Ordinal)
    {
        ["a.csv"] = "x,y\n1.5,-2\n3e5,\"4\"\n# end\n5,6\n"u8.ToArray(),
        ["b.txt"] = "1 2 3\r\n4 5 6\r\n"u8.ToArray(),
        ["c.npy"] = NpyWriter.Array("<f4", [4, 5], Numbers.Bytes("f4", [.. Enumerable.Range(0, 20).Select(i => i * 0.5)])),
        ["d.npy"] = NpyWriter.Array(">i4", [4, 5], Numbers.Bytes("i4", [.. Enumerable.Range(0, 20).Select(i => (double)i)], bigEndian: true), fortran: true, version: 2),
        ["e.npz"] = NpzWriter.Archive(CompressionLevel.Optimal, ("fc1.weight.npy", NpyWriter.Doubles([3, 2], 1, 2, 3, 4, 5, 6)), ("fc1.bias.npy", NpyWriter.Doubles([3], 1, 2, 3))),
        ["f.npz"] = NpzWriter.Stored(("fc1.weight.npy", NpyWriter.Doubles([3, 2], 1, 2, 3, 4, 5, 6)), ("fc2.weight.npy", NpyWriter.Doubles([1, 3], 1, 2, 3))),
        ["g.safetensors"] = SafetensorsWriter.File(
            ("0.weight", "F16", [3, 2], Numbers.Bytes("f2", [1, 2, 3, 4, 5, 6])), ("0.bias", "BF16", [3], Numbers.Bytes("bf16", [1, 2, 3])), ("2.weight", "F64", [1, 3], Numbers.Bytes("f8", [1, 2, 3]))),
        ["h.onnx"] = Onnx(),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_sample_itself_is_read(string name)
    {
        using TemporaryFile file = TemporaryFile.OfBytes(name, Samples[name]);
        Assert.NotEmpty(WeightFile.ReadArrays(file.Path));
        if (name is "e.npz" or "f.npz" or "g.safetensors" or "h.onnx")
        {
            Assert.NotEmpty(NetworkFile.Read(file.Path).Stages);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_truncation_is_read_or_refused(string name)
    {
        byte[] sample = Samples[name];
        for (int length = 0; length < sample.Length; length++)
        {
            Check(name, sample[..length], $"length {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Changed_bytes_are_read_or_refused(string name)
    {
        Random random = new(name[0]);
        for (int trial = 0; trial < Trials; trial++)
        {
            byte[] damaged = [.. Samples[name]];
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                Damage(random, damaged);
            }

            Check(name, damaged, $"trial {trial}");
        }
    }

    // Pieces of the file repeated, dropped or put elsewhere keep more of the structure than changed bytes do.
    [Theory]
    [MemberData(nameof(Names))]
    public void Moved_pieces_are_read_or_refused(string name)
    {
        Random random = new(name[0] + 1000);
        byte[] sample = Samples[name];
        for (int trial = 0; trial < Trials; trial++)
        {
            int from = random.Next(sample.Length);
            int length = random.Next(1, Math.Min(64, sample.Length - from) + 1);
            int to = random.Next(sample.Length);
            int dropped = random.Next(2) * random.Next(sample.Length - to);
            Check(name, [.. sample[..to], .. sample[from..(from + length)], .. sample[(to + dropped)..]], $"trial {trial}");
        }
    }

    private static void Damage(Random random, byte[] bytes)
    {
        int at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes[at] = (ReadOnlySpan<byte>)[0, 1, 0x7F, 0x80, 0xFF, (byte)'9', (byte)'-', (byte)'"'] is var extremes ? extremes[random.Next(extremes.Length)] : default;
                break;
            default:
                // A huge or negative 32-bit number, as a size or an offset may be.
                if (at + 4 <= bytes.Length)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), uint.MaxValue >> random.Next(32));
                }

                break;
        }
    }

    private static void Check(string name, byte[] content, string what)
    {
        using TemporaryFile file = TemporaryFile.OfBytes(name, content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Action read in (Action[])[() => WeightFile.ReadArrays(file.Path), () => NetworkFile.Read(file.Path), () => ReadRows(file.Path)])
        {
            try
            {
                read();
            }
            catch (WeightFileException error)
            {
                Assert.StartsWith(file.Path, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(error.Message, c => char.IsControl(c));
                Assert.True(error.Message.Length < 2000, $"{what}: the message has {error.Message.Length} characters");
            }
            catch (Exception error)
            {
                Assert.Fail($"{what}: {error}");
            }
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostAllocated, $"{what}: {allocated} bytes");
    }

    private static void ReadRows(string path)
    {
        using RowSource source = RowSource.Open(path);
        double[] buffer = new double[Math.Min(source.Columns, 1 << 16)];
        while (buffer.Length == source.Columns && source.Read(buffer) > 0)
        {
        }
    }

    private static byte[] Onnx() => new OnnxWriter().Input().Output()
        .Initializer(OnnxWriter.Tensor("K", 1, [2, 1, 2], Numbers.Bytes("f4", [1, 2, 3, 4]))).Initializer("W", [4, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).Initializer("b", [3], 1, 2, 3)
        .Initializer("g", [3], 1, 2, 3)
        .Node("Conv", ["x", "K"], "k", OnnxWriter.Ints("strides", 1), OnnxWriter.Ints("pads", 0, 0)).Node("Relu", ["k"], "r").Node("Flatten", ["r"], "f")
        .Node("Gemm", ["f", "W", "b"], "h", OnnxWriter.Float("alpha", 2)).Node("BatchNormalization", ["h", "g", "b", "b", "g"], "n", OnnxWriter.Float("epsilon", 1e-5f))
        .Node("Relu", ["n"], "y").Model();
}
