using System.Numerics.Tensors;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Biases;

/// <summary>
/// The exact limit of Monte-Carlo estimation: a row's lowest inner product over all x of the sphere at which it belongs to the most
/// correlated basis. Attained at one of the finitely many critical points of the sets that contain the row, where the rows with larger
/// products do not span it.
/// </summary>
public static class MostCorrelatedBias
{
    /// <summary>Above this many sets of rows it is not tried.</summary>
    public const double MostSets = 3e7;

    private const double Tie = 1e-9;

    /// <summary>Computes; null where there are too many sets of rows.</summary>
    /// <param name="layer">The layer; its bias plays no part.</param>
    /// <param name="domain">Where the bias is to be safe; on the non-negative ball the bias of the whole ball is given, which is safe there too.</param>
    /// <param name="ct">Stops the computation with an <see cref="OperationCanceledException"/>.</param>
    public static SafeBias? Of(ReluLayer layer, BiasDomain domain, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var rows = UnitRows.Of(layer);
        int m = rows.Directions.Count;
        if (CriticalPoints.CountSets(m, rows.Inputs) > MostSets)
        {
            return null;
        }

        if (m == 0 || rows.GreedyBasis(rows.Directions[0]).Count < rows.Inputs)
        {
            throw new NotOmnidirectionalException("the rows do not span, so no bias is safe");
        }

        double[] lowest = new double[m];
        Array.Fill(lowest, double.PositiveInfinity);
        Lock[] gates = [.. Enumerable.Range(0, m).Select(_ => new Lock())];
        Parallel.For(0, m, new ParallelOptions { CancellationToken = ct }, first => new CriticalPoints(rows).Walk(first, Visit, VisitNormal, ct));
        bool isWhole = domain.Kind is not BiasDomainKind.NonNegativeBall;
        string note = isWhole ? "the limit of ever more samples" : "that of the whole ball, safe on the non-negative part";
        return SafeBias.Of("exact", layer, domain, rows, lowest, isWhole ? Reliability.Exact : Reliability.Certificate, note);

        void Visit(ReadOnlySpan<int> set, ReadOnlySpan<double> y, double common)
        {
            Offer(set, y, common, 1);
            Offer(set, y, common, -1);
        }

        void VisitNormal(ReadOnlySpan<int> set, ReadOnlySpan<double> normal)
        {
            Offer(set, normal, 0, 1);
            Offer(set, normal, 0, -1);
        }

        // The common product is 1 / |y|, so x = common y; for a normal x itself.
        void Offer(ReadOnlySpan<int> set, ReadOnlySpan<double> direction, double common, int sign)
        {
            double value = sign * common;
            double[]? x = null;
            foreach (int i in set)
            {
                if (value >= Volatile.Read(ref lowest[i]))
                {
                    continue;
                }

                double scale = sign * (common == 0 ? 1 : common);
                x ??= [.. direction.ToArray().Select(v => v * scale)];
                if (IsKept(rows, x, i, value))
                {
                    lock (gates[i])
                    {
                        lowest[i] = Math.Min(lowest[i], value);
                    }
                }
            }
        }
    }

    /// <summary>Whether no combination of the rows with larger products is row i.</summary>
    private static bool IsKept(UnitRows rows, double[] x, int i, double value)
    {
        List<double[]> span = [];
        for (int k = 0; k < rows.Directions.Count; k++)
        {
            if (TensorPrimitives.Dot<double>(rows.Directions[k], x) > value + Tie)
            {
                UnitRows.TryExtend(span, rows.Directions[k]);
                if (span.Count == rows.Inputs)
                {
                    return false;
                }
            }
        }

        return UnitRows.TryExtend(span, rows.Directions[i]);
    }
}
