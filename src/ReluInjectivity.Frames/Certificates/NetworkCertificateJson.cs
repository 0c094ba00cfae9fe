using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Certificates of networks as JSON files; the format is described in docs/certificates.md.</summary>
public static class NetworkCertificateJson
{
    private const string Mark = "relu-injectivity-network";
    private const int Version = 1;

    /// <summary>Whether a text says that it is a certificate of a network.</summary>
    public static bool IsNetwork(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Contains($"\"{Mark}\"", StringComparison.Ordinal);
    }

    /// <summary>Writes a certificate, <c>\n</c> line ends.</summary>
    public static void Write(NetworkCertificate certificate, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(output);
        output.Write("{\n");
        output.Write($"  \"certificate\": \"{Mark}\",\n  \"version\": {Version.ToString(CultureInfo.InvariantCulture)},\n");
        output.Write($"  \"verdict\": \"{(certificate.Verdict == Verdict.Injective ? "injective" : "notInjective")}\",\n  \"domain\": \"{certificate.Domain}\",\n");
        if (certificate.Pair is { } pair)
        {
            output.Write($"  \"denominator\": \"{pair.Denominator.ToString(CultureInfo.InvariantCulture)}\",\n");
            output.Write($"  \"x\": {CertificateJson.Integers(pair.X)},\n  \"y\": {CertificateJson.Integers(pair.Y)},\n");
        }

        if (certificate.Regions is { } regions)
        {
            WriteRegions(regions, output);
        }

        output.Write("  \"layers\": [\n");
        for (int k = 0; k < certificate.Layers.Count; k++)
        {
            output.Write(Text(certificate.Layers[k]) + (k < certificate.Layers.Count - 1 ? ",\n" : "\n"));
        }

        output.Write("  ]\n}\n");
    }

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="FormatException">The text is none; the message says where and what would be right.</exception>
    public static NetworkCertificate Read(string json) => CertificateJson.Read(json, static root =>
    {
        if (CertificateReader.Get(root, "certificate").GetString() is not Mark || CertificateReader.Get(root, "version").GetInt32() != Version)
        {
            throw new FormatException($"it should have \"certificate\": \"{Mark}\" and \"version\": {Version.ToString(CultureInfo.InvariantCulture)}");
        }

        Collision? pair = root.TryGetProperty("x", out JsonElement x)
            ? new(CertificateReader.Big(x), CertificateReader.Big(CertificateReader.Get(root, "y")), CertificateReader.Integer(CertificateReader.Get(root, "denominator")))
            : null;
        return new NetworkCertificate(
            CertificateReader.VerdictOf(CertificateReader.Get(root, "verdict").GetString()),
            DomainOf(root),
            [.. CertificateReader.Get(root, "layers").EnumerateArray().Select(LayerOf)],
            pair) { Regions = root.TryGetProperty("regions", out JsonElement regions) ? RegionsOf(regions) : null };
    });

    // A node and a pair a line; 0 for a side that is followed.
    private static void WriteRegions(RegionProof regions, TextWriter output)
    {
        static string Side(IReadOnlyList<int>? walls) => walls is null ? "0" : CertificateJson.Integers(walls);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"  \"regions\": {{\"layers\": {regions.Layers}, \"nodes\": [\n"));
        output.Write(string.Join(",\n", regions.Nodes.Select(node => $"    [{Side(node.Active)},{Side(node.Inactive)}]")));
        output.Write("\n  ], \"pairs\": [\n");
        output.Write(string.Join(",\n", regions.Pairs.Select(pair => $"    [{string.Join(',', pair.Select(CertificateJson.Integers))}]")));
        output.Write("\n  ]},\n");
    }

    private static RegionProof RegionsOf(JsonElement regions)
    {
        static IReadOnlyList<int>? Side(JsonElement side) => side.ValueKind is JsonValueKind.Array ? CertificateReader.Integers(side)
            : side.GetInt32() == 0 ? null : throw new FormatException("a side of a node should be 0 or a list of walls");
        static RegionNode Node(JsonElement node) => node.GetArrayLength() == 2 ? new(Side(node[0]), Side(node[1])) : throw new FormatException("a node of regions should have two sides");
        return new(
            CertificateReader.Get(regions, "layers").GetInt32(),
            [.. CertificateReader.Get(regions, "nodes").EnumerateArray().Select(Node)],
            [.. CertificateReader.Get(regions, "pairs").EnumerateArray().Select(pair => (IReadOnlyList<IReadOnlyList<int>>)[.. pair.EnumerateArray().Select(CertificateReader.Integers)])]);
    }

    private static string Text(CertifiedLayer layer)
    {
        string proof = string.Empty;
        if (layer.Proof is { } certificate)
        {
            using StringWriter text = new(CultureInfo.InvariantCulture);
            CertificateJson.Write(certificate, text);
            proof = $",\n    \"proof\": {text.ToString().TrimEnd().ReplaceLineEndings("\n    ")}";
        }

        string Flag(bool value) => value ? "true" : "false";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"    {{\"layer\": \"{layer.Layer}\", \"outputs\": {layer.Outputs}, \"inputs\": {layer.Inputs}, \"relu\": {Flag(layer.HasReLU)}, \"map\": {Flag(layer.IsFollowedByMap)}, \"domain\": \"{layer.Domain}\"{proof}}}");
    }

    private static CertifiedLayer LayerOf(JsonElement layer) => new(
        CertificateReader.Get(layer, "layer").GetString() ?? string.Empty,
        CertificateReader.Get(layer, "outputs").GetInt32(),
        CertificateReader.Get(layer, "inputs").GetInt32(),
        CertificateReader.Get(layer, "relu").GetBoolean(),
        CertificateReader.Get(layer, "map").GetBoolean(),
        DomainOf(layer),
        layer.TryGetProperty("proof", out JsonElement proof) ? CertificateReader.Read(proof, CertificateJson.Mark, CertificateJson.Version) : null);

    private static Domain DomainOf(JsonElement parent) => Domain.Parse(CertificateReader.Get(parent, "domain").GetString() ?? string.Empty);
}
