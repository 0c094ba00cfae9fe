using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>A verdict that anyone can check without repeating the search: <see cref="CertificateVerifier"/> does it in integers.</summary>
/// <param name="Verdict">What is certified.</param>
/// <param name="Domain">Where.</param>
/// <param name="Layer">The fingerprint of the layer; see <see cref="Fingerprint"/>.</param>
/// <param name="Outputs">m.</param>
/// <param name="Inputs">n.</param>
/// <param name="ParallelTolerance">See <see cref="CheckOptions.ParallelTolerance"/>.</param>
/// <param name="ParallelRows">Rows replaced by an exact multiple of another; the verdict is on the matrix with these.</param>
/// <param name="Evidence">What proves it.</param>
public sealed record Certificate(
    Verdict Verdict,
    Domain Domain,
    string Layer,
    int Outputs,
    int Inputs,
    double ParallelTolerance,
    IReadOnlyList<(int Row, int Leader)> ParallelRows,
    Evidence Evidence)
{
    /// <summary>Whether the verdict settles another domain too: injective on one that contains it, not injective on one that lies in it.</summary>
    /// <param name="domain">The other domain.</param>
    public bool Decides(Domain domain) => DomainInclusion.Decides(Verdict, Domain, domain, Inputs);

    /// <summary>SHA-256 of the shape, the weights by rows and the biases, as little-endian 32-bit integers and doubles; negative zeros as zeros.</summary>
    public static string Fingerprint(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, layer.Outputs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), layer.Inputs);
        hash.AppendData(bytes);
        foreach (double[] values in layer.Rows.Append([.. layer.Thresholds.Select(t => 0 - t)]))
        {
            bytes = bytes.Length == 8 * values.Length ? bytes : new byte[8 * values.Length];
            for (int j = 0; j < values.Length; j++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * j), values[j] == 0 ? 0 : values[j]);
            }

            hash.AppendData(bytes);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
