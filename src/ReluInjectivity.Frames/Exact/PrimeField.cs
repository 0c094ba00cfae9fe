using System.Numerics;

namespace ReluInjectivity.Frames.Exact;

/// <summary>
/// Arithmetic modulo the prime 2^61 - 1. A rank over it never exceeds the rank over the rationals, so it proves independence; it is
/// smaller only when the prime divides a minor.
/// </summary>
internal static class PrimeField
{
    /// <summary>The prime.</summary>
    public const ulong Modulus = (1UL << 61) - 1;

    private static readonly BigInteger Prime = Modulus;

    /// <summary>The residue of an integer.</summary>
    public static ulong Residue(BigInteger value)
    {
        BigInteger r = BigInteger.Remainder(value, Prime);
        return (ulong)(r.Sign < 0 ? r + Prime : r);
    }

    /// <summary>a b.</summary>
    public static ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);

        // 2^61 = 1: the product's upper part is added to its lower 61 bits.
        ulong sum = (low & Modulus) + ((high << 3) | (low >> 61));
        return sum >= Modulus ? sum - Modulus : sum;
    }

    /// <summary>a - b.</summary>
    public static ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Modulus - b;

    /// <summary>1 / a by Fermat: a^(p-2).</summary>
    public static ulong Inverse(ulong a)
    {
        ulong result = 1;
        for (ulong e = Modulus - 2; e > 0; e >>= 1)
        {
            result = (e & 1) == 1 ? Multiply(result, a) : result;
            a = Multiply(a, a);
        }

        return result;
    }
}
