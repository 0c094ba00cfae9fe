namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Sums against Gaussians of one standard deviation s, centred at every core node of a target grid: at target x the sum over
/// source nodes y of step * (d/ds)^n N(y - x; s) times the source. The densities are tabulated once for each s.
/// </summary>
public sealed class GaussianConvolution : Convolution
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
    private protected override double Mass(int order, Region region, int target)
    {
        double[] sums = _sums[order];
        (int start, int stop) = Stretch(region);
        int first = Center(target) - _source.HalfWidth;
        int from = Math.Max(start - first, 0);
        int to = Math.Min(stop - first, Densities);
        return from >= to ? 0 : from == 0 ? sums[to] : to == Densities ? sums[Densities - from] : sums[to] - sums[from];
    }

    private protected override void Tabulate(int order)
    {
        int half = _source.HalfWidth;
        Span<double> table = Room(ref _tables[order], Densities + (2 * Padding) + InnerProducts.Step);
        table.Clear();
        Span<double> densities = table.Slice(Padding, Densities);
        Span<double> sums = Room(ref _sums[order], densities.Length + 1);
        double peak = _source.Step / (Deviation * Math.Sqrt(2 * Math.PI));
        for (int j = 0; j <= half; j++)
        {
            double z = j * _source.Step / Deviation;
            double z2 = z * z;
            densities[half + j] = densities[half - j] = peak * Math.Exp(-0.5 * z2) * Factor(order, z2, Deviation);
        }

        double sum = 0;
        for (int j = 0; j < densities.Length; j++)
        {
            sums[j] = sum;
            sum += densities[j];
        }

        sums[^1] = sum;
    }

    /// <summary>What turns a normal density N at z = x/s into its derivative by s: dN/ds = N (z^2 - 1)/s, d^2N/ds^2 = N (z^4 - 5 z^2 + 2)/s^2.</summary>
    private static double Factor(int order, double zSquared, double deviation) => order switch
    {
        0 => 1,
        1 => (zSquared - 1) / deviation,
        _ => ((((zSquared - 5) * zSquared) + 2) / deviation) / deviation,
    };

    /// <summary>The source index at the coordinate of a target.</summary>
    private int Center(int target) => ((Target.First + target) * _source.Ratio) - _source.First;
}
