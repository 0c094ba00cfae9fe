using System.Globalization;
using System.IO.Compression;

namespace ReluInjectivity.Weights.Formats;

/// <summary>A zip archive of npy arrays. Nothing is extracted to disk: entry names are only names.</summary>
internal static class NpzArchive
{
    private const string Suffix = ".npy";
    private const string Rewrite = "write the file again with numpy.savez";

    /// <exception cref="WeightFileException">The archive is damaged, holds anything but arrays of numbers, or would decompress to too much.</exception>
    public static ArrayContainer Open(SourceFile file)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(file.Stream, ZipArchiveMode.Read, leaveOpen: true);
            CheckSizes(file, archive);
            HashSet<string> names = new(StringComparer.Ordinal);
            List<ArrayEntry> entries = [];
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                ArrayEntry array = Entry(file, entry);
                if (!names.Add(array.Name))
                {
                    throw file.Error($"entry '{Names.Short(entry.FullName)}'", "the name stands twice", Rewrite);
                }

                entries.Add(array);
            }

            return new ArrayContainer(file, entries, archive);
        }
        catch (WeightFileException)
        {
            archive?.Dispose();
            throw;
        }
        catch (Exception problem) when (problem is InvalidDataException or NotSupportedException or ArgumentException or IOException)
        {
            archive?.Dispose();
            throw file.Error(string.Empty, $"the zip archive is damaged ({problem.Message})", Rewrite, problem);
        }
    }

    private static void CheckSizes(SourceFile file, ZipArchive archive)
    {
        if (archive.Entries.Count > WeightFileLimits.MaxEntries)
        {
            throw file.Error(string.Empty, string.Create(CultureInfo.InvariantCulture, $"the archive has {archive.Entries.Count} entries"), string.Create(CultureInfo.InvariantCulture, $"at most {WeightFileLimits.MaxEntries} are read"));
        }

        Int128 compressed = 0;
        Int128 decompressed = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            // Entries that share bytes would decompress them again and again.
            compressed += entry.CompressedLength;
            decompressed += entry.Length;
            if (entry.CompressedLength < 0 || entry.Length < 0 || compressed > file.Length)
            {
                throw file.Error($"entry '{Names.Short(entry.FullName)}'", "the entries are together longer than the file", Rewrite);
            }

            if (decompressed > WeightFileLimits.FreeDecompressedBytes + ((Int128)WeightFileLimits.MaxCompressionRatio * file.Length))
            {
                throw file.Error(
                    $"entry '{Names.Short(entry.FullName)}'",
                    string.Create(CultureInfo.InvariantCulture, $"the archive of {file.Length} bytes would decompress to {decompressed} or more, as a zip bomb does"),
                    "write it uncompressed with numpy.savez");
            }
        }
    }

    private static ArrayEntry Entry(SourceFile file, ZipArchiveEntry entry)
    {
        string name = entry.FullName;
        Place place = new(file, $"entry '{Names.Short(name)}'");
        if (name.EndsWith(".pkl", StringComparison.OrdinalIgnoreCase))
        {
            throw place.Error(string.Empty, "this is a PyTorch pickle, which is never read", "convert it where you trust it with safetensors.torch.save_file");
        }

        if (!name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            throw place.Error(string.Empty, "this is not a npy array", "an archive of arrays holds entries that end in .npy");
        }

        if (name.StartsWith('/') || name.Any(c => c is '\\' or ':' || char.IsControl(c)) || name.Split('/').Contains("..", StringComparer.Ordinal))
        {
            throw place.Error(string.Empty, "the name points outside of the archive", "names such as layer/weight.npy are read");
        }

        if (entry.IsEncrypted)
        {
            throw place.Error(string.Empty, "the entry is encrypted", Rewrite);
        }

        using Stream stream = entry.Open();
        NpyHeader header;
        try
        {
            header = NpyHeader.Read(stream, place);
        }
        catch (WeightFileException problem) when (problem.Problem.StartsWith("the array holds strings", StringComparison.Ordinal))
        {
            // Text beside the numbers, such as the name of an activation, stands in nobody's way until it is asked for.
            return new ArrayEntry(name[..^Suffix.Length], [0], new ElementType("text", ElementKind.Unsigned, 1), () => throw place.Error(string.Empty, problem.Problem, problem.Advice, problem));
        }

        ArrayContainer.Count(place, header.Shape);
        NpyArray.CheckSize(place, header, entry.Length);
        return new ArrayEntry(name[..^Suffix.Length], header.Shape, header.Type, () => Load(entry, place));
    }

    private static double[] Load(ZipArchiveEntry entry, Place place)
    {
        try
        {
            using ChecksumStream stream = new(entry.Open());
            NpyHeader header = NpyHeader.Read(stream, place);
            double[] values = NumberStream.Read(stream, place, header.Length, header.Type, header.Shape, header.Fortran);
            if (stream.ReadByte() >= 0)
            {
                throw place.Error(SourceFile.Byte(entry.Length), "the entry decompresses to more than it declares", Rewrite);
            }

            return stream.Checksum == entry.Crc32 ? values : throw place.Error(string.Empty, "the checksum (CRC-32) is wrong: the data are damaged", Rewrite);
        }
        catch (Exception problem) when (problem is InvalidDataException or NotSupportedException or ArgumentException or IOException)
        {
            throw place.Error(string.Empty, $"the zip entry is damaged ({problem.Message})", Rewrite, problem);
        }
    }
}
