using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Sums against Gaussians of one standard deviation s, centred at every core node of an equispaced grid: at target x the sum over the
/// nodes y of a split grid of weight * (d/ds)^n N(y - x; s) times the source. The densities are tabulated once for each s.
/// </summary>
public sealed class SplitConvolution : LineConvolution
{
    private const int Lanes = 4;

    private readonly SplitGrid _source;
    private readonly double[][] _tables = [[], [], []];
    private readonly double[][] _sums = [[], [], []];

    /// <summary>Smooths from one grid onto another, which is the one the source was laid for.</summary>
    public SplitConvolution(SplitGrid source, EquispacedGrid target) : base(target) => _source = source;

    /// <inheritdoc/>
    private protected override int Stride => InnerProducts.InSteps(_source.Count);

    private protected override double[] Table(int order) => _tables[order];

    private protected override (int Start, int Stop) Stretch(Region region) => (0, _source.Count);

    private protected override (int From, int To, int At) Window(int target, int targets, int start, int stop) =>
        (start, stop, (target - Target.CoreStart) * Stride);

    private protected override (int From, int To, int At) Near(int target, int targets, int start, int stop)
    {
        double reach = _source.Reach * Deviation;
        int last = Math.Min(target + targets, Target.CoreStop) - 1;
        int from = At(Target.Coordinate(target) - reach), to = At(Target.Coordinate(last) + reach);
        return (from, to, ((target - Target.CoreStart) * Stride) + from);
    }

    private protected override void Masses(int order, Region region, Span<double> masses) => _sums[order].AsSpan(0, masses.Length).CopyTo(masses);

    private protected override void Tabulate(int order)
    {
        int targets = Target.CoreStop - Target.CoreStart;
        int stride = Stride;
        Span<double> table = Room(ref _tables[order], stride * (targets + InnerProducts.Block));
        table[(stride * targets)..].Clear();
        Room(ref _sums[order], targets);
        if (order > 0)
        {
            Require(0);
        }

        for (int i = 0; i < targets; i++)
        {
            double x = Target.Coordinate(Target.CoreStart + i);
            Span<double> row = table.Slice(i * stride, _source.Count);
            table[((i * stride) + row.Length)..((i + 1) * stride)].Clear();
            _sums[order][i] = Row(order, x, _tables[0].AsSpan(i * stride, row.Length), row);
        }
    }

    /// <summary>The first node from a place on.</summary>
    private int At(double place)
    {
        int at = _source.Coordinates[.._source.Count].BinarySearch(place);
        return at < 0 ? ~at : at;
    }

    /// <summary>The densities around a target times the weights, or their derivatives by the deviation, from these.</summary>
    /// <returns>Their sum.</returns>
    [MethodImpl(Compiled.Loop)]
    private double Row(int order, double x, ReadOnlySpan<double> densities, Span<double> row)
    {
        Debug.Assert(row.Length % Lanes == 0, "Panels have whole vectors of nodes.");
        ref double nodes = ref MemoryMarshal.GetReference(_source.Coordinates);
        ref double weights = ref MemoryMarshal.GetReference(_source.Weights);
        ref double from = ref MemoryMarshal.GetReference(densities);
        ref double to = ref MemoryMarshal.GetReference(row);
        var center = Vector256.Create(x);
        var deviation = Vector256.Create(Deviation);
        Vector256<double> sum = Vector256<double>.Zero;
        for (nuint j = 0; j < (nuint)row.Length; j += Lanes)
        {
            Vector256<double> z = (Vector256.LoadUnsafe(ref nodes, j) - center) / deviation;
            Vector256<double> z2 = z * z;
            Vector256<double> density = order switch
            {
                0 => NormalDistribution.Pdf(z) * Vector256.LoadUnsafe(ref weights, j) / deviation,
                1 => Vector256.LoadUnsafe(ref from, j) * (z2 - Vector256<double>.One) / deviation,
                _ => Vector256.LoadUnsafe(ref from, j) * (((z2 - Vector256.Create(5.0)) * z2) + Vector256.Create(2.0)) / deviation / deviation,
            };
            density.StoreUnsafe(ref to, j);
            sum += density;
        }

        return InnerProducts.Sum(sum);
    }
}
