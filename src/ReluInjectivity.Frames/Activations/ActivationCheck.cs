using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Activations;

/// <summary>A verdict on a layer with another activation than ReLU.</summary>
/// <param name="Verdict">The verdict; for <see cref="AbsoluteActivation"/> on injectivity up to a global sign.</param>
/// <param name="Reason">One sentence for people.</param>
/// <param name="Nodes">Nodes of the exact search.</param>
/// <param name="Pair">Two inputs with equal outputs, exact; null where it is not refuted.</param>
public sealed record ActivationResult(Verdict Verdict, string Reason, long Nodes, Collision? Pair);

/// <summary>Decides whether <c>x -> g(Wx + b)</c> is injective for activations g other than ReLU, by searches that are exact about the matrix as stored.</summary>
/// <remarks>
/// |Wx|: two inputs other than x and -x have equal outputs exactly if the rows lie in the union of two hyperplanes, that is, if for some set of rows neither it
/// nor its complement spans (Balan, Casazza, Edidin 2006). Clipped: exactly if somewhere inside the domain, convex, the rows between their ends do not span; both
/// outputs of a row then are the same end, or the row is orthogonal to the difference.
/// </remarks>
public static class ActivationCheck
{
    /// <summary>Decides whether a layer with an activation is injective.</summary>
    /// <param name="layer">The layer. For <see cref="AbsoluteActivation"/> without bias.</param>
    /// <param name="activation">What follows it.</param>
    /// <param name="domain">The inputs that count; convex, and for <see cref="AbsoluteActivation"/> with 0 in its interior.</param>
    /// <param name="options">The time limit is kept, the rest not used.</param>
    /// <param name="ct">Ends the search; the verdict is then undecided.</param>
    /// <exception cref="ArgumentException">The domain or the bias is none that the activation is decided for.</exception>
    public static ActivationResult Run(Layer layer, Activation activation, Domain domain, CheckOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        Require(layer, activation, domain);
        using CancellationTokenSource limited = options.Limited(ct);

        if (activation is AbsoluteActivation)
        {
            return new TwoHyperplanes(layer, domain, limited.Token).Run();
        }

        if (activation is ClipActivation clip)
        {
            return new ClippedSearch(layer, clip, domain, limited.Token).Run();
        }

        CheckResult result = InjectivityCheck.Run(layer, domain, options, ct);
        return new(result.Verdict, result.Reason, result.Nodes, (result.Certificate?.Evidence as Certificates.CollisionEvidence)?.Pair);
    }

    /// <summary>What is wrong with two inputs that are said to refute injectivity; null where they do, in exact arithmetic.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="activation">What follows it.</param>
    /// <param name="domain">The inputs that count.</param>
    /// <param name="pair">The two inputs.</param>
    public static string? Problem(Layer layer, Activation activation, Domain domain, Collision pair)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(pair);
        return ActivationPair.Problem(layer, activation, domain, pair);
    }

    /// <summary>Refuses what is not decided.</summary>
    internal static void Require(Layer layer, Activation activation, Domain domain)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(domain);
        if (domain is SphereDomain && activation is not ReluActivation)
        {
            throw new ArgumentException($"the sphere is not convex, and {activation} is decided on convex domains only; ask for ball:1", nameof(domain));
        }

        if (domain.Inputs is { } given && given != layer.Inputs)
        {
            throw new ArgumentException($"the domain bounds {given} inputs, the layer has {layer.Inputs}", nameof(domain));
        }

        if (activation is not AbsoluteActivation)
        {
            return;
        }

        if (!layer.IsBiasFree)
        {
            throw new ArgumentException("with abs the layer is |Wx|, without bias: with one, signs are not lost alike", nameof(layer));
        }

        bool isAroundZero = domain switch
        {
            WholeSpaceDomain or BallDomain => true,
            BoxDomain box => box.Lower < 0 && box.Upper > 0,
            BoundsDomain bounds => bounds.Lower.All(v => v < 0) && bounds.Upper.All(v => v > 0),
            PolyhedronDomain polyhedron => polyhedron.Inequalities.All(row => row[^1] > 0),
            _ => false,
        };
        if (!isAroundZero)
        {
            throw new ArgumentException($"abs is decided where 0 lies inside the domain, which it does not in {domain}; ask for rn, a ball, or a box around 0", nameof(domain));
        }
    }
}
