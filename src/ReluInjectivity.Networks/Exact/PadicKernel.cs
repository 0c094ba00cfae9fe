using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// An exact null vector of a wide matrix by p-adic lifting (Dixon): one inverse modulo p, then a digit of the solution a step, and rational
/// reconstruction, tried whenever the digits have doubled. For n unknowns it costs n^3 word operations in all, where elimination costs n^3 operations on long integers.
/// </summary>
internal static class PadicKernel
{
    private static readonly PrimeField Field = PrimeField.Shared;
    private static readonly BigInteger Prime = Field.Modulus;

    /// <summary>A non-zero integer d with <c>M d = 0</c>; null where the columns are independent, or the prime is unlucky.</summary>
    /// <param name="matrix">The rows of M.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="ct">Stops the lifting.</param>
    public static BigInteger[]? NullVector(IReadOnlyList<BigInteger[]> matrix, int columns, CancellationToken ct) =>
        NullVectors(matrix, columns, ct).FirstOrDefault();

    /// <summary>Independent d with <c>M d = 0</c>, one for each column beyond the rank modulo the prime; null for each that could not be confirmed.</summary>
    public static IEnumerable<BigInteger[]?> NullVectors(IReadOnlyList<BigInteger[]> matrix, int columns, CancellationToken ct)
    {
        (int[] rows, int[] pivots) = IndependentPart(matrix, columns, ct);
        int r = pivots.Length;
        if (r == columns)
        {
            yield break;
        }

        BigInteger[][] square = [.. rows.Select(i => pivots.Select(j => matrix[i][j]).ToArray())];
        ulong[][] inverse = Inverse(square, ct);
        foreach (int free in Enumerable.Range(0, columns).Except(pivots))
        {
            BigInteger[] Joined((BigInteger[] Numerators, BigInteger Denominator) solution)
            {
                BigInteger[] d = new BigInteger[columns];
                d[free] = solution.Denominator;
                for (int k = 0; k < r; k++)
                {
                    d[pivots[k]] = solution.Numerators[k];
                }

                return d;
            }

            yield return Solutions(square, inverse, [.. rows.Select(i => -matrix[i][free])], ct).Select(Joined).FirstOrDefault(d => matrix.All(row => Dot(row, d).IsZero));
        }
    }

    /// <summary>Rows and columns of an invertible square part of full rank, modulo the prime.</summary>
    private static (int[] Rows, int[] Columns) IndependentPart(IReadOnlyList<BigInteger[]> matrix, int columns, CancellationToken ct)
    {
        List<(int Pivot, ulong[] Row)> echelon = [];
        List<int> rows = [];
        for (int i = 0; i < matrix.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            ulong[] v = [.. matrix[i].Take(columns).Select(Field.Residue)];
            foreach ((int pivot, ulong[] row) in echelon)
            {
                Subtract(v, row, v[pivot]);
            }

            int lead = v.AsSpan().IndexOfAnyExcept(0UL);
            if (lead >= 0)
            {
                Scale(v, Field.Inverse(v[lead]));
                echelon.Add((lead, v));
                rows.Add(i);
            }
        }

        return ([.. rows], [.. echelon.Select(e => e.Pivot)]);
    }

    /// <summary>
    /// Candidates for numerators over one denominator with B u = b, from ever more digits: those of simple solutions stand after a few, and the last, with
    /// as many digits as Hadamard's bound asks for, is the solution.
    /// </summary>
    private static IEnumerable<(BigInteger[] Numerators, BigInteger Denominator)> Solutions(BigInteger[][] b, ulong[][] inverse, BigInteger[] right, CancellationToken ct)
    {
        int r = b.Length;

        // Hadamard: |det B| and the numerators are at most the product of the rows' norms, right-hand side included.
        long bits = 2;
        for (int i = 0; i < r; i++)
        {
            BigInteger square = b[i].Aggregate(right[i] * right[i], (s, v) => s + (v * v));
            bits += (square.GetBitLength() / 2) + 1;
        }

        int steps = (int)(((2 * bits) + 2) / 60) + 1;
        BigInteger[][] digits = new BigInteger[steps][];
        BigInteger[] residual = [.. right];
        int next = 2;
        for (int step = 1; step <= steps; step++)
        {
            ct.ThrowIfCancellationRequested();
            digits[step - 1] = Digit(inverse, [.. residual.Select(Field.Residue)]);
            for (int i = 0; i < r; i++)
            {
                residual[i] = (residual[i] - Dot(b[i], digits[step - 1])) / Prime;
            }

            if (step != steps && step != next)
            {
                continue;
            }

            // A fraction is told apart by its residue where numerator and denominator stay below the root of half the modulus.
            next *= 2;
            if (Reconstructed(digits[..step], r, Math.Min(bits, ((60L * step) - 2) / 2)) is { } solution)
            {
                yield return solution;
            }
        }
    }

    // The inverse times a vector, modulo the prime.
    private static BigInteger[] Digit(ulong[][] inverse, ulong[] vector)
    {
        BigInteger[] digit = new BigInteger[vector.Length];
        for (int i = 0; i < digit.Length; i++)
        {
            ulong sum = 0;
            for (int j = 0; j < vector.Length; j++)
            {
                sum += Field.Multiply(inverse[i][j], vector[j]);
                sum = sum >= Field.Modulus ? sum - Field.Modulus : sum;
            }

            digit[i] = sum;
        }

        return digit;
    }

    private static (BigInteger[] Numerators, BigInteger Denominator)? Reconstructed(BigInteger[][] digits, int r, long bits)
    {
        BigInteger modulus = BigInteger.Pow(Prime, digits.Length);
        BigInteger bound = BigInteger.One << (int)bits;
        BigInteger denominator = BigInteger.One;
        BigInteger[] values = new BigInteger[r];
        for (int i = 0; i < r; i++)
        {
            values[i] = Joined(digits, i, 0, digits.Length);

            // Times what is known of the denominator it is most often whole already.
            if (BigInteger.Abs(Symmetric(values[i] * denominator, modulus)) <= bound)
            {
                continue;
            }

            denominator *= DenominatorOf(values[i] * denominator % modulus, modulus, bound);
            if (denominator > bound)
            {
                return null;
            }
        }

        return ([.. values.Select(v => Symmetric(v * denominator, modulus))], denominator);
    }

    /// <summary>sum of digits p^k over a range, halves first: long products are few.</summary>
    private static BigInteger Joined(BigInteger[][] digits, int entry, int from, int to)
    {
        if (to - from == 1)
        {
            return digits[from][entry];
        }

        int middle = (from + to) / 2;
        return Joined(digits, entry, from, middle) + (Joined(digits, entry, middle, to) * BigInteger.Pow(Prime, middle - from));
    }

    /// <summary>The denominator of the only fraction with small parts that a residue stands for: Euclid stopped half-way.</summary>
    private static BigInteger DenominatorOf(BigInteger residue, BigInteger modulus, BigInteger bound)
    {
        (BigInteger a, BigInteger b) = (modulus, residue);
        (BigInteger s, BigInteger t) = (BigInteger.Zero, BigInteger.One);
        while (b > bound)
        {
            var quotient = BigInteger.DivRem(a, b, out BigInteger rest);
            (a, b) = (b, rest);
            (s, t) = (t, s - (quotient * t));
        }

        return BigInteger.Abs(t);
    }

    private static BigInteger Symmetric(BigInteger value, BigInteger modulus)
    {
        BigInteger rest = BigInteger.Remainder(value, modulus);
        rest = rest.Sign < 0 ? rest + modulus : rest;
        return rest > modulus / 2 ? rest - modulus : rest;
    }

    private static ulong[][] Inverse(BigInteger[][] b, CancellationToken ct)
    {
        int r = b.Length;
        ulong[][] table = [.. b.Select((row, i) => (ulong[])[.. row.Select(Field.Residue), .. Enumerable.Range(0, r).Select(j => j == i ? 1UL : 0UL)])];
        for (int column = 0; column < r; column++)
        {
            ct.ThrowIfCancellationRequested();
            int found = column;
            while (table[found][column] == 0)
            {
                found++;
            }

            (table[column], table[found]) = (table[found], table[column]);
            Scale(table[column], Field.Inverse(table[column][column]));
            for (int i = 0; i < r; i++)
            {
                if (i != column)
                {
                    Subtract(table[i], table[column], table[i][column]);
                }
            }
        }

        return [.. table.Select(row => row[r..])];
    }

    private static void Scale(ulong[] row, ulong factor)
    {
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = Field.Multiply(row[j], factor);
        }
    }

    private static void Subtract(ulong[] target, ulong[] source, ulong factor)
    {
        for (int j = 0; factor != 0 && j < target.Length; j++)
        {
            target[j] = Field.Subtract(target[j], Field.Multiply(factor, source[j]));
        }
    }

    private static BigInteger Dot(BigInteger[] a, BigInteger[] b)
    {
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j < b.Length; j++)
        {
            if (!b[j].IsZero)
            {
                sum += a[j] * b[j];
            }
        }

        return sum;
    }
}
