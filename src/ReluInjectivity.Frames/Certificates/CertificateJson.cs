using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Certificates as JSON files; the format is described in docs/certificates.md, and tools/verify.py checks them apart from this program.</summary>
public static class CertificateJson
{
    internal const string Mark = "relu-injectivity";
    internal const int Version = 1;

    /// <summary>Writes a certificate: a key a line, a node a line, <c>\n</c> line ends.</summary>
    public static void Write(Certificate certificate, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(output);
        output.Write("{\n");
        Line($"\"certificate\": \"{Mark}\"");
        Line($"\"version\": {Version}");
        Line($"\"verdict\": \"{(certificate.Verdict == Verdict.Injective ? "injective" : "notInjective")}\"");
        Line($"\"domain\": \"{certificate.Domain}\"");
        Line(string.Create(CultureInfo.InvariantCulture, $"\"outputs\": {certificate.Outputs}"));
        Line(string.Create(CultureInfo.InvariantCulture, $"\"inputs\": {certificate.Inputs}"));
        Line($"\"layer\": \"{certificate.Layer}\"");
        Line($"\"parallelTolerance\": {Number(certificate.ParallelTolerance)}");
        Line($"\"parallelRows\": {List(certificate.ParallelRows.Select(p => Integers([p.Row, p.Leader])))}");
        if (certificate is { Verdict: Verdict.Injective, Domain: PolyhedronDomain domain })
        {
            Line($"\"inside\": {Integers(domain.Interior)}");
        }

        WriteEvidence(certificate.Evidence, output);
        output.Write("}\n");

        void Line(string text) => output.Write($"  {text},\n");
    }

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="FormatException">The text is no certificate; the message says where and what would be right.</exception>
    public static Certificate Read(string json) => Read(json, static root => CertificateReader.Read(root, Mark, Version));

    /// <summary>Reads JSON, its faults as <see cref="FormatException"/>.</summary>
    internal static T Read<T>(string json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new FormatException(problem.LineNumber is { } line ? $"it is not JSON (line {line + 1}, byte {problem.BytePositionInLine + 1})" : $"it is not JSON that is read: {problem.Message}", problem);
        }
        catch (Exception problem) when (problem is InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            throw new FormatException("a value is not of the kind that certificates have there: " + problem.Message, problem);
        }
    }

    private static void WriteEvidence(Evidence evidence, TextWriter output)
    {
        switch (evidence)
        {
            case CollisionEvidence { Pair: var pair }:
                output.Write("  \"evidence\": \"collision\",\n");
                output.Write($"  \"denominator\": \"{pair.Denominator.ToString(CultureInfo.InvariantCulture)}\",\n");
                output.Write($"  \"x\": {Integers(pair.X)},\n");
                output.Write($"  \"y\": {Integers(pair.Y)},\n");
                output.Write($"  \"xRounded\": {List(pair.RoundedX.Select(Number))},\n");
                output.Write($"  \"yRounded\": {List(pair.RoundedY.Select(Number))}\n");
                break;
            case DeficientCellEvidence { Point: var point }:
                output.Write("  \"evidence\": \"deficientCell\",\n");
                output.Write($"  \"denominator\": \"{point[^1].ToString(CultureInfo.InvariantCulture)}\",\n");
                output.Write($"  \"x\": {Integers([.. point.Take(point.Count - 1)])}\n");
                break;
            case CellsEvidence cells:
                output.Write("  \"evidence\": \"cells\",\n");
                output.Write($"  \"pairs\": {List(cells.Pairs.Select(p => Integers([p.Row, p.Opposite])))},\n");
                WriteNodes(cells.Nodes.Select(Text), output);
                break;
            case SphereEvidence sphere:
                output.Write("  \"evidence\": \"sphere\",\n");
                WriteNodes(sphere.Nodes.Select(Text), output);
                break;
            default:
                throw new InvalidOperationException("evidence of the kind " + evidence.GetType().Name);
        }
    }

    private static void WriteNodes(IEnumerable<string> nodes, TextWriter output)
    {
        output.Write("  \"nodes\": [");
        string separator = "\n";
        foreach (string node in nodes)
        {
            output.Write(separator);
            output.Write("    ");
            output.Write(node);
            separator = ",\n";
        }

        output.Write("\n  ]\n");
    }

    private static string Text(ProofNode node)
    {
        string rows = $"\"active\":{Integers(node.Active)},\"inactive\":{Integers(node.Inactive)},\"branches\":{Integers(node.Branches)},\"walls\":{Integers(node.Walls)}";
        string multipliers = node.Multipliers is { } exact ? $",\"multipliers\":{Integers(exact)}" : string.Empty;
        string weights = node.Weights is { } doubles ? $",\"weights\":{List(doubles.Select(Number))}" : string.Empty;
        return "{" + rows + multipliers + weights + "}";
    }

    private static string Text(SphereNode node) =>
        node.Split is { } split ? $"{{\"split\":{Integers([split.First, split.Second])}}}"
        : node.Mirror is { } mirror ? string.Create(CultureInfo.InvariantCulture, $"{{\"rows\":{Integers(node.Rows)},\"mirror\":{mirror}}}")
        : $"{{\"rows\":{Integers(node.Rows)}}}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Integers(IReadOnlyList<int> values) => List(values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Long integers are strings: JSON readers round numbers to doubles.</summary>
    internal static string Integers(IReadOnlyList<BigInteger> values) => List(values.Select(v => $"\"{v.ToString(CultureInfo.InvariantCulture)}\""));

    private static string List(IEnumerable<string> items) => "[" + string.Join(',', items) + "]";
}
