using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>Convolutions of functions of one variable.</summary>
public abstract partial class LineConvolution : Convolution
{
    private const int Regions = 3;
    private const int Orders = 3;

    private readonly bool[] _isTabulated = new bool[Orders];
    private readonly double[][] _masses = [.. Enumerable.Repeat(Array.Empty<double>(), Orders * Regions)];
    private readonly bool[] _hasMasses = new bool[Orders * Regions];
    private double[] _sourceStretch = [];
    private double[] _products = [];

    private protected LineConvolution(EquispacedGrid target) => Target = target;

    /// <summary>The grid smoothed onto.</summary>
    private protected EquispacedGrid Target { get; }

    /// <summary>The standard deviation.</summary>
    private protected double Deviation { get; private set; }

    /// <summary>How much further the densities around the next target begin in a table.</summary>
    private protected abstract int Stride { get; }

    /// <inheritdoc/>
    public override void SetDeviation(double deviation)
    {
        Deviation = deviation;
        Array.Clear(_isTabulated);
        Array.Clear(_hasMasses);
    }

    /// <inheritdoc/>
    public override void Clear(double[] target) => Array.Clear(target, Target.CoreStart, Target.CoreStop - Target.CoreStart);

    /// <inheritdoc/>
    public override void Add(int order, Region region, double[] source, double[] target)
    {
        ReadOnlySpan<double> products = Products(order, region, source);
        InnerProducts.AddTo(target.AsSpan(Target.CoreStart, products.Length), 1, products);
    }

    /// <inheritdoc/>
    public override void AddConstant(int order, Region region, double value, double[] target)
    {
        ReadOnlySpan<double> masses = MassesOf(order, region);
        if (double.IsFinite(value))
        {
            InnerProducts.AddTo(target.AsSpan(Target.CoreStart, masses.Length), value, masses);
            return;
        }

        // What is not finite may be out of reach.
        for (int i = 0; i < masses.Length; i++)
        {
            target[Target.CoreStart + i] += masses[i] == 0 ? 0 : value * masses[i];
        }
    }

    /// <inheritdoc/>
    public override void Adjoint(int order, double[] weight, Region region, double[] result) =>
        Spread(order, weight, region).CopyTo(result.AsSpan(Stretch(region).Start));

    /// <summary>As <see cref="Window"/>, without targets out of reach also where the table has them.</summary>
    private protected virtual (int From, int To, int At) Near(int target, int targets, int start, int stop) => Window(target, targets, start, stop);

    /// <summary>Tabulates the derivative of an order.</summary>
    private protected abstract void Tabulate(int order);

    /// <summary>The densities, tabulated. Behind what a block of targets reads there are numbers for a whole step more.</summary>
    private protected abstract double[] Table(int order);

    /// <summary>The sums of the densities around the core nodes of the target over a stretch, from what is tabulated.</summary>
    /// <param name="order">The order of the derivative.</param>
    /// <param name="region">The stretch.</param>
    /// <param name="masses">One for each core node; overwritten.</param>
    private protected abstract void Masses(int order, Region region, Span<double> masses);

    /// <summary>The indices of a stretch of the source.</summary>
    private protected abstract (int Start, int Stop) Stretch(Region region);

    /// <summary>
    /// The source indices within reach of one of some targets, a block of them at most, cut to a stretch, and where the densities around the first target
    /// begin in a table. Around the other targets the densities are 0 where these are out of reach, as they are from the end on for a step.
    /// </summary>
    private protected abstract (int From, int To, int At) Window(int target, int targets, int start, int stop);

    /// <summary>Tabulates the derivative of an order once for each standard deviation.</summary>
    private protected void Require(int order)
    {
        if (!_isTabulated[order])
        {
            Tabulate(order);
            _isTabulated[order] = true;
        }
    }

    /// <summary>The masses at the core nodes of the target, summed once for each standard deviation.</summary>
    private ReadOnlySpan<double> MassesOf(int order, Region region)
    {
        int which = (order * Regions) + (int)region;
        Span<double> masses = Room(ref _masses[which], Target.CoreStop - Target.CoreStart);
        if (!_hasMasses[which])
        {
            Require(order);
            Masses(order, region, masses);
            _hasMasses[which] = true;
        }

        return masses;
    }

    /// <summary>The sums at the core nodes of the target; they stay until the next are asked for.</summary>
    private ReadOnlySpan<double> Products(int order, Region region, double[] source)
    {
        Require(order);
        double[] table = Table(order);
        (int start, int stop) = Stretch(region);
        int count = Target.CoreStop - Target.CoreStart;
        Span<double> stretch = Room(ref _sourceStretch, stop - start + InnerProducts.Step);
        source.AsSpan(start, stop - start).CopyTo(stretch);
        stretch[(stop - start)..].Clear();
        Span<double> products = Room(ref _products, count + InnerProducts.Block);
        for (int i = 0; i < count; i += InnerProducts.Block)
        {
            (int from, int to, int at) = Window(Target.CoreStart + i, InnerProducts.Block, start, stop);
            Vector256<double> sums = from < to
                ? InnerProducts.Of(ref table[at], Stride, ref stretch[from - start], InnerProducts.InSteps(to - from))
                : Vector256<double>.Zero;
            sums.CopyTo(products[i..]);
            for (int k = i; !IsFinite(sums) && k < Math.Min(i + InnerProducts.Block, count); k++)
            {
                // What is not finite may be out of reach of some of the targets.
                (from, to, at) = Window(Target.CoreStart + k, 1, start, stop);
                products[k] = 0;
                for (int j = from; j < to; j++)
                {
                    products[k] += table[at + j - from] * stretch[j - start];
                }
            }
        }

        return products[..count];
    }

    /// <summary>The sums over targets at a stretch of the source; they stay until the next are asked for.</summary>
    private ReadOnlySpan<double> Spread(int order, double[] weight, Region region)
    {
        Require(order);
        double[] table = Table(order);
        (int start, int stop) = Stretch(region);
        Span<double> stretch = Room(ref _sourceStretch, stop - start + InnerProducts.Step);
        stretch.Clear();
        for (int i = Target.CoreStart; i < Target.CoreStop; i += InnerProducts.Block)
        {
            (int from, int to, int at) = Window(i, InnerProducts.Block, start, stop);
            if (from < to)
            {
                Vector256<double> some = BlockOf(weight, i, Target.CoreStop);
                if (IsFinite(some))
                {
                    InnerProducts.Spread(ref table[at], Stride, some, ref stretch[from - start], InnerProducts.InSteps(to - from));
                    continue;
                }

                for (int k = i; k < Math.Min(i + InnerProducts.Block, Target.CoreStop); k++)
                {
                    (from, to, at) = Window(k, 1, start, stop);
                    for (int j = from; j < to; j++)
                    {
                        stretch[j - start] += table[at + j - from] * weight[k];
                    }
                }
            }
        }

        return stretch[..(stop - start)];
    }

    /// <summary>A block of numbers, 0 from a place on. A whole block is one load: put together on the stack it would wait for what was stored there.</summary>
    private static Vector256<double> BlockOf(double[] numbers, int start, int stop)
    {
        if (start + InnerProducts.Block <= stop)
        {
            return Vector256.Create<double>(numbers.AsSpan(start, InnerProducts.Block));
        }

        Vector256<double> block = Vector256<double>.Zero;
        for (int i = start; i < stop; i++)
        {
            block = block.WithElement(i - start, numbers[i]);
        }

        return block;
    }

    private static bool IsFinite(Vector256<double> numbers) => Vector256.EqualsAll(numbers - numbers, Vector256<double>.Zero);

    /// <summary>The beginning of an array, with what it held; a longer one, empty, where it was too short.</summary>
    private protected static Span<double> Room(ref double[] array, int count)
    {
        if (array.Length < count)
        {
            array = new double[count + (count / 4)];
        }

        return array.AsSpan(0, count);
    }
}
