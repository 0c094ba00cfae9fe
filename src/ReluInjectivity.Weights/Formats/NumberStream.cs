namespace ReluInjectivity.Weights.Formats;

/// <summary>Reads stored numbers into doubles through a fixed buffer.</summary>
internal static class NumberStream
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Reads all numbers of an array. The caller has compared the size with the file's.</summary>
    /// <param name="stream">Placed at the first number.</param>
    /// <param name="place">What errors name.</param>
    /// <param name="offset">Bytes before the first number, for errors.</param>
    /// <param name="type">Type of the numbers.</param>
    /// <param name="shape">Extents.</param>
    /// <param name="fortran">Whether the first index runs fastest.</param>
    /// <returns>The entries in row-major order.</returns>
    /// <exception cref="WeightFileException">The stream ends before, or a number has no finite double equal to it.</exception>
    public static double[] Read(Stream stream, Place place, long offset, ElementType type, long[] shape, bool fortran)
    {
        double[] values = new double[ArrayContainer.Count(place, shape)];
        byte[] buffer = new byte[Math.Min(BufferBytes, values.LongLength * type.Size)];
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(buffer.Length / type.Size, values.Length - done);
            Span<byte> bytes = buffer.AsSpan(0, count * type.Size);
            place.ReadExactly(stream, offset + ((long)done * type.Size), bytes);
            Decode(place, type, bytes, values.AsSpan(done, count), shape, fortran, done);
            done += count;
        }

        return fortran ? ToRowMajor(values, shape) : values;
    }

    /// <summary>Converts numbers, naming the index of one that is refused.</summary>
    /// <exception cref="WeightFileException">A number has no finite double equal to it.</exception>
    public static void Decode(Place place, ElementType type, ReadOnlySpan<byte> bytes, Span<double> values, IReadOnlyList<long> shape, bool fortran, long first)
    {
        for (int done = 0; done < values.Length; done += BufferBytes)
        {
            if (first + done > 0)
            {
                place.File.Cancellation.ThrowIfCancellationRequested();
            }

            int count = Math.Min(BufferBytes, values.Length - done);
            int refused = type.Decode(bytes.Slice(done * type.Size, count * type.Size), values.Slice(done, count));
            if (refused >= 0)
            {
                refused += done;
                throw place.Error(
                    "index " + ShapeText.Index(shape, first + refused, fortran),
                    type.Refusal(bytes.Slice(refused * type.Size, type.Size)),
                    "every entry must be finite and equal to a double");
            }
        }
    }

    private static double[] ToRowMajor(double[] values, long[] shape)
    {
        if (shape.Count(extent => extent != 1) < 2)
        {
            return values;
        }

        double[] result = new double[values.Length];
        long[] stride = new long[shape.Length];
        long step = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (stride[axis], step) = (step, step * shape[axis]);
        }

        long[] index = new long[shape.Length];
        long target = 0;
        foreach (double value in values)
        {
            result[target] = value;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                target += stride[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                target -= stride[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return result;
    }
}
