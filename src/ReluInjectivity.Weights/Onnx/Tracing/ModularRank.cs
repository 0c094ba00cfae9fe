namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>The rank of a matrix of doubles modulo a prime: never more than its rank, so that a full one is proven.</summary>
internal static class ModularRank
{
    private const long Prime = 2147483647;

    /// <summary>Whether the columns are shown to be independent.</summary>
    public static bool HasIndependentColumns(double[][] rows, int columns)
    {
        long[][] matrix = [.. rows.Select(row => Array.ConvertAll(row, Residue))];
        int rank = 0;
        for (int column = 0; column < columns; column++)
        {
            int pivot = Array.FindIndex(matrix, rank, row => row[column] != 0);
            if (pivot < 0)
            {
                return false;
            }

            (matrix[rank], matrix[pivot]) = (matrix[pivot], matrix[rank]);
            long inverse = Power(matrix[rank][column], Prime - 2);
            for (int i = rank + 1; i < matrix.Length; i++)
            {
                long factor = matrix[i][column] * inverse % Prime;
                for (int k = column; factor != 0 && k < columns; k++)
                {
                    matrix[i][k] = (matrix[i][k] + ((Prime - factor) * matrix[rank][k])) % Prime;
                }
            }

            rank++;
        }

        return true;
    }

    // A double is an integer times a power of two, and two has an inverse.
    private static long Residue(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(exponent, 1) - 1075;
        long scale = Power(power < 0 ? (Prime + 1) / 2 : 2, Math.Abs(power));
        long residue = mantissa % Prime * scale % Prime;
        return value < 0 ? (Prime - residue) % Prime : residue;
    }

    private static long Power(long value, long exponent)
    {
        long result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 0 ? result : result * value % Prime;
            value = value * value % Prime;
        }

        return result;
    }
}
