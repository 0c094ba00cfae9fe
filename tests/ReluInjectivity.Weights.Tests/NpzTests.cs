using System.IO.Compression;
using System.Text;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>npz archives: stored and deflated, and the tricks of hostile archives.</summary>
public sealed class NpzTests
{
    private static readonly byte[] One = NpyWriter.Doubles([1, 2], 1, 2);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Arrays_are_read_in_stored_order(CompressionLevel level)
    {
        byte[] matrix = NpyWriter.Array(">f4", [2, 2], Numbers.Bytes("f4", [1, 3, 2, 4], bigEndian: true), fortran: true);
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", NpzWriter.Archive(level, ("z.npy", matrix), ("layer/a.npy", One)));
        IReadOnlyList<WeightArray> arrays = WeightFile.ReadArrays(file.Path);
        Assert.Equal(["z", "layer/a"], arrays.Select(array => array.Name));
        Assert.Equal([1, 2, 3, 4], arrays[0].Values);
        Assert.Equal(2, WeightFile.ReadMatrix(file.Path, "layer/a")[0, 1]);
    }

    [Theory]
    [InlineData("../w.npy", "points outside")]
    [InlineData("a/../../w.npy", "points outside")]
    [InlineData("/etc/w.npy", "points outside")]
    [InlineData("c:\\w.npy", "points outside")]
    [InlineData("w.txt", "not a npy array")]
    [InlineData("archive/data.pkl", "pickle, which is never read")]
    [InlineData("a\u001b[31m.npy", "points outside")]
    public void A_hostile_name_is_refused(string name, string problem)
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", NpzWriter.Stored((name, One)));
        Assert.Contains(problem, Message(file), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Message(file));
    }

    [Fact]
    public void A_name_that_stands_twice_is_refused()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", NpzWriter.Stored(("w.npy", One), ("w.npy", One)));
        Assert.Contains("twice", Message(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Object_arrays_are_refused()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", NpzWriter.Stored(("w.npy", NpyWriter.Array("|O", [1], "cos\nsystem\n(S'true'\ntR."u8.ToArray()))));
        Assert.Contains("entry 'w.npy', header key 'descr': the array holds pickled Python objects", Message(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_read()
    {
        // 256 MiB of zeros in about 256 KiB.
        byte[] zeros = NpyWriter.Array("<f8", [1 << 12, 1 << 13], new byte[1 << 28]);
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", NpzWriter.Archive(CompressionLevel.Optimal, ("w.npy", zeros)));
        Assert.True(new FileInfo(file.Path).Length < 1 << 20);
        zeros = null!;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("zip bomb", Message(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    // The directory says a few bytes, the data go on: what is declared is read and the rest is an error.
    [Fact]
    public void An_entry_that_decompresses_to_more_than_it_declares_is_refused()
    {
        byte[] small = NpyWriter.Doubles([8], 1, 2, 3, 4, 5, 6, 7, 8);
        byte[] large = [.. small, .. new byte[1 << 26]];
        byte[] archive = NpzWriter.Archive(CompressionLevel.Optimal, ("w.npy", large));
        ReplaceAll(archive, BitConverter.GetBytes(large.Length), BitConverter.GetBytes(small.Length));
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", archive);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_changed_byte_is_found_by_the_checksum()
    {
        byte[] archive = NpzWriter.Stored(("w.npy", One));
        ReplaceAll(archive, BitConverter.GetBytes(2.0), BitConverter.GetBytes(2.5));
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", archive);
        Assert.Contains("entry 'w.npy': the checksum (CRC-32) is wrong", Message(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_that_share_their_bytes_are_refused()
    {
        // Two directory entries for one local entry: the second's offset is that of the first.
        byte[] data = NpyWriter.Array("<f8", [4096], new byte[1 << 15]);
        byte[] archive = NpzWriter.Stored(("a.npy", data), ("b.npy", [.. data]));
        int second = Encoding.Latin1.GetString(archive).IndexOf("b.npy", StringComparison.Ordinal) - 30;
        int directory = Encoding.Latin1.GetString(archive).IndexOf("PK\u0001\u0002", StringComparison.Ordinal);
        byte[] shared = [.. archive[..second], .. archive[directory..]];
        ReplaceAll(shared, BitConverter.GetBytes(directory), BitConverter.GetBytes(second));
        ReplaceAll(shared, BitConverter.GetBytes(second), BitConverter.GetBytes(0), from: second + 40);
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", shared);
        Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path));
    }

    [Fact]
    public void A_truncated_archive_is_refused()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", NpzWriter.Stored(("w.npy", One))[..^30]);
        Assert.Contains("zip archive is damaged", Message(file), StringComparison.Ordinal);
    }

    private static void ReplaceAll(byte[] bytes, byte[] old, byte[] replacement, int from = 0)
    {
        int found = 0;
        for (int at = bytes.AsSpan(from).IndexOf(old); at >= 0; at = bytes.AsSpan(from).IndexOf(old))
        {
            replacement.CopyTo(bytes, from + at);
            from += at + old.Length;
            found++;
        }

        Assert.True(found > 0);
    }

    private static string Message(TemporaryFile file) => Assert.Throws<WeightFileException>(() => WeightFile.ReadMatrix(file.Path)).Message;
}
