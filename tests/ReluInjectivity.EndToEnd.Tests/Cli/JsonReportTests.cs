using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class JsonReportTests
{
    [Fact]
    public void Keys_AreTheDocumentedOnesInOrder()
    {
        using JsonDocument json = JsonDocument.Parse(Write(FakeSystems.Result(FakeSystems.Stairs(2))));

        Assert.Equal(
            [
                "model", "level", "depth", "goal", "status", "value", "errorEstimate", "quadratureError", "optimiserError", "given", "unknowns", "outputs",
                "iterations", "valueEvaluations", "gradientEvaluations", "tangentEvaluations", "gradientNorm", "lastStep", "conditionNumber", "nodes", "message",
                "strategy",
            ],
            json.RootElement[0].EnumerateObject().Select(p => p.Name).ToArray());
    }

    [Fact]
    public void Values_StandUnderTheirKeys()
    {
        using JsonDocument json = JsonDocument.Parse(Write(FakeSystems.Result(FakeSystems.Stairs(2)) with { Message = "a \"b\" ±" }));
        JsonElement result = json.RootElement[0];

        Assert.Equal("stairs", result.GetProperty("model").GetString());
        Assert.Equal(2, result.GetProperty("level").GetInt32());
        Assert.Equal("alpha", result.GetProperty("goal").GetString());
        Assert.Equal(6.7156968376712345, result.GetProperty("value").GetDouble());
        Assert.Equal(3e-13, result.GetProperty("errorEstimate").GetDouble());
        Assert.Equal(2e-13, result.GetProperty("quadratureError").GetDouble());
        Assert.Equal(1e-20, result.GetProperty("optimiserError").GetDouble());
        Assert.Equal("""{"load":1}""", Compact(result.GetProperty("given")));
        Assert.Equal("""{"q[1]":0.1,"chi":0.43333333333333335}""", Compact(result.GetProperty("unknowns")));
        Assert.Equal("""{"S":1234.5}""", Compact(result.GetProperty("outputs")));
        Assert.Equal([5, 6, 7, 8], new[] { "iterations", "valueEvaluations", "gradientEvaluations", "tangentEvaluations" }.Select(k => result.GetProperty(k).GetInt32()));
        Assert.Equal(1e-15, result.GetProperty("gradientNorm").GetDouble());
        Assert.Equal(100, result.GetProperty("nodes").GetInt32());
        Assert.Equal("a \"b\" ±", result.GetProperty("message").GetString());
    }

    [Fact]
    public void WhatIsNotThere_IsNull()
    {
        SystemDescription bare = FakeSystems.Describe("bare", null, GoalKind.Solve, "c");
        using JsonDocument json = JsonDocument.Parse(Write(FakeSystems.Result(bare) with { Value = double.NaN }));

        foreach (string key in new[] { "level", "depth", "value", "lastStep", "conditionNumber", "message", "strategy" })
        {
            Assert.Equal(JsonValueKind.Null, json.RootElement[0].GetProperty(key).ValueKind);
        }

        Assert.Equal("{}", Compact(json.RootElement[0].GetProperty("given")));
    }

    [Theory]
    [InlineData(SolveStatus.Solved, "solved")]
    [InlineData(SolveStatus.WorseThanLevelBefore, "worseThanLevelBefore")]
    [InlineData(SolveStatus.NonFinite, "nonFinite")]
    public void Status_IsInCamelCase(SolveStatus status, string expected)
    {
        using JsonDocument json = JsonDocument.Parse(Write(FakeSystems.Result(FakeSystems.Stairs(1), status)));

        Assert.Equal(expected, json.RootElement[0].GetProperty("status").GetString());
    }

    [Fact]
    public void Text_HasUnixLinesAndNoMark()
    {
        string text = Write(FakeSystems.Result(FakeSystems.Stairs(1)));

        Assert.StartsWith("[\n  {\n    \"model\": \"stairs\",\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n]\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    private static string Write(params SolveResult[] results)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        JsonReport.Write(results, text);
        return text.ToString();
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
