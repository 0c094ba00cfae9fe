using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>Two inputs with equal outputs, as integers over one positive denominator.</summary>
/// <param name="X">The numerators of one.</param>
/// <param name="Y">The numerators of the other.</param>
/// <param name="Denominator">The common denominator.</param>
public sealed record Collision(IReadOnlyList<BigInteger> X, IReadOnlyList<BigInteger> Y, BigInteger Denominator)
{
    /// <summary>The first input, rounded.</summary>
    public double[] RoundedX => [.. X.Select(v => Dyadic.Quotient(v, Denominator))];

    /// <summary>The second input, rounded.</summary>
    public double[] RoundedY => [.. Y.Select(v => Dyadic.Quotient(v, Denominator))];
}
