using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Sums against Gaussians of one standard deviation s, centred at every core node of a target grid: at target x the sum over
/// source nodes y of step * (d/ds)^n N(y - x; s) times the source. The densities are tabulated once for each s.
/// </summary>
public sealed class GaussianConvolution : LineConvolution
{
    private readonly EquispacedGrid _source;
    private readonly double[][] _tables = [[], [], []];
    private readonly double[][] _sums = [[], [], []];

    /// <summary>Smooths from one grid onto another, which is the one the source was laid for.</summary>
    public GaussianConvolution(EquispacedGrid source, EquispacedGrid target) : base(target) => _source = source;

    /// <inheritdoc/>
    private protected override int Stride => -_source.Ratio;

    /// <summary>The zeros before the densities, and behind them but for a step: those that targets of one block do not reach.</summary>
    private int Padding => (InnerProducts.Block - 1) * _source.Ratio;

    private int Densities => (2 * _source.HalfWidth) + 1;

    private protected override double[] Table(int order) => _tables[order];

    private protected override (int Start, int Stop) Stretch(Region region) => region switch
    {
        Region.Left => (_source.LeftStart, _source.LeftStop),
        Region.Core => (_source.CoreStart, _source.CoreStop),
        _ => (_source.RightStart, _source.RightStop),
    };

    private protected override (int From, int To, int At) Window(int target, int targets, int start, int stop)
    {
        int center = Center(target);
        int from = Math.Max(start, center - _source.HalfWidth);
        return (from, Math.Min(stop, center + ((targets - 1) * _source.Ratio) + _source.HalfWidth + 1), from - center + _source.HalfWidth + Padding);
    }

    /// <summary>A tail is summed from its end, where it is small: what the densities' symmetry makes one on the left.</summary>
    [MethodImpl(Compiled.Loop)]
    private protected override void Masses(int order, Region region, Span<double> masses)
    {
        int densities = Densities;
        ReadOnlySpan<double> sums = _sums[order].AsSpan(0, densities + 1);
        (int start, int stop) = Stretch(region);
        int ratio = _source.Ratio;
        int first = Center(Target.CoreStart) - _source.HalfWidth;
        int count = masses.Length;

        // The targets whose densities begin before a source index.
        int Before(int index) => Math.Clamp((int)Math.Ceiling((index - first) / (double)ratio), 0, count);
        int reached = Before(start - densities + 1);
        int passed = Math.Max(reached, Before(stop));
        int inside = Math.Clamp(Before(start), reached, passed);
        int whole = Math.Clamp(Before(stop - densities + 1), reached, passed);
        masses[..reached].Clear();
        masses[passed..].Clear();

        // Where the stretch ends beyond the densities, and where it does not; where it begins before them, and where it does not.
        for (int i = reached; i < Math.Min(inside, whole); i++)
        {
            masses[i] = sums[densities - start + first + (i * ratio)];
        }

        for (int i = whole; i < inside; i++)
        {
            masses[i] = sums[stop - first - (i * ratio)] - sums[start - first - (i * ratio)];
        }

        if (inside < whole)
        {
            masses[inside..whole].Fill(sums[densities]);
        }

        for (int i = Math.Max(inside, whole); i < passed; i++)
        {
            masses[i] = sums[stop - first - (i * ratio)];
        }
    }

    [MethodImpl(Compiled.Loop)]
    private protected override void Tabulate(int order)
    {
        Span<double> table = Room(ref _tables[order], Densities + (2 * Padding) + InnerProducts.Step);
        table[..Padding].Clear();
        Span<double> densities = table.Slice(Padding, Densities);
        if (order == 0)
        {
            Right(table[(Padding + _source.HalfWidth)..]);
        }
        else
        {
            Require(0);
            RightDerivatives(order, table[(Padding + _source.HalfWidth)..]);
        }

        table[(Padding + Densities)..].Clear();
        densities[(_source.HalfWidth + 1)..].CopyTo(densities);
        densities[.._source.HalfWidth].Reverse();

        Span<double> sums = Room(ref _sums[order], densities.Length + 1);
        double sum = 0;
        for (int j = 0; j < densities.Length; j++)
        {
            sums[j] = sum;
            sum += densities[j];
        }

        sums[densities.Length] = sum;
    }

    /// <summary>The densities from their middle on.</summary>
    private void Right(Span<double> right)
    {
        double peak = _source.Step / (Deviation * Math.Sqrt(2 * Math.PI));
        for (int j = 0; j <= _source.HalfWidth; j++)
        {
            double z = j * _source.Step / Deviation;
            right[j] = peak * Math.Exp(-0.5 * (z * z));
        }
    }

    /// <summary>
    /// Their derivatives from the middle on, in whole vectors, of which the last may be longer. What turns a normal density N at z = x/s into its derivative
    /// by s: dN/ds = N (z^2 - 1)/s, d^2N/ds^2 = N (z^4 - 5 z^2 + 2)/s^2.
    /// </summary>
    private void RightDerivatives(int order, Span<double> right)
    {
        ReadOnlySpan<double> densities = _tables[0].AsSpan(Padding + _source.HalfWidth);
        var deviation = Vector256.Create(Deviation);
        var step = Vector256.Create(_source.Step);
        var index = Vector256.Create(0.0, 1, 2, 3);
        for (int j = 0; j <= _source.HalfWidth; j += Vector256<double>.Count)
        {
            Vector256<double> z = (index + Vector256.Create((double)j)) * step / deviation;
            Vector256<double> z2 = z * z;
            Vector256<double> factor = order == 1
                ? (z2 - Vector256<double>.One) / deviation
                : (((z2 - Vector256.Create(5.0)) * z2) + Vector256.Create(2.0)) / deviation / deviation;
            (Vector256.Create(densities[j..]) * factor).CopyTo(right[j..]);
        }
    }

    /// <summary>The source index at the coordinate of a target.</summary>
    private int Center(int target) => ((Target.First + target) * _source.Ratio) - _source.First;
}
