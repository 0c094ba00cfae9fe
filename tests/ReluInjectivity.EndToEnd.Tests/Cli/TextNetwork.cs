using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Writes small networks of linear layers with ReLUs between as npz files.</summary>
internal static class TextNetwork
{
    /// <summary>Writes layers without biases, or with them; the name counts up.</summary>
    public static string Write(string folder, double[][][] layers, double[][]? biases = null)
    {
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"network{Directory.GetFiles(folder).Length}.npz"));
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        for (int k = 0; k < layers.Length; k++)
        {
            string name = ((char)('a' + k)).ToString();
            Add(archive, name + ".weight", string.Create(CultureInfo.InvariantCulture, $"({layers[k].Length}, {layers[k][0].Length})"), layers[k].SelectMany(row => row));
            if (biases is not null)
            {
                Add(archive, name + ".bias", string.Create(CultureInfo.InvariantCulture, $"({biases[k].Length},)"), biases[k]);
            }
        }

        return path;
    }

    private static void Add(ZipArchive archive, string name, string shape, IEnumerable<double> values)
    {
        using Stream stream = archive.CreateEntry(name + ".npy").Open();
        string header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        foreach (double value in values)
        {
            stream.Write(BitConverter.GetBytes(value));
        }
    }
}
