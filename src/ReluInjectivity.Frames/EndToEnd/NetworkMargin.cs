using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>How far a layer of a network keeps inputs apart, on what reaches it.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Domain">What its inputs lie in.</param>
/// <param name="Lower">A lower bound of |f(x) - f(y)| / |x - y|; 0 where it is not injective, or where nothing is known.</param>
/// <param name="Lipschitz">An upper bound of that ratio; infinite where nothing is known.</param>
public sealed record LayerRatio(string Name, Domain Domain, double Lower, double Lipschitz);

/// <summary>By how much a network keeps inputs apart.</summary>
/// <param name="Layers">Layer by layer.</param>
/// <param name="Lower">A lower bound of kappa = inf |f(x) - f(y)| / |x - y|: the product over the layers; 0 where that says nothing.</param>
/// <param name="Upper">An upper bound of kappa: the least singular value of the composed matrix in the regions that were seen; infinite where none could be.</param>
/// <param name="WorstInput">An input of the region with that singular value; empty for none.</param>
/// <param name="Lipschitz">An upper bound of the Lipschitz constant of the network.</param>
/// <param name="Regions">How many inputs were asked for their region.</param>
/// <param name="Notes">What was left out, and why; one sentence each.</param>
public sealed record NetworkRatio(
    IReadOnlyList<LayerRatio> Layers, double Lower, double Upper, IReadOnlyList<double> WorstInput, double Lipschitz, int Regions, IReadOnlyList<string> Notes)
{
    /// <summary>The Lipschitz constant of the inverse lies between these: 1 / kappa.</summary>
    public (double Lower, double Upper) OfInverse => (1 / Upper, 1 / Lower);
}

/// <summary>
/// Brackets the Lipschitz constant of a network's inverse: from above by the product over the layers, from below by the matrices of single regions.
/// </summary>
public static class NetworkMargin
{
    private const int Draws = 400;
    private const int Steps = 400;

    /// <summary>Computes the bracket.</summary>
    /// <param name="network">The layers, a convolution's groups side by side, and what the file holds besides.</param>
    /// <param name="domain">The network's inputs, convex.</param>
    /// <param name="options">The time limit is shared by the layers and the search over regions.</param>
    /// <param name="ct">Cuts off as the time limit does.</param>
    /// <exception cref="ArgumentException">The domain is the sphere, or bounds another number of inputs.</exception>
    public static NetworkRatio Run(Network network, Domain domain, CheckOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        if (domain is SphereDomain)
        {
            throw new ArgumentException("the sphere is not convex; ask for ball:1", nameof(domain));
        }

        List<string> notes = [];
        Stage[] whole = [.. network.Stages.Select(stage => stage.AsMatrixWherePossible)];
        List<LayerRatio> layers = [];
        Domain current = domain;
        options = options.Begun();
        for (int k = 0; k < whole.Length; k++)
        {
            using CancellationTokenSource limited = options.Limited(ct, whole.Length - k + 1);
            current = k == 0 ? domain : NetworkCheck.Next(whole[k - 1], current, limited.Token);
            layers.Add(Ratio(whole[k], current, options, notes, limited.Token));
        }

        double lower = layers.Aggregate(1.0, (product, layer) => product * layer.Lower);
        double lipschitz = layers.Aggregate(1.0, (product, layer) => product * layer.Lipschitz);
        if (network.Unread is { } unread)
        {
            notes.Add($"bounds are those of the layers that are read: {unread}");
        }

        bool composes = ActiveMap.Chains(whole);
        if (!composes)
        {
            notes.Add("the layers do not compose to one map, so no region was asked: nothing bounds the ratio from above but |W|");
        }

        using CancellationTokenSource last = options.Limited(ct);
        (double upper, double[] worst, int regions) = composes ? Sampled(whole, domain, last.Token) : (double.PositiveInfinity, [], 0);
        return new(layers, lower, Math.Min(upper, lipschitz), worst, lipschitz, regions, notes);
    }

    private static LayerRatio Ratio(Stage stage, Domain domain, CheckOptions options, List<string> notes, CancellationToken ct)
    {
        if (stage.IsConvolution || stage.IsBeside)
        {
            notes.Add($"layer '{stage.Name}' is a convolution of several groups, of unknown input size or too large to be written out, and is not bounded");
            return new(stage.Name, domain, 0, double.PositiveInfinity);
        }

        Layer layer = stage.Layer;
        (double smallest, double largest) = (0, 0);
        try
        {
            (smallest, largest) = SingularValues.Of(layer.ToMatrix(), ct);
        }
        catch (OperationCanceledException)
        {
            largest = SingularValues.NormBound(layer.Rows);
            notes.Add($"the time limit came before the singular values of layer '{stage.Name}' were known; sums of its rows and columns bound them from above");
        }

        double slope = stage.Pointwise?.Slopes.Least ?? 1;
        if (slope == 0)
        {
            notes.Add($"the map behind layer '{stage.Name}' gets as flat as one likes, so the product says nothing");
        }

        double steepest = stage.Pointwise?.Slopes.Greatest ?? 1;
        double lower = stage.HasReLU ? OfRelu(stage, domain, options, notes, ct) : smallest;
        return new(stage.Name, domain, slope * lower, steepest * largest);
    }

    private static double OfRelu(Stage stage, Domain domain, CheckOptions options, List<string> notes, CancellationToken ct)
    {
        Layer layer = stage.Layer;
        try
        {
            if (layer.IsBiasFree && domain is WholeSpaceDomain && InverseLipschitz.ClosedForm(layer.Normalised(out double factor), ParallelRows.Find(layer, options.ParallelTolerance), ct) is { } exact)
            {
                return factor * exact;
            }
        }
        catch (OperationCanceledException)
        {
            // The search over cells has what can be said by now.
        }

        if (layer.Outputs < layer.Inputs)
        {
            return 0;
        }

        StabilityResult stability = CellStability.Find(Arrangement.Of(layer, domain, options.ParallelTolerance), ct);
        if (stability.Reliability is Reliability.Exact)
        {
            return stability.Value / 2;
        }

        notes.Add($"the search over the cells of layer '{stage.Name}' was cut short, so the product says nothing");
        return 0;
    }

    // The least singular value of the composed matrix at random inputs, then at ever nearer ones to the worst.
    private static (double Value, double[] At, int Regions) Sampled(Stage[] stages, Domain domain, CancellationToken ct)
    {
        ActiveMap map = new(stages);
        Random random = new(1);
        double best = double.PositiveInfinity;
        double[] worst = [];
        int seen = 0;
        bool isAffine = stages.All(stage => stage is { HasReLU: false, Pointwise: null });
        for (int k = 0; k < Draws + Steps && !ct.IsCancellationRequested && !(isAffine && seen > 0); k++)
        {
            // Steps from 1 down to 2^-12 of the size of the point.
            double size = worst.Length == 0 ? 1 : Math.Max(UnitVector.Norm(worst), 1e-3) * Math.Pow(2, -12.0 * (k - Draws) / Steps);
            double[] x = k < Draws || worst.Length == 0
                ? NetworkCollision.Draw(domain, random, map.Inputs, k)
                : [.. worst.Select(v => v + (size * ((2 * random.NextDouble()) - 1)))];
            if (!NetworkCollision.IsInside(domain, x))
            {
                continue;
            }

            (_, Matrix<double> jacobian, bool isTied) = map.Around(Vector<double>.Build.Dense(x));
            double value;
            try
            {
                value = isTied ? double.PositiveInfinity : SingularValues.Of(jacobian, ct).Smallest;
            }
            catch (OperationCanceledException)
            {
                break;
            }

            seen++;
            if (value < best)
            {
                (best, worst) = (value, x);
            }
        }

        return (best, worst, seen);
    }
}
