using System.Numerics;
using System.Numerics.Tensors;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// Rows that are independent modulo a prime below 2^23, drawn anew in each process, hence over the rationals. In doubles, all of whose integers stay below 2^51, so that
/// nothing is rounded: some twenty times as fast as <see cref="Echelon"/>. A row that is left out may be independent all the same.
/// </summary>
internal sealed class IndependentRows
{
    /// <summary>From this many columns on it is worth its while beside <see cref="Echelon"/>.</summary>
    public const int LeastColumns = 64;

    // So many products of two residues, each at most 2^22, are added up before they are reduced.
    private const int BlockSize = 64;
    private const int ChunkSize = 32;

    private static readonly int Prime = Draw();

    private readonly int _columns;
    private readonly double[] _quotients;
    private readonly List<Block> _blocks = [];
    private readonly List<int> _found = [];

    /// <summary>A search that has found none so far.</summary>
    /// <param name="columns">The number of columns; entries beyond are left out.</param>
    public IndependentRows(int columns)
    {
        _columns = columns;
        _quotients = new double[columns];
    }

    /// <summary>The places of the rows found so far, each independent of those before it.</summary>
    public IReadOnlyList<int> Found => _found;

    /// <summary>The number of rows, at most, that are independent.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static int CountOf(IEnumerable<BigInteger[]> rows, int columns, CancellationToken ct)
    {
        IndependentRows independent = new(columns);
        independent.Search(rows, ct);
        return independent.Found.Count;
    }

    /// <summary>Goes over rows in their order until there are as many independent ones as columns. What was found before it is stopped stays.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public void Search(IEnumerable<BigInteger[]> rows, CancellationToken ct)
    {
        int place = 0;
        foreach (BigInteger[][] chunk in rows.Chunk(ChunkSize))
        {
            double[][] rests = [.. chunk.Select(row => Residues(row))];
            foreach (Block block in _blocks)
            {
                ct.ThrowIfCancellationRequested();
                foreach (double[] rest in rests)
                {
                    Eliminate(rest, block);
                }
            }

            int before = _blocks.Count;
            for (int i = 0; i < rests.Length; i++)
            {
                ct.ThrowIfCancellationRequested();
                Add(rests[i], place + i, Math.Max(0, before - 1));
                if (_found.Count == _columns)
                {
                    return;
                }
            }

            place += rests.Length;
        }
    }

    // Blocks from one on are new to the row, at least in part.
    private void Add(double[] rest, int place, int from)
    {
        for (int k = from; k < _blocks.Count; k++)
        {
            Eliminate(rest, _blocks[k]);
        }

        int pivot = rest.AsSpan().IndexOfAnyExcept(0.0);
        if (pivot < 0)
        {
            return;
        }

        TensorPrimitives.Multiply<double>(rest, Inverse((int)rest[pivot]), rest);
        Reduce(rest);
        if (_blocks.Count == 0 || _blocks[^1].Rows.Count == BlockSize)
        {
            _blocks.Add(new());
        }

        // Within a block every pivot's column is zero but for the pivot.
        Block last = _blocks[^1];
        foreach (double[] row in last.Rows)
        {
            double factor = row[pivot];
            if (factor != 0)
            {
                TensorPrimitives.MultiplyAdd<double>(rest, -factor, row, row);
                Reduce(row);
            }
        }

        last.Rows.Add(rest);
        last.Pivots.Add(pivot);
        _found.Add(place);
    }

    private void Eliminate(double[] rest, Block block)
    {
        double[] factors = [.. block.Pivots.Select(pivot => rest[pivot])];
        for (int k = 0; k < factors.Length; k++)
        {
            if (factors[k] != 0)
            {
                TensorPrimitives.MultiplyAdd<double>(block.Rows[k], -factors[k], rest, rest);
            }
        }

        Reduce(rest);
    }

    // To the residues between -p / 2 and p / 2.
    private void Reduce(double[] values)
    {
        TensorPrimitives.Multiply<double>(values, 1.0 / Prime, _quotients);
        TensorPrimitives.Round<double>(_quotients, _quotients);
        TensorPrimitives.MultiplyAdd<double>(_quotients, -Prime, values, values);
    }

    private double[] Residues(BigInteger[] row)
    {
        double[] residues = new double[_columns];
        for (int j = 0; j < residues.Length; j++)
        {
            residues[j] = row[j].GetBitLength() < 64 ? (long)row[j] % Prime : (int)BigInteger.Remainder(row[j], Prime);
        }

        Reduce(residues);
        return residues;
    }

    // a^(p - 2).
    private static double Inverse(int a)
    {
        long power = a < 0 ? a + Prime : a;
        long result = 1;
        for (int e = Prime - 2; e > 0; e >>= 1)
        {
            result = (e & 1) == 1 ? result * power % Prime : result;
            power = power * power % Prime;
        }

        return result > Prime / 2 ? result - Prime : result;
    }

    private static int Draw()
    {
        int candidate;
        do
        {
            candidate = System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 22, 1 << 23) | 1;
        }
        while (!PrimeField.IsPrime((ulong)candidate));

        return candidate;
    }

    /// <summary>Some of the rows, with ones at their pivots.</summary>
    private sealed class Block
    {
        public List<double[]> Rows { get; } = [];

        public List<int> Pivots { get; } = [];
    }
}
