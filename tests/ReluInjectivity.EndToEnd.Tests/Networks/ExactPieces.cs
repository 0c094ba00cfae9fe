using System.Numerics;

namespace ReluInjectivity.EndToEnd.Tests.Networks;

/// <summary>
/// A piecewise linear map of one or two numbers as all of its pieces, in fractions: the oracle that verdicts are compared with. It knows nothing of layers: each
/// operation splits pieces where a form changes its sign, and two pieces collide or not by Fourier-Motzkin elimination.
/// </summary>
internal sealed class ExactPieces
{
    private readonly int _n;
    private List<(List<Fraction[]> Walls, List<Fraction[]> Forms)> _pieces;

    /// <summary>The identity where some walls, rows over (x, 1), are not negative.</summary>
    public ExactPieces(int inputs, IEnumerable<Fraction[]> walls)
    {
        _n = inputs;
        _pieces = [([.. walls], [.. Enumerable.Range(0, inputs).Select(j => Unit(j))])];
    }

    /// <summary>How many pieces there are.</summary>
    public int Count => _pieces.Count;

    /// <summary>Each output a combination of the forms and a constant.</summary>
    public void Affine(double[][] weights, double[] bias) => Apply(forms => [.. weights.Select((row, i) =>
    {
        Fraction[] sum = Constant(bias[i]);
        for (int j = 0; j < row.Length; j++)
        {
            sum = Sum(sum, forms[j], Fraction.Of(row[j]));
        }

        return sum;
    })]);

    /// <summary>Any rearrangement of the forms, together with those at the start.</summary>
    public void Apply(Func<List<Fraction[]>, List<Fraction[]>> change) => _pieces = [.. _pieces.Select(piece => (piece.Walls, change(piece.Forms)))];

    /// <summary>Form i becomes the greater of itself and another form of the same piece.</summary>
    public void Greatest(int i, Func<List<Fraction[]>, Fraction[]> other) => Split(i, other, 1);

    /// <summary>Form i becomes the lesser of itself and another form.</summary>
    public void Least(int i, Func<List<Fraction[]>, Fraction[]> other) => Split(i, other, -1);

    /// <summary>The first of two forms plus a multiple of the other.</summary>
    public static Fraction[] Sum(Fraction[] a, Fraction[] b, Fraction factor) => [.. a.Zip(b, (x, y) => x + (y * factor))];

    /// <summary>A form without data.</summary>
    public Fraction[] Constant(double value) => [.. Enumerable.Range(0, _n + 1).Select(j => Fraction.Of(j == _n ? value : 0))];

    /// <summary>Whether different inputs have different outputs.</summary>
    public bool IsInjective()
    {
        if (_pieces.Exists(piece => Solve([.. piece.Forms.Select(form => form[..^1])], _n).Basis.Count > 0))
        {
            return false;
        }

        for (int i = 0; i < _pieces.Count; i++)
        {
            for (int j = i + 1; j < _pieces.Count; j++)
            {
                if (Collide(_pieces[i], _pieces[j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private Fraction[] Unit(int j) => [.. Enumerable.Range(0, _n + 1).Select(k => Fraction.Of(j == k ? 1 : 0))];

    private void Split(int i, Func<List<Fraction[]>, Fraction[]> other, int sign)
    {
        List<(List<Fraction[]> Walls, List<Fraction[]> Forms)> next = [];
        foreach ((List<Fraction[]> walls, List<Fraction[]> forms) in _pieces)
        {
            Fraction[] rival = other(forms);
            Fraction[] difference = Sum(forms[i], rival, Fraction.Of(-1));
            foreach (int side in new[] { 1, -1 })
            {
                Fraction[] wall = [.. difference.Select(v => v * Fraction.Of(side))];
                bool isFlat = wall.All(v => v.Sign == 0);
                List<Fraction[]> within = isFlat ? walls : [.. walls, wall];
                if ((side > 0 || !isFlat) && HasInterior(within))
                {
                    next.Add((within, [.. forms.Select((form, k) => k == i && side != sign ? rival : form)]));
                }
            }
        }

        _pieces = next;
    }

    private bool HasInterior(List<Fraction[]> walls) => Exists([.. walls.Select(wall => (wall, true))], _n);

    // Some x of the one and y of the other with equal forms, x != y.
    private bool Collide((List<Fraction[]> Walls, List<Fraction[]> Forms) first, (List<Fraction[]> Walls, List<Fraction[]> Forms) second)
    {
        int n = _n;
        Fraction[] Joined(Fraction[]? x, Fraction[]? y) =>
            [.. x?[..n] ?? Zeros(n), .. y?[..n].Select(v => -v) ?? Zeros(n), (x?[n] ?? Fraction.Zero) - (y?[n] ?? Fraction.Zero)];
        (Fraction[]? at, List<Fraction[]> basis) = Solve([.. first.Forms.Zip(second.Forms, Joined)], 2 * n);
        if (at is null)
        {
            return false;
        }

        // Rows over (x, y, 1) as rows over (t, 1).
        Fraction[] Reduced(Fraction[] row) => [.. basis.Select(b => Dot(row, b)), Dot(row, at) + row[^1]];
        IEnumerable<Fraction[]> both = first.Walls.Select(wall => Joined(wall, null)).Concat(second.Walls.Select(wall => Joined(null, [.. wall.Select(v => -v)])));
        List<(Fraction[], bool)> walls = [.. both.Select(row => (Reduced(row), false))];
        for (int j = 0; j < 2 * n; j++)
        {
            Fraction[] difference = [.. Enumerable.Range(0, (2 * n) + 1).Select(k => Fraction.Of((k == j % n ? 1 : k == n + (j % n) ? -1 : 0) * (j < n ? 1 : -1)))];
            if (Exists([.. walls, (Reduced(difference), true)], basis.Count))
            {
                return true;
            }
        }

        return false;
    }

    private static Fraction[] Zeros(int n) => [.. Enumerable.Repeat(Fraction.Zero, n)];

    private static Fraction Dot(Fraction[] row, Fraction[] v)
    {
        Fraction sum = Fraction.Zero;
        for (int j = 0; j < v.Length; j++)
        {
            sum += row[j] * v[j];
        }

        return sum;
    }

    // All solutions of rows over (z, 1) = 0, or of rows over z alone = 0: a point and a basis; no point where there is none.
    private static (Fraction[]? At, List<Fraction[]> Basis) Solve(List<Fraction[]> rows, int columns)
    {
        List<Fraction[]> reduced = [.. rows.Select(row => (Fraction[])[.. row[..columns], row.Length > columns ? row[columns] : Fraction.Zero])];
        List<int> pivots = [];
        for (int column = 0; column <= columns; column++)
        {
            int at = reduced.FindIndex(pivots.Count, row => row[column].Sign != 0);
            if (at < 0)
            {
                continue;
            }

            if (column == columns)
            {
                return (null, []);
            }

            (reduced[pivots.Count], reduced[at]) = (reduced[at], reduced[pivots.Count]);
            Fraction[] lead = [.. reduced[pivots.Count].Select(v => v / reduced[pivots.Count][column])];
            reduced = [.. reduced.Select((row, i) => i == pivots.Count ? lead : Sum(row, lead, -row[column]))];
            pivots.Add(column);
        }

        Fraction[] point = Zeros(columns);
        for (int i = 0; i < pivots.Count; i++)
        {
            point[pivots[i]] = -reduced[i][columns];
        }

        List<Fraction[]> basis = [];
        foreach (int free in Enumerable.Range(0, columns).Except(pivots))
        {
            Fraction[] direction = Zeros(columns);
            direction[free] = Fraction.Of(1);
            for (int i = 0; i < pivots.Count; i++)
            {
                direction[pivots[i]] = -reduced[i][free];
            }

            basis.Add(direction);
        }

        return (point, basis);
    }

    // Fourier-Motzkin: rows over (t, 1) that are not negative, or positive.
    private static bool Exists(List<(Fraction[] Row, bool IsStrict)> rows, int variables)
    {
        for (int v = variables - 1; v >= 0; v--)
        {
            List<(Fraction[] Row, bool IsStrict)> next = [.. rows.Where(row => row.Row[v].Sign == 0)];
            foreach ((Fraction[] low, bool isLowStrict) in rows.Where(row => row.Row[v].Sign > 0))
            {
                foreach ((Fraction[] high, bool isHighStrict) in rows.Where(row => row.Row[v].Sign < 0))
                {
                    Fraction factor = -(low[v] / high[v]);
                    next.Add((Sum(low, high, factor), isLowStrict || isHighStrict));
                }
            }

            rows = Strongest(next, v);
        }

        return rows.TrueForAll(row => row.Row[^1].Sign > 0 || (row.Row[^1].Sign == 0 && !row.IsStrict));
    }

    // Of rows that differ in the constant alone, the one that asks most.
    private static List<(Fraction[] Row, bool IsStrict)> Strongest(List<(Fraction[] Row, bool IsStrict)> rows, int variables)
    {
        Dictionary<string, (Fraction[] Row, bool IsStrict)> kept = new(StringComparer.Ordinal);
        foreach ((Fraction[] row, bool isStrict) in rows)
        {
            Fraction size = row[..variables].FirstOrDefault(v => v.Sign != 0, Fraction.Of(1));
            size = size.Sign < 0 ? -size : size;
            Fraction[] scaled = [.. row.Select(v => v / size)];
            string key = string.Join(' ', scaled[..variables].Select(v => v.ToString()));
            bool isStronger = !kept.TryGetValue(key, out (Fraction[] Row, bool IsStrict) other)
                || (scaled[^1] - other.Row[^1]).Sign < 0 || ((scaled[^1] - other.Row[^1]).Sign == 0 && isStrict);
            if (isStronger)
            {
                kept[key] = (scaled, isStrict);
            }
        }

        return [.. kept.Values];
    }
}
