namespace ReluInjectivity.Frames.EndToEnd.Images;

/// <summary>One group of a convolution, or of a transposed one, on an input of known size: which places an output sees, and through which point of the kernel. Nothing is written out as a matrix.</summary>
internal sealed class ImageRows
{
    // Pairs of a place and a point of the kernel: 64 MiB of them.
    private const long MostSeen = 1L << 22;
    private readonly (int Place, int Point)[][] _seen;

    private ImageRows(Stage stage, ConvolutionShape shape, (int, int)[][] seen, int places)
    {
        (Stage, Shape, _seen, Places) = (stage, shape, seen, places);
        List<int>[] touching = [.. Enumerable.Range(0, places).Select(_ => new List<int>())];
        for (int output = 0; output < seen.Length; output++)
        {
            foreach (int place in seen[output].Select(one => one.Item1).Distinct())
            {
                touching[place].Add(output);
            }
        }

        Touching = touching;
    }

    /// <summary>The convolution.</summary>
    public Stage Stage { get; }

    /// <summary>Its geometry.</summary>
    public ConvolutionShape Shape { get; }

    /// <summary>Points of a kernel.</summary>
    public int Points => Shape.Points;

    /// <summary>Places of the input; each has a number for each channel.</summary>
    public int Places { get; }

    /// <summary>Places of the output.</summary>
    public int OutputPlaces => _seen.Length;

    /// <summary>The places of the output that see a place of the input.</summary>
    public IReadOnlyList<int>[] Touching { get; }

    /// <summary>The places that a place of the output sees, and through which point of the kernel.</summary>
    public (int Place, int Point)[] Seen(int output) => _seen[output];

    /// <summary>The rows of a convolution; null where its input's size is not known, or it is too large.</summary>
    public static ImageRows? Of(Stage stage)
    {
        if (stage.Convolution is not { Groups: 1, InputSize: { } size, OutputSize: { } outputs } shape)
        {
            return null;
        }

        int points = shape.Points;
        double pairs = outputs.Aggregate((double)points, (product, extent) => product * extent);
        double places = size.Aggregate(1.0, (product, extent) => product * extent);
        if (outputs.Any(extent => extent < 1) || pairs > MostSeen || places > MostSeen)
        {
            return null;
        }

        long[] extents = [.. outputs.Select(extent => (long)extent)];
        (int, int)[][] seen = [.. Enumerable.Range(0, (int)(pairs / points)).Select(output => Enumerable.Range(0, points)
            .Select(point => (Place: UnrolledConvolution.Position(shape, size, extents, output, point) ?? -1, point)).Where(one => one.Place >= 0).ToArray())];
        return new(stage, shape, seen, (int)places);
    }

    /// <summary>Rows as a layer of the numbers at some places alone, channel after channel; other places are left out.</summary>
    /// <param name="outputs">Places of the output: all of their channels.</param>
    /// <param name="places">Places of the input, ascending.</param>
    public Layer Part(IReadOnlyList<int> outputs, int[] places)
    {
        int channels = Shape.InputChannels;
        int kernels = Shape.OutputChannels;
        double[][] rows = new double[outputs.Count * kernels][];
        double[] thresholds = new double[rows.Length];
        for (int k = 0; k < outputs.Count; k++)
        {
            for (int kernel = 0; kernel < kernels; kernel++)
            {
                double[] row = new double[places.Length * channels];
                foreach ((int place, int point) in _seen[outputs[k]])
                {
                    int at = Array.BinarySearch(places, place);
                    for (int channel = 0; at >= 0 && channel < channels; channel++)
                    {
                        row[(channel * places.Length) + at] += Stage.Layer.Rows[kernel][(channel * Points) + point];
                    }
                }

                (rows[(k * kernels) + kernel], thresholds[(k * kernels) + kernel]) = (row, Stage.Layer.Thresholds[kernel]);
            }
        }

        return Layer.FromThresholds(rows, thresholds);
    }
}
