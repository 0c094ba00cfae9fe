using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Products of matrices with four rows of a table, which lie at one distance from one another, and their adjoints: what is multiplied is rows of numbers,
/// and every number of a row alike. The order of the sums is the same on every processor.
/// </summary>
internal static class MatrixRows
{
    private const int Lanes = 4;

    /// <summary>Adds to up to four rows the sums of rows times numbers of the table.</summary>
    /// <param name="table">The numbers.</param>
    /// <param name="at">Where those for the first row begin.</param>
    /// <param name="stride">How much further those for the next row begin.</param>
    /// <param name="count">How many rows are summed.</param>
    /// <param name="source">These rows.</param>
    /// <param name="target">The rows added to, four at most.</param>
    /// <param name="columns">The length of a row.</param>
    [MethodImpl(Compiled.Loop)]
    public static void Add(ReadOnlySpan<double> table, int at, int stride, int count, ReadOnlySpan<double> source, Span<double> target, int columns)
    {
        int rows = target.Length / columns;
        ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(table), at);
        ref double second = ref Unsafe.Add(ref first, rows > 1 ? stride : 0);
        ref double third = ref Unsafe.Add(ref first, rows > 2 ? 2 * stride : 0);
        ref double fourth = ref Unsafe.Add(ref first, rows > 3 ? 3 * stride : 0);
        ref double from = ref MemoryMarshal.GetReference(source);
        ref double to = ref MemoryMarshal.GetReference(target);
        nint k = 0;
        for (; k + (2 * Lanes) <= columns; k += 2 * Lanes)
        {
            Vector256<double> a = default, b = default, c = default, d = default;
            Vector256<double> e = default, f = default, g = default, h = default;
            ref double row = ref Unsafe.Add(ref from, k);
            for (nint j = 0; j < count; j++)
            {
                Vector256<double> x = Vector256.LoadUnsafe(ref row);
                Vector256<double> y = Vector256.LoadUnsafe(ref row, Lanes);
                var w = Vector256.Create(Unsafe.Add(ref first, j));
                a = Vector256.FusedMultiplyAdd(w, x, a);
                e = Vector256.FusedMultiplyAdd(w, y, e);
                w = Vector256.Create(Unsafe.Add(ref second, j));
                b = Vector256.FusedMultiplyAdd(w, x, b);
                f = Vector256.FusedMultiplyAdd(w, y, f);
                w = Vector256.Create(Unsafe.Add(ref third, j));
                c = Vector256.FusedMultiplyAdd(w, x, c);
                g = Vector256.FusedMultiplyAdd(w, y, g);
                w = Vector256.Create(Unsafe.Add(ref fourth, j));
                d = Vector256.FusedMultiplyAdd(w, x, d);
                h = Vector256.FusedMultiplyAdd(w, y, h);
                row = ref Unsafe.Add(ref row, columns);
            }

            AddTo(ref to, k, a, e);
            if (rows > 1)
            {
                AddTo(ref to, columns + k, b, f);
            }

            if (rows > 2)
            {
                AddTo(ref to, (2 * columns) + k, c, g);
            }

            if (rows > 3)
            {
                AddTo(ref to, (3 * columns) + k, d, h);
            }
        }

        if (k < columns)
        {
            AddRest(ref first, stride, count, ref from, ref to, rows, columns, (int)k);
        }
    }

    /// <summary>Adds to rows the sums of up to four rows times numbers of the table.</summary>
    /// <param name="table">The numbers.</param>
    /// <param name="at">Where those for the first of the four begin.</param>
    /// <param name="stride">How much further those for the next begin.</param>
    /// <param name="count">How many rows are added to.</param>
    /// <param name="weight">The rows summed, four at most.</param>
    /// <param name="result">The rows added to.</param>
    /// <param name="columns">The length of a row.</param>
    [MethodImpl(Compiled.Loop)]
    public static void Spread(ReadOnlySpan<double> table, int at, int stride, int count, ReadOnlySpan<double> weight, Span<double> result, int columns)
    {
        int rows = weight.Length / columns;
        ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(table), at);
        ref double from = ref MemoryMarshal.GetReference(weight);
        ref double to = ref MemoryMarshal.GetReference(result);
        nint k = 0;
        for (; rows == InnerProducts.Block && k + Lanes <= columns; k += Lanes)
        {
            Vector256<double> a = Vector256.LoadUnsafe(ref from, (nuint)k);
            Vector256<double> b = Vector256.LoadUnsafe(ref from, (nuint)(columns + k));
            Vector256<double> c = Vector256.LoadUnsafe(ref from, (nuint)((2 * columns) + k));
            Vector256<double> d = Vector256.LoadUnsafe(ref from, (nuint)((3 * columns) + k));
            ref double row = ref Unsafe.Add(ref to, k);
            for (nint j = 0; j < count; j++)
            {
                Vector256<double> sum = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref first, j)), a, Vector256.LoadUnsafe(ref row));
                Vector256<double> other = Vector256.Create(Unsafe.Add(ref first, (2 * (nint)stride) + j)) * c;
                sum = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref first, stride + j)), b, sum);
                other = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref first, (3 * (nint)stride) + j)), d, other);
                (sum + other).StoreUnsafe(ref row);
                row = ref Unsafe.Add(ref row, columns);
            }
        }

        for (; k < columns; k++)
        {
            for (int i = 0; i < rows; i++)
            {
                double w = Unsafe.Add(ref from, (i * columns) + k);
                for (nint j = 0; j < count; j++)
                {
                    ref double sum = ref Unsafe.Add(ref to, (j * columns) + k);
                    sum = Math.FusedMultiplyAdd(Unsafe.Add(ref first, (i * (nint)stride) + j), w, sum);
                }
            }
        }
    }

    /// <summary>Exchanges rows and columns of a matrix of blocks of numbers.</summary>
    /// <param name="source">The matrix, row by row.</param>
    /// <param name="target">The other; overwritten.</param>
    /// <param name="rows">The rows of the source.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="block">How many numbers stand in one place.</param>
    public static void Transpose(ReadOnlySpan<double> source, Span<double> target, int rows, int columns, int block)
    {
        const int Tile = 16;
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, rows * columns * block);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, rows * columns * block);
        for (int i0 = 0; i0 < rows; i0 += Tile)
        {
            for (int j0 = 0; j0 < columns; j0 += Tile)
            {
                for (int i = i0; i < Math.Min(i0 + Tile, rows); i++)
                {
                    for (int j = j0; j < Math.Min(j0 + Tile, columns); j++)
                    {
                        source.Slice(((i * columns) + j) * block, block).CopyTo(target[(((j * rows) + i) * block)..]);
                    }
                }
            }
        }
    }

    /// <summary>The last columns, fewer than are worked on at once.</summary>
    private static void AddRest(ref double table, int stride, int count, ref double source, ref double target, int rows, int columns, int start)
    {
        for (int k = start; k < columns; k++)
        {
            for (int i = 0; i < rows; i++)
            {
                double sum = 0;
                for (nint j = 0; j < count; j++)
                {
                    sum = Math.FusedMultiplyAdd(Unsafe.Add(ref table, (i * (nint)stride) + j), Unsafe.Add(ref source, (j * columns) + k), sum);
                }

                Unsafe.Add(ref target, (i * columns) + k) += sum;
            }
        }
    }

    private static void AddTo(ref double to, nint at, Vector256<double> x, Vector256<double> y)
    {
        ref double here = ref Unsafe.Add(ref to, at);
        (Vector256.LoadUnsafe(ref here) + x).StoreUnsafe(ref here);
        (Vector256.LoadUnsafe(ref here, Lanes) + y).StoreUnsafe(ref here, Lanes);
    }
}
