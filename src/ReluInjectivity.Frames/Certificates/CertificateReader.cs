using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>The parts of a certificate's JSON.</summary>
internal static class CertificateReader
{
    /// <summary>Reads the root object.</summary>
    public static Certificate Read(JsonElement root, string mark, int version)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("certificate", out JsonElement marked) || !marked.ValueEquals(mark))
        {
            throw new FormatException($"it is not a certificate of this program; it should have \"certificate\": \"{mark}\"");
        }

        if (Get(root, "version").GetInt32() != version)
        {
            throw new FormatException($"its version is {Get(root, "version").GetRawText()}; this program reads version {version}");
        }

        return new Certificate(
            VerdictOf(Get(root, "verdict").GetString()),
            Domain.Parse(Get(root, "domain").GetString() ?? string.Empty),
            Get(root, "layer").GetString() ?? string.Empty,
            Get(root, "outputs").GetInt32(),
            Get(root, "inputs").GetInt32(),
            Get(root, "parallelTolerance").GetDouble(),
            Pairs(Get(root, "parallelRows")),
            EvidenceOf(root));
    }

    internal static Verdict VerdictOf(string? text) => text switch
    {
        "injective" => Verdict.Injective,
        "notInjective" => Verdict.NotInjective,
        _ => throw new FormatException($"\"verdict\" is '{text}'; it should be injective or notInjective"),
    };

    private static Evidence EvidenceOf(JsonElement root) => Get(root, "evidence").GetString() switch
    {
        "collision" => new CollisionEvidence(new Collision(Big(Get(root, "x")), Big(Get(root, "y")), Integer(Get(root, "denominator")))),
        "deficientCell" => new DeficientCellEvidence([.. Big(Get(root, "x")), Integer(Get(root, "denominator"))]),
        "cells" => new CellsEvidence(Pairs(Get(root, "pairs")), [.. Get(root, "nodes").EnumerateArray().Select(ProofNodeOf)]),
        "sphere" => new SphereEvidence([.. Get(root, "nodes").EnumerateArray().Select(SphereNodeOf)]),
        var other => throw new FormatException($"\"evidence\" is '{other}'; it should be collision, deficientCell, cells or sphere"),
    };

    private static ProofNode ProofNodeOf(JsonElement node) => new(
        Integers(Get(node, "active")),
        Integers(Get(node, "inactive")),
        Integers(Get(node, "branches")),
        Integers(Get(node, "walls")),
        node.TryGetProperty("multipliers", out JsonElement multipliers) ? Big(multipliers) : null,
        node.TryGetProperty("weights", out JsonElement weights) ? [.. weights.EnumerateArray().Select(w => w.GetDouble())] : null);

    private static SphereNode SphereNodeOf(JsonElement node)
    {
        if (!node.TryGetProperty("split", out JsonElement split))
        {
            return new SphereNode(null, Integers(Get(node, "rows"))) { Mirror = node.TryGetProperty("mirror", out JsonElement mirror) ? mirror.GetInt32() : null };
        }

        IReadOnlyList<int> ends = Integers(split);
        return ends.Count == 2 ? new SphereNode((ends[0], ends[1]), []) : throw new FormatException("\"split\" should name two vertices");
    }

    internal static JsonElement Get(JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out JsonElement value) ? value : throw new FormatException($"\"{key}\" is missing");

    internal static IReadOnlyList<int> Integers(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetInt32())];

    internal static IReadOnlyList<BigInteger> Big(JsonElement list) =>
        [.. list.EnumerateArray().Select(Integer)];

    internal static BigInteger Integer(JsonElement text) => BigInteger.Parse(text.GetString() ?? string.Empty, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static IReadOnlyList<(int, int)> Pairs(JsonElement list) => [.. list.EnumerateArray().Select(pair =>
    {
        IReadOnlyList<int> two = Integers(pair);
        return two.Count == 2 ? (two[0], two[1]) : throw new FormatException("a pair of rows should be two numbers");
    })];
}
