using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>
/// tools/verify_proof.py: proven enclosures in Python's integers, against those that ball arithmetic (Arb 2.23, in C) gave, against what this program says of single-layer, and against
/// claims that are wrong, or stronger than what is proven.
/// </summary>
public sealed class ProofCheckTests
{
    private const string Level2 = """{"q[1]": "0.72", "c[1]": "2.3", "chi": "0.06"}""";

    [Fact]
    public void Enclosures_of_ball_arithmetic_are_confirmed_and_their_neighbours_are_not()
    {
        const string Level4 = """
            {"q[1]": "0.7314215111969136", "q[2]": "0.9506086588633842", "q[3]": "0.9930571094927548", "c[1]": "2.486532319014691", "c[2]": "3.8381401688077554",
             "c[3]": "7.29497498909207", "chi": "0.03077281635600702"}
            """;
        string[] verdicts = Verdicts(
            Claim(1, "minimum", "1", "7.6476949354352798169287870247226009517058456", "7.6476949354352798169287870247226009517058457", null),
            Claim(1, "minimum", "5", "21.783431934880114902572711204", "21.783431934880114902572711205", null),
            Claim(4, "value", "1", "6.69868783813968257580", "6.69868783813968257581", Level4),
            Claim(1, "minimum", "1", "7.647694935435279816", "7.647694935435279816", null),
            Claim(1, "minimum", "1", "7.647694935435279817", "7.647694935435279818", null),
            Claim(4, "value", "1", "6.69868783813968257581", "6.69868783813968257582", Level4),
            Claim(4, "value", "1", "6.69868783813968257579", "6.69868783813968257580", Level4),
            Claim(4, "value", "1.0000001", "6.69868783813968257580", "6.69868783813968257581", Level4));
        Assert.All(verdicts[..3], v => Assert.Equal("confirmed", v));
        Assert.All(verdicts[3..], v => Assert.StartsWith("refuted: the truth is in [", v, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_or_stronger_than_proven_is_refused()
    {
        (string Claim, string Reason)[] forged =
        [
            (Claim(2, "minimum", "1", "6", "7", Level2), "the kind 'minimum' is not proven"),
            (Claim(2, "capacity", "1", "6", "7", Level2), "the kind 'capacity' is not proven"),
            (Claim(2, "value", "1", "7", "6", Level2), "lower is above upper"),
            (Claim(2, "value", "1", "NaN", "7", Level2), "lower is no decimal"),
            (Claim(2, "value", "1", "6", "inf", Level2), "upper is no decimal"),
            (Claim(2, "value", "1", "6", "", Level2), "upper is no decimal"),
            (Claim(2, "value", "1", "6,5", "7", Level2), "lower is no decimal"),
            (Claim(2, "value", "0x1", "6", "7", Level2), "kappa is no decimal"),
            (Claim(2, "value", "1e999", "6", "7", Level2), "exponent beyond 60"),
            (Claim(2, "value", "-1", "6", "7", Level2), "kappa is not between"),
            (Claim(2, "value", "1", "6", "7", Level2.Replace("0.72", "1.2")), "overlaps do not ascend"),
            (Claim(2, "value", "1", "6", "7", Level2.Replace("0.72", "-0.1")), "overlaps do not ascend"),
            (Claim(2, "value", "1", "6", "7", Level2.Replace("2.3", "0")), "exponents up to 200"),
            (Claim(2, "value", "1", "6", "7", Level2.Replace("2.3", "100000")), "exponents up to 200"),
            (Claim(2, "value", "1", "6", "7", Level2.Replace("0.06", "1e-50")), "susceptibilities from 1e-6"),
            (Claim(3, "value", "1", "6", "7", Level2), "the point of a value is q[1], q[2], c[1], c[2], chi"),
            (Claim(2, "value", "1", "6", "7", Level2.Replace("q[1]", "q[2]")), "the point of a value is"),
            (Claim(1, "minimum", "1", "7", "8", Level2), "has no point"),
            (Claim(2, "value", "1", "6.1" + new string('0', 55), "6.1" + new string('0', 54) + "1", Level2), "more than 50 digits"),
            (Claim(2, "value", "1", "6", "7", Level2).Replace("single-layer", "single-layer-dual"), "only alpha of single-layer"),
            (Claim(2, "value", "1", "6", "7", Level2).Replace("\"alpha\"", "\"energy\""), "only alpha of single-layer"),
            (Claim(2, "value", "1", "6", "7", Level2).Replace("\"kappa\"", "\"alpha\""), "given is kappa"),
            (Claim(2, "value", "1", "6", "7", Level2).Replace("{\"kappa\": \"1\"}", "{}"), "given is kappa"),
            (Claim(2, "value", "1", "6", "7", Level2).Replace("\"level\": 2", "\"level\": true"), "levels are 1 to 6"),
            (Claim(2, "value", "1", "6", "7", Level2).Replace("\"level\": 2", "\"level\": 2, \"proven\": \"the capacity\""), "'proven' is nothing that is checked"),
            (Claim(2, "value", "1", "6", "7", Level2).Replace("\"6\"", "6"), "lower is no decimal number in quotes"),
        ];
        string[] verdicts = Verdicts([.. forged.Select(f => f.Claim)]);
        Assert.All(forged.Zip(verdicts), f => Assert.Contains(f.First.Reason, f.Second, StringComparison.Ordinal));
        Assert.All(verdicts, v => Assert.StartsWith("not confirmed: ", v, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[{\"level\": 1, \"level\": 2}]", "a key stands twice")]
    [InlineData("[{\"level\": NaN}]", "NaN is no number")]
    [InlineData("[] trailing", "Extra data")]
    [InlineData("[]", "1 to 1000 claims")]
    [InlineData("[{\"level\": 11111111111111111111111111}]", "is no number")]
    public void What_is_no_list_of_claims_is_an_error(string text, string reason)
    {
        (int code, _, string error) = Run(text);
        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    /// <summary>The bars of the solver, at the decimals that it prints, hold by proof: kappa over six decades, of levels 3 and 4 over three, which take the checker longer far out.</summary>
    [Fact]
    public void Bars_of_the_solver_hold()
    {
        var random = new Random(20);
        var claims = new List<string>();
        foreach (int level in (int[])[1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4])
        {
            double kappa = Math.Round(Math.Pow(10, (level < 3 ? 3 : 1.5) * ((2 * random.NextDouble()) - 1)), 6);
            SolveResult result = Families.Solve("single-layer", [level], ("kappa", kappa)).Single();
            Assert.Equal(SolveStatus.Solved, result.Status);
            string point = JsonSerializer.Serialize(result.System.Unknowns.Zip(result.Unknowns).ToDictionary(u => u.First.Name, u => Text(u.Second)));
            // A cast to decimal would round to 15 digits.
            (decimal value, decimal bar) = (Exact(result.Value), Exact(result.ErrorEstimate));
            claims.Add(Claim(level, "value", Text(kappa), Text(value - bar), Text(value + bar), point));
        }

        Assert.All(Verdicts([.. claims]), v => Assert.Equal("confirmed", v));
    }

    private static decimal Exact(double number) => decimal.Parse(Text(number), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Text(IFormattable number) => number.ToString(number is decimal ? null : "R", CultureInfo.InvariantCulture);

    private static string Claim(int level, string kind, string kappa, string lower, string upper, string? point) =>
        $$"""{"model": "single-layer", "level": {{level}}, "goal": "alpha", "kind": "{{kind}}", "given": {"kappa": "{{kappa}}"}, "lower": "{{lower}}", "upper": "{{upper}}"{{(point is null ? "" : ", \"point\": " + point)}}}""";

    private static string[] Verdicts(params IReadOnlyList<string> claims)
    {
        (_, string output, string error) = Run($"[{string.Join(",\n", claims)}]");
        Assert.Equal("", error);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(claims.Count, lines.Length);
        return [.. lines.Select(line => line[(line.IndexOf("]: ", StringComparison.Ordinal) + 3)..].TrimEnd())];
    }

    private static (int Code, string Output, string Error) Run(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        File.WriteAllText(path, text);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-B", Script(), path]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "tools", "verify_proof.py");
}
