using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Activations;

/// <summary>Two inputs that a layer with some activation takes to one output, in integers.</summary>
internal static class ActivationPair
{
    /// <summary>What is wrong with a pair; null where both are in the domain, they differ (for |.| up to a sign), and their outputs are equal.</summary>
    public static string? Problem(Layer layer, Activation activation, Domain domain, Collision pair)
    {
        if (pair.X.Count != layer.Inputs || pair.Y.Count != layer.Inputs || pair.Denominator.Sign <= 0)
        {
            return $"the two points need {layer.Inputs} coordinates and a positive denominator";
        }

        bool isSame = pair.X.SequenceEqual(pair.Y) || (activation is AbsoluteActivation && pair.X.SequenceEqual(pair.Y.Select(BigInteger.Negate)));
        if (isSame)
        {
            return "the two points are the same";
        }

        if (!NetworkCollision.IsInside(domain, pair.X, pair.Denominator) || !NetworkCollision.IsInside(domain, pair.Y, pair.Denominator))
        {
            return $"a point is not in the domain {domain}";
        }

        for (int i = 0; i < layer.Outputs; i++)
        {
            if (Value(layer, activation, i, pair.X, pair.Denominator) != Value(layer, activation, i, pair.Y, pair.Denominator))
            {
                return $"row {i} tells the two points apart";
            }
        }

        return null;
    }

    /// <summary>The pair, both points drawn towards 0 until they lie in a domain that reaches around it.</summary>
    public static Collision? DrawnInside(Layer layer, Activation activation, Domain domain, BigInteger[] x, BigInteger[] y)
    {
        for (int shift = 0; shift < 4096; shift++)
        {
            Collision pair = new(x, y, BigInteger.One << shift);
            if (Problem(layer, activation, domain, pair) is null)
            {
                return pair;
            }
        }

        return null;
    }

    // An output times one positive number, the same for both points.
    private static BigInteger Value(Layer layer, Activation activation, int row, IReadOnlyList<BigInteger> x, BigInteger denominator)
    {
        double[] ends = activation is ClipActivation given ? [given.Lower, given.Upper] : [0, 0];
        BigInteger[] scaled = Dyadic.Scale([.. layer.Rows[row], 0 - layer.Thresholds[row], .. ends]);
        int n = layer.Inputs;
        BigInteger sum = scaled[n] * denominator;
        for (int j = 0; j < n; j++)
        {
            sum += scaled[j] * x[j];
        }

        return activation switch
        {
            ClipActivation => BigInteger.Max(BigInteger.Min(sum, scaled[n + 2] * denominator), scaled[n + 1] * denominator),
            AbsoluteActivation => BigInteger.Abs(sum),
            _ => BigInteger.Max(sum, BigInteger.Zero),
        };
    }
}
