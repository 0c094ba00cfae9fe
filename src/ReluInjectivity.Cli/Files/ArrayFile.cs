using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;

namespace ReluInjectivity.Cli.Files;

/// <summary>
/// A matrix or a vector as a file that the commands, and numpy or PyTorch, read: .npy, .safetensors (one tensor of a given name), else csv. Numbers are doubles, in full.
/// </summary>
internal static class ArrayFile
{
    /// <summary>The extensions, for help.</summary>
    public const string Kinds = ".npy, .safetensors or csv (.csv, .txt), by its extension";

    private const string Magic = "\u0093NUMPY";

    /// <summary>Checks, before the work is done, that a file can be of this kind, has a folder, and replaces nothing of another kind.</summary>
    /// <exception cref="BadArgumentException">It is not so.</exception>
    public static void Require(string argument, string path, bool force)
    {
        OutputFile.Require(argument, path);
        string extension = Extension(path);
        if (extension is ".npz" or ".onnx" or ".pt" or ".pth" or ".pkl" or ".bin")
        {
            throw new BadArgumentException($"{argument}: {extension} is not written; name a file that ends in {Kinds}");
        }

        if (force)
        {
            return;
        }

        if (extension is not (".npy" or ".safetensors"))
        {
            // What is written are rows of numbers.
            OutputFile.RequireOfKind(argument, path, "0");
            return;
        }

        OutputFile.RequireAlike(argument, path, stream =>
        {
            byte[] head = new byte[9];
            int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return extension is ".npy" ? head.AsSpan(0, read).StartsWith(Encoding.Latin1.GetBytes(Magic)) : read == head.Length && head[8] == '{';
        });
    }

    /// <summary>Writes rows, or a vector where each has one number and <paramref name="isVector"/> says so.</summary>
    /// <exception cref="BadArgumentException">The file cannot be written.</exception>
    public static void Write(string argument, string path, IReadOnlyList<double[]> rows, string tensor, bool isVector)
    {
        int[] shape = isVector ? [rows.Count] : [rows.Count, rows[0].Length];
        byte[] bytes = Extension(path) switch
        {
            ".npy" => [.. NpyHeader(shape), .. Numbers(rows)],
            ".safetensors" => [.. SafetensorsHeader(tensor, shape, 8L * rows.Count * rows[0].Length), .. Numbers(rows)],
            _ => Csv(rows),
        };
        try
        {
            OutputFile.Place(path, bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentException($"{argument}: {path} cannot be written ({problem.Message})", problem);
        }
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();

    private static byte[] Csv(IReadOnlyList<double[]> rows)
    {
        StringBuilder text = new();
        foreach (double[] row in rows)
        {
            text.AppendJoin(',', row.Select(Notation.Shortest)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Numbers(IReadOnlyList<double[]> rows)
    {
        byte[] bytes = new byte[8 * rows.Count * rows[0].Length];
        int at = 0;
        foreach (double value in rows.SelectMany(row => row))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), value);
            at += 8;
        }

        return bytes;
    }

    // Version 1.0: magic, two bytes of length, and a dictionary filled up with spaces to a multiple of 64 bytes.
    private static byte[] NpyHeader(int[] shape)
    {
        string extents = string.Join(", ", shape.Select(n => n.ToString(CultureInfo.InvariantCulture))) + (shape.Length == 1 ? "," : string.Empty);
        string dictionary = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({extents}), }}";
        int length = (((10 + dictionary.Length + 1 + 63) / 64) * 64) - 10;
        string head = Magic + "\u0001\u0000" + (char)(length & 0xFF) + (char)(length >> 8) + dictionary.PadRight(length - 1) + "\n";
        return Encoding.Latin1.GetBytes(head);
    }

    // Eight bytes of length, and JSON filled up with spaces to a multiple of 8 bytes.
    private static byte[] SafetensorsHeader(string tensor, int[] shape, long bytes)
    {
        string json = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"{tensor}\":{{\"dtype\":\"F64\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[0,{bytes}]}}}}");
        byte[] text = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 7) / 8 * 8));
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text];
    }
}
