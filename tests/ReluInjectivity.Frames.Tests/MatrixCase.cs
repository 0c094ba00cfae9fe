using System.Text.Json;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Tests;

/// <summary>A matrix of Cases/matrices with what is known about it; each file says by which independent computations.</summary>
internal sealed class MatrixCase
{
    private readonly Lazy<MarginReport> _margins;

    private MatrixCase(string name, JsonElement root)
    {
        Name = name;
        Rows = [.. root.GetProperty("W").EnumerateArray().Select(Vector)];
        Expect = root.GetProperty("expect");
        _margins = new(() => MarginAnalysis.Run(Layer, Domain.WholeSpace, CheckOptions.Default));
    }

    public static IReadOnlyList<MatrixCase> All { get; } = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases", "matrices"), "*.json").Order(StringComparer.Ordinal).Select(Load)];

    public string Name { get; }

    public double[][] Rows { get; }

    public Layer Layer => new(Rows);

    public JsonElement Expect { get; }

    /// <summary>Its margins on all of R^n, computed once.</summary>
    public MarginReport Margins => _margins.Value;

    public static MatrixCase Named(string name) => All.Single(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>The names of the cases that state some field.</summary>
    public static TheoryData<string> Stating(string field)
    {
        TheoryData<string> names = [];
        foreach (MatrixCase c in All.Where(c => c.Expect.TryGetProperty(field, out _)))
        {
            names.Add(c.Name);
        }

        return names;
    }

    public double Number(string field) => Expect.GetProperty(field).GetDouble();

    public int Integer(string field) => Expect.GetProperty(field).GetInt32();

    public double[] Numbers(string field) => Vector(Expect.GetProperty(field));

    /// <summary>Numbers, null read as +infinity.</summary>
    public static double[] Vector(JsonElement list) => [.. list.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : v.GetDouble())];

    public static IReadOnlyList<int[]> Sets(JsonElement list) => [.. list.EnumerateArray().Select(s => s.EnumerateArray().Select(v => v.GetInt32()).ToArray())];

    private static MatrixCase Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return new MatrixCase(Path.GetFileNameWithoutExtension(path), document.RootElement.Clone());
    }
}
