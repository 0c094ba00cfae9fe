using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra.Double;
using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Search;

/// <summary>
/// Searches for the x that maximises v . y / ||y|| with y = ReLU(Ax): half its square is the maximum of J = v . y - ||y||^2 / 2. Outputs with
/// v_i &lt; 0 contribute concave kinks, on which many outputs of a maximiser sit; they are rounded over a width delta that falls from
/// 1 to 1e-10, and each width is solved by Newton steps. Outputs with v_i > 0 contribute convex kinks, so that maxima are many.
/// </summary>
public static class ProjectionSearch
{
    /// <summary>Starts for each restart asked for; one takes about as long as a hundredth of an annealing.</summary>
    public const int StartsPerRestart = 16;

    private const double LastWidth = 1e-10;
    private const int StepsPerWidth = 20;

    /// <summary>The largest projection found: a lower estimate of the maximum, evaluated at an input of its own.</summary>
    /// <param name="layer">A.</param>
    /// <param name="target">v, as long as the layer has outputs.</param>
    /// <param name="options">How hard to search; the sweeps are not used.</param>
    /// <param name="seed">Names the random numbers, with <paramref name="sample"/>.</param>
    /// <param name="sample">Names the random numbers.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The projection. Where no x has a positive one it is only that of the starts; minus infinity where no start activates an output.</returns>
    public static double Maximum(Layer layer, double[] target, SearchOptions options, long seed, int sample, CancellationToken cancellation = default)
    {
        double best = double.NegativeInfinity;
        for (int start = 0; start < options.Restarts * StartsPerRestart; start++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new RandomNumbers(seed, sample, start);
            double[] x = new double[layer.Inputs];
            random.Gaussian(x);

            // From pure noise to the direction A^T v.
            double pull = random.Uniform() / Math.Sqrt(layer.Outputs);
            for (int i = 0; i < layer.Outputs; i++)
            {
                TensorPrimitives.MultiplyAdd(layer.Row(i), pull * target[i], x, x);
            }

            Rescale(layer, target, x);

            // Wide roundings lead past the small maxima, narrow ones and short steps reach every maximum.
            for (double width = Math.Pow(0.1, start % 4); width >= LastWidth; width *= 0.1)
            {
                Climb(layer, target, x, width, firstLength: start % 8 < 4 ? 1 : 0.2);
                best = Math.Max(best, Activity.Projection(layer, target, x));
            }
        }

        return best;
    }

    /// <summary>Multiplies x by the positive number, if there is one, that maximises J.</summary>
    private static void Rescale(Layer layer, double[] target, double[] x)
    {
        double[] y = new double[layer.Outputs];
        layer.Apply(x, y);
        TensorPrimitives.Max(y, 0.0, y);
        double scale = TensorPrimitives.Dot<double>(target, y) / TensorPrimitives.SumOfSquares<double>(y);
        if (scale > 0)
        {
            TensorPrimitives.Multiply(x, scale, x);
        }
    }

    private static void Climb(Layer layer, double[] target, double[] x, double width, double firstLength)
    {
        double[] h = new double[layer.Outputs];
        double[] trial = new double[layer.Inputs];
        layer.Apply(x, h);
        double value = Objective(target, h, width);
        for (int step = 0; step < StepsPerWidth; step++)
        {
            double[] newton = NewtonStep(layer, target, h, width, out double slope);
            if (!(slope > 1e-13 * (1 + Math.Abs(value))))
            {
                return;
            }

            double length = firstLength;
            double reached;
            do
            {
                TensorPrimitives.MultiplyAdd(newton, length, x, trial);
                layer.Apply(trial, h);
                reached = Objective(target, h, width);
                length *= 0.5;
            }
            while (!(reached > value) && length > 1e-6);

            if (!(reached > value))
            {
                layer.Apply(x, h);
                return;
            }

            value = reached;
            trial.CopyTo(x, 0);
        }
    }

    private static double Objective(double[] target, double[] h, double width)
    {
        double sum = 0;
        for (int i = 0; i < h.Length; i++)
        {
            if (h[i] > 0)
            {
                double rectified = target[i] > 0 ? h[i] : h[i] < width ? h[i] * h[i] / (2 * width) : h[i] - (width / 2);
                sum += (target[i] * rectified) - (h[i] * h[i] / 2);
            }
        }

        return sum;
    }

    /// <summary>(A^T diag(curvature) A)^-1 A^T gradient over the active outputs, and how steeply J rises along it.</summary>
    private static double[] NewtonStep(Layer layer, double[] target, double[] h, double width, out double slope)
    {
        int n = layer.Inputs;
        double[] hessian = new double[n * n];
        double[] gradient = new double[n];
        for (int i = 0; i < h.Length; i++)
        {
            if (h[i] <= 0)
            {
                continue;
            }

            bool isRounded = target[i] < 0 && h[i] < width;
            double curvature = isRounded ? 1 - (target[i] / width) : 1;
            double pull = (isRounded ? target[i] * h[i] / width : target[i]) - h[i];
            ReadOnlySpan<double> row = layer.Row(i);
            TensorPrimitives.MultiplyAdd(row, pull, gradient, gradient);
            for (int k = 0; k < n; k++)
            {
                Span<double> column = hessian.AsSpan(k * n, n);
                TensorPrimitives.MultiplyAdd(row, curvature * row[k], column, column);
            }
        }

        double ridge = 1e-9;
        for (int k = 0; k < n; k++)
        {
            ridge = Math.Max(ridge, 1e-14 * hessian[(k * n) + k]);
        }

        for (int k = 0; k < n; k++)
        {
            hessian[(k * n) + k] += ridge;
        }

        double[] step = [.. new DenseMatrix(n, n, hessian).Cholesky().Solve(new DenseVector(gradient))];
        slope = TensorPrimitives.Dot<double>(step, gradient);
        return step;
    }
}
