using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ReluInjectivity.Frames.Certificates;

namespace ReluInjectivity.Frames.Tests;

/// <summary>tools/verify.py and this program agree on certificates, forged ones among them; skipped without python3.</summary>
public sealed class SecondOpinionTests : IDisposable
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

    private static readonly (string Pattern, string By)[] Forgeries =
    [
        ("\"layer\": \"sha256:(.)", "\"layer\": \"sha256:0$1"),
        ("\"inputs\": (\\d+)", "\"inputs\": 1$1"),
        ("\"version\": 1", "\"version\": 2"),
        ("\"verdict\": \"injective\"", "\"verdict\": \"notInjective\""),
        ("\"verdict\": \"notInjective\"", "\"verdict\": \"injective\""),
        ("\"x\": \\[\"(-?)(\\d+)\"", "\"x\": [\"${1}1$2\""),
        ("\"denominator\": \"", "\"denominator\": \"-"),
        ("\"multipliers\":\\[\"", "\"multipliers\":[\"1"),
        ("\"multipliers\":\\[\"(\\d+)\"", "\"multipliers\":[\"-$1\""),
        ("\"branches\":\\[(\\d+),", "\"branches\":["),
        ("\"branches\":\\[", "\"branches\":[999,"),
        ("\"walls\":\\[\\]", "\"walls\":[77]"),
        ("\"parallelRows\": \\[\\]", "\"parallelRows\": [[1,0]]"),
        ("\"parallelTolerance\": [^,]+", "\"parallelTolerance\": 1"),
        ("\"evidence\": \"cells\"", "\"evidence\": \"collision\""),
        ("\"version\": 1", "\"version\": 1,\n  \"version\": 1"),
        ("\"split\":\\[(\\d+),", "\"split\":[77,"),
        ("\\{\"split\":[^}]*\\},?", ""),
        ("\"rows\":\\[\\d+,?", "\"rows\":["),
        ("\"domain\": \"[^\"]+\"", "\"domain\": \"ball:-1\""),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("second").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Both_HoldWhatHolds()
    {
        foreach ((ReluLayer layer, Certificate certificate) in CertificateTests.Samples())
        {
            if (HasPython.Value)
            {
                Assert.Equal(0, Python(layer, CertificateTests.Text(certificate)));
            }
        }
    }

    [Fact]
    public void Both_RefuseForgeries()
    {
        int forged = 0;
        foreach ((ReluLayer layer, Certificate certificate) in CertificateTests.Samples())
        {
            string text = CertificateTests.Text(certificate);
            foreach ((string pattern, string by) in Forgeries)
            {
                string changed = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(5)).Replace(text, by, 1);
                if (string.Equals(changed, text, StringComparison.Ordinal))
                {
                    continue;
                }

                // Another point may lie in the same cell, and prove the same.
                bool holds = Holds(layer, changed);
                forged += holds ? 0 : 1;
                Assert.False(holds && !pattern.StartsWith("\"x\"", StringComparison.Ordinal), $"{pattern} on\n{text}");
                if (HasPython.Value)
                {
                    Assert.Equal(holds ? 0 : 1, Python(layer, changed));
                }
            }
        }

        Assert.True(forged >= 50, $"{forged} forged");
    }

    private static bool Holds(ReluLayer layer, string text)
    {
        try
        {
            return CertificateVerifier.Problem(CertificateJson.Read(text), layer) is null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "tools", "verify.py");

    private static int Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private int Python(ReluLayer layer, string certificate)
    {
        string path = Path.Combine(_folder, "c.json");
        File.WriteAllText(path, certificate);
        return Run(
            Script(),
            path,
            Array("w.npy", layer.Outputs, layer.Inputs, layer.Rows.SelectMany(row => row)),
            Array("b.npy", layer.Outputs, 1, layer.Thresholds.Select(t => 0 - t)));
    }

    private string Array(string name, int rows, int columns, IEnumerable<double> values)
    {
        string header = FormattableString.Invariant($"{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {columns}), }}").PadRight(117) + "\n";
        List<byte> bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header)];
        byte[] number = new byte[8];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, value);
            bytes.AddRange(number);
        }

        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, [.. bytes]);
        return path;
    }
}
