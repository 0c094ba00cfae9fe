using System.Numerics;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>
/// Arrays that functions of kernels no longer in use have left, for those of kernels to come: memory that is new costs more than the work done on it. What
/// they hold is any number.
/// </summary>
internal static class SpareArrays
{
    /// <summary>Sizes in each octave; an array is longer than what was asked for by up to a part of it.</summary>
    private const int SizesAnOctave = 4;

    /// <summary>The most numbers kept: 32 MiB.</summary>
    private const long MostKept = 1L << 22;

    private static readonly Stack<double[]>[] Spare = [.. Enumerable.Range(0, SizesAnOctave * 32).Select(_ => new Stack<double[]>())];
    private static long _kept;

    /// <summary>Makes an array at least as long as asked for; where it has to be another, what it held is lost.</summary>
    public static void Grow(ref double[] array, int count)
    {
        if (array.Length >= count)
        {
            return;
        }

        Return(ref array);
        (int index, int size) = SizeFor(count);
        lock (Spare)
        {
            if (Spare[index].TryPop(out double[]? spare))
            {
                _kept -= spare.Length;
                array = spare;
                return;
            }
        }

        array = GC.AllocateUninitializedArray<double>(size);
    }

    /// <summary>Takes an array that nothing refers to any more.</summary>
    public static void Return(ref double[] array)
    {
        double[] spare = array;
        array = [];
        if (spare.Length == 0)
        {
            return;
        }

        lock (Spare)
        {
            if (_kept + spare.Length <= MostKept)
            {
                _kept += spare.Length;
                Spare[SizeFor(spare.Length).Index].Push(spare);
            }
        }
    }

    /// <summary>The least size that holds a count, and its number.</summary>
    private static (int Index, int Size) SizeFor(int count)
    {
        int octave = BitOperations.Log2((uint)Math.Max(count, SizesAnOctave) - 1);
        int step = Math.Max(1, (1 << octave) / SizesAnOctave);
        int parts = (count - 1 - (1 << octave)) / step;
        return ((SizesAnOctave * octave) + Math.Max(parts, 0), (1 << octave) + ((Math.Max(parts, 0) + 1) * step));
    }
}
