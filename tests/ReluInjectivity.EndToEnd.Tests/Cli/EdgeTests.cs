using System.Globalization;
using System.Text.Json;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>An unknown that rounds to the end of its open interval is at no point of it, whatever the gradient there.</summary>
public sealed class EdgeTests : EquationFolder
{
    /// <summary>Crisanti and Sommers' free energy, as a saddle in q and m: everything is stationary at m = 1 where q is, at every temperature.</summary>
    private const string Saddle = """
        model saddle "Saddle"
        given p = 3 in (2, inf)
        given T = 0.5 in (0, inf)
        unknown q = 0.8 in (0, 1)
        unknown m = 0.8 in (0, 1)
        let beta = 1/T
        stationary f = -beta/4*(1 - (1-m)*q^p) - T/2*((m-1)/m*log(1-q) + log(1-(1-m)*q)/m)

        """;

    /// <summary>Temperatures on a fine comb: an end is never solved, and points inside stay so.</summary>
    [Fact]
    public void StationaryPoint_OnTheEndOfAnInterval_IsNotSolved()
    {
        string file = Write("saddle.eq", Saddle);
        int inside = 0;
        for (int k = 25; k <= 56; k++)
        {
            CliRun run = Run("solve", file, "--set", "T=" + (k / 100.0).ToString("R", CultureInfo.InvariantCulture), "--format", "json");
            JsonElement result = JsonDocument.Parse(run.Output).RootElement[0];
            if (!string.Equals(result.GetProperty("status").GetString(), "solved", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.All(result.GetProperty("unknowns").EnumerateObject(), x => Assert.InRange(x.Value.GetDouble(), 1e-12, 1 - 1e-12));
            inside++;
        }

        Assert.InRange(inside, 10, 32);
    }
}
