using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Inner products of a stretch of numbers with four stretches of a table, which lie at one distance from one another, and their adjoints.
/// The order of the sums is the same on every processor. Nothing is checked: what is read must be there, in whole steps of <see cref="Step"/>.
/// </summary>
internal static class InnerProducts
{
    /// <summary>How many stretches of the table there are.</summary>
    public const int Block = 4;

    /// <summary>How many numbers are read at once.</summary>
    public const int Step = 8;

    private const int Lanes = 4;

    /// <summary>A count in whole steps.</summary>
    public static int InSteps(int count) => (count + Step - 1) & -Step;

    /// <summary>The four inner products.</summary>
    /// <param name="table">The first stretch of the table.</param>
    /// <param name="stride">How much further the next begins.</param>
    /// <param name="source">The stretch of numbers.</param>
    /// <param name="count">Its length.</param>
    [MethodImpl(Compiled.Loop)]
    public static Vector256<double> Of(ref double table, nint stride, ref double source, int count)
    {
        ref double second = ref Unsafe.Add(ref table, stride);
        ref double third = ref Unsafe.Add(ref second, stride);
        ref double fourth = ref Unsafe.Add(ref third, stride);
        Vector256<double> a = default, b = default, c = default, d = default;
        Vector256<double> e = default, f = default, g = default, h = default;
        for (nuint j = 0; j < (nuint)count; j += Step)
        {
            Vector256<double> x = Vector256.LoadUnsafe(ref source, j);
            Vector256<double> y = Vector256.LoadUnsafe(ref source, j + Lanes);
            a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref table, j), x, a);
            e = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref table, j + Lanes), y, e);
            b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref second, j), x, b);
            f = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref second, j + Lanes), y, f);
            c = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref third, j), x, c);
            g = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref third, j + Lanes), y, g);
            d = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref fourth, j), x, d);
            h = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref fourth, j + Lanes), y, h);
        }

        return Vector256.Create(Sum(a + e), Sum(b + f), Sum(c + g), Sum(d + h));
    }

    /// <summary>Adds the four stretches of the table, each times its weight.</summary>
    /// <param name="table">The first stretch of the table.</param>
    /// <param name="stride">How much further the next begins.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="result">The stretch added to.</param>
    /// <param name="count">Its length.</param>
    [MethodImpl(Compiled.Loop)]
    public static void Spread(ref double table, nint stride, Vector256<double> weights, ref double result, int count)
    {
        ref double second = ref Unsafe.Add(ref table, stride);
        ref double third = ref Unsafe.Add(ref second, stride);
        ref double fourth = ref Unsafe.Add(ref third, stride);
        Vector256<double> a = Vector256.Create(weights[0]), b = Vector256.Create(weights[1]), c = Vector256.Create(weights[2]), d = Vector256.Create(weights[3]);
        for (nuint j = 0; j < (nuint)count; j += Lanes)
        {
            Vector256<double> sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref table, j), a, Vector256.LoadUnsafe(ref result, j));
            Vector256<double> other = Vector256.LoadUnsafe(ref third, j) * c;
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref second, j), b, sum);
            other = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref fourth, j), d, other);
            (sum + other).StoreUnsafe(ref result, j);
        }
    }

    /// <summary>As <see cref="Of"/> for eight functions, those of a node side by side, added to.</summary>
    /// <param name="table">The first stretch of the table.</param>
    /// <param name="stride">How much further the next begins.</param>
    /// <param name="source">The stretch of functions.</param>
    /// <param name="count">Its length in nodes.</param>
    /// <param name="sums">The four results.</param>
    [MethodImpl(Compiled.Loop)]
    public static void OfTangents(ref double table, nint stride, ref double source, int count, Span<Vector512<double>> sums)
    {
        ref double second = ref Unsafe.Add(ref table, stride);
        ref double third = ref Unsafe.Add(ref second, stride);
        ref double fourth = ref Unsafe.Add(ref third, stride);
        (Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) = (sums[0], sums[1], sums[2], sums[3]);
        for (nint j = 0; j < count; j++)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref Unsafe.Add(ref source, GridFunction.Directions * j));
            a = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref table, j)), x, a);
            b = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref second, j)), x, b);
            c = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref third, j)), x, c);
            d = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref fourth, j)), x, d);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d);
    }

    /// <summary>As <see cref="Spread"/> for eight functions, those of a node side by side.</summary>
    /// <param name="table">The first stretch of the table.</param>
    /// <param name="stride">How much further the next begins.</param>
    /// <param name="weights">Four times eight weights.</param>
    /// <param name="result">The stretch added to.</param>
    /// <param name="count">Its length in nodes.</param>
    [MethodImpl(Compiled.Loop)]
    public static void SpreadTangents(ref double table, nint stride, ReadOnlySpan<Vector512<double>> weights, ref double result, int count)
    {
        ref double second = ref Unsafe.Add(ref table, stride);
        ref double third = ref Unsafe.Add(ref second, stride);
        ref double fourth = ref Unsafe.Add(ref third, stride);
        (Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) = (weights[0], weights[1], weights[2], weights[3]);
        for (nint j = 0; j < count; j++)
        {
            ref double at = ref Unsafe.Add(ref result, GridFunction.Directions * j);
            Vector512<double> sum = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref table, j)), a, Vector512.LoadUnsafe(ref at));
            Vector512<double> other = Vector512.Create(Unsafe.Add(ref third, j)) * c;
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref second, j)), b, sum);
            other = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref fourth, j)), d, other);
            (sum + other).StoreUnsafe(ref at);
        }
    }

    /// <summary>Adds numbers times a factor.</summary>
    /// <param name="target">What is added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="numbers">As many numbers.</param>
    [MethodImpl(Compiled.Loop)]
    public static void AddTo(Span<double> target, double factor, ReadOnlySpan<double> numbers)
    {
        ref double to = ref MemoryMarshal.GetReference(target);
        ref double from = ref MemoryMarshal.GetReference(numbers[..target.Length]);
        nuint j = 0;
        for (; j + Lanes <= (nuint)target.Length; j += Lanes)
        {
            (Vector256.LoadUnsafe(ref to, j) + (factor * Vector256.LoadUnsafe(ref from, j))).StoreUnsafe(ref to, j);
        }

        for (; j < (nuint)target.Length; j++)
        {
            Unsafe.Add(ref to, j) += factor * Unsafe.Add(ref from, j);
        }
    }

    /// <summary>The sum of four numbers, in pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> x)
    {
        Vector128<double> halves = x.GetLower() + x.GetUpper();
        return halves[0] + halves[1];
    }
}
