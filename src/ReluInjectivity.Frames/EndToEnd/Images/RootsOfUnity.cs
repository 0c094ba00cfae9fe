using System.Numerics;
using System.Security.Cryptography;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.EndToEnd.Images;

/// <summary>A prime field that has all roots of unity of some order, drawn anew each time: what is not zero over it is not zero over the complex numbers.</summary>
internal sealed class RootsOfUnity
{
    private readonly ulong _root;

    /// <summary>A field with the roots of an order below 2^31.</summary>
    public RootsOfUnity(long order)
    {
        Order = order;
        long most = (1L << 61) / order;
        do
        {
            Prime = ((ulong)(RandomNumberGenerator.GetInt32(int.MaxValue) * (long)int.MaxValue % (most / 2)) + ((ulong)most / 2)) * (ulong)order + 1;
        }
        while (!PrimeField.IsPrime(Prime));

        for (ulong h = 2; ; h++)
        {
            ulong candidate = Power(h, (Prime - 1) / (ulong)order);
            if (IsOfOrder(candidate))
            {
                _root = candidate;
                break;
            }
        }
    }

    /// <summary>The order of the roots.</summary>
    public long Order { get; }

    /// <summary>The field's prime, order k + 1.</summary>
    public ulong Prime { get; }

    /// <summary>The powers of a root of an order that divides this one.</summary>
    public ulong[] Powers(int order)
    {
        ulong step = Power(_root, (ulong)(Order / order));
        ulong[] powers = new ulong[order];
        powers[0] = 1;
        for (int k = 1; k < order; k++)
        {
            powers[k] = Multiply(powers[k - 1], step);
        }

        return powers;
    }

    /// <summary>The residue of an integer.</summary>
    public ulong Residue(BigInteger value)
    {
        BigInteger rest = BigInteger.Remainder(value, Prime);
        return (ulong)(rest.Sign < 0 ? rest + Prime : rest);
    }

    /// <summary>a + b.</summary>
    public ulong Add(ulong a, ulong b) => a + b >= Prime ? a + b - Prime : a + b;

    /// <summary>a b.</summary>
    public ulong Multiply(ulong a, ulong b) => (ulong)((UInt128)a * b % Prime);

    /// <summary>The rank of a matrix of residues, which it overwrites.</summary>
    public int Rank(ulong[][] matrix)
    {
        int rank = 0;
        for (int column = 0; column < matrix[0].Length && rank < matrix.Length; column++)
        {
            int pivot = Array.FindIndex(matrix, rank, row => row[column] != 0);
            if (pivot < 0)
            {
                continue;
            }

            (matrix[rank], matrix[pivot]) = (matrix[pivot], matrix[rank]);
            ulong inverse = Power(matrix[rank][column], Prime - 2);
            for (int i = rank + 1; i < matrix.Length; i++)
            {
                ulong factor = Multiply(matrix[i][column], inverse);
                for (int j = column; factor != 0 && j < matrix[i].Length; j++)
                {
                    matrix[i][j] = Add(matrix[i][j], Prime - Multiply(factor, matrix[rank][j]));
                }
            }

            rank++;
        }

        return rank;
    }

    /// <summary>The primes that divide a number, ascending.</summary>
    public static IEnumerable<long> PrimeFactors(long number)
    {
        for (long q = 2; number > 1; q = q * q > number ? number : q + 1)
        {
            if (number % q == 0)
            {
                yield return q;
                while (number % q == 0)
                {
                    number /= q;
                }
            }
        }
    }

    private bool IsOfOrder(ulong root) => PrimeFactors(Order).All(q => Power(root, (ulong)(Order / q)) != 1);

    private ulong Power(ulong value, ulong exponent)
    {
        ulong result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 0 ? result : Multiply(result, value);
            value = Multiply(value, value);
        }

        return result;
    }
}
