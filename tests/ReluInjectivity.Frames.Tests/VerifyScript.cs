using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ReluInjectivity.Frames.Tests;

/// <summary>tools/verify.py, and the files it reads.</summary>
internal static class VerifyScript
{
    private static readonly Lazy<bool> HasPython = new(() =>
    {
        try
        {
            return Run("--version") == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    /// <summary>Whether python3 is there.</summary>
    public static bool IsThere => HasPython.Value;

    /// <summary>The exit code for a certificate of some layers.</summary>
    public static int ExitCode(string folder, string certificate, params IReadOnlyList<Layer> layers)
    {
        string path = Path.Combine(folder, "c.json");
        File.WriteAllText(path, certificate);
        return Run([Script(), path, .. Files(folder, layers)]);
    }

    /// <summary>The exit codes for several certificates of the same layers, in one process.</summary>
    public static int[] ExitCodes(string folder, IReadOnlyList<string> certificates, IReadOnlyList<Layer> layers)
    {
        const string Loop = "import sys; sys.path.insert(0, sys.argv[1]); import verify\nfor path in sys.argv[2].split('|'): print('exit', verify.main([path] + sys.argv[3:]))";
        string[] paths = [.. certificates.Select((text, k) =>
        {
            string path = Path.Combine(folder, $"c{k}.json");
            File.WriteAllText(path, text);
            return path;
        })];
        using var process = Process.Start(new ProcessStartInfo("python3", ["-B", "-c", Loop, Path.GetDirectoryName(Script())!, string.Join('|', paths), .. Files(folder, layers)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. output.Split('\n').Where(line => line.StartsWith("exit ", StringComparison.Ordinal)).Select(line => int.Parse(line[5..], System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<string> Files(string folder, IReadOnlyList<Layer> layers) => layers.SelectMany((layer, k) => new[]
    {
        Array(Path.Combine(folder, $"w{k}.npy"), layer.Outputs, layer.Inputs, layer.Rows.SelectMany(row => row)),
        Array(Path.Combine(folder, $"b{k}.npy"), layer.Outputs, 1, layer.Thresholds.Select(t => 0 - t)),
    });

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "tools", "verify.py");

    private static int Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Array(string path, int rows, int columns, IEnumerable<double> values)
    {
        string header = FormattableString.Invariant($"{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {columns}), }}").PadRight(117) + "\n";
        List<byte> bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header)];
        byte[] number = new byte[8];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, value);
            bytes.AddRange(number);
        }

        File.WriteAllBytes(path, [.. bytes]);
        return path;
    }
}
