namespace ReluInjectivity.Networks;

/// <summary>The places of a convolution's kernel along one axis.</summary>
internal static class ConvolutionWindows
{
    /// <summary>Outputs along an axis; less than 1 where the kernel is longer than the padded input.</summary>
    public static long Count(ConvolutionShape shape, int axis, int extent)
    {
        long reach = ((long)shape.Dilations![axis] * (shape.Kernel[axis] - 1)) + 1;
        long free = (long)extent + shape.PadsBefore![axis] + shape.PadsAfter![axis] - reach;
        return free < 0 ? 0 : (free / shape.Strides![axis]) + 1;
    }

    /// <summary>The input's position under a point of the kernel; outside of the input it is padding.</summary>
    public static long Position(ConvolutionShape shape, int axis, long output, int point) =>
        (output * shape.Strides![axis]) + ((long)point * shape.Dilations![axis]) - shape.PadsBefore![axis];

    /// <summary>Whether every entry along an axis lies under some point of the kernel at some place.</summary>
    public static bool Covers(ConvolutionShape shape, int axis, int extent)
    {
        long count = Count(shape, axis, extent);
        HashSet<long> seen = [];
        for (long output = 0; output < count && seen.Count < extent; output++)
        {
            for (int point = 0; point < shape.Kernel[axis]; point++)
            {
                long position = Position(shape, axis, output, point);
                if (position >= 0 && position < extent)
                {
                    seen.Add(position);
                }
            }
        }

        return seen.Count == extent;
    }
}
