using System.Numerics;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>
/// A layer without ReLU: injective exactly if its columns are independent. Independence is proven modulo a prime; dependence never is, but by fewer
/// outputs than inputs or by an exact null vector, which gives two inputs with equal outputs.
/// </summary>
internal static class AffineCheck
{
    public static StageResult Run(Stage stage, Domain domain, CheckOptions options, CancellationToken ct)
    {
        CheckResult check = Columns(stage.Layer, domain, options, ct);

        // Two points of the sphere need not differ by a null vector.
        Verdict verdict = check.Verdict is Verdict.NotInjective && domain is SphereDomain ? Verdict.Undecided : check.Verdict;
        return new(stage, domain, check with { Verdict = verdict }, verdict, check.Reason);
    }

    /// <summary>Whether the columns are independent, with a collision in the domain where they are not and it is not too large.</summary>
    public static CheckResult Columns(Layer layer, Domain domain, CheckOptions options, CancellationToken ct)
    {
        using CancellationTokenSource limited = options.Limited(ct);

        bool isNarrow = layer.Outputs < layer.Inputs;
        if (isNarrow && layer.Inputs > options.MostInputsForCollision)
        {
            // As integers a large layer takes four times its memory, and no more is said.
            return Narrow();
        }

        try
        {
            BigInteger[][] rows = [.. layer.Rows.Select(r => Dyadic.Scale(r))];
            if (!isNarrow && Echelon.RankOf(rows, layer.Inputs, limited.Token) == layer.Inputs)
            {
                return new(Verdict.Injective, null, "affine, with independent columns", 0, null);
            }

            BigInteger[]? direction = ExactRank.NullVector(rows, layer.Inputs, limited.Token);
            if (direction is null)
            {
                return isNarrow ? Narrow() : new(Verdict.Injective, null, "affine, with independent columns", 0, null);
            }

            return new(Verdict.NotInjective, Certified(layer, domain, direction), "affine, with dependent columns", 0, null);
        }
        catch (OperationCanceledException)
        {
            return isNarrow ? Narrow() : new(Verdict.Undecided, null, "affine; it was stopped before the rank was known for certain", 0, null);
        }
    }

    private static CheckResult Narrow() => new(Verdict.NotInjective, null, "affine, with fewer outputs than inputs, hence dependent columns", 0, null);

    // What an affine layer confuses it confuses with a ReLU behind it too: the certificate is that of the layer with one.
    private static Certificate? Certified(Layer layer, Domain domain, BigInteger[] direction)
    {
        if (domain is SphereDomain)
        {
            return null;
        }

        var arrangement = Arrangement.Of(layer, domain, 0);
        BigInteger[] inside = domain is PolyhedronDomain polyhedron ? polyhedron.Interior : Dyadic.Scale([.. Enumerable.Range(0, layer.Inputs).Select(j => Middle(domain, layer.Inputs, j)), 1.0]);
        return CollisionBuilder.Along(arrangement, inside, direction) is { } pair
            ? new(Verdict.NotInjective, domain, Certificate.Fingerprint(layer), layer.Outputs, layer.Inputs, 0, [], new CollisionEvidence(pair))
            : null;
    }

    // An entry of a point inside the domain.
    private static double Middle(Domain domain, int inputs, int input) => domain switch
    {
        OrthantDomain => 1,
        BoundsDomain bounds => bounds.Inside(input, 0),
        NonNegativeBallDomain ball => ball.Radius / (2 * Math.Sqrt(inputs)),
        BoxDomain box => box.Lower + ((box.Upper - box.Lower) / 2),
        _ => 0,
    };
}
