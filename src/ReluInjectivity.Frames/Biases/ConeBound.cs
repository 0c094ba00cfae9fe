using System.Numerics.Tensors;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Biases;

/// <summary>The lowest inner product of a unit vector with the unit vectors of a cone.</summary>
internal static class ConeBound
{
    /// <summary>
    /// min over x in cone(F), |x| = 1 of x phi: the lowest of the edges' where none is negative (x = sum c_k phi_k has sum c_k >= 1),
    /// else minus the length of the projection of -phi onto the cone.
    /// </summary>
    public static double Lowest(IReadOnlyList<double[]> edges, double[] phi, CancellationToken ct)
    {
        double lowest = edges.Min(e => TensorPrimitives.Dot<double>(e, phi));
        if (lowest >= 0)
        {
            return lowest;
        }

        double[] projection = Projection(edges, [.. phi.Select(v => -v)], ct);
        return -TensorPrimitives.Norm<double>(projection);
    }

    /// <summary>The point of a cone nearest to a vector.</summary>
    public static double[] Projection(IReadOnlyList<double[]> edges, double[] vector, CancellationToken ct)
    {
        NonNegativeLeastSquares solver = new(vector.Length, edges.Count);
        for (int k = 0; k < edges.Count; k++)
        {
            edges[k].CopyTo(solver.Column(k));
        }

        solver.Start(vector);
        solver.Solve(edges.Count, ct);
        return [.. vector.Zip(solver.Residual, (a, r) => a - r)];
    }

    /// <summary>Whether a cone meets the open positive orthant: whether some c >= 0 has F^T c >= 1, with slack s >= 0: F^T c - s = 1.</summary>
    public static bool MeetsOpenOrthant(IReadOnlyList<double[]> edges, CancellationToken ct)
    {
        int n = edges[0].Length;
        NonNegativeLeastSquares solver = new(n, edges.Count + n);
        for (int k = 0; k < edges.Count; k++)
        {
            edges[k].CopyTo(solver.Column(k));
        }

        for (int j = 0; j < n; j++)
        {
            solver.Column(edges.Count + j)[j] = -1;
        }

        double[] ones = new double[n];
        Array.Fill(ones, 1);
        solver.Start(ones);
        return solver.Solve(edges.Count + n, ct) < 1e-16;
    }
}
