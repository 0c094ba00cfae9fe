using System.Globalization;
using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.EndToEnd.Images;

/// <summary>
/// A circular convolution without ReLU, in steps of one, of any size: its matrix is diagonal, or in blocks of channels, in the characters of the torus of positions, so that it has
/// independent columns exactly if the symbol, the sum of the kernel's weights times roots of unity, has them at each character. Shown over a prime field with these roots, in which
/// what is not zero is not zero over the complex numbers, however near. A zero for one channel is shown by an exact null vector: the sum of a character and its conjugates, whose entries are
/// Ramanujan's sums c_L(t) = mu(L/g) phi(L) / phi(L/g), g = gcd(t, L).
/// </summary>
internal static class CircularCheck
{
    // A seconds' worth of products.
    private const double MostWork = 1L << 27;
    private const int Primes = 3;

    /// <summary>Whether a stage is such a convolution of known size.</summary>
    public static bool Applies(Stage stage) =>
        stage is { HasReLU: false, Convolution: { Groups: 1, IsCircular: true, IsTransposed: false, InputSize: { } size, OutputSize: { } outputs } shape }
        && size.SequenceEqual(outputs) && shape.Strides!.All(step => step == 1) && Work(shape, size) <= MostWork && Order(size) < 1 << 30;

    /// <summary>Whether its columns are independent.</summary>
    public static (Verdict Verdict, string Reason) Run(Stage stage, CancellationToken ct)
    {
        ConvolutionShape shape = stage.Convolution!;
        int[] size = [.. shape.InputSize!];
        BigInteger[][] weights = Dyadic.Scale([.. stage.Layer.Rows.SelectMany(row => row)]).Chunk(stage.Layer.Inputs).ToArray();
        int[]? zero = null;
        for (int k = 0; k < Primes; k++)
        {
            zero = Deficient(shape, size, weights, ct);
            if (zero is null)
            {
                return (Verdict.Injective, "circular, and its symbol has independent columns at every character (shown modulo a prime)");
            }

            if (shape.InputChannels == 1 && IsNull(shape, size, weights, zero, ct))
            {
                return (Verdict.NotInjective, $"circular, and its symbol is exactly zero at the character ({string.Join(", ", zero.Select((a, axis) => string.Create(CultureInfo.InvariantCulture, $"{a}/{size[axis]}")))})");
            }
        }

        return (Verdict.Undecided, $"circular; modulo {Primes} primes its symbol has dependent columns at a character, which proves nothing");
    }

    private static double Work(ConvolutionShape shape, IReadOnlyList<int> size) =>
        size.Aggregate((double)shape.InputChannels * shape.OutputChannels * shape.Points, (product, extent) => product * extent);

    private static long Order(IReadOnlyList<int> size) => size.Aggregate(1L, (all, extent) => Math.Min(all / (long)BigInteger.GreatestCommonDivisor(all, extent) * extent, 1L << 31));

    // The first character, in multiples of 1/size along each axis, at which the symbol's columns are dependent over a prime field; null where there is none.
    private static int[]? Deficient(ConvolutionShape shape, int[] size, BigInteger[][] weights, CancellationToken ct)
    {
        RootsOfUnity field = new(Order(size));
        ulong[][] powers = [.. size.Select(field.Powers)];
        ulong[][] residues = [.. weights.Select(row => row.Select(field.Residue).ToArray())];
        int points = shape.Points;
        int[][] taps = [.. Enumerable.Range(0, points).Select(point => Tap(shape, point))];
        int count = size.Aggregate(1, (product, extent) => product * extent);
        ulong[] factors = new ulong[points];
        ulong[][] symbol = [.. residues.Select(_ => new ulong[shape.InputChannels])];
        for (int k = 0; k < count; k++)
        {
            ct.ThrowIfCancellationRequested();
            int[] character = Places(size, k);
            for (int point = 0; point < points; point++)
            {
                factors[point] = 1;
                for (int axis = 0; axis < size.Length; axis++)
                {
                    factors[point] = field.Multiply(factors[point], powers[axis][(long)character[axis] * taps[point][axis] % size[axis]]);
                }
            }

            for (int row = 0; row < residues.Length; row++)
            {
                for (int channel = 0; channel < shape.InputChannels; channel++)
                {
                    ulong sum = 0;
                    for (int point = 0; point < points; point++)
                    {
                        sum = field.Add(sum, field.Multiply(residues[row][(channel * points) + point], factors[point]));
                    }

                    symbol[row][channel] = sum;
                }
            }

            if (field.Rank(symbol) < shape.InputChannels)
            {
                return character;
            }
        }

        return null;
    }

    // Whether the sum of a character and its conjugates is a null vector, in integers, at every output.
    private static bool IsNull(ConvolutionShape shape, int[] size, BigInteger[][] weights, int[] character, CancellationToken ct)
    {
        long order = character.Select((a, axis) => (long)size[axis] / (long)BigInteger.GreatestCommonDivisor(a, size[axis])).Aggregate(1L, (all, one) => all / (long)BigInteger.GreatestCommonDivisor(all, one) * one);
        Dictionary<long, long> sums = [];
        int count = size.Aggregate(1, (product, extent) => product * extent);
        long[] vector = new long[count];
        for (int k = 0; k < count; k++)
        {
            long t = Places(size, k).Select((place, axis) => (long)(new BigInteger(character[axis]) * order / size[axis] * place % order)).Sum() % order;
            long g = (long)BigInteger.GreatestCommonDivisor(t, order);
            if (!sums.TryGetValue(g, out long sum))
            {
                (long totient, int moebius) = Totient(order / g);
                sums[g] = sum = moebius * (Totient(order).Value / totient);
            }

            vector[k] = sum;
        }

        int points = shape.Points;
        long[] extents = [.. size.Select(extent => (long)extent)];
        for (int output = 0; output < count; output++)
        {
            ct.ThrowIfCancellationRequested();
            int[] places = [.. Enumerable.Range(0, points).Select(point => UnrolledConvolution.Position(shape, size, extents, output, point)!.Value)];
            foreach (BigInteger[] row in weights)
            {
                BigInteger sum = BigInteger.Zero;
                for (int point = 0; point < points; point++)
                {
                    sum += row[point] * vector[places[point]];
                }

                if (!sum.IsZero)
                {
                    return false;
                }
            }
        }

        return vector[0] != 0;
    }

    private static int[] Tap(ConvolutionShape shape, int point)
    {
        int[] tap = Places([.. shape.Kernel], point);
        return [.. tap.Select((t, axis) => (int)((long)t * shape.Dilations![axis] % shape.InputSize![axis]))];
    }

    private static int[] Places(int[] extents, int index)
    {
        int[] places = new int[extents.Length];
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            (index, places[axis]) = Math.DivRem(index, extents[axis]);
        }

        return places;
    }

    // Euler's phi and Moebius' mu.
    private static (long Value, int Moebius) Totient(long number)
    {
        (long value, int moebius) = (number, 1);
        foreach (long q in RootsOfUnity.PrimeFactors(number))
        {
            value -= value / q;
            moebius = number / q % q == 0 ? 0 : -moebius;
        }

        return (value, moebius);
    }
}
