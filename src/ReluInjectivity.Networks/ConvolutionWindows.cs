namespace ReluInjectivity.Networks;

/// <summary>The places of a convolution's kernel along one axis.</summary>
internal static class ConvolutionWindows
{
    /// <summary>Outputs along an axis; less than 1 where the kernel is longer than the padded input.</summary>
    public static long Count(ConvolutionShape shape, int axis, int extent)
    {
        long reach = ((long)shape.Dilations![axis] * (shape.Kernel[axis] - 1)) + 1;
        if (shape.IsTransposed)
        {
            return ((extent - 1L) * shape.Strides![axis]) + reach - shape.PadsBefore![axis] - shape.PadsAfter![axis];
        }

        long free = (long)extent + shape.PadsBefore![axis] + shape.PadsAfter![axis] - reach;
        return free < 0 ? 0 : (free / shape.Strides![axis]) + 1;
    }

    /// <summary>The input's position that an output sees through a point of the kernel, or -1 where there is none.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="output">The output's position.</param>
    /// <param name="point">The point of the kernel.</param>
    /// <param name="extent">The input's extent.</param>
    public static long Position(ConvolutionShape shape, int axis, long output, int point, int extent)
    {
        long place = (long)point * shape.Dilations![axis];
        if (shape.IsTransposed)
        {
            (long at, long rest) = Math.DivRem(output + shape.PadsBefore![axis] - place, shape.Strides![axis]);
            return rest == 0 && at >= 0 && at < extent ? at : -1;
        }

        long position = (output * shape.Strides![axis]) + place - shape.PadsBefore![axis];
        position = shape.IsCircular ? ((position % extent) + extent) % extent : position;
        return position >= 0 && position < extent ? position : -1;
    }

    /// <summary>Whether every entry along an axis lies under some point of the kernel at some place.</summary>
    public static bool Covers(ConvolutionShape shape, int axis, int extent)
    {
        long count = Count(shape, axis, extent);
        HashSet<long> seen = [-1];
        for (long output = 0; output < count && seen.Count <= extent; output++)
        {
            for (int point = 0; point < shape.Kernel[axis]; point++)
            {
                seen.Add(Position(shape, axis, output, point, extent));
            }
        }

        return seen.Count > extent;
    }
}
