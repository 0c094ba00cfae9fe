using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>Whether vectors of integers point along one line.</summary>
internal static class ParallelVectors
{
    private const int WordBits = 64;

    /// <summary>Whether a b_p = b a_p in every entry, with p the first entry of a that is not zero; false for a = 0.</summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">The other.</param>
    /// <param name="entries">How many entries count.</param>
    public static bool AreParallel(BigInteger[] a, BigInteger[] b, int entries)
    {
        int pivot = Array.FindIndex(a, 0, entries, v => !v.IsZero);
        if (pivot < 0)
        {
            return false;
        }

        (BigInteger one, BigInteger other) = (a[pivot], b[pivot]);
        bool areShort = IsShort(one) && IsShort(other);
        for (int k = 0; k < entries; k++)
        {
            bool isSame = areShort && IsShort(a[k]) && IsShort(b[k])
                ? (Int128)(long)a[k] * (long)other == (Int128)(long)b[k] * (long)one
                : a[k] * other == b[k] * one;
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsShort(BigInteger value) => value.GetBitLength() < WordBits;
}
