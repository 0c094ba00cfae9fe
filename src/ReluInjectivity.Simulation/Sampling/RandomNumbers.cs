using System.Numerics;

namespace ReluInjectivity.Simulation.Sampling;

/// <summary>
/// A stream of random numbers named by integers, so that what a sample draws depends on its name alone and not on the thread that
/// computes it: xoshiro256++ (Blackman and Vigna, 2019), its state filled by SplitMix64.
/// </summary>
public sealed class RandomNumbers
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The stream of a seed and further numbers; streams of different names are independent for all practical purposes.</summary>
    public RandomNumbers(long seed, params ReadOnlySpan<int> name)
    {
        ulong state = Mix(unchecked((ulong)seed));
        foreach (int part in name)
        {
            state = Mix(state + 0x9E3779B97F4A7C15 + unchecked((uint)part));
        }

        _s0 = Next(ref state);
        _s1 = Next(ref state);
        _s2 = Next(ref state);
        _s3 = Next(ref state);
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform integer in [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)(((UInt128)Bits() * (ulong)count) >> 64);

    /// <summary>A standard normal number, by Marsaglia's polar method.</summary>
    public double Gaussian()
    {
        while (true)
        {
            double u = (2 * Uniform()) - 1;
            double v = (2 * Uniform()) - 1;
            double s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>Fills with standard normal numbers.</summary>
    public void Gaussian(Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Gaussian();
        }
    }

    private ulong Bits()
    {
        ulong result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        return Mix(state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
