using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// Ranks over the rationals, proven from both sides: the rank modulo a prime is never more than the rank, and exact null vectors bound it from above.
/// A rank modulo one prime that falls short alone proves nothing.
/// </summary>
internal static class ExactRank
{
    /// <summary>From this many columns on lifting is faster than elimination.</summary>
    private const int ColumnsForLifting = 16;

    /// <summary>The rank; the vectors' entries beyond the number of columns are left out.</summary>
    public static int Of(IReadOnlyList<BigInteger[]> vectors, int columns, CancellationToken ct = default)
    {
        int least = Echelon.RankOf(vectors, columns, ct);
        if (least == Math.Min(vectors.Count, columns))
        {
            return least;
        }

        BigInteger[][] matrix = Part(vectors, columns);
        bool isConfirmed = columns >= ColumnsForLifting && PadicKernel.NullVectors(matrix, columns, ct).Count(d => d is not null) == columns - least;
        return isConfirmed ? least : IntegerElimination.Rank(matrix, columns, ct);
    }

    /// <summary>Whether the vectors span all of R^n.</summary>
    public static bool Spans(IReadOnlyList<BigInteger[]> vectors, int columns, CancellationToken ct = default) =>
        vectors.Count >= columns && (Echelon.RankOf(vectors, columns, ct) == columns || NullVector(vectors, columns, ct) is null);

    /// <summary>Whether a matrix of doubles, given by its rows, has independent columns.</summary>
    public static bool HasIndependentColumns(IEnumerable<double[]> rows, int columns, CancellationToken ct = default) => Spans([.. rows.Select(row => Dyadic.Scale(row))], columns, ct);

    /// <summary>A non-zero d that is orthogonal to all vectors, checked in integers; null where they span.</summary>
    public static BigInteger[]? NullVector(IReadOnlyList<BigInteger[]> vectors, int columns, CancellationToken ct = default)
    {
        BigInteger[][] matrix = Part(vectors, columns);
        BigInteger[]? d = columns >= ColumnsForLifting ? PadicKernel.NullVector(matrix, columns, ct) : null;
        return d ?? IntegerElimination.NullVector(matrix, columns, out _, ct);
    }

    // Elimination overwrites its matrix, and wants no columns but these.
    private static BigInteger[][] Part(IReadOnlyList<BigInteger[]> vectors, int columns) => [.. vectors.Select(v => v[..columns])];
}
