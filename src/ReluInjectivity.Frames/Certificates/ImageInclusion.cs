using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Whether a layer takes a domain into another one, in exact arithmetic.</summary>
internal static class ImageInclusion
{
    private const int Digits = 64;

    /// <summary>Whether it does by one of these: anything lies in R^n, what a ReLU gives is not negative, and a ball of radius r goes into one of |W| r + |b|.</summary>
    public static bool Holds(Stage stage, Domain domain, Domain next, CancellationToken ct) => (next, stage.Pointwise is not null) switch
    {
        (WholeSpaceDomain, _) => true,
        (OrthantDomain, false) => stage.HasReLU,
        (NonNegativeBallDomain ball, false) => stage.HasReLU && IsWithin(stage.Layer, domain, ball.Radius, ct),
        (BallDomain ball, false) => IsWithin(stage.Layer, domain, ball.Radius, ct),
        _ => false,
    };

    // |W| r <= R - |b|: with T <= R - |b| the matrix T^2 I - r^2 W^T W is positive definite.
    private static bool IsWithin(Layer layer, Domain domain, double radius, CancellationToken ct)
    {
        if (DomainInclusion.SquaredRadius(domain, layer.Inputs) is not { } square)
        {
            return false;
        }

        int n = layer.Inputs;
        BigInteger[] scaled = Dyadic.Scale([.. layer.Rows.SelectMany(row => row), .. layer.Thresholds, radius]);
        BigInteger bias = scaled.Skip(layer.Outputs * n).Take(layer.Outputs).Aggregate(BigInteger.Zero, (sum, v) => sum + (v * v));
        BigInteger room = (scaled[^1] << Digits) - RootAbove(bias << (2 * Digits));
        if (room.Sign <= 0)
        {
            return false;
        }

        // All numbers of the layer are in one unit, the room in one finer by 2^Digits; the square of r is a fraction.
        BigInteger diagonal = room * room * square.Denominator;
        BigInteger factor = square.Numerator << (2 * Digits);
        BigInteger[][] matrix = new BigInteger[n][];
        for (int i = 0; i < n; i++)
        {
            ct.ThrowIfCancellationRequested();
            matrix[i] = new BigInteger[n];
            for (int j = 0; j < n; j++)
            {
                BigInteger product = BigInteger.Zero;
                for (int row = 0; row < layer.Outputs; row++)
                {
                    product += scaled[(row * n) + i] * scaled[(row * n) + j];
                }

                matrix[i][j] = (i == j ? diagonal : BigInteger.Zero) - (factor * product);
            }
        }

        return IntegerElimination.IsPositiveDefinite(matrix, ct);
    }

    // An integer not below the square root: Newton's steps from above.
    private static BigInteger RootAbove(BigInteger square)
    {
        if (square.IsZero)
        {
            return BigInteger.Zero;
        }

        BigInteger root = BigInteger.One << (int)((square.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root * root < square ? root + 1 : root;
            }

            root = next;
        }
    }
}
