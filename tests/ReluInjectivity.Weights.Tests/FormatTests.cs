using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>The extension says the format, the first bytes must agree, and pickles are refused.</summary>
public sealed class FormatTests
{
    private static readonly byte[] Npy = NpyWriter.Doubles([1, 1], 1);

    // What torch.save wrote before version 1.6, and what it writes now.
    private static readonly byte[] OldTorch = [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E];

    [Theory]
    [InlineData("model.pt")]
    [InlineData("model.pth")]
    [InlineData("model.pkl")]
    [InlineData("model.PT")]
    [InlineData("model.bin")]
    public void Pickles_are_refused_by_name_with_advice(string name)
    {
        using TemporaryFile file = TemporaryFile.OfBytes(name, NpzWriter.Stored(("archive/data.pkl", OldTorch)));
        foreach (Action read in (Action[])[() => WeightFile.ReadArrays(file.Path), () => NetworkFile.Read(file.Path), () => RowSource.Open(file.Path)])
        {
            WeightFileException error = Assert.Throws<WeightFileException>(read);
            Assert.Contains("pickle", error.Problem, StringComparison.Ordinal);
            Assert.Contains("safetensors.torch.save_file", error.Advice, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("w.npy")]
    [InlineData("w.npz")]
    [InlineData("w.safetensors")]
    [InlineData("w.onnx")]
    [InlineData("w.csv")]
    public void Pickles_are_refused_by_content(string name)
    {
        using TemporaryFile file = TemporaryFile.OfBytes(name, OldTorch);
        Assert.Contains("pickle", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w.npz")]
    [InlineData("w.safetensors")]
    [InlineData("w.onnx")]
    [InlineData("w.csv")]
    public void Another_formats_content_is_named(string name)
    {
        using TemporaryFile file = TemporaryFile.OfBytes(name, Npy);
        WeightFileException error = Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path));
        Assert.Equal(("byte 0", "the content is a npy array, unlike the extension"), (error.Where, error.Problem));
    }

    [Theory]
    [InlineData("w.npy")]
    [InlineData("w.npz")]
    [InlineData("w.safetensors")]
    [InlineData("w.onnx")]
    [InlineData("w.csv")]
    public void An_empty_file_and_a_missing_one_are_named(string name)
    {
        using TemporaryFile file = TemporaryFile.OfBytes(name, []);
        Assert.Equal("the file is empty", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path)).Problem);
        Assert.Equal("there is no such file", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path + "/../absent-" + name)).Problem);
        Assert.Equal("there is no such file", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays("/no/such/folder/" + name)).Problem);
    }

    [Theory]
    [InlineData("w")]
    [InlineData("w.xlsx")]
    public void An_unknown_extension_lists_the_known_ones(string name)
    {
        using TemporaryFile file = TemporaryFile.OfBytes(name, Npy);
        Assert.Contains(".safetensors and .onnx are read", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(file.Path)).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weights-");
        string path = Path.Combine(folder.FullName, "w.npy");
        Directory.CreateDirectory(path);
        Assert.Equal("this is a folder", Assert.Throws<WeightFileException>(() => WeightFile.ReadArrays(path)).Problem);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_safetensors_header_length_that_looks_like_a_pickle_is_a_length()
    {
        // 0x280280 bytes of header: 80 02 28 are a pickle's first opcodes.
        string header = "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}".PadRight(0x280280);
        using TemporaryFile file = TemporaryFile.OfBytes("w.safetensors", SafetensorsWriter.Raw(header, [7]));
        Assert.Equal([7], WeightFile.ReadVector(file.Path));
    }
}
