using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>A span over the prime field that grows by one vector at a time; its rank is proven over the rationals.</summary>
internal sealed class Echelon
{
    private readonly List<(int Pivot, ulong[] Row)> _rows = [];
    private readonly int _columns;
    private readonly PrimeField _field;

    /// <summary>The zero space of vectors of some length.</summary>
    /// <param name="columns">The length.</param>
    /// <param name="field">The field; null for that of the process.</param>
    public Echelon(int columns, PrimeField? field = null)
    {
        _columns = columns;
        _field = field ?? PrimeField.Shared;
    }

    /// <summary>The dimension.</summary>
    public int Rank => _rows.Count;

    /// <summary>The rank of some vectors; their entries beyond the number of columns are left out.</summary>
    public static int RankOf(IReadOnlyCollection<BigInteger[]> vectors, int columns, CancellationToken ct = default)
    {
        int most = Math.Min(vectors.Count, columns);
        if (columns >= IndependentRows.LeastColumns && IndependentRows.CountOf(vectors, columns, ct) == most)
        {
            return most;
        }

        Echelon span = new(columns);
        foreach (BigInteger[] v in vectors)
        {
            ct.ThrowIfCancellationRequested();
            span.Add(v);
            if (span.Rank == columns)
            {
                break;
            }
        }

        return span.Rank;
    }

    /// <summary>Adds a vector; false where it is in the span already.</summary>
    public bool Add(BigInteger[] vector)
    {
        ulong[] v = new ulong[_columns];
        for (int j = 0; j < v.Length; j++)
        {
            v[j] = _field.Residue(vector[j]);
        }

        return Add(v);
    }

    /// <summary>Adds a vector of residues, which it keeps; false where it is in the span already.</summary>
    public bool Add(ulong[] v)
    {
        // Every stored row has a one at its pivot and zeros before it.
        foreach ((int pivot, ulong[] row) in _rows)
        {
            ulong factor = v[pivot];
            for (int j = pivot; factor != 0 && j < v.Length; j++)
            {
                v[j] = _field.Subtract(v[j], _field.Multiply(factor, row[j]));
            }
        }

        int lead = v.AsSpan().IndexOfAnyExcept(0UL);
        if (lead < 0)
        {
            return false;
        }

        ulong inverse = _field.Inverse(v[lead]);
        for (int j = lead; j < v.Length; j++)
        {
            v[j] = _field.Multiply(v[j], inverse);
        }

        _rows.Add((lead, v));
        return true;
    }

    /// <summary>A copy that grows on its own.</summary>
    public Echelon Copy()
    {
        Echelon copy = new(_columns, _field);
        copy._rows.AddRange(_rows);
        return copy;
    }
}
