using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;
using BigInteger = System.Numerics.BigInteger;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>
/// The input where doubles do not see that the active rows span: n independent rows of them, found in exact arithmetic, and their equations solved in
/// fractions. Rows are those that all commands take: parallel ones to rounding as exactly parallel.
/// </summary>
internal static class ExactSolution
{
    /// <summary>The input, rounded; null where the active rows do not span.</summary>
    /// <param name="layer">The layer as stored.</param>
    /// <param name="active">The active rows.</param>
    /// <param name="output">The output as given.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static Vector<double>? Of(Layer layer, IReadOnlyList<int> active, IReadOnlyList<double> output, CancellationToken ct)
    {
        int n = layer.Inputs;
        IReadOnlyList<BigInteger[]> rows = ParallelRows.Find(layer, CheckOptions.DefaultParallelTolerance).Rows;
        Echelon span = new(n);
        List<BigInteger[]> equations = [];
        foreach (int i in active)
        {
            ct.ThrowIfCancellationRequested();
            if (span.Rank < n && span.Add(rows[i]))
            {
                equations.Add(Equation(layer, i, output[i]));
            }
        }

        // (x, 1) up to a factor.
        BigInteger[]? solution = equations.Count == n ? ExactRank.NullVector(equations, n + 1, ct) : null;
        return solution is null || solution[n].IsZero ? null : Vector<double>.Build.Dense(n, j => Dyadic.Quotient(solution[j], solution[n]));
    }

    // w x - (y + alpha) = 0, the sum made of whole numbers too.
    private static BigInteger[] Equation(Layer layer, int row, double output)
    {
        BigInteger[] scaled = Dyadic.Scale([.. layer.Rows[row], output, layer.Thresholds[row]]);
        return [.. scaled[..^2], -(scaled[^2] + scaled[^1])];
    }
}
