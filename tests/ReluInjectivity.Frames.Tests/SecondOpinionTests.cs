using System.Text.RegularExpressions;
using ReluInjectivity.Frames.Certificates;

namespace ReluInjectivity.Frames.Tests;

/// <summary>tools/verify.py and this program agree on certificates, forged ones among them; skipped without python3.</summary>
public sealed class SecondOpinionTests : IDisposable
{
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
        foreach ((Layer layer, Certificate certificate) in CertificateTests.Samples())
        {
            if (VerifyScript.IsThere)
            {
                Assert.Equal(0, VerifyScript.ExitCode(_folder, CertificateTests.Text(certificate), layer));
            }
        }
    }

    [Fact]
    public void Both_RefuseForgeries()
    {
        int forged = 0;
        foreach ((Layer layer, Certificate certificate) in CertificateTests.Samples())
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
                if (VerifyScript.IsThere)
                {
                    Assert.Equal(holds ? 0 : 1, VerifyScript.ExitCode(_folder, changed, layer));
                }
            }
        }

        Assert.True(forged >= 50, $"{forged} forged");
    }

    private static bool Holds(Layer layer, string text)
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
}
