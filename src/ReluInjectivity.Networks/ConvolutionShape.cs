namespace ReluInjectivity.Networks;

/// <summary>How a convolution's kernels meet its input; lists have one entry for each spatial dimension.</summary>
/// <param name="InputChannels">Channels of the input.</param>
/// <param name="OutputChannels">Channels of the output: rows of the layer's matrix.</param>
/// <param name="Groups">Groups of channels that do not mix; each of them sees <c>InputChannels / Groups</c> channels.</param>
/// <param name="Kernel">Extents of the kernel.</param>
/// <param name="Strides">Steps between patches; null where the file does not store them (safetensors, npz).</param>
/// <param name="Dilations">Steps between kernel points; null where the file does not store them.</param>
/// <param name="PadsBefore">Zeros put before the input; null where the file does not store them.</param>
/// <param name="PadsAfter">Zeros put after the input; null where the file does not store them.</param>
/// <param name="InputSize">Extents of the input; null where the file does not tell them.</param>
public sealed record ConvolutionShape(
    int InputChannels,
    int OutputChannels,
    int Groups,
    IReadOnlyList<int> Kernel,
    IReadOnlyList<int>? Strides,
    IReadOnlyList<int>? Dilations,
    IReadOnlyList<int>? PadsBefore,
    IReadOnlyList<int>? PadsAfter,
    IReadOnlyList<int>? InputSize = null)
{
    /// <summary>Whether what is put around the input is the input again, so that positions count modulo its extents, and not zeros.</summary>
    public bool IsCircular { get; init; }

    /// <summary>
    /// Whether it is a transposed convolution: each input adds its multiple of the kernel to the output, in steps of the strides, and the pads are cut off the output
    /// (a negative one adds to it).
    /// </summary>
    public bool IsTransposed { get; init; }

    /// <summary>Points of a kernel: the product of its extents.</summary>
    public int Points => Kernel.Aggregate(1, (product, extent) => product * extent);

    /// <summary>The extents of the output; null where the input's are not known.</summary>
    public IReadOnlyList<int>? OutputSize => InputSize is { } size && Strides is not null && PadsBefore is not null
        ? [.. size.Select((extent, axis) => (int)ConvolutionWindows.Count(this, axis, extent))]
        : null;
}
