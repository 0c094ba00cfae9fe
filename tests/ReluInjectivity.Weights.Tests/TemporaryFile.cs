using System.Text;

namespace ReluInjectivity.Weights.Tests;

/// <summary>A file in a folder of its own, removed at the end of the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weights-");

    private TemporaryFile(string name) => Path = System.IO.Path.Combine(_folder.FullName, name);

    public string Path { get; }

    public static TemporaryFile OfBytes(string name, byte[] content)
    {
        TemporaryFile file = new(name);
        File.WriteAllBytes(file.Path, content);
        return file;
    }

    public static TemporaryFile OfText(string name, string text) => OfBytes(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => _folder.Delete(recursive: true);
}
