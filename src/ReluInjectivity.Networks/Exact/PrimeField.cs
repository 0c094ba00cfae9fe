using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// Arithmetic modulo a prime 2^61 - c with c below 2^20, drawn anew in each process. A rank over it never exceeds the rank over the rationals, so it proves
/// independence; it is smaller only when the prime divides a minor. With a prime that is known beforehand such a matrix is easily written down
/// ((2^31, 1), (1, 2^30) has the determinant 2^61 - 1); with one of some 25 000 that nobody knows it is not.
/// </summary>
internal sealed class PrimeField
{
    private const ulong Low = (1UL << 61) - 1;
    private readonly ulong _c;
    private readonly BigInteger _prime;

    private PrimeField(ulong c)
    {
        _c = c;
        Modulus = (1UL << 61) - c;
        _prime = Modulus;
    }

    /// <summary>The field of this process.</summary>
    public static PrimeField Shared { get; } = Draw();

    /// <summary>The prime.</summary>
    public ulong Modulus { get; }

    /// <summary>The residue of an integer.</summary>
    public ulong Residue(BigInteger value)
    {
        BigInteger r = BigInteger.Remainder(value, _prime);
        return (ulong)(r.Sign < 0 ? r + _prime : r);
    }

    /// <summary>a b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);

        // 2^61 = c: the part above 61 bits comes back c times, and of that once more.
        ulong above = Math.BigMul((high << 3) | (low >> 61), _c, out ulong once);
        once += low & Low;
        above += once < (low & Low) ? 1UL : 0;
        ulong sum = (once & Low) + (((above << 3) | (once >> 61)) * _c);
        return sum >= Modulus ? sum - Modulus : sum;
    }

    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Add(ulong a, ulong b) => a + b >= Modulus ? a + b - Modulus : a + b;

    /// <summary>a - b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Modulus - b;

    /// <summary>1 / a by Fermat: a^(p-2).</summary>
    public ulong Inverse(ulong a)
    {
        ulong result = 1;
        for (ulong e = Modulus - 2; e > 0; e >>= 1)
        {
            result = (e & 1) == 1 ? Multiply(result, a) : result;
            a = Multiply(a, a);
        }

        return result;
    }

    /// <summary>How many primes a search is tried with: a prime divides a given minor with a chance of one in 25 000, or less.</summary>
    public const int MostTried = 8;

    /// <summary>The fields that a search is tried with, one after the other: that of the process, or a given one, then others.</summary>
    public static IEnumerable<PrimeField> Several(PrimeField? first = null) =>
        Enumerable.Range(0, MostTried).Select(attempt => attempt == 0 ? first ?? Shared : Draw());

    /// <summary>A field of another prime, drawn at random: where one happened to divide a minor, another does not.</summary>
    public static PrimeField Draw()
    {
        // Odd c: even ones give even numbers.
        ulong c;
        do
        {
            c = (2 * (ulong)System.Security.Cryptography.RandomNumberGenerator.GetInt32(32, 1 << 19)) + 1;
        }
        while (!IsPrime((1UL << 61) - c));

        return new(c);
    }

    /// <summary>Whether a number above 37 is prime, by Miller and Rabin with the bases that settle it for 64 bits.</summary>
    internal static bool IsPrime(ulong candidate)
    {
        int twos = System.Numerics.BitOperations.TrailingZeroCount(candidate - 1);
        foreach (ulong witness in new ulong[] { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37 })
        {
            BigInteger power = BigInteger.ModPow(witness, (candidate - 1) >> twos, candidate);
            bool passes = power.IsOne || power == candidate - 1;
            for (int k = 1; !passes && k < twos; k++)
            {
                power = power * power % candidate;
                passes = power == candidate - 1;
            }

            if (!passes)
            {
                return false;
            }
        }

        return true;
    }
}
