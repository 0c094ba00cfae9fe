using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>What the frame algorithm reached.</summary>
/// <param name="Input">The last iterate.</param>
/// <param name="Iterations">Steps made.</param>
/// <param name="HasConverged">Whether the last step was below the tolerance and the output is reproduced.</param>
/// <param name="LastStep">Length of the last step, relative to the iterate.</param>
/// <param name="Residual">|f(x) - y| at the last iterate.</param>
public sealed record FrameIteration(IReadOnlyList<double> Input, int Iterations, bool HasConverged, double LastStep, double Residual);

/// <summary>
/// The ReLU frame algorithm (arXiv:2406.15856): <c>x += l W_I^T (y_I + alpha_I - W_I x)</c> with l = 2 / (A + B) from the extreme eigenvalues of W^T W, and for
/// inactive rows that x makes active the one-sided residual alpha_j - w_j x: descent on a convex function, to a point of the fibre.
/// </summary>
public static class FrameAlgorithm
{
    /// <summary>Approaches the input that gives an output, step by step.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="output">y, without negative entries.</param>
    /// <param name="mostIterations">The most steps.</param>
    /// <param name="tolerance">The relative step at which it stops.</param>
    /// <param name="ct">Ends the iteration; before its first step it stops with an <see cref="OperationCanceledException"/>.</param>
    public static FrameIteration Run(Layer layer, IReadOnlyList<double> output, int mostIterations = 10_000, double tolerance = 1e-13, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(output);
        Layer scaled = layer.Normalised(out double factor);
        double[] target = [.. output.Select(y => y / factor)];
        Matrix<double> w = scaled.ToMatrix();
        var thresholds = Vector<double>.Build.DenseOfEnumerable(scaled.Thresholds);
        (double smallest, double largest) = Margins.SingularValues.Of(w, ct);

        // At most 1 / B: the inactive rows' part has its own curvature.
        double step = Math.Min(2 / ((smallest * smallest) + (largest * largest)), 1.9 / (largest * largest));
        step = double.IsFinite(step) ? step : 0;
        var x = Vector<double>.Build.Dense(layer.Inputs);
        double moved = double.PositiveInfinity;
        int iteration = 0;
        for (; iteration < mostIterations && moved > tolerance && !ct.IsCancellationRequested; iteration++)
        {
            Vector<double> residual = thresholds - (w * x);
            for (int i = 0; i < residual.Count; i++)
            {
                residual[i] = target[i] > 0 ? residual[i] + target[i] : Math.Min(0, residual[i]);
            }

            Vector<double> change = step * w.TransposeThisAndMultiply(residual);
            x += change;
            moved = change.L2Norm() / Math.Max(x.L2Norm(), 1e-300);
            moved = double.IsFinite(moved) ? moved : 0;
        }

        double miss = UnitVector.Norm([.. scaled.Rectified([.. x]).Zip(target, (a, b) => a - b)]);
        double size = UnitVector.Norm(target);
        bool hasConverged = moved <= tolerance && miss <= 1e-8 * Math.Max(size, 1e-300);
        return new([.. x], iteration, hasConverged, moved, factor * miss);
    }
}
