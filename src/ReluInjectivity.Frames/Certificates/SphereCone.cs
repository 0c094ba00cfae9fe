using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>A simplicial cone with integer edges.</summary>
/// <param name="Vertices">n independent vectors.</param>
internal sealed record SphereCone(IReadOnlyList<BigInteger[]> Vertices)
{
    /// <summary>The orthant whose j-th coordinate is negative where bit j is set.</summary>
    public static SphereCone Orthant(int n, int bits) => new(
        [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Select(k => (BigInteger)(k != j ? 0 : (bits >> j & 1) == 1 ? -1 : 1)).ToArray())]);

    /// <summary>The halves on either side of a point of an edge, near its middle.</summary>
    public (SphereCone First, SphereCone Second) Split(int a, int b)
    {
        // Lengths within a factor of sqrt 2 of each other put the sum near the middle of the arc.
        BigInteger[] u = Vertices[a];
        BigInteger[] v = Vertices[b];
        int shift = (int)Math.Round((Square(v).GetBitLength() - Square(u).GetBitLength()) / 2.0);
        BigInteger[] middle = [.. u.Zip(v, (x, y) => shift >= 0 ? (x << shift) + y : x + (y << -shift))];
        middle = IntegerElimination.DividedByContent(middle);
        return (With(a, middle), With(b, middle));
    }

    /// <summary>
    /// Whether w x > alpha at all x of length one in the cone. For alpha >= 0 the function w x - alpha |x| is concave, so the edges tell.
    /// Otherwise |x| >= q x / |q| for the cone's axis q leaves a linear bound, and again the edges tell.
    /// </summary>
    /// <param name="row">(w, -alpha) up to a positive factor.</param>
    public bool IsActiveThroughout(BigInteger[] row)
    {
        int n = Vertices.Count;
        BigInteger beta = row[n];
        BigInteger[] axis = [.. Enumerable.Range(0, n).Select(j => Vertices.Aggregate(BigInteger.Zero, (s, v) => s + v[j]))];
        BigInteger axisSquare = Square(axis);
        foreach (BigInteger[] vertex in Vertices)
        {
            BigInteger product = Dot(row, vertex);
            if (beta.Sign <= 0)
            {
                if (product.Sign <= 0 || product * product <= beta * beta * Square(vertex))
                {
                    return false;
                }

                continue;
            }

            BigInteger along = Dot(axis, vertex);
            bool isPositive = product.Sign switch
            {
                > 0 => along.Sign >= 0,
                0 => along.Sign > 0,
                _ => along.Sign > 0 && beta * beta * along * along > product * product * axisSquare,
            };
            if (!isPositive)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The mirror images of its points across the hyperplane normal to d.</summary>
    public SphereCone Mirrored(BigInteger[] d)
    {
        BigInteger square = Square(d);
        return new([.. Vertices.Select(v =>
        {
            BigInteger twice = 2 * Dot(v, d);
            return IntegerElimination.DividedByContent([.. v.Zip(d, (x, y) => (square * x) - (twice * y))]);
        })]);
    }

    /// <summary>The edges as unit vectors.</summary>
    public double[][] Directions()
    {
        return [.. Vertices.Select(v => UnitVector.Of([.. v.Select(x => Dyadic.Quotient(x, BigInteger.One << (int)Square(v).GetBitLength() / 2))]))];
    }

    private static BigInteger Dot(BigInteger[] a, BigInteger[] b)
    {
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j < b.Length; j++)
        {
            sum += a[j] * b[j];
        }

        return sum;
    }

    private static BigInteger Square(BigInteger[] v) => Dot(v, v);

    private SphereCone With(int index, BigInteger[] vertex)
    {
        BigInteger[][] vertices = [.. Vertices];
        vertices[index] = vertex;
        return new(vertices);
    }
}
