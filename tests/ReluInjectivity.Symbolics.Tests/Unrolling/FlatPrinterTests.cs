using ReluInjectivity.Symbolics.Tests.Language;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Unrolling;

public sealed class FlatPrinterTests
{
    private const string Header = "model m \"m\"\nunknown x\nunknown y\ngiven a = 1\ngiven b = 2\n";

    [Fact]
    public void EveryFile_IsAFixpointAtEveryMember() => Assert.All(EquationFiles.All, static file => Assert.All(
        Family.Members(Flat.Bound(file.Text)).Members, m => AssertFixpoint(Flat.Of(file.Text, m.Level, m.Depth))));

    [Theory]
    [InlineData("single-layer", 1, null)]
    [InlineData("single-layer", 3, null)]
    [InlineData("single-layer-dual", 2, null)]
    [InlineData("deep/deep-plain", null, 3)]
    [InlineData("deep/deep-lifted", null, 2)]
    [InlineData("geometric/replica-symmetric-instability", null, null)]
    public void Model_IsTheFilesWithIndicesFilledIn(string file, int? level, int? depth) => Snapshot.Match(
        FlatPrinter.Print(Flat.Of(EquationFiles.All.Single(f => f.Name == file + ".eq").Text, level, depth)),
        $"{Path.GetFileName(file)}{level}{depth}", "eq");

    private static void AssertFixpoint(FlatModel flat)
    {
        string printed = FlatPrinter.Print(flat);
        Assert.Equal(printed, FlatPrinter.Print(Flat.Of(printed)));
    }
}
