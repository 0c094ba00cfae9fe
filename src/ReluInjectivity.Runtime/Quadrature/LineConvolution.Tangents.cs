using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Quadrature;

/// <content>Sums for eight functions at once, the columns of a Hessian: those of a node lie side by side.</content>
public abstract partial class LineConvolution
{
    /// <inheritdoc/>
    internal override void ClearTangents(double[] target) =>
        Array.Clear(target, GridFunction.Directions * Target.CoreStart, GridFunction.Directions * (Target.CoreStop - Target.CoreStart));

    /// <inheritdoc/>
    internal override void AddTangents(int order, Region region, double[] source, double[] target)
    {
        Require(order);
        double[] table = Table(order);
        (int start, int stop) = Stretch(region);
        Check(source, stop);
        Check(target, Target.CoreStop);
        Span<Vector512<double>> rest = stackalloc Vector512<double>[InnerProducts.Block];
        for (int i = Target.CoreStart; i < Target.CoreStop; i += InnerProducts.Block)
        {
            (int from, int to, int at) = Window(i, InnerProducts.Block, start, stop);
            if (from < to)
            {
                Span<Vector512<double>> targets = Several(target, i, Target.CoreStop);
                bool isWhole = targets.Length == InnerProducts.Block;
                if (!isWhole)
                {
                    targets.CopyTo(rest);
                }

                InnerProducts.OfTangents(ref table[at], Stride, ref source[GridFunction.Directions * from], to - from, isWhole ? targets : rest);
                if (!isWhole)
                {
                    rest[..targets.Length].CopyTo(targets);
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override void AddAlong(int order, Region region, double[] source, Vector512<double> factors, double[] target)
    {
        Check(target, Target.CoreStop);
        ReadOnlySpan<double> products = Products(order, region, source);
        for (int i = 0; i < products.Length; i++)
        {
            Put(target, Target.CoreStart + i, At(target, Target.CoreStart + i) + Jet.Times(products[i], factors));
        }
    }

    /// <inheritdoc/>
    internal override void AddConstantTangents(int order, Region region, Vector512<double> values, double[] target)
    {
        Check(target, Target.CoreStop);
        ReadOnlySpan<double> masses = MassesOf(order, region);
        for (int i = 0; i < masses.Length; i++)
        {
            if (masses[i] != 0)
            {
                Put(target, Target.CoreStart + i, At(target, Target.CoreStart + i) + (masses[i] * values));
            }
        }
    }

    /// <inheritdoc/>
    internal override void AdjointTangents(int order, double[] weight, Region region, double[] result)
    {
        Require(order);
        double[] table = Table(order);
        (int start, int stop) = Stretch(region);
        Check(result, stop);
        Check(weight, Target.CoreStop);
        Array.Clear(result, GridFunction.Directions * start, GridFunction.Directions * (stop - start));
        Span<Vector512<double>> rest = stackalloc Vector512<double>[InnerProducts.Block];
        for (int i = Target.CoreStart; i < Target.CoreStop; i += InnerProducts.Block)
        {
            (int from, int to, int at) = Window(i, InnerProducts.Block, start, stop);
            if (from < to)
            {
                scoped Span<Vector512<double>> weights = Several(weight, i, Target.CoreStop);
                if (weights.Length < InnerProducts.Block)
                {
                    rest.Clear();
                    weights.CopyTo(rest);
                    weights = rest;
                }

                InnerProducts.SpreadTangents(ref table[at], Stride, weights, ref result[GridFunction.Directions * from], to - from);
            }
        }
    }

    /// <inheritdoc/>
    internal override void AdjointAlong(int order, double[] weight, Region region, Vector512<double> factors, double[] result)
    {
        (int start, int stop) = Stretch(region);
        Check(result, stop);
        ReadOnlySpan<double> spread = Spread(order, weight, region);
        for (int j = start; j < stop; j++)
        {
            Put(result, j, At(result, j) + (spread[j - start] * factors));
        }
    }

    private static Vector512<double> At(double[] tangents, int index) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tangents), (nuint)(GridFunction.Directions * index));

    private static void Put(double[] tangents, int index, Vector512<double> value) =>
        value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(tangents), (nuint)(GridFunction.Directions * index));

    /// <summary>Arrays of eight functions are read and written without further checks.</summary>
    private static void Check(double[] tangents, int stop) => ArgumentOutOfRangeException.ThrowIfLessThan(tangents.Length, GridFunction.Directions * stop);

    /// <summary>The eight numbers of each of the nodes of a block that begins at a node, cut at another.</summary>
    private static Span<Vector512<double>> Several(double[] tangents, int start, int stop) => MemoryMarshal.Cast<double, Vector512<double>>(
        tangents.AsSpan(GridFunction.Directions * start, GridFunction.Directions * Math.Min(InnerProducts.Block, stop - start)));
}
