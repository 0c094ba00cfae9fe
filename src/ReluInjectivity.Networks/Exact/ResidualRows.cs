using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// Rows modulo a prime and modulo the span of those taken so far: a row that is all zero lies in the span. One is kept for each
/// node of the search; taking a row makes a new one.
/// </summary>
internal sealed class ResidualRows
{
    private readonly ulong[] _entries;
    private readonly int _columns;
    private readonly PrimeField _field;

    private ResidualRows(PrimeField field, ulong[] entries, int columns, int rank)
    {
        _field = field;
        _entries = entries;
        _columns = columns;
        Rank = rank;
    }

    /// <summary>The dimension of the span.</summary>
    public int Rank { get; }

    /// <summary>The rows, with nothing taken yet.</summary>
    /// <param name="rows">Integer rows; entries from <paramref name="columns"/> on are left out.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="field">The field; null for that of the process.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>, before rows are made whose residues nobody will ask for.</param>
    public static ResidualRows Of(IReadOnlyList<BigInteger[]> rows, int columns, PrimeField? field = null, CancellationToken ct = default)
    {
        field ??= PrimeField.Shared;
        ct.ThrowIfCancellationRequested();
        ulong[] entries = new ulong[rows.Count * columns];
        for (int i = 0; i < rows.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            BigInteger[] row = rows[i];
            for (int j = 0; j < columns; j++)
            {
                entries[(i * columns) + j] = field.Residue(row[j]);
            }
        }

        return new(field, entries, columns, 0);
    }

    /// <summary>Whether a row lies in the span.</summary>
    public bool Contains(int row) => !_entries.AsSpan(row * _columns, _columns).ContainsAnyExcept(0UL);

    /// <summary>With one row more in the span.</summary>
    public ResidualRows Take(int row)
    {
        ReadOnlySpan<ulong> taken = _entries.AsSpan(row * _columns, _columns);
        int pivot = taken.IndexOfAnyExcept(0UL);
        if (pivot < 0)
        {
            return this;
        }

        ulong inverse = _field.Inverse(taken[pivot]);
        ulong[] next = (ulong[])_entries.Clone();
        for (int start = 0; start < next.Length; start += _columns)
        {
            ulong lead = next[start + pivot];
            if (lead == 0)
            {
                continue;
            }

            ulong factor = _field.Multiply(lead, inverse);
            for (int j = 0; j < _columns; j++)
            {
                next[start + j] = _field.Subtract(next[start + j], _field.Multiply(factor, taken[j]));
            }
        }

        return new(_field, next, _columns, Rank + 1);
    }
}
