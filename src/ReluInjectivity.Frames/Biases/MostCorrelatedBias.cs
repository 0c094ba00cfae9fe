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
    public static SafeBias? Of(Layer layer, BiasDomain domain, CancellationToken ct = default)
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
        Parallel.For(0, m, new ParallelOptions { CancellationToken = ct }, first =>
        {
            SpanBuffer span = new(rows.Inputs);
            double[] x = new double[rows.Inputs];
            new CriticalPoints(rows).Walk(
                first,
                (set, y, common) =>
                {
                    Offer(span, x, set, y, common, common);
                    Offer(span, x, set, y, -common, -common);
                },
                (set, normal) =>
                {
                    Offer(span, x, set, normal, 1, 0);
                    Offer(span, x, set, normal, -1, 0);
                },
                ct);
        });
        bool isWhole = domain.Kind is not BiasDomainKind.NonNegativeBall;
        string note = isWhole ? "the limit of ever more samples" : "that of the whole ball, safe on the non-negative part";
        return SafeBias.Of("exact", layer, domain, rows, lowest, isWhole ? Reliability.Exact : Reliability.Certificate, note);

        // A row of the set belongs to the basis at x where the rows with larger products do not span it.
        void Offer(SpanBuffer span, double[] x, ReadOnlySpan<int> set, ReadOnlySpan<double> direction, double scale, double value)
        {
            bool isScaled = false;
            foreach (int i in set)
            {
                if (value >= Volatile.Read(ref lowest[i]))
                {
                    continue;
                }

                if (!isScaled)
                {
                    TensorPrimitives.Multiply(direction, scale, x);
                    isScaled = true;
                }

                if (!span.IsSpannedAbove(rows, x, value + Tie) && span.Add(rows.Directions[i]))
                {
                    lock (gates[i])
                    {
                        lowest[i] = Math.Min(lowest[i], value);
                    }
                }
            }
        }
    }
}
