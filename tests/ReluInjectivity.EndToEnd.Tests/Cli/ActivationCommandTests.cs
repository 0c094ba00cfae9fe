using System.Text.Json;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>--activation in check, margin and reconstruct; what is right was worked out by hand.</summary>
public sealed class ActivationCommandTests : IDisposable
{
    private const string Plane = "1,0\n0,1\n1,1\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("activations").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Three rows of the plane, any two independent: one of two sets has two of them. Clipped at 1, (1, 1) and (1, 2) of a large box are one output.
    [Theory]
    [InlineData(Plane, "abs", "rn", 0)]
    [InlineData("1,0\n0,1\n", "abs", "rn", 1)]
    [InlineData("1,0\n0,1\n", "saturation:2", "box:-2,2", 0)]
    [InlineData("1,0\n0,1\n", "saturation:2", "box:-2,2.5", 1)]
    [InlineData("1,0\n0,1\n", "relu6", "box:0,6", 0)]
    [InlineData("1,0\n0,1\n", "relu6", "nonneg-ball:6.5", 1)]
    [InlineData(Plane, "saturation:100", "rn", 1)]
    [InlineData(Plane, "relu", "orthant", 0)]
    public void Check_And_Margin(string rows, string activation, string domain, int code)
    {
        string weights = Write("w.csv", rows);

        CliRun run = CliRun.Of("check", weights, "--activation", activation, "--domain", domain, "--format", "json", "--certificate", "none");
        CliRun text = CliRun.Of("check", weights, "--activation", activation, "--domain", domain, "--certificate", "none");
        CliRun margin = CliRun.Of("margin", weights, "--activation", activation, "--domain", domain);

        Assert.Empty(run.Error);
        Assert.Equal((code, code, code), (run.ExitCode, text.ExitCode, margin.ExitCode));
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(code == 0 ? "injective" : "notInjective", report.GetProperty("verdict").GetString());
        Assert.Equal(code == 1, report.TryGetProperty("x", out _));
        Assert.Contains(activation is "relu" ? "INJECTIVE on orthant" : $"INJECTIVE on {domain} with {activation}", text.Output, StringComparison.Ordinal);
    }

    // Of |x|, |y|, |x + y| the least set is one axis against the other two rows: (3 - sqrt 5) / 2, the lower eigenvalue of 1 + 1, 1; 1, 1.
    [Fact]
    public void Margin_OfPhaseRetrieval()
    {
        CliRun run = CliRun.Of("margin", Write("w.csv", Plane), "--activation", "abs", "--format", "json");

        JsonElement stretch = JsonDocument.Parse(run.Output).RootElement.GetProperty("inverseLipschitz");
        Assert.Equal(Math.Sqrt((3 - Math.Sqrt(5)) / 2), stretch.GetProperty("lower").GetDouble(), 1e-12);
        Assert.Equal(stretch.GetProperty("lower").GetDouble(), stretch.GetProperty("upper").GetDouble());
    }

    [Theory]
    [InlineData("abs", "2\n3\n1\n", 0, "unique up to a global sign")]
    [InlineData("abs", "2\n3\n4\n", 1, "no choice of signs")]
    [InlineData("saturation:2", "2\n1\n2\n", 1, "not unique")]
    [InlineData("saturation:2", "0.5\n1\n1.5\n", 0, "unique")]
    [InlineData("relu6", "6\n0\n6\n", 1, "not unique")]
    public void Reconstruct(string activation, string output, int code, string words)
    {
        CliRun run = CliRun.Of("reconstruct", Write("w.csv", Plane), Write("y.csv", output), "--activation", activation);

        Assert.Empty(run.Error);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "--activation", "relu7", "--activation: 'relu7'")]
    [InlineData("check", "--domain", "orthant", "--domain: abs is decided where 0 lies inside")]
    [InlineData("check", "--bias", "b.csv", "--activation: with abs the layer is |Wx|")]
    [InlineData("margin", "--domain", "sphere", "--domain: the sphere")]
    [InlineData("reconstruct", "--method", "frame", "--method: the frame algorithm")]
    [InlineData("reconstruct", "--domain", "orthant", "--domain: abs loses a global sign")]
    [InlineData("reconstruct", "--tolerance", "1e-3", "OUTPUT: output 1 is -1")]
    public void Errors_NameTheArgument(string command, string option, string value, string message)
    {
        string weights = Write("w.csv", Plane);
        string bias = Write("b.csv", "1\n0\n0\n");
        string[] output = command is "reconstruct" ? [Write("y.csv", "1\n-1\n1\n")] : [];
        string[] activation = option is "--activation" ? [] : ["--activation", "abs"];

        CliRun run = CliRun.Of([command, weights, .. output, .. activation, option, value is "b.csv" ? bias : value]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
