using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Activations;

/// <summary>By how much a layer with some activation keeps inputs apart.</summary>
/// <param name="Lower">A lower bound of the least ratio of distances, outputs to inputs (for |.| the distance min(|x - y|, |x + y|)); 0 where nothing better is known.</param>
/// <param name="Upper">An upper bound of it; infinite where none was found in time.</param>
/// <param name="SmallestSingularValue">For clipped layers the least of the singular values of the rows between their ends, an upper bound of the ratio; else null.</param>
/// <param name="Rows">For |.| a set of rows that <paramref name="Upper"/> belongs to, for clipped layers the rows between at the worst input.</param>
/// <param name="WorstInput">For clipped layers an input of the worst cell; else empty.</param>
/// <param name="Lipschitz">|W|_2, an upper bound of the greatest ratio.</param>
/// <param name="IsComplete">Whether the search came to its end.</param>
public sealed record ActivationBounds(
    double Lower, double Upper, double? SmallestSingularValue, IReadOnlyList<int> Rows, IReadOnlyList<double> WorstInput, double Lipschitz, bool IsComplete);

/// <summary>Bounds of the inverse Lipschitz constant of layers with other activations than ReLU.</summary>
/// <remarks>
/// |Wx|: the square of the least ratio is the least of lambda_min(S) + lambda_min(rest) over sets S of rows. Clipped to an interval of length l on a convex domain of
/// diameter d: min(s / 2, l / d) &lt;= kappa &lt;= s, with s the least singular value over cells of the rows between their ends (arXiv:2502.09898 has it for
/// [-lambda, lambda] and d = 2).
/// </remarks>
public static class ActivationMargin
{
    /// <summary>Computes the bounds.</summary>
    /// <param name="layer">The layer; for <see cref="AbsoluteActivation"/> without bias.</param>
    /// <param name="activation">What follows it; not ReLU, for which there is <see cref="MarginAnalysis"/>.</param>
    /// <param name="domain">The inputs that count; see <see cref="ActivationCheck.Run"/>.</param>
    /// <param name="options">The time limit is kept; the bounds are then those known by then.</param>
    /// <param name="ct">Ends it as the time limit does.</param>
    /// <exception cref="ArgumentException">The activation, domain or bias is none that there are bounds for.</exception>
    public static ActivationBounds Run(Layer layer, Activation activation, Domain domain, CheckOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        ActivationCheck.Require(layer, activation, domain);
        using CancellationTokenSource limited = options.Limited(ct);

        Layer scaled = layer.Normalised(out double factor);
        double lipschitz = SingularValues.LargestOrBound(layer, limited.Token).Value;
        if (activation is AbsoluteActivation)
        {
            (double least, double most, int[] rows, bool isDone) = new LeastStretch(scaled, layer, limited.Token).Run();
            return new(factor * Math.Sqrt(least), factor * Math.Sqrt(most), null, rows, [], lipschitz, isDone);
        }

        if (activation is not ClipActivation clip)
        {
            throw new ArgumentException("for ReLU there is MarginAnalysis", nameof(activation));
        }

        if (domain is PolyhedronDomain)
        {
            throw new ArgumentException($"the bound with {activation} needs the diameter of the domain, which is not computed where inequalities of several inputs limit it; ask for bounds of each input", nameof(domain));
        }

        double diameter = Diameter(domain, layer.Inputs);
        if (double.IsInfinity(diameter))
        {
            return new(0, 0, 0, [], [], lipschitz, true);
        }

        (double s, double[] point, int[] between, bool isComplete) = new ClippedStability(layer, clip, domain, limited.Token).Run();
        double lower = isComplete ? Math.Min(s / 2, (clip.Upper - clip.Lower) / diameter) : 0;
        return new(lower, s, s, between, point, lipschitz, isComplete);
    }

    private static double Diameter(Domain domain, int inputs) => domain switch
    {
        BallDomain ball => 2 * ball.Radius,
        NonNegativeBallDomain ball => ball.Radius * (inputs == 1 ? 1 : Math.Sqrt(2)),
        BoxDomain box => (box.Upper - box.Lower) * Math.Sqrt(inputs),
        BoundsDomain bounds => UnitVector.Norm([.. bounds.Lower.Zip(bounds.Upper, (low, high) => high - low)]),
        _ => double.PositiveInfinity,
    };

    /// <summary>The least eigenvalue of the sum of w w^T over rows, with its vector; 0 for fewer rows than numbers.</summary>
    internal static (double Value, Vector<double> At) Least(Matrix<double> gram)
    {
        var evd = gram.Evd(Symmetricity.Symmetric);
        int least = evd.EigenValues.Real().MinimumIndex();
        return (Math.Max(0, evd.EigenValues[least].Real), evd.EigenVectors.Column(least));
    }
}
