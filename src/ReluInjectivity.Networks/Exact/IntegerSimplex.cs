using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// Phase 1 of <c>A lambda = b, lambda &gt;= 0</c> in integers, with b not negative: a fraction-free simplex, with one artificial variable a row, and Bland's
/// rule, with which it ends.
/// </summary>
internal sealed class IntegerSimplex
{
    private readonly BigInteger[][] _table;
    private readonly int[] _basis;
    private readonly int _columns;
    private BigInteger _denominator = BigInteger.One;

    /// <summary>Minimises the sum of the artificial variables.</summary>
    /// <param name="columns">The number of columns of A.</param>
    /// <param name="matrix">A, by row and column.</param>
    /// <param name="right">b.</param>
    /// <param name="ct">Stops the simplex.</param>
    public IntegerSimplex(int columns, Func<int, int, BigInteger> matrix, BigInteger[] right, CancellationToken ct)
    {
        int rows = right.Length;
        _columns = columns;
        _basis = [.. Enumerable.Range(columns, rows)];

        // The last line is the objective, the last column b.
        _table = [.. Enumerable.Range(0, rows + 1).Select(_ => new BigInteger[columns + rows + 1])];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < columns; k++)
            {
                _table[i][k] = matrix(i, k);
                _table[rows][k] -= _table[i][k];
            }

            _table[i][columns + i] = BigInteger.One;
            _table[i][^1] = right[i];
            _table[rows][^1] -= right[i];
        }

        Run(ct);
    }

    /// <summary>Whether there are such lambda.</summary>
    public bool IsFeasible => _table[^1][^1].IsZero;

    /// <summary>The k for which lambda_k is positive, ascending.</summary>
    public int[] Support => [.. Enumerable.Range(0, _basis.Length).Where(i => _basis[i] < _columns && !_table[i][^1].IsZero).Select(i => _basis[i]).Order()];

    /// <summary>
    /// Minus a positive multiple of the multiplier y_i of a row. The objective line holds D (1 - y_i) under the artificials, D the denominator; where there are
    /// no lambda, y A &lt;= 0 and y b &gt; 0.
    /// </summary>
    public BigInteger NegatedMultiplier(int row) => _table[^1][_columns + row] - _denominator;

    private void Run(CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            int entering = Array.FindIndex(_table[^1], 0, _columns, c => c.Sign < 0);
            if (entering < 0)
            {
                return;
            }

            int leaving = Leaving(entering);
            Pivot(leaving, entering);
            _basis[leaving] = entering;
        }
    }

    private int Leaving(int entering)
    {
        int leaving = -1;
        for (int i = 0; i < _basis.Length; i++)
        {
            if (_table[i][entering].Sign <= 0)
            {
                continue;
            }

            // Ratios rhs / entry, cross-multiplied; Bland: the smaller index on ties.
            int order = leaving < 0 ? -1 : (_table[i][^1] * _table[leaving][entering]).CompareTo(_table[leaving][^1] * _table[i][entering]);
            leaving = order < 0 || (order == 0 && _basis[i] < _basis[leaving]) ? i : leaving;
        }

        return leaving;
    }

    private void Pivot(int row, int column)
    {
        BigInteger pivot = _table[row][column];
        for (int i = 0; i < _table.Length; i++)
        {
            if (i == row)
            {
                continue;
            }

            BigInteger factor = _table[i][column];
            for (int j = 0; j < _table[i].Length; j++)
            {
                _table[i][j] = ((_table[i][j] * pivot) - (factor * _table[row][j])) / _denominator;
            }
        }

        _denominator = pivot;
    }
}
