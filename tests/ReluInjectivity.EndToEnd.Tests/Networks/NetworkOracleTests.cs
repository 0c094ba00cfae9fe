using System.Text.Json;
using ReluInjectivity.EndToEnd.Tests.Cli;
using Xunit.Abstractions;

namespace ReluInjectivity.EndToEnd.Tests.Networks;

/// <summary>Verdicts on drawn networks of all operators against the pieces of the same network, in fractions; and their certificates.</summary>
public sealed class NetworkOracleTests(ITestOutputHelper output) : IDisposable
{
    // 200 in the usual run, 1000 in the long one.
    private static readonly int Draws = Environment.GetEnvironmentVariable("RELU_INJECTIVITY_DRAWS") is null ? 200 : 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("oracle").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Verdicts_AreThoseOfAllPieces()
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        HashSet<string> operators = new(StringComparer.Ordinal);
        List<string> refused = [];
        List<string> open = [];
        int certified = 0;
        string path = Path.Combine(_folder, "m.onnx");
        string certificate = Path.Combine(_folder, "c.json");
        for (int seed = 0; seed < Draws; seed++)
        {
            RandomOperators network = new(new Random(seed));
            bool expected = network.Pieces.IsInjective();
            operators.UnionWith(network.Operators);
            File.WriteAllBytes(path, network.Model());
            File.Delete(certificate);

            CliRun run = CliRun.Of("check", path, "--domain", network.Domain, "--certificate", certificate, "--format", "json", "--time-limit", "10");

            if (run.Error.Contains("the layers are not what the graph computes", StringComparison.Ordinal))
            {
                // Refused, since the reader's own comparison fails: no verdict, hence no wrong one.
                refused.Add(FormattableString.Invariant($"{seed} ({string.Join(' ', network.Operators)})"));
                continue;
            }

            Assert.True(run.Error.Length == 0, $"seed {seed}: {run.Error}");
            JsonElement root = JsonDocument.Parse(run.Output).RootElement;
            string verdict = root.GetProperty("verdict").GetString()!;
            if (verdict is "undecided")
            {
                open.Add(FormattableString.Invariant($"{seed} ({network.Domain} {string.Join(' ', network.Operators)}): {root.GetProperty("reason").GetString()}"));
            }

            Assert.True(verdict is "undecided" || verdict == (expected ? "injective" : "notInjective"), $"seed {seed}: {verdict}, but {(expected ? "injective" : "not injective")} by its {network.Pieces.Count} pieces");
            string key = (expected ? "injective" : "not injective") + (verdict is "undecided" ? ", undecided" : string.Empty);
            counts[key] = counts.GetValueOrDefault(key) + 1;
            if (File.Exists(certificate))
            {
                certified++;
                CliRun held = CliRun.Of("verify-certificate", certificate, path);
                Assert.True(held.ExitCode == 0, $"seed {seed}: {held.Output}{held.Error}");
            }
        }

        string seen = string.Join("; ", counts.Select(pair => $"{pair.Key} {pair.Value}")) + $"; {certified} certificates; " + string.Join(' ', operators.Order(StringComparer.Ordinal));
        output.WriteLine(seen + "\nrefused: " + string.Join("; ", refused) + "\nundecided:\n" + string.Join('\n', open));
        Assert.True(refused.Count == 0, string.Join("; ", refused));
        Assert.True(counts.GetValueOrDefault("injective") >= Draws / 10, seen);
        Assert.True(counts.GetValueOrDefault("not injective") >= Draws / 4, seen);
        Assert.True(counts.GetValueOrDefault("injective, undecided") + counts.GetValueOrDefault("not injective, undecided") <= Draws / 20, seen);
        Assert.True(operators.Count >= 17, seen);
    }
}
