using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Numbers;

/// <content>Between functions on a grid, where a node's eight derivatives stand side by side, and four nodes.</content>
public readonly partial struct JetLanes
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Of(Jet x) => Create(x.Value, x.Slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Load(GridFunction function, int index)
    {
        double[] tangents = function.Tangents;
        if (index + Count > function.Values.Length || GridFunction.Directions * (index + Count) > tangents.Length)
        {
            return Rest(function, index);
        }

        ref double at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tangents), GridFunction.Directions * index);
        return Of(
            Lanes.Load(function, index).Values,
            Vector256.LoadUnsafe(ref at),
            Vector256.LoadUnsafe(ref at, GridFunction.Directions),
            Vector256.LoadUnsafe(ref at, 2 * GridFunction.Directions),
            Vector256.LoadUnsafe(ref at, 3 * GridFunction.Directions));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Load(ReadOnlySpan<double> values, int index) => new(Lanes.Load(values, index).Values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Coordinate(EquispacedGrid grid, int index) => new(Lanes.Coordinate(grid, index).Values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(GridFunction function, int index, int stop, JetLanes x)
    {
        if (index + Count <= stop)
        {
            Lanes.Store(function, index, stop, new(x._values));
            double[] tangents = function.Tangents;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(GridFunction.Directions * stop, tangents.Length);
            ref double at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tangents), GridFunction.Directions * index);
            (Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d) = Transposed(x._first, x._second, x._third, Vector256<double>.Zero);
            a.StoreUnsafe(ref at);
            b.StoreUnsafe(ref at, GridFunction.Directions);
            c.StoreUnsafe(ref at, 2 * GridFunction.Directions);
            d.StoreUnsafe(ref at, 3 * GridFunction.Directions);
        }
        else
        {
            StoreRest(function, index, stop, x);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Keep(JetLanes x, int index, int stop) => index + Count <= stop ? x : KeepRest(x, stop - index);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Sum(JetLanes x) => new(
        Vector256.Sum(x._values),
        Vector512.Create(Vector256.Create(Vector256.Sum(x._first), Vector256.Sum(x._second), Vector256.Sum(x._third), 0), Vector256<double>.Zero));

    /// <summary>One of the four.</summary>
    private Jet At(int node) => new(_values[node], Vector512.Create(Vector256.Create(_first[node], _second[node], _third[node], 0), Vector256<double>.Zero));

    private static JetLanes Of(ReadOnlySpan<Jet> nodes) => Of(
        Vector256.Create(nodes[0].Value, nodes[1].Value, nodes[2].Value, nodes[3].Value),
        nodes[0].Slope.GetLower(),
        nodes[1].Slope.GetLower(),
        nodes[2].Slope.GetLower(),
        nodes[3].Slope.GetLower());

    /// <summary>From the derivatives of each node.</summary>
    [MethodImpl(Inline)]
    private static JetLanes Of(Vector256<double> values, Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        (Vector256<double> first, Vector256<double> second, Vector256<double> third, _) = Transposed(a, b, c, d);
        return new(values, first, second, third);
    }

    [MethodImpl(Inline)]
    private static (Vector256<double> First, Vector256<double> Second, Vector256<double> Third, Vector256<double> Fourth) Transposed(
        Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        (Vector256<double> ab, Vector256<double> cd) = (Avx.UnpackLow(a, b), Avx.UnpackLow(c, d));
        (Vector256<double> high, Vector256<double> highest) = (Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d));
        return (Avx.Permute2x128(ab, cd, 0x20), Avx.Permute2x128(high, highest, 0x20), Avx.Permute2x128(ab, cd, 0x31), Avx.Permute2x128(high, highest, 0x31));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JetLanes Rest(GridFunction function, int index)
    {
        Span<Jet> nodes = stackalloc Jet[Count];
        nodes.Clear();
        for (int node = 0; node < Count && index + node < function.Values.Length; node++)
        {
            nodes[node] = Jet.Load(function, index + node);
        }

        return Of(nodes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JetLanes KeepRest(JetLanes x, int count) => Choose(Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)count)), x, 0.0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreRest(GridFunction function, int index, int stop, JetLanes x)
    {
        for (int node = 0; index + node < stop; node++)
        {
            Jet.Store(function, index + node, stop, x.At(node));
        }
    }
}
