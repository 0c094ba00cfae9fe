using System.Text.Json;
using ReluInjectivity.EndToEnd.Tests.Cli;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.EndToEnd.Tests.Networks;

/// <summary>x + g(x) with a smooth g: injective where the Lipschitz constant of g is proven to be below one, and not said to be where it is above.</summary>
public sealed class ResidualBlockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("residual").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// g = c2 R(pi - t) tanh(c1 R(t) x), R turns by an angle: |g(a) - g(b)| &lt;= c1 c2 |a - b|, and near zero g is -c1 c2 x, so that x + g(x) folds exactly if c1 c2 &gt; 1.
    /// The sums of squares of the matrices are twice as large as their norms: those alone would prove nothing.
    /// </summary>
    [Theory]
    [InlineData(0.999, 0.4, true)]
    [InlineData(0.9, 1.3, true)]
    [InlineData(1.001, 0.4, false)]
    [InlineData(3, 2.2, false)]
    public void Contraction_IsWhatDecides(double product, double angle, bool isInjective)
    {
        double root = Math.Sqrt(product);
        foreach (string operation in new[] { "Add", "Sub" })
        {
            double sign = operation is "Add" ? 1 : -1;
            string model = Path.Combine(_folder, "m.onnx");
            File.WriteAllBytes(model, new OnnxWriter().Field(11, Shaped(2))
                .Initializer("U", [2, 2], Turn(root, angle)).Initializer("V", [2, 2], Turn(sign * root, Math.PI - angle))
                .Node("Gemm", ["x", "U"], "a", OnnxWriter.Int("transB", 1)).Node("Tanh", ["a"], "b").Node("Gemm", ["b", "V"], "c", OnnxWriter.Int("transB", 1))
                .Node(operation, ["x", "c"], "y").Output().Model());

            CliRun run = CliRun.Of("check", model, "--certificate", "none", "--format", "json", "--time-limit", "5");

            JsonElement report = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal(isInjective, report.GetProperty("verdict").GetString() is "injective");
            Assert.True(!isInjective || report.GetProperty("evidence").GetString() is "construction", run.Output);
        }
    }

    private static double[] Turn(double size, double angle) => [size * Math.Cos(angle), -size * Math.Sin(angle), size * Math.Sin(angle), size * Math.Cos(angle)];

    private static byte[] Shaped(int n) => OnnxWriter.Message(value =>
    {
        OnnxWriter.Text(value, 1, "x");
        OnnxWriter.Bytes(value, 2, OnnxWriter.Message(type => OnnxWriter.Bytes(type, 1, OnnxWriter.Message(tensor =>
        {
            OnnxWriter.Varint(tensor, 1, 11);
            OnnxWriter.Bytes(tensor, 2, OnnxWriter.Message(extents =>
            {
                OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(batch => OnnxWriter.Varint(batch, 1, 1)));
                OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(size => OnnxWriter.Varint(size, 1, n)));
            }));
        }))));
    });
}
