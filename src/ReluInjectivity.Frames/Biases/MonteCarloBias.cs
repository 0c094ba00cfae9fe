using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Biases;

/// <summary>
/// Monte-Carlo bias estimation (arXiv:2406.15856): at each sample the most correlated basis must stay active, so the thresholds of all its
/// members are lowered to their inner products. Sampling sees part of the sphere only: the result is an over-estimate. Over a net of
/// covering radius rho the thresholds less rho are a certificate, for inner products with unit rows change by at most rho.
/// </summary>
public static class MonteCarloBias
{
    /// <summary>The estimate from the rows and random points.</summary>
    /// <param name="layer">The layer; its bias plays no part.</param>
    /// <param name="domain">Where the bias is to be safe.</param>
    /// <param name="samples">How many random points.</param>
    /// <param name="seed">Of the random numbers; the same seed gives the same result.</param>
    /// <param name="ct">Ends the sampling; the note then says after how many points.</param>
    public static SafeBias Estimate(Layer layer, BiasDomain domain, int samples, int seed, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var rows = UnitRows.Of(layer);
        bool isNonNegative = domain.Kind is BiasDomainKind.NonNegativeBall;
        double[] lowest = Start(rows);
        int seen = 0;
        foreach (double[] phi in rows.Directions.TakeWhile(_ => seen == 0 || !ct.IsCancellationRequested))
        {
            seen++;
            Lower(rows, isNonNegative ? [.. phi.Select(Math.Abs)] : phi, lowest);
        }

        Random random = new(seed);
        double[] x = new double[rows.Inputs];
        int drawn = 0;
        for (; drawn < samples && !ct.IsCancellationRequested; drawn++)
        {
            Normal.Samples(random, x, 0, 1);
            double norm = UnitVector.Norm(x);
            for (int j = 0; j < x.Length; j++)
            {
                x[j] = (isNonNegative ? Math.Abs(x[j]) : x[j]) / norm;
            }

            Lower(rows, x, lowest);
        }

        string note = FormattableString.Invariant($"over-estimate from {drawn} random points, seed {seed}; not a certificate")
            + (drawn < samples ? FormattableString.Invariant($"; the time limit came after {seen} of {rows.Directions.Count} rows and {drawn} of {samples} points") : string.Empty);
        return SafeBias.Of("mcbe", layer, domain, rows, lowest, Reliability.Estimate, note);
    }

    /// <summary>
    /// The certified version over a deterministic net: the centres of a grid on the faces of the cube, drawn to the sphere. With k cells an
    /// edge of length 2 a cell's points are within sqrt(n - 1) / k of its centre, and drawing them to the sphere brings them no farther apart.
    /// </summary>
    /// <param name="layer">The layer; its bias plays no part.</param>
    /// <param name="domain">Where the bias is to be safe.</param>
    /// <param name="points">The most points of the net.</param>
    /// <param name="ct">Stops the sampling with an <see cref="OperationCanceledException"/>.</param>
    public static SafeBias Certified(Layer layer, BiasDomain domain, int points, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var rows = UnitRows.Of(layer);
        int n = rows.Inputs;
        bool isNonNegative = domain.Kind is BiasDomainKind.NonNegativeBall;
        double faces = isNonNegative ? n : 2.0 * n;
        int cells = n == 1 ? 1 : Math.Max(1, (int)Math.Floor(Math.Pow(points / faces, 1.0 / (n - 1))));

        // On the orthant only half of each edge is covered.
        double edge = isNonNegative ? 1 : 2;
        double radius = edge / 2 * Math.Sqrt(n - 1) / cells;
        double[] lowest = Start(rows);
        int[] index = new int[n];
        for (int face = 0; face < (int)faces; face++)
        {
            int axis = face % n;
            Array.Clear(index);
            do
            {
                ct.ThrowIfCancellationRequested();
                double[] x = [.. index.Select(i => (isNonNegative ? 0 : -1) + (edge * (i + 0.5) / cells))];
                x[axis] = face < n ? 1 : -1;
                Lower(rows, UnitVector.Of(x), lowest);
            }
            while (Next(index, axis, cells));
        }

        double[] safe = [.. lowest.Select(a => a - radius)];
        string note = FormattableString.Invariant($"a net of covering radius {radius:G4}, which is taken off every threshold");
        return SafeBias.Of("mcbe-certified", layer, domain, rows, safe, Reliability.Certificate, note);
    }

    /// <summary>Unseen rows are never needed; rows that do not span have no safe bias at all.</summary>
    private static double[] Start(UnitRows rows)
    {
        if (rows.Directions.Count == 0 || rows.GreedyBasis(rows.Directions[0]).Count < rows.Inputs)
        {
            throw new NotOmnidirectionalException("the rows do not span, so no bias is safe");
        }

        double[] lowest = new double[rows.Directions.Count];
        Array.Fill(lowest, double.PositiveInfinity);
        return lowest;
    }

    private static void Lower(UnitRows rows, double[] x, double[] lowest)
    {
        foreach (int i in rows.GreedyBasis(x))
        {
            lowest[i] = Math.Min(lowest[i], TensorPrimitives.Dot<double>(rows.Directions[i], x));
        }
    }

    private static bool Next(int[] index, int axis, int cells)
    {
        for (int j = 0; j < index.Length; j++)
        {
            if (j == axis)
            {
                continue;
            }

            if (++index[j] < cells)
            {
                return true;
            }

            index[j] = 0;
        }

        return false;
    }
}
