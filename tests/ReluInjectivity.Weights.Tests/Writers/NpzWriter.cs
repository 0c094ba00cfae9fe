using System.IO.Compression;

namespace ReluInjectivity.Weights.Tests.Writers;

/// <summary>Writes zip archives.</summary>
internal static class NpzWriter
{
    public static byte[] Archive(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Stored(params (string Name, byte[] Content)[] entries) => Archive(CompressionLevel.NoCompression, entries);
}
